// The room's REST interface: what it takes, what it answers, and how it says no.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeRoom, NOW, type TestRoom } from '../../support/room-desk.ts'

const MESSAGES = '/api/v1/room/messages'
const ACTIONS = '/api/v1/room/actions'

let room: TestRoom
beforeEach(async () => {
  room = await makeRoom()
})
afterEach(() => room.stop())

describe('writing a message', () => {
  it('keeps it and hands it to the inbox, where it is understood as it was meant', async () => {
    const answer = await room.call('chen', 'POST', MESSAGES, { room: 'duty', text: '请看https://t.example/1 ' })
    expect(answer).toEqual({ status: 201, json: { id: '1' } })
    const [raw] = await room.inbox()
    expect(raw).toMatchObject({ channel: 'room', key: 'message:1', lane: 'room:duty' })
    expect(room.channel.decode(raw?.body)).toEqual({
      kind: 'message',
      room: 'duty',
      direct: false,
      messageId: '1',
      thread: null,
      replyTo: null,
      from: 'chen-account',
      at: NOW,
      text: '请看https://t.example/1 ',
    })
  })

  it('puts an answer to a reply into the same thread', async () => {
    await room.call('wang', 'POST', MESSAGES, { room: 'duty', text: 'one' })
    await room.call('li', 'POST', MESSAGES, { room: 'duty', text: 'two', replyTo: '1' })
    await room.call('li', 'POST', MESSAGES, { room: 'duty', text: 'three', replyTo: '2' })
    expect((await room.inbox()).map(({ body }) => body)).toMatchObject([
      { thread: null, replyTo: null },
      { thread: '1', replyTo: '1' },
      { thread: '1', replyTo: '2' },
    ])
  })

  it('takes the same Idempotency-Key of the same person once', async () => {
    const post = (who: string, text: string) =>
      room.call(who, 'POST', MESSAGES, { room: 'duty', text }, { 'idempotency-key': 'k1' })
    expect(await post('li', 'one')).toEqual({ status: 201, json: { id: '1' } })
    expect(await post('li', 'one')).toEqual({ status: 200, json: { id: '1' } })
    expect(await post('li', 'other')).toMatchObject({ status: 422, json: { error: { code: 'key-reused' } } })
    const other = await post('wang', 'one')
    expect(other.status).toBe(201)
    expect(other.json.id).not.toBe('1')
    expect(await room.inbox()).toHaveLength(2)
  })

  it('knows whom it calls by name, the longest name first', async () => {
    await room.call('wang', 'POST', MESSAGES, { room: 'duty', text: '@联络员（城管） ＠林局长 @王' })
    const { json } = await room.call('wang', 'GET', `${MESSAGES}?room=duty`)
    expect(json.messages[0].mentions).toEqual(['chen', 'lin'])
  })

  it.each<[string, object, number, string, string]>([
    ['an unknown field', { room: 'duty', text: 'x', colour: 1 }, 400, 'unknown-field', 'colour'],
    ['no text', { room: 'duty' }, 400, 'malformed', 'text'],
    ['a text of another kind', { room: 'duty', text: 7 }, 400, 'malformed', 'text'],
    ['nothing to read', { room: 'duty', text: ' \u200b\n' }, 400, 'empty', 'text'],
    ['a text that is too long', { room: 'duty', text: '长'.repeat(20_001) }, 422, 'too-long', 'text'],
    ['an unknown room', { room: 'nowhere', text: 'x' }, 404, 'not-found', 'room'],
    ['a room that one is not in', { room: 'urban', text: 'x' }, 404, 'not-found', 'room'],
    ["somebody else's private room", { room: 'dm-wang', text: 'x' }, 404, 'not-found', 'room'],
    ['an answer to nothing', { room: 'duty', text: 'x', replyTo: '99' }, 404, 'not-found', 'replyTo'],
    ['an answer to no number', { room: 'duty', text: 'x', replyTo: '9x' }, 400, 'malformed', 'replyTo'],
  ])('refuses %s', async (_, body, status, code, path) => {
    const answer = await room.call('li', 'POST', MESSAGES, body)
    expect(answer).toMatchObject({ status, json: { error: { code, path } } })
    expect(await room.inbox()).toEqual([])
  })

  it('takes the longest text, counted by characters', async () => {
    expect((await room.call('li', 'POST', MESSAGES, { room: 'duty', text: '🙂'.repeat(20_000) })).status).toBe(201)
  })

  it('refuses a write that another site could have sent, and one of nobody', async () => {
    const body = { room: 'duty', text: 'x' }
    const bare = { 'x-zhiban': '' }
    expect((await room.call('li', 'POST', MESSAGES, body, bare)).status).toBe(403)
    expect((await room.call('li', 'POST', MESSAGES, body, { ...bare, authorization: 'Bearer t' })).status).toBe(201)
    expect((await room.call('', 'POST', MESSAGES, body)).status).toBe(401)
  })

  it('lets nobody speak as somebody else outside drills', async () => {
    await room.call('li', 'POST', `${MESSAGES}?as=wang`, { room: 'duty', text: 'x' }, { 'zhiban-as': 'wang' })
    expect((await room.store.get(1))?.sender).toBe('li')
    expect((await room.call('', 'GET', `${MESSAGES}?room=duty&as=wang`)).status).toBe(401)
  })

  it('lets a visitor of a drill speak as anybody there is', async () => {
    const drill = await makeRoom({ deps: { drill: true } })
    const headers = { 'zhiban-as': 'lin', 'x-zhiban': '' }
    expect((await drill.call('', 'POST', MESSAGES, { room: 'duty', text: 'x' }, headers)).status).toBe(201)
    expect((await drill.store.get(1))?.sender).toBe('lin')
    const unknown = await drill.call('', 'GET', `${MESSAGES}?room=duty&as=ghost`)
    expect(unknown).toMatchObject({ status: 400, json: { error: { code: 'unknown-person' } } })
    await drill.stop()
  })
})

