// Attempts on what one may not do or see: over the API, in rooms, by buttons, over the stream.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importOrg } from '../../src/db/institution/institution.ts'
import { tokens } from '../../src/db/schema/schema.ts'
import { ORG } from '../support/sample.ts'
import { TestServer } from '../support/server.ts'
import { listenTo } from '../support/sse.ts'

const MESSAGES = '/api/v1/room/messages'
const ACTIONS = '/api/v1/room/actions'

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
})
afterEach(() => server.close())

const state = async () => (await server.get('/api/v1/cases/1')).json
const press = (as: string, messageId: string, action: string, values = {}) =>
  server.post(ACTIONS, { messageId, action, values }, { as })
/** The case is 城管局's, claimed and drafted by chen; answers the id of its card in that room. */
async function drafted(): Promise<string> {
  await server.opened('a', { department: '城管局' })
  await server.command(1, { type: 'claim' }, 'chen')
  await server.command(1, { type: 'draft', text: '已排水。' }, 'chen')
  await server.settle()
  const cards = (await server.messages('urban', 'chen')).filter(({ actions }) => actions.length > 0)
  return cards[0]?.id ?? ''
}

describe('another department', () => {
  beforeEach(drafted)

  it.each([
    { type: 'claim' },
    { type: 'draft', text: '我们来答' },
    { type: 'respond', text: '我们来答' },
    { type: 'commit', date: '3d', text: '我们来答' },
    { type: 'approve' },
    { type: 'send-back', reason: '不行' },
    { type: 'publish', url: 'https://city.example/1' },
    { type: 'interim', text: '我们来答' },
    { type: 'fulfil', text: '我们来答' },
    { type: 'assign', department: '卫健委' },
    { type: 'level', level: '1' },
    { type: 'close', reason: '完' },
  ])('cannot %j, over the API or in any room of its own', async (body) => {
    const before = await state()
    for (const as of ['zheng', 'feng']) expect((await server.command(1, body, as)).status).toBe(409)
    const words = Object.values(body).slice(1).join(' ')
    for (const room of ['health', 'dm-zheng', 'duty']) await server.write('zheng', room, `/${body.type} #1 ${words}`)
    expect(await state()).toEqual(before)
    const answers = (await server.messages('health', 'zheng')).filter(({ from }) => from === 'zhiban')
    expect(answers.at(-1)?.text).toMatch(/请|须/u)
  })
})

describe('the drafter', () => {
  it('approves nothing of one’s own, by no surface', async () => {
    const card = await drafted()
    await server.command(1, { type: 'level', level: '1' }, 'zhou')
    const before = await state()
    for (const type of ['approve', '审定', 'send-back']) {
      const answer = await server.command(1, { type, ...(type === 'send-back' && { reason: 'x' }) }, 'chen')
      expect(answer).toMatchObject({ status: 409, json: { error: { code: 'own-draft' } } })
    }
    for (const room of ['urban', 'duty', 'dm-chen']) await server.write('chen', room, '/审定 #1')
    expect((await press('chen', card, 'approve')).json).toMatchObject({
      done: true,
      refused: true,
      text: expect.stringContaining('拟稿人'),
    })
    expect((await press('chen', card, 'send-back', { reason: 'x' })).json.refused).toBe(true)
    expect(await state()).toEqual(before)
  })

  it('who is head as well leaves it to whoever stands in', async () => {
    await server.opened('a', { department: '城管局' })
    await server.command(1, { type: 'claim' }, 'lin')
    await server.command(1, { type: 'draft', text: '已排水。' }, 'lin')
    expect((await server.command(1, { type: 'approve' }, 'lin')).json.error.code).toBe('own-draft')
    expect((await server.command(1, { type: 'approve' }, 'chen')).json.error.code).toBe('not-your-turn')
    expect((await server.command(1, { type: 'approve' }, 'zhao')).status).toBe(200)
  })
})

