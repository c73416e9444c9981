// No idempotency key: what is known to be there is not said again; what nobody knows of is said once more, marked so.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FaultKind } from '../../support/wecom/faults.ts'
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
  store,
  until,
} from './parts.ts'

let platform: WecomPlatform
const started: Made['channel'][] = []

beforeEach(async () => {
  platform = await WecomPlatform.start()
  platform.addGroup('wr-duty', ['wang'])
  platform.addGroup('wr-new', ['wang'], { spokenTo: false })
})
afterEach(async () => {
  for (const channel of started.splice(0)) await channel.stop?.()
  await platform.stop()
})

async function connected(given: Making = {}): Promise<Made> {
  const made = channelFor(platform.settings({ robots: { 'wr-new': robotUrl() } }), given)
  started.push(made.channel)
  await made.channel.start?.(recordingHost())
  await until(() => made.channel.speaks())
  return made
}

let url: string | undefined
const robotUrl = () => {
  url = platform.addRobot('wr-new')
  return url
}

const texts = (chat: string) => platform.messages(chat).map(({ text }) => text)
const ways = [
  { way: 'bot', chat: 'wr-duty', on: 'aibot_send_msg' },
  { way: 'robot', chat: 'wr-new', on: 'robot' },
] as const

describe.each(ways)('by the $way', ({ chat, on }) => {
  const outgoing = () => outgoingOf({ to: { room: chat } })

  test('the same key again is the same message', async () => {
    const { channel } = await connected()
    const same = outgoing()
    const first = await channel.send(same, inTime())
    expect(await channel.send(same, inTime())).toEqual(first)
    expect(texts(chat)).toHaveLength(1)
  })

  test('also for an instance that has not sent it', async () => {
    const kept = store()
    const same = outgoing()
    const first = await connected({ kept })
    const sent = await first.channel.send(same, inTime())
    await first.channel.stop?.()
    const second = await connected({ kept })
    expect(await second.channel.send(same, inTime())).toEqual(sent)
    expect(texts(chat)).toHaveLength(1)
  })

  test.each(['accepted-then-silence', 'accepted-then-close', 'silence', 'close', 'garbage'] satisfies FaultKind[])(
    'after %s it is said once more, marked, and counted',
    async (kind) => {
      const { channel, counted } = await connected()
      const same = outgoing()
      platform.faults.add(on, kind)
      const lost = await channel.send(same, inTime())
      expect(lost).toMatchObject({ ok: false, again: true })
      expect(lost).not.toHaveProperty('unsent')
      await until(() => channel.speaks())
      expect(await channel.send(same, inTime())).toMatchObject({ ok: true })
      const marked = texts(chat).filter((text) => text.startsWith('（重发）'))
      expect(marked).toHaveLength(1)
      expect(texts(chat)).toHaveLength(kind.startsWith('accepted') ? 2 : 1)
      expect(counted).toEqual(['resent'])
    },
  )

  test('twice unknown, and it is given up', async () => {
    const { channel, counted } = await connected()
    const same = outgoing()
    platform.faults.add(on, 'silence', 2)
    expect(await channel.send(same, inTime())).toMatchObject({ ok: false, again: true })
    expect(await channel.send(same, inTime())).toMatchObject({ ok: false, again: false })
    expect(await channel.send(same, inTime())).toMatchObject({ ok: false, again: false })
    expect(texts(chat)).toEqual([])
    expect(counted).toContain('given-up-unknown')
  })

  test.each([846607, 45009, -1])('%i is surely unsent, and leaves no mark', async (errcode) => {
    const { channel, counted } = await connected()
    const same = outgoing()
    platform.faults.add(on, { errcode }, 3)
    for (let i = 0; i < 3; i += 1)
      expect(await channel.send(same, inTime())).toMatchObject({ ok: false, again: true, unsent: true })
    expect(await channel.send(same, inTime())).toMatchObject({ ok: true })
    expect(texts(chat)).toHaveLength(1)
    expect([texts(chat)[0]?.includes('重发'), counted]).toEqual([false, []])
  })

  test.each([40058, 93000, 40201, 1234567])('%i is never', async (errcode) => {
    const { channel } = await connected()
    platform.faults.add(on, { errcode })
    expect(await channel.send(outgoing(), inTime())).toMatchObject({ ok: false, again: false })
  })

  test('a crash between the note and the answer: said once more, marked', async () => {
    const kept = store()
    const own = { trouble: null as 'hangs' | null }
    const first = await connected({ kept, own })
    const same = outgoing()
    platform.faults.add(on, 'accepted-then-silence')
    const hanging = first.channel.send(same, inTime())
    await until(() => texts(chat).length === 1)
    // It dies here: what it would have written down is never written.
    own.trouble = 'hangs'
    void hanging
    const second = await connected({ kept })
    expect(await second.channel.send(same, inTime())).toMatchObject({ ok: true })
    expect(texts(chat).map((text) => text.startsWith('（重发）'))).toEqual([false, true])
  })

  test('a database that is away: nothing is said, and that is sure', async () => {
    const { channel, kept } = await connected()
    kept.trouble = 'refuses'
    expect(await channel.send(outgoing(), inTime())).toMatchObject({ ok: false, again: true, unsent: true })
    expect(texts(chat)).toEqual([])
  })

  test('a long message goes on where it broke off', async () => {
    const { channel } = await connected()
    const long = outgoingOf({ to: { room: chat }, card: cardOf('关于幼儿园门口积水的答复。'.repeat(250)) })
    const limit = { errcode: 45009 }
    platform.faults.add(on, limit)
    expect(await channel.send(long, inTime())).toMatchObject({ again: true, unsent: true })
    expect(await channel.send(long, inTime())).toMatchObject({ ok: true })
    const heads = texts(chat).map((text) => /^（续\d\/\d）/u.exec(text)?.[0] ?? '')
    expect(heads).toEqual(['', '（续2/3）', '（续3/3）'])
  })

  test('only the piece of which nobody knows is said again', async () => {
    const { channel } = await connected()
    const long = outgoingOf({ to: { room: chat }, card: cardOf('关于幼儿园门口积水的答复。'.repeat(250)) })
    expect(await channel.send(long, inTime())).toMatchObject({ ok: true })
    const again = { ...long, key: 'another' }
    platform.faults.add(on, 'none')
    platform.faults.add(on, 'accepted-then-silence')
    expect(await channel.send(again, inTime())).toMatchObject({ again: true })
    expect(await channel.send(again, inTime())).toMatchObject({ ok: true })
    const second = texts(chat).slice(3)
    expect(second.map((text) => /^(（重发）)?(（续\d\/\d）)?/u.exec(text)?.[0])).toEqual([
      '',
      '（续2/3）',
      '（重发）（续2/3）',
      '（续3/3）',
    ])
  })
})

