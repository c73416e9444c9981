// The emulator is held to what is known of the platform, by the SDK itself and by bare calls.
import { WSClient } from '@wecom/aibot-node-sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WecomPlatform } from '../../support/wecom/platform.ts'
import { until } from './parts.ts'

let platform: WecomPlatform
let now = Date.parse('2026-10-09T01:20:00Z')
const clients: WSClient[] = []

beforeEach(async () => {
  platform = await WecomPlatform.start({ clock: { now: () => now } })
  platform.addGroup('wr-duty', ['wang', 'chen'])
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect()
  await platform.stop()
})

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

function client(given: { secret?: string } = {}): WSClient {
  const made = new WSClient({
    botId: platform.botId,
    secret: given.secret ?? platform.secret,
    wsUrl: platform.address,
    maxReconnectAttempts: 0,
    maxAuthFailureAttempts: 0,
    logger: silent,
  })
  clients.push(made)
  return made
}

async function subscribed(): Promise<WSClient> {
  const made = client()
  const ready = new Promise((resolve) => made.once('authenticated', () => resolve(null)))
  made.connect()
  await ready
  return made
}

const markdown = (content: string) => ({ msgtype: 'markdown' as const, markdown: { content } })
const card = (more: object = {}) => ({
  msgtype: 'template_card' as const,
  template_card: {
    card_type: 'button_interaction',
    main_title: { title: '#23' },
    button_list: [{ text: '签收', key: 'claim' }],
    task_id: 't1',
    ...more,
  },
})

describe('connections', () => {
  test('a wrong secret is refused with 853000', async () => {
    const made = client({ secret: 'wrong' })
    const refused = new Promise<Error>((resolve) => made.once('error', resolve))
    made.connect()
    expect((await refused).message).toContain('853000')
  })

  test('before the subscription nothing is taken: 846609', async () => {
    const made = await subscribed()
    platform.forget()
    await expect(made.sendMessage('wr-duty', markdown('一'))).rejects.toMatchObject({ errcode: 846609 })
  })

  test('a second connection ends the first, which is told', async () => {
    const first = await subscribed()
    const told = new Promise((resolve) => first.once('event.disconnected_event', resolve))
    const second = await subscribed()
    await told
    await until(() => !first.isConnected)
    expect(second.isConnected).toBe(true)
    await until(() => platform.connections() === 1)
  })

  test('what is said while nobody is connected is lost', async () => {
    platform.say('wr-duty', 'wang', { text: '一' })
    const made = await subscribed()
    const heard: unknown[] = []
    made.on('message', (frame) => heard.push(frame.body?.text))
    platform.say('wr-duty', 'wang', { text: '二' })
    await until(() => heard.length > 0)
    expect([heard, platform.lost.length]).toEqual([[{ content: '@值班台 二' }], 1])
  })

  test('in groups it hands over nothing but what calls the bot by name', () => {
    expect(() => platform.say('wr-duty', 'wang', { image: Buffer.alloc(1) })).toThrow()
    expect(() => platform.say('wr-duty', 'nobody', { text: '一' })).toThrow()
  })
})

describe('what it takes', () => {
  test('no plain text (40008), no markdown over 4096 bytes, no chat in which nobody has spoken to the bot', async () => {
    const made = await subscribed()
    const send = (chat: string, body: object) => made.sendMessage(chat, body as ReturnType<typeof markdown>)
    await expect(send('wr-duty', { msgtype: 'text', text: { content: '一' } })).rejects.toMatchObject({
      errcode: 40008,
    })
    await expect(send('wr-duty', markdown('积'.repeat(1_366)))).rejects.toMatchObject({ errcode: 40058 })
    await expect(send('wr-other', markdown('一'))).rejects.toMatchObject({ errcode: 93006 })
    expect(await send('wr-duty', markdown('积'.repeat(1_365)))).toMatchObject({ errcode: 0 })
  })

  test('30 messages a minute to a chat', async () => {
    const made = await subscribed()
    for (let i = 0; i < 30; i += 1) await made.sendMessage('wr-duty', markdown(String(i)))
    await expect(made.sendMessage('wr-duty', markdown('30'))).rejects.toMatchObject({ errcode: 846607 })
    now += 60_001
    expect(await made.sendMessage('wr-duty', markdown('30'))).toMatchObject({ errcode: 0 })
  })

  test('each task once', async () => {
    const made = await subscribed()
    await made.sendMessage('wr-duty', card())
    await expect(made.sendMessage('wr-duty', card())).rejects.toMatchObject({ errcode: 40058 })
  })

  test.each([
    ['no buttons', { button_list: [] }],
    ['seven buttons', { button_list: Array.from({ length: 7 }, (_, i) => ({ text: '一', key: String(i) })) }],
    ['two of one key', { button_list: [1, 2].map(() => ({ text: '一', key: 'a' })) }],
    ['a key of more than 1024 bytes', { button_list: [{ text: '一', key: 'a'.repeat(1_025) }] }],
    ['a task’s id with other letters', { task_id: '任务' }],
    ['no task’s id', { task_id: undefined }],
    ['seven lines', { horizontal_content_list: Array.from({ length: 7 }, () => ({ keyname: '一' })) }],
    ['a jump to nowhere', { card_action: { type: 1 } }],
    ['a part that it does not know', { jump_list: [] }],
    ['a notice that leads nowhere', { card_type: 'text_notice', button_list: undefined }],
  ])('no card with %s', async (_what, more) => {
    const made = await subscribed()
    await expect(made.sendMessage('wr-duty', card(more))).rejects.toMatchObject({ errcode: 40058 })
  })
})

