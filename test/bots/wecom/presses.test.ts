// Buttons of cards, over the real SDK: decided at once, shown in the card, and never lost.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WecomPlatform } from '../../support/wecom/platform.ts'
import {
  actionIn,
  buttonOf,
  cardOf,
  channelFor,
  inTime,
  type Made,
  outgoingOf,
  type Recording,
  recordingHost,
  until,
} from './parts.ts'

let platform: WecomPlatform
const started: Made['channel'][] = []

beforeEach(async () => {
  platform = await WecomPlatform.start()
  platform.addGroup('wr-duty', ['wang', 'chen'])
})
afterEach(async () => {
  for (const channel of started.splice(0)) await channel.stop?.()
  await platform.stop()
})

async function listening(): Promise<Made & { host: Recording }> {
  const made = channelFor(platform.settings())
  const host = recordingHost()
  started.push(made.channel)
  await made.channel.start?.(host)
  await until(() => made.channel.speaks())
  return { ...made, host }
}

describe('buttons', () => {
  async function carded() {
    const one = await listening()
    const card = cardOf('请尽快签收。', {
      link: { label: '原帖', url: 'https://example.com/p/1' },
      buttons: [buttonOf({ action: 'claim', label: '签收' }), buttonOf({ action: 'unclaim', label: '退回' })],
    })
    const sent = await one.channel.send(outgoingOf({ to: { room: 'wr-duty' }, card }), inTime())
    const [shown] = platform.messages('wr-duty')
    return { ...one, shown: shown!, messageId: sent.ok ? sent.messageId : '' }
  }

  test.each([false, true])('a press is an action, decided at once, and shown (flat event: %s)', async (flat) => {
    const { channel, host, shown, messageId } = await carded()
    host.answer = { done: true, refused: false, text: '已由王值班签收', card: null }
    const req = platform.press(shown, 'wang', '签收', { flat })
    await until(() => platform.world.wasAnswered(req))
    expect(actionIn(channel.decode(host.acted[0]?.body))).toEqual({
      kind: 'action',
      room: 'wr-duty',
      direct: false,
      messageId,
      from: 'wang',
      at: expect.any(String),
      action: 'claim',
      case: 23,
      values: {},
    })
    expect(shown.card).toMatchObject({
      card_type: 'text_notice',
      main_title: { title: '#23 签收' },
      sub_title_text: '已由王值班签收',
      card_action: { type: 1, url: 'https://example.com/p/1' },
    })
  })

  test('a refusal is told to whoever pressed; the others keep their buttons', async () => {
    const { host, shown } = await carded()
    host.answer = { done: true, refused: true, text: '签收须由承办部门作出。', card: null }
    const req = platform.press(shown, 'wang', '签收')
    await until(() => platform.world.wasAnswered(req))
    expect(shown.cardOf.get('wang')).toMatchObject({ sub_title_text: '签收须由承办部门作出。' })
    expect(shown.card?.button_list?.map(({ text }) => text)).toEqual(['签收', '退回'])
  })

  test('a card that is kept up to date is shown anew with the answer', async () => {
    const { host, shown } = await carded()
    const card = cardOf('已签收。', { buttons: [buttonOf({ action: 'unclaim', label: '退回' })] })
    host.answer = { done: true, refused: false, text: null, card }
    const req = platform.press(shown, 'wang', '签收')
    await until(() => platform.world.wasAnswered(req))
    expect(shown.card).toMatchObject({ card_type: 'button_interaction', sub_title_text: '已签收。' })
  })

  test('what is decided later is said to be on its way', async () => {
    const { host, shown } = await carded()
    host.answer = { done: false, refused: false, text: null, card: null }
    const req = platform.press(shown, 'wang', '签收')
    await until(() => platform.world.wasAnswered(req))
    expect(shown.card?.sub_title_text).toBe('已收到，处理中')
  })

  test('what the database does not take waits for it', async () => {
    const { host, shown, channel } = await carded()
    host.broken = true
    platform.press(shown, 'wang', '签收')
    await until(() => host.refused >= 2)
    host.broken = false
    await until(() => host.raws.length === 1)
    expect(actionIn(channel.decode(host.raws[0]?.body))).toMatchObject({ action: 'claim', case: 23 })
  })

  test('a card that was sent once more is the same message', async () => {
    const one = await listening()
    const card = cardOf('请尽快签收。', { buttons: [buttonOf({ action: 'claim', label: '签收' })] })
    const outgoing = outgoingOf({ to: { room: 'wr-duty' }, card })
    platform.faults.add('aibot_send_msg', 'accepted-then-silence')
    await one.channel.send(outgoing, inTime())
    const sent = await one.channel.send(outgoing, inTime())
    const second = platform.messages('wr-duty')[1]!
    platform.press(second, 'chen', '签收')
    await until(() => one.host.acted.length === 1)
    expect(actionIn(one.channel.decode(one.host.acted[0]?.body)).messageId).toBe(sent.ok ? sent.messageId : '')
  })

  test('whoever opens the private chat is welcomed; nothing is kept of it', async () => {
    const one = await listening()
    platform.enter('chen')
    await until(() => platform.world.welcomes.length === 1)
    expect(platform.world.welcomes[0]).toMatchObject({ to: 'chen', text: expect.stringContaining('值班台') })
    expect(one.host.raws).toEqual([])
  })
})