test('a card that is sent once more is another task, and the same message', async () => {
  const { channel } = await connected()
  const card = cardOf('请尽快签收。', { buttons: [buttonOf({ action: 'claim', label: '签收' })] })
  const outgoing = outgoingOf({ to: { room: 'wr-duty' }, card })
  platform.faults.add('aibot_send_msg', 'accepted-then-silence')
  expect(await channel.send(outgoing, inTime())).toMatchObject({ again: true })
  const sent = await channel.send(outgoing, inTime())
  const [first, second] = platform.messages('wr-duty').map((each) => each.card)
  expect(sent).toEqual({ ok: true, messageId: first?.task_id })
  expect(second).toMatchObject({
    task_id: `${first?.task_id}_2`,
    main_title: { title: expect.stringMatching(/^（重发）/u) },
  })
})

test('begun by the bot and ended by the robot: whole, and marked', async () => {
  const { channel, kept } = await connected({ timing: { robotAfterMs: 50 } })
  platform.say('wr-new', 'wang', { text: '在吗' })
  const long = outgoingOf({ to: { room: 'wr-new' }, card: cardOf('关于幼儿园门口积水的答复。'.repeat(250)) })
  await until(() => kept.has('heard:wr-new'))
  platform.faults.add('aibot_send_msg', 'none')
  platform.faults.add('aibot_send_msg', 'close')
  platform.refuse('http-500')
  expect(await channel.send(long, inTime())).toMatchObject({ again: true })
  await until(() => (channel.hears?.()?.deafMs ?? 0) > 80)
  expect(await channel.send(long, inTime())).toMatchObject({ ok: true })
  const said = platform.messages('wr-new').filter(({ by }) => by === 'robot')
  expect(said.map(({ text }) => /^(（重发）)?(（续\d\/\d）)?/u.exec(text)?.[0])).toEqual([
    '（重发）',
    '（续2/3）',
    '（续3/3）',
  ])
})
