// Clicks, by webhook: answered within the platform's three seconds with a toast, and the card as it is now.
import { describe, expect, test } from 'vitest'
import { buttonOf, cardOf } from './send-parts.ts'
import { closeAfterEach, duty, webhook } from './webhook-parts.ts'

closeAfterEach()

describe('clicks', () => {
  async function shown(given: Awaited<ReturnType<typeof webhook>>) {
    const { zhang, chatId } = duty(given.platform)
    const card = cardOf('请尽快签收。', { buttons: [buttonOf({ action: 'claim', label: '签收' })] })
    const outgoing = { key: 'k1', to: { room: chatId }, thread: null, replaces: null, card, mention: [] }
    const at = '2026-10-09T01:20:00.000Z'
    const sent = await given.channel.send({ ...outgoing, way: 'mention', at }, AbortSignal.timeout(5_000))
    if (!sent.ok) throw new Error(sent.error)
    return { zhang, chatId, messageId: sent.messageId, card }
  }

  test('are answered with a toast and the card as it is now', async () => {
    const given = await webhook()
    const { zhang, messageId, card } = await shown(given)
    given.host.answer = { done: true, refused: false, text: null, card: { ...card, title: '#23 已签收', buttons: [] } }
    const clicked = await given.platform.click(messageId, zhang.openId, '签收')
    expect(clicked).toMatchObject({ ok: true, toast: '已记录', toastType: 'success' })
    expect(given.platform.messages(given.platform.chats()[0]!.chatId).at(-1)?.text).toContain('#23 已签收')
    const [raw] = given.host.acted
    expect(raw?.key).toMatch(/^event:\S+$/)
    expect(given.channel.decode(raw?.body)).toMatchObject({ kind: 'action', action: 'claim', case: 23, messageId })
    expect(JSON.stringify(raw)).not.toMatch(/"token"/)
  })

  test('with a time that was picked tell it as it stood on the clock, whatever time zone the client runs in', async () => {
    const given = await webhook()
    const { zhang, chatId } = duty(given.platform)
    const inputs = [{ kind: 'instant' as const, name: 'published', label: '发布时间', required: false }]
    const card = cardOf('发布时间不详。', { buttons: [buttonOf({ action: 'correct', label: '更正', inputs })] })
    const outgoing = { key: 'k2', to: { room: chatId }, thread: null, replaces: null, card, mention: [] }
    const at = '2026-10-09T01:20:00.000Z'
    const sent = await given.channel.send({ ...outgoing, way: 'mention', at }, AbortSignal.timeout(5_000))
    if (!sent.ok) throw new Error(sent.error)
    given.host.answer = { done: true, refused: false, text: null, card: null }
    await given.platform.click(sent.messageId, zhang.openId, '更正', { published: '2026-10-08 09:30' })
    const [raw] = given.host.acted
    expect(given.channel.decode(raw?.body)).toMatchObject({
      action: 'correct',
      values: { published: '2026-10-08 09:30' },
    })
  })

  test('that are refused say why, within what a toast bears', async () => {
    const given = await webhook()
    const { zhang, messageId } = await shown(given)
    const why = '审定须由城管局负责人或其代理人作出；您是拟稿人，不能审定自己的稿件。'.repeat(5)
    given.host.answer = { done: true, refused: true, text: why, card: null }
    const clicked = await given.platform.click(messageId, zhang.openId, '签收')
    expect(clicked).toMatchObject({ ok: true, toastType: 'error' })
    const toast = clicked.ok ? (clicked.toast ?? '') : ''
    expect([...toast]).toHaveLength(100)
    expect(toast).toBe(`${[...why].slice(0, 99).join('')}…`)
  })

  test('that take longer are told so', async () => {
    const given = await webhook()
    const { zhang, messageId } = await shown(given)
    given.host.answer = { done: false, refused: false, text: null, card: null }
    const clicked = await given.platform.click(messageId, zhang.openId, '签收')
    expect(clicked).toMatchObject({ ok: true, toast: '已收到，处理中', toastType: 'info' })
  })

  test('that could not be kept ask for another: the platform never sends them again', async () => {
    const given = await webhook()
    const { zhang, messageId } = await shown(given)
    given.host.broken = new Error('the database is away')
    const clicked = await given.platform.click(messageId, zhang.openId, '签收')
    expect(clicked).toMatchObject({ ok: true, toastType: 'error', toast: '没有记录下来，请稍后再按一次' })
  })
})
