// What the desk says appears in the room: once for each key, in its thread, or in place of what was shown.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plainText } from '../../../src/wording/card/card.ts'
import { card, makeRoom, type TestRoom } from '../../support/room-desk.ts'

let room: TestRoom
beforeEach(async () => {
  room = await makeRoom()
})
afterEach(() => room.stop())

const messagesOf = async (name: string, as = 'wang') =>
  (await room.call(as, 'GET', `/api/v1/room/messages?room=${name}`)).json.messages

describe('sending', () => {
  it('shows a card as its plain text with its buttons', async () => {
    expect(await room.say({ key: 'a', mention: ['chen-account'] })).toEqual({ ok: true, messageId: '1' })
    expect(await messagesOf('duty')).toEqual([
      {
        id: '1',
        room: 'duty',
        threadId: null,
        from: 'zhiban',
        at: '2026-10-09T01:20:00.000Z',
        text: plainText(card()),
        mentions: ['chen'],
        actions: [
          { action: 'claim', label: '签收', inputs: [] },
          { action: 'return', label: '退回', inputs: card().more[0]?.inputs },
        ],
      },
    ])
  })

  it('says the same key once', async () => {
    const first = await room.say({ key: 'a' })
    expect(await room.say({ key: 'a', card: card({ title: 'another' }) })).toEqual(first)
    expect(await messagesOf('duty')).toHaveLength(1)
  })

  it('shows a card anew in place', async () => {
    await room.say({ key: 'a' })
    const again = await room.say({ key: 'b', replaces: '1', card: card({ title: '#23 已签收', buttons: [] }) })
    expect(again).toEqual({ ok: true, messageId: '1' })
    const [message, ...others] = await messagesOf('duty')
    expect(others).toEqual([])
    expect(message.text).toContain('#23 已签收')
    expect(message.actions.map(({ action }: { action: string }) => action)).toEqual(['return'])
  })

  it('says anew what was to replace a message that is not there', async () => {
    expect(await room.say({ key: 'b', replaces: '77' })).toEqual({ ok: true, messageId: '1' })
  })

  it('answers in the thread of the message, also where that is itself a reply', async () => {
    await room.say({ key: 'a' })
    await room.say({ key: 'b', thread: '1' })
    await room.say({ key: 'c', thread: '2' })
    const threads = (await messagesOf('duty')).map(({ threadId }: { threadId: string }) => threadId)
    expect(threads).toEqual([null, '1', '1'])
  })

  it('speaks at the top where the thread is of another room', async () => {
    await room.say({ key: 'a' })
    await room.say({ key: 'b', to: { room: 'urban' }, thread: '1' })
    expect((await messagesOf('urban'))[0].threadId).toBeNull()
  })

  it('brings a private word to the private room of that person alone', async () => {
    await room.say({ key: 'a', to: { person: 'chen-account' } })
    expect(await messagesOf('dm-chen', 'chen')).toHaveLength(1)
    expect((await room.call('wang', 'GET', '/api/v1/room/messages?room=dm-chen')).status).toBe(404)
  })

  it('gives up at once on a place that is not there', async () => {
    expect(await room.say({ key: 'a', to: { room: 'nowhere' } })).toMatchObject({ ok: false, again: false })
    expect(await room.say({ key: 'a', to: { person: 'nobody' } })).toMatchObject({ ok: false, again: false })
  })

  it('asks to be called again where the store does not answer', async () => {
    const broken = { ...room.store, append: () => Promise.reject(new Error('database is away')) }
    const other = await makeRoom({ made: { ...room, store: broken } })
    expect(await other.say({ key: 'a' })).toEqual({ ok: false, again: true, error: 'database is away' })
    await other.stop()
  })
})