describe('reading', () => {
  it('lists the rooms that one is in, the private one last, with what is unread', async () => {
    await room.call('wang', 'POST', MESSAGES, { room: 'duty', text: 'one' })
    await room.call('wang', 'POST', MESSAGES, { room: 'duty', text: 'two' })
    const { json } = await room.call('li', 'GET', '/api/v1/room/rooms?seen=duty:1')
    expect(json.rooms).toEqual([
      { id: 'duty', name: '值班群', purpose: 'duty', department: null, last: '2', unread: 1 },
      { id: 'dm-li', name: '私信', purpose: 'direct', department: null, last: '0', unread: 0 },
    ])
  })

  it('goes on after a message, replies included, as many as were asked for', async () => {
    for (const text of ['one', 'two', 'three', 'four']) {
      await room.call('wang', 'POST', MESSAGES, { room: 'duty', text, ...(text === 'three' && { replyTo: '1' }) })
    }
    const { json } = await room.call('li', 'GET', `${MESSAGES}?room=duty&after=1&limit=2`)
    expect(json.messages).toMatchObject([
      { id: '2', threadId: null },
      { id: '3', threadId: '1', text: 'three' },
    ])
  })

  it.each(['room=duty&after=x', 'room=duty&limit=0', 'room=duty&limit=1001', 'room=duty&colour=red', 'after=1'])(
    'refuses ?%s',
    async (query) => {
      expect((await room.call('li', 'GET', `${MESSAGES}?${query}`)).status).toBe(400)
    },
  )
})

describe('pressing a button', () => {
  beforeEach(() => room.say({ key: 'a', to: { room: 'urban' } }))

  it('hands the click to the desk with the case of the card, and answers what it decided', async () => {
    const answer = await room.call('chen', 'POST', ACTIONS, { messageId: '1', action: 'claim' })
    expect(answer).toEqual({ status: 200, json: { done: true, refused: false, text: '已签收' } })
    expect(room.clicks[0]).toMatchObject({ channel: 'room', lane: 'room:urban' })
    expect(room.channel.decode(room.clicks[0]?.body)).toEqual({
      kind: 'action',
      room: 'urban',
      direct: false,
      messageId: '1',
      from: 'chen-account',
      at: NOW,
      action: 'claim',
      case: 23,
      values: {},
    })
  })

  it('makes each click its own, but for an Idempotency-Key', async () => {
    const press = (headers = {}) => room.call('chen', 'POST', ACTIONS, { messageId: '1', action: 'claim' }, headers)
    await press()
    await press()
    await press({ 'idempotency-key': 'k' })
    await press({ 'idempotency-key': 'k' })
    const keys = room.clicks.map(({ key }) => key)
    expect(new Set(keys).size).toBe(3)
    expect(keys[2]).toBe(keys[3])
  })

  it('leaves a button that the card no longer has to the desk', async () => {
    expect((await room.call('chen', 'POST', ACTIONS, { messageId: '1', action: 'assign' })).status).toBe(200)
    expect(room.clicks).toHaveLength(1)
  })

  it.each<[string, string, object, number, string]>([
    ['what the button asks for', 'chen', { messageId: '1', action: 'return' }, 400, 'values.reason'],
    [
      'blank where something is required',
      'chen',
      { messageId: '1', action: 'return', values: { reason: ' ' } },
      400,
      'values.reason',
    ],
    ['a value that is no text', 'chen', { messageId: '1', action: 'claim', values: { a: 1 } }, 400, 'values.a'],
    ['an action that cannot be one', 'chen', { messageId: '1', action: '__proto__' }, 400, 'action'],
    ['a message of a room that one is not in', 'li', { messageId: '1', action: 'claim' }, 404, 'messageId'],
    ['a message that is not there', 'chen', { messageId: '9', action: 'claim' }, 404, 'messageId'],
  ])('refuses %s', async (_, who, body, status, path) => {
    expect(await room.call(who, 'POST', ACTIONS, body)).toMatchObject({ status, json: { error: { path } } })
    expect(room.clicks).toEqual([])
  })
})

describe('decoding', () => {
  it.each([null, {}, { kind: 'message' }, { kind: 'other' }, 'text'])('throws on %j', (body) => {
    expect(() => room.channel.decode(body)).toThrow()
  })
})
