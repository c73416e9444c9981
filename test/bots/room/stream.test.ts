// The stream over a real connection: each change once, in order, across reconnections and instances.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeRoom, type TestRoom } from '../../support/room-desk.ts'
import { type Event, listenTo } from '../../support/sse.ts'

let room: TestRoom
let base: string
beforeEach(async () => {
  room = await makeRoom({ deps: { beatEveryMs: 30 } })
  base = await room.app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(() => room.stop())

const listen = (who = 'wang', headers = {}, query = '', at = base) =>
  listenTo(`${at}/room/stream${query}`, { 'x-test-session': who, ...headers })
const post = (text: string, name = 'duty', who = 'wang') =>
  room.call(who, 'POST', '/api/v1/room/messages', { room: name, text })
const changed = (event: Event) => event.name === 'message'
const idOf = (event: Event) => JSON.parse(event.data).id

describe('the stream', () => {
  it('brings a new message, laid out', async () => {
    const stream = await listen()
    await post('<b>新帖</b>')
    const event = await stream.next(changed)
    expect(JSON.parse(event.data)).toMatchObject({ id: 1, room: 'duty', thread: null, from: 'wang', link: null })
    expect(JSON.parse(event.data).html).toContain('&lt;b>新帖&lt;/b>')
    stream.close()
  })

  it('brings a card that is shown anew, and a reply with its new count', async () => {
    await room.say({ key: 'a' })
    const stream = await listen()
    await room.say({ key: 'b', replaces: '1' })
    expect(idOf(await stream.next(changed))).toBe(1)
    await room.call('li', 'POST', '/api/v1/room/messages', { room: 'duty', text: 'r', replyTo: '1' })
    const reply = JSON.parse((await stream.next(changed)).data)
    expect(reply).toMatchObject({ id: 2, thread: 1 })
    expect(reply.link).toContain('1 条回复')
    stream.close()
  })

  it('goes on after a lost connection without loss or double', async () => {
    const seen: number[] = []
    let last = '0'
    let written = 0
    for (let round = 0; round < 5; round += 1) {
      const stream = await listen('wang', { 'last-event-id': last })
      await Promise.all(Array.from({ length: 7 }, () => post(`message ${++written}`)))
      // Left in the middle: the rest of this round comes in the next.
      for (let taken = 0; taken < 4; taken += 1) {
        const event = await stream.next(changed)
        seen.push(idOf(event))
        last = event.id
      }
      stream.close()
    }
    const stream = await listen('wang', { 'last-event-id': last })
    while (seen.length < written) seen.push(idOf(await stream.next(changed)))
    expect(seen).toEqual(Array.from({ length: written }, (_, i) => i + 1))
    stream.close()
  })

  it('starts from what the page was made from', async () => {
    await post('one')
    await post('two')
    const stream = await listen('wang', {}, '?after=1')
    expect(idOf(await stream.next(changed))).toBe(2)
    stream.close()
  })

  it('brings what another instance wrote', async () => {
    const other = await makeRoom({ made: room })
    const stream = await listen('wang', {}, '', await other.app.listen({ port: 0, host: '127.0.0.1' }))
    await post('from the first')
    expect(idOf(await stream.next(changed))).toBe(1)
    stream.close()
    await other.stop()
  })

  it('keeps to the rooms of its reader', async () => {
    const stream = await listen('li')
    await post('not for li', 'urban')
    await post('private', 'dm-wang')
    await post('for all')
    expect(idOf(await stream.next(changed))).toBe(3)
    stream.close()
  })

  it('beats while nothing happens', async () => {
    const stream = await listen()
    expect((await stream.next(({ name }) => name === 'clock')).data).toBe('2026-10-09T01:20:00.000Z')
    await stream.next(({ comment }) => comment === 'beat')
    stream.close()
  })

  it('has the page loaded anew where it is ahead of the store', async () => {
    const stream = await listen('wang', { 'last-event-id': '999' })
    await stream.next(({ name }) => name === 'reset')
    await post('one')
    expect(idOf(await stream.next(changed))).toBe(1)
    stream.close()
  })

  it('survives a store that fails for a while', async () => {
    let failures = 2
    const changesSince: typeof room.store.changesSince = (rev, limit) =>
      failures-- > 0 ? Promise.reject(new Error('away')) : room.store.changesSince(rev, limit)
    const other = await makeRoom({ made: { ...room, store: { ...room.store, changesSince } } })
    const stream = await listen('wang', {}, '', await other.app.listen({ port: 0, host: '127.0.0.1' }))
    await post('one')
    expect(idOf(await stream.next(changed))).toBe(1)
    stream.close()
    await other.stop()
  })

  it('is for nobody who is not recognised', async () => {
    await expect(listen('')).rejects.toThrow('401')
  })

  it('ends with the app', async () => {
    const stream = await listen()
    await room.stop()
    await expect(stream.next(changed)).rejects.toThrow('ended')
  })
})