describe('a room that one may not see', () => {
  const rooms = ['urban', 'leaders', 'dm-chen', 'dm-zhou', 'nowhere', '__proto__', 'duty\u0000', '%']

  it.each(rooms)('(%s) cannot be read, written to, or told from one that is not there', async (room) => {
    const read = await server.get(`${MESSAGES}?room=${encodeURIComponent(room)}`, { as: 'zheng' })
    const written = await server.post(MESSAGES, { room, text: 'x' }, { as: 'zheng' })
    for (const answer of [read, written]) {
      expect(answer).toMatchObject({ status: 404, json: { error: { code: 'not-found', path: 'room' } } })
    }
    expect(read.json).toEqual(written.json)
    expect(await server.messages('urban', 'zhou')).toEqual([])
  })

  it('is not on the list, nor on the page', async () => {
    await server.write('chen', 'urban', '内部讨论')
    const list = await server.get('/api/v1/room/rooms?seen=urban:0,dm-chen:0', { as: 'zheng' })
    expect(list.json.rooms.map(({ id }: { id: string }) => id)).toEqual(['duty', 'health', 'dm-zheng'])
    const headers = await server.session('zheng')
    for (const query of ['', '?room=urban', '?room=duty&thread=1', '?room=duty&before=99']) {
      expect((await server.get(`/room${query}`, { token: null, headers })).text).not.toContain('内部讨论')
    }
  })

  it('has no threads to answer in from outside', async () => {
    const id = await server.write('chen', 'urban', '内部讨论')
    const answer = await server.post(MESSAGES, { room: 'health', text: 'x', replyTo: id }, { as: 'zheng' })
    expect(answer).toMatchObject({ status: 404, json: { error: { path: 'replyTo' } } })
    const thread = await server.get(`${MESSAGES}?room=health&thread=${id}`, { as: 'zheng' })
    expect(thread.json).toEqual({ messages: [] })
  })

  it('has no buttons to press from outside', async () => {
    const card = await drafted()
    const before = await state()
    const answer = await press('zheng', card, 'claim')
    expect(answer).toMatchObject({ status: 404, json: { error: { path: 'messageId' } } })
    expect(answer.json).toEqual((await press('zheng', '999999', 'claim')).json)
    expect(await state()).toEqual(before)
  })

  it('says nothing over the stream, whatever one asks it to go on from', async () => {
    await server.write('chen', 'urban', '旧的内部讨论')
    const base = await server.app.listen({ port: 0, host: '127.0.0.1' })
    const token = await server.token('zheng', ['room'], 'zheng')
    const headers = { authorization: `Bearer ${token}`, 'last-event-id': '0' }
    const stream = await listenTo(`${base}/room/stream?after=0&room=urban&as=chen`, headers)
    await server.write('chen', 'urban', '新的内部讨论')
    await server.write('chen', 'dm-chen', '私信')
    await server.write('zheng', 'health', '自己的')
    const first = await stream.next(({ name }) => name === 'message')
    expect(JSON.parse(first.data)).toMatchObject({ room: 'health', from: 'zheng' })
    stream.close()
  })

  it('falls silent on a stream whose reader is moved out of it', async () => {
    const base = await server.app.listen({ port: 0, host: '127.0.0.1' })
    const token = await server.token('chen', ['room'], 'chen')
    const stream = await listenTo(`${base}/room/stream`, { authorization: `Bearer ${token}` })
    const departments = ORG.departments.map((each) => (each.key === 'urban' ? { ...each, contact: 'li' } : each))
    await server.database.db.transaction((tx) => importOrg(tx, { ...ORG, departments }, server.now))
    // The next beat looks anew at which rooms are the reader's.
    await stream.next(({ comment }) => comment === 'beat')
    await stream.next(({ comment }) => comment === 'beat')
    await server.write('lin', 'urban', '不再给陈宇看')
    await server.write('li', 'duty', '大家都看')
    const next = await stream.next(({ name }) => name === 'message')
    expect(JSON.parse(next.data)).toMatchObject({ room: 'duty' })
    stream.close()
  })

  it('ends the stream of a token that is revoked', async () => {
    const base = await server.app.listen({ port: 0, host: '127.0.0.1' })
    const token = await server.token('chen', ['room'], 'chen')
    const stream = await listenTo(`${base}/room/stream`, { authorization: `Bearer ${token}` })
    await server.database.db.update(tokens).set({ revokedAt: server.now })
    expect(await stream.next(({ name }) => name === 'signed-out')).toBeTruthy()
    await expect(stream.next(({ name }) => name === 'message')).rejects.toThrow('ended')
  })
})

describe('a button', () => {
  it('that is not on the card, or that the card has no longer, is decided like any command', async () => {
    await server.opened('a', { department: '城管局' })
    await server.settle()
    const [card] = (await server.messages('urban', 'chen')).filter(({ actions }) => actions.length > 0)
    const id = card?.id ?? ''
    expect((await press('chen', id, 'assign', { department: '卫健委' })).json).toMatchObject({ refused: true })
    expect((await press('chen', id, 'close', { reason: 'x' })).json).toMatchObject({ refused: true })
    expect((await press('chen', id, 'merge')).json).toMatchObject({
      refused: true,
      text: expect.stringContaining('merge'),
    })
    expect((await press('chen', id, 'claim')).json).toEqual({ done: true, refused: false, text: '已签收。' })
    expect((await press('chen', id, 'claim')).json).toMatchObject({ refused: true })
    expect((await state()).claimedBy).toEqual(['chen'])
  })

  it('pressed by two people at once is both their claims, by one person twice is one', async () => {
    await server.opened('a', { department: '城管局' })
    await server.settle()
    const [card] = (await server.messages('urban', 'chen')).filter(({ actions }) => actions.length > 0)
    const other = await server.another()
    const answers = await Promise.all([
      press('chen', card?.id ?? '', 'claim'),
      other.post(ACTIONS, { messageId: card?.id, action: 'claim' }, { as: 'lin' }),
      other.post(ACTIONS, { messageId: card?.id, action: 'claim' }, { as: 'chen' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    await server.settle()
    expect((await state()).claimedBy.sort()).toEqual(['chen', 'lin'])
    await other.close()
  })
})
