// Says what the desk wants said, by the bot or a group's robot, within the platform's limits.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WecomPlatform } from '../../support/wecom/platform.ts'
import {
  buttonOf,
  cardOf,
  channelFor,
  inTime,
  type Made,
  type Making,
  outgoingOf,
  recordingHost,
  until,
} from './parts.ts'

let platform: WecomPlatform
let now = Date.parse('2026-10-09T01:20:00Z')
const started: Made['channel'][] = []

beforeEach(async () => {
  platform = await WecomPlatform.start({ clock: { now: () => now } })
  platform.addGroup('wr-duty', ['wang', 'chen'])
})
afterEach(async () => {
  for (const channel of started.splice(0)) await channel.stop?.()
  await platform.stop()
})

async function connected(given: Making & { robots?: Record<string, string> } = {}): Promise<Made> {
  const made = channelFor(platform.settings({ robots: given.robots ?? {} }), given)
  started.push(made.channel)
  await made.channel.start?.(recordingHost())
  await until(() => made.channel.speaks())
  return made
}

const shown = (chat = 'wr-duty') => platform.messages(chat)
const texts = (chat = 'wr-duty') => shown(chat).map(({ text }) => text)

describe('by the bot', () => {
  test('a message has its head, lines, fields, link and next, and what can be typed', async () => {
    const { channel } = await connected()
    const card = cardOf('市民反映幼儿园门口积水。', {
      fields: [{ label: '承办', value: '城管局' }],
      next: '10月9日 10:20 前签收',
      link: { label: '查看原帖', url: 'https://example.com/p/1?a=(b)' },
      buttons: [
        buttonOf({ action: 'claim', label: '签收' }),
        buttonOf({
          action: 'assign',
          label: '分办',
          inputs: [{ kind: 'text', name: 'department', label: '部门', lines: 1, required: true }],
        }),
      ],
    })
    const sent = await channel.send(outgoingOf({ to: { room: 'wr-duty' }, card, mention: ['chen'] }), inTime())
    expect(sent).toEqual({ ok: true, messageId: expect.stringMatching(/^z_[0-9a-f]{40}$/u) })
    expect(texts()).toEqual([
      [
        '<@chen>',
        '**▲ 重大 #23 幼儿园门口积水**',
        '市民反映幼儿园门口积水。',
        '> 承办：城管局',
        '[查看原帖](https://example.com/p/1?a=%28b%29)',
        '**10月9日 10:20 前签收**',
        '可发送：@值班台 /签收 #23',
        '可发送：@值班台 /分办 #23 〈部门〉',
      ].join('\n'),
    ])
    expect(shown()[0]?.mentions).toEqual(['chen'])
  })

  test('where nobody need be called, what can be pressed is a card', async () => {
    const { channel } = await connected()
    const card = cardOf('请尽快签收。', {
      fields: [{ label: '承办', value: '城管局' }],
      next: '10:20 前签收',
      link: { label: '原帖', url: 'https://example.com/p/1' },
      buttons: [buttonOf({ action: 'claim', label: '签收', tone: 'primary' })],
      more: [buttonOf({ action: 'dismiss', label: '不办', tone: 'grave' })],
    })
    const sent = await channel.send(outgoingOf({ to: { room: 'wr-duty' }, card }), inTime())
    expect(shown()[0]?.card).toMatchObject({
      card_type: 'button_interaction',
      main_title: { title: '▲ 重大 #23 幼儿园门口积水', desc: '10:20 前签收' },
      sub_title_text: '请尽快签收。\n其他操作：发送 @值班台 /后台 获取登录链接',
      button_list: [{ text: '签收', style: 1 }],
      task_id: sent.ok ? sent.messageId : '',
    })
  })

  test('in a private chat nobody is called, and commands need no name', async () => {
    const { channel } = await connected()
    platform.world.spoken.add('chen')
    const card = cardOf('很长的说明。'.repeat(40), { buttons: [buttonOf({ action: 'claim', label: '签收' })] })
    await channel.send(outgoingOf({ to: { person: 'chen' }, card, mention: ['chen'], way: 'dm' }), inTime())
    expect(shown('chen')[0]?.mentions).toEqual([])
    expect(texts('chen')[0]).toMatch(/\n可发送：\/签收 #23$/u)
  })

  test('what was heard to be a private chat is answered as one', async () => {
    const { channel, kept } = await connected()
    platform.say('chen', 'chen', { text: '/帮助' })
    const card = cardOf('很长的说明。'.repeat(40), { buttons: [buttonOf({ action: 'claim', label: '签收' })] })
    await until(() => kept.has('heard:chen'))
    await channel.send(outgoingOf({ to: { room: 'chen' }, card }), inTime())
    expect(texts('chen')[0]).toMatch(/\n可发送：\/签收 #23$/u)
  })

  test('what is too long comes in pieces, each within the limit, whole characters, numbered', async () => {
    const { channel } = await connected()
    const draft = '关于幼儿园门口积水的答复👨‍👩‍👧。'.repeat(300)
    expect((await channel.send(outgoingOf({ to: { room: 'wr-duty' }, card: cardOf(draft) }), inTime())).ok).toBe(true)
    expect(texts().length).toBeGreaterThan(2)
    const joined = texts()
      .map((text) => text.replace(/^（续\d+\/\d+）/u, ''))
      .join('')
    expect(joined.replace(/\n/gu, '')).toContain(draft)
    expect(texts()[1]).toMatch(/^（续2\/\d）/u)
  })

  test('people’s own words call nobody, colour nothing, and hide no address', async () => {
    const { channel } = await connected()
    const line = '<@all> <@chen> <font color="warning">假</font> [银行](https://evil.example)'
    await channel.send(outgoingOf({ to: { room: 'wr-duty' }, card: cardOf(line) }), inTime())
    expect(shown()[0]?.mentions).toEqual([])
    expect(texts()[0]).not.toMatch(/<font|\]\(/u)
  })

  test('urgent is a mention here, and says so', async () => {
    const { channel } = await connected()
    const sent = await channel.send(
      outgoingOf({ to: { room: 'wr-duty' }, mention: ['chen'], way: 'urgent-phone' }),
      inTime(),
    )
    expect(sent).toMatchObject({ ok: true, weaker: { asked: 'urgent-phone', used: 'mention' } })
    expect(shown()[0]?.mentions).toEqual(['chen'])
  })

  test('where nobody has spoken to the bot it is refused for good', async () => {
    const { channel } = await connected()
    platform.addGroup('wr-new', ['wang'], { spokenTo: false })
    expect(await channel.send(outgoingOf({ to: { room: 'wr-new' } }), inTime())).toMatchObject({
      ok: false,
      again: false,
    })
  })

  test.each(['', 'a b', `wr-${'x'.repeat(300)}`])('a place that is none is refused for good: %j', async (room) => {
    const { channel } = await connected()
    expect(await channel.send(outgoingOf({ to: { room } }), inTime())).toEqual({
      ok: false,
      again: false,
      error: 'no such place',
    })
  })

  test('more than the platform takes in a minute is tried again when it takes more', async () => {
    const { channel } = await connected()
    for (let i = 0; i < 30; i += 1) await channel.send(outgoingOf({ to: { room: 'wr-duty' } }), inTime())
    const outgoing = outgoingOf({ to: { room: 'wr-duty' } })
    expect(await channel.send(outgoing, inTime())).toMatchObject({ again: true, unsent: true, afterMs: 60_000 })
    now += 60_001
    expect(await channel.send(outgoing, inTime())).toMatchObject({ ok: true })
    expect(texts()[30]).not.toContain('重发')
  })

  test('the pace keeps within what bot and robots may say', async () => {
    const { channel } = await connected()
    const { perSecond, burst } = channel.pace.room
    expect(burst + 60 * perSecond).toBeLessThanOrEqual(20)
    expect(burst + 3_600 * perSecond).toBeLessThanOrEqual(1_000)
  })
})

describe('by a group’s robot', () => {
  test('where nobody has spoken to the bot, calling by name', async () => {
    platform.addGroup('wr-new', ['chen'], { spokenTo: false })
    const { channel } = await connected({ robots: { 'wr-new': platform.addRobot('wr-new') } })
    const card = cardOf('请尽快签收。', { buttons: [buttonOf({ action: 'claim', label: '签收' })] })
    const sent = await channel.send(outgoingOf({ to: { room: 'wr-new' }, card, mention: ['chen'] }), inTime())
    expect(sent.ok).toBe(true)
    expect(shown('wr-new')).toMatchObject([
      {
        by: 'robot',
        msgtype: 'text',
        mentions: ['chen'],
        text: '▲ 重大 #23 幼儿园门口积水\n请尽快签收。\n可发送：@值班台 /签收 #23',
      },
    ])
  })

  test('in markdown where nobody is called', async () => {
    platform.addGroup('wr-new', ['chen'], { spokenTo: false })
    const { channel } = await connected({ robots: { 'wr-new': platform.addRobot('wr-new') } })
    await channel.send(outgoingOf({ to: { room: 'wr-new' } }), inTime())
    expect(shown('wr-new')).toMatchObject([{ by: 'robot', msgtype: 'markdown', mentions: [] }])
  })

  test('a long text that calls by name calls once, in pieces within the limit', async () => {
    platform.addGroup('wr-new', ['chen'], { spokenTo: false })
    const { channel } = await connected({ robots: { 'wr-new': platform.addRobot('wr-new') } })
    const draft = '关于幼儿园门口积水的答复。'.repeat(120)
    await channel.send(outgoingOf({ to: { room: 'wr-new' }, card: cardOf(draft), mention: ['chen'] }), inTime())
    expect(shown('wr-new').map(({ mentions }) => mentions)).toEqual([['chen'], [], []])
  })

  test('where the bot may speak, it speaks', async () => {
    const { channel, kept } = await connected({ robots: { 'wr-duty': platform.addRobot('wr-duty') } })
    platform.say('wr-duty', 'wang', { text: '在吗' })
    await until(() => kept.has('heard:wr-duty'))
    await channel.send(outgoingOf({ to: { room: 'wr-duty' } }), inTime())
    expect(shown().map(({ by }) => by)).toEqual(['bot'])
  })

  test('where no instance has been connected for a while, the robot speaks', async () => {
    const { channel, kept } = await connected({
      robots: { 'wr-duty': platform.addRobot('wr-duty') },
      timing: { robotAfterMs: 150 },
    })
    platform.say('wr-duty', 'wang', { text: '在吗' })
    await until(() => kept.has('heard:wr-duty'))
    platform.refuse('http-500')
    platform.closeAll()
    await until(() => !channel.speaks())
    const outgoing = outgoingOf({ to: { room: 'wr-duty' } })
    expect(await channel.send(outgoing, inTime())).toMatchObject({ ok: false, again: true, unsent: true })
    await until(() => (channel.hears?.()?.deafMs ?? 0) > 200)
    expect(await channel.send(outgoing, inTime())).toMatchObject({ ok: true })
    expect(shown()).toMatchObject([{ by: 'robot' }])
  })

  test('where the platform will not let the bot say it, the robot does', async () => {
    const { channel, kept } = await connected({ robots: { 'wr-duty': platform.addRobot('wr-duty') } })
    platform.say('wr-duty', 'wang', { text: '在吗' })
    await until(() => kept.has('heard:wr-duty'))
    platform.faults.add('aibot_send_msg', { errcode: 93006 })
    expect(await channel.send(outgoingOf({ to: { room: 'wr-duty' } }), inTime())).toMatchObject({ ok: true })
    expect(shown()).toMatchObject([{ by: 'robot' }])
  })

  test('20 a minute, and then it waits', async () => {
    platform.addGroup('wr-new', ['chen'], { spokenTo: false })
    const { channel } = await connected({ robots: { 'wr-new': platform.addRobot('wr-new') } })
    const send = () => channel.send(outgoingOf({ to: { room: 'wr-new' } }), inTime())
    for (let i = 0; i < 20; i += 1) expect(await send()).toMatchObject({ ok: true })
    expect(await send()).toMatchObject({ ok: false, again: true, unsent: true, afterMs: 60_000 })
    now += 60_001
    expect(await send()).toMatchObject({ ok: true })
  })

  test('a robot that was deleted is refused for good, and its key is told nowhere', async () => {
    platform.addGroup('wr-new', ['chen'], { spokenTo: false })
    const url = platform.addRobot('wr-new')
    platform.world.robots.clear()
    const { channel, logged } = await connected({ robots: { 'wr-new': url } })
    const refused = await channel.send(outgoingOf({ to: { room: 'wr-new' } }), inTime())
    expect(refused).toMatchObject({ ok: false, again: false, error: expect.stringContaining('93000') })
    expect(JSON.stringify([refused, logged])).not.toContain('693axxx6')
  })

  test('needs no connection', async () => {
    platform.addGroup('wr-new', ['chen'], { spokenTo: false })
    const { channel } = channelFor(platform.settings({ robots: { 'wr-new': platform.addRobot('wr-new') } }))
    expect(await channel.send(outgoingOf({ to: { room: 'wr-new' } }), inTime())).toMatchObject({ ok: true })
  })
})