describe('answers to events', () => {
  const notice = {
    card_type: 'text_notice',
    main_title: { title: '好' },
    card_action: { type: 1 as const, url: 'https://a.b/' },
    task_id: 't1',
  }

  async function pressed() {
    const made = await subscribed()
    await made.sendMessage('wr-duty', card())
    const event = new Promise<Parameters<WSClient['updateTemplateCard']>[0]>((resolve) =>
      made.once('event.template_card_event', resolve),
    )
    const [shown] = platform.messages('wr-duty')
    platform.press(shown!, 'wang', '签收')
    return { made, frame: await event, shown: shown! }
  }

  test('once, within five seconds, by the same task, to all or to some', async () => {
    const { made, frame, shown } = await pressed()
    expect(await made.updateTemplateCard(frame, notice, ['wang'])).toMatchObject({ errcode: 0 })
    expect([shown.card?.card_type, shown.cardOf.get('wang')?.card_type]).toEqual(['button_interaction', 'text_notice'])
    await expect(made.updateTemplateCard(frame, notice)).rejects.toMatchObject({ errcode: 846606 })
  })

  test('no later', async () => {
    const { made, frame } = await pressed()
    now += 5_001
    await expect(made.updateTemplateCard(frame, notice)).rejects.toMatchObject({ errcode: 846605 })
  })

  test('not with a message, and not by another task', async () => {
    const first = await pressed()
    await expect(first.made.updateTemplateCard(first.frame, { ...notice, task_id: 't2' })).rejects.toMatchObject({
      errcode: 40058,
    })
    await expect(
      first.made.replyWelcome(first.frame, { msgtype: 'text', text: { content: '好' } }),
    ).rejects.toMatchObject({
      errcode: 846605,
    })
  })
})

describe('robots', () => {
  const say = async (url: string, body: object) =>
    (await (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).json()) as { errcode: number }

  test('20 a minute; text up to 2048 bytes, markdown up to 4096; no robot without its key', async () => {
    const url = platform.addRobot('wr-duty')
    const text = (content: string) => ({ msgtype: 'text', text: { content } })
    expect(await say(url, text('积'.repeat(683)))).toMatchObject({ errcode: 40058 })
    expect(await say(url, markdown('积'.repeat(1_366)))).toMatchObject({ errcode: 40058 })
    expect(await say(url.replace('693axxx6', '00000000'), text('一'))).toMatchObject({ errcode: 93000 })
    for (let i = 0; i < 20; i += 1) expect(await say(url, text('积'.repeat(682)))).toMatchObject({ errcode: 0 })
    expect(await say(url, text('一'))).toMatchObject({ errcode: 45009 })
    now += 60_001
    expect(await say(url, markdown('<@chen>'))).toMatchObject({ errcode: 0 })
    expect(platform.messages('wr-duty').at(-1)?.mentions).toEqual(['chen'])
  })
})

test('files are given for five minutes, and the SDK reads them', async () => {
  const made = client()
  const { url, aeskey } = platform.file(Buffer.from('积水'))
  const { buffer } = await made.downloadFile(url, aeskey)
  expect(buffer.toString()).toBe('积水')
  now += 5 * 60_000 + 1
  await expect(made.downloadFile(url, aeskey)).rejects.toThrow()
})
