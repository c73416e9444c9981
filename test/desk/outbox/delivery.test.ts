// Inbox and outbox on a real engine: once, in order, within pace, and never waiting in the dark.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readEvents } from '../../../src/db/cases/cases.ts'
import { claim } from '../../../src/db/messages/outbox.ts'
import { inbox, outbox } from '../../../src/db/schema/schema.ts'
import { runCase } from '../../../src/desk/cases/run-case.ts'
import { accept, inboxOf, TRIES } from '../../../src/desk/intake/inbox.ts'
import { GIVE_UP_AFTER_MS } from '../../../src/desk/outbox/outbox.ts'
import { later, MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

const rows = () => test.database.db.select().from(outbox).orderBy(outbox.id)
const assigned = async () => {
  const thread = await test.write('li', 'duty', '积水 https://news.example/a')
  await test.settle()
  await test.write('zhou', 'duty', '/分办 城管', { thread })
  await test.settle()
}

describe('the outbox', () => {
  it('sends the head of a lane first, and what stands behind it only then', async () => {
    await assigned()
    test.pass(50 * MINUTE)
    await test.settle()
    const urban = test.channel.asked.filter(
      ({ to, replaces }) => 'room' in to && to.room === 'urban' && replaces === null,
    )
    expect(urban.map(({ card }) => card.fields[0]?.label)).toEqual(['状态', undefined]) // the card, then what is said below it
    expect(urban[1]?.thread).toBe([...test.channel.shown.values()].find(({ outgoing }) => outgoing === urban[0])?.id)
  })

  it('two processes never hold the same row', async () => {
    for (const path of 'abcdef') await test.write('li', 'duty', `https://news.example/${path}`)
    while ((await inboxOf(test.desk).round()) === 0);
    const other = test.another()
    await Promise.all([test.send(), other.send()])
    const keys = test.channel.asked.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toHaveLength(6)
  })

  it('leaves to another process what that one sends, and sends it once that is no more', async () => {
    await test.write('li', 'duty', 'https://news.example/a')
    while ((await inboxOf(test.desk).round()) === 0);
    let isElsewhere = true
    Object.assign(test.channel, { isElsewhere: () => isElsewhere })
    expect(await test.outbox.round()).toBe(Number.POSITIVE_INFINITY)
    expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 0 }])
    isElsewhere = false
    expect(await test.outbox.round()).toBe(0)
    await test.settle()
    expect(await rows()).toMatchObject([{ state: 'sent' }])
  })

  it('a row whose sender died is sent again under the same key', async () => {
    await test.write('li', 'duty', 'https://news.example/a')
    while ((await inboxOf(test.desk).round()) === 0);
    // The sender sends, and dies before it can record it.
    test.channel.answers = (outgoing) => {
      test.channel.show(outgoing)
      return new Promise(() => {})
    }
    await test.outbox.round()
    while (test.channel.asked.length === 0) await new Promise((resolve) => setImmediate(resolve))
    test.channel.answers = (outgoing) => test.channel.show(outgoing)
    const heir = test.another()
    expect(await heir.send()).toBeGreaterThan(0)
    test.pass(31 * SECOND)
    await heir.settle()
    expect(test.channel.asked).toHaveLength(2)
    expect(test.channel.shown.size).toBe(1)
    // What stands there is the first try's card: it is shown anew once, in place.
    test.pass(2 * SECOND)
    await heir.settle()
    expect(test.channel.texts('duty')).toHaveLength(1)
    expect((await rows())[0]).toMatchObject({ state: 'sent' })
  })

  it('tries again later and later while a channel is busy', async () => {
    await test.write('li', 'duty', 'https://news.example/a')
    test.channel.answers = () => ({ ok: false, again: true, error: 'busy' })
    await test.settle()
    const [row] = await rows()
    expect(row).toMatchObject({ state: 'waiting', error: 'busy', attempts: 1, tryAt: later(test.now, SECOND) })
    test.pass(2 * SECOND)
    await test.send()
    expect((await rows())[0]).toMatchObject({ attempts: 2, tryAt: later(test.now, 2 * SECOND) })
  })

  it('gives up what a channel will never take, tells the desk, and the people above', async () => {
    await assigned()
    test.pass(50 * MINUTE)
    test.channel.answers = (outgoing) =>
      ('room' in outgoing.to && outgoing.to.room === 'urban') ||
      ('person' in outgoing.to && ['chen', 'lin'].includes(outgoing.to.person))
        ? { ok: false, again: false, error: 'the bot was removed (log_id 1)', says: '机器人已被移出' }
        : test.channel.show(outgoing)
    await test.settle()
    const events = await readEvents(test.database.db, 1)
    const undelivered = events.filter(({ type }) => type === 'undelivered')
    expect(undelivered.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({
        notice: 'reminder',
        clock: '1-claim-1',
        to: ['chen'],
        instead: ['lin'],
        error: '机器人已被移出',
      }),
    )
    expect(test.channel.texts('duty').some((text) => text.includes('机器人已被移出'))).toBe(true)
    expect(test.channel.texts('duty').join()).not.toContain('log_id')
    // Its head stands in the same room: the next above, who can be reached, is told in the leaders'.
    expect(test.channel.texts('leaders')).toHaveLength(1)
    const lost = undelivered.map(({ data }) => data as { notice: string; to: string[] })
    expect(lost.filter(({ notice, to }) => notice === 'reminder' && to.length > 0)).toHaveLength(2)
  })

  it('gives up after a day of trying in vain', async () => {
    await test.write('li', 'duty', 'https://news.example/a')
    while ((await inboxOf(test.desk).round()) === 0);
    test.channel.answers = () => ({ ok: false, again: true, error: 'busy' })
    test.pass(GIVE_UP_AFTER_MS + SECOND)
    await test.send()
    expect((await rows())[0]).toMatchObject({ state: 'given-up', error: 'busy' })
  })

  it('a channel that hangs holds up its own lane and no other', async () => {
    await test.write('li', 'duty', 'https://news.example/a')
    await test.write('li', 'duty', 'https://news.example/b')
    while ((await inboxOf(test.desk).round()) === 0);
    const [hanging] = await rows()
    test.channel.answers = (outgoing) =>
      outgoing.card.case === hanging?.caseNumber ? new Promise(() => {}) : test.channel.show(outgoing)
    await test.outbox.round()
    while (test.channel.shown.size === 0 || test.channel.asked.length < 2)
      await new Promise((resolve) => setImmediate(resolve))
    expect([...test.channel.shown.values()].map(({ outgoing }) => outgoing.card.case)).not.toContain(
      hanging?.caseNumber,
    )
  })

  it('keeps a room’s pace across processes', async () => {
    for (const path of 'abcdef') await test.write('li', 'duty', `https://news.example/${path}`)
    while ((await inboxOf(test.desk).round()) === 0);
    const slow = { room: { room: { perSecond: 1, burst: 2 }, app: { perSecond: 100, burst: 100 } } }
    const take = (by: string) =>
      claim(test.database.db, {
        now: test.now,
        leaseUntil: later(test.now, MINUTE),
        by,
        limit: 10,
        paces: slow,
        elsewhere: [],
      })
    const first = [...(await take('a')), ...(await take('b'))]
    expect(first).toHaveLength(2)
    test.pass(1_500)
    expect(await take('b')).toHaveLength(1)
  })

  it('shows a card anew at most once a second, however often the case changes', async () => {
    await assigned()
    const before = test.channel.asked.length
    const asking = { by: { person: 'zhou' }, place: { purpose: 'api' } } as const
    for (const text of ['一', '二', '三']) await runCase(test.desk, 1, { type: 'note', text }, asking)
    test.pass(1_001)
    await test.settle()
    const anew = test.channel.asked.slice(before).filter(({ replaces }) => replaces !== null)
    expect(anew).toHaveLength(2) // once in each room
  })
})

describe('the inbox', () => {
  it('parks what cannot be handled, keeps it, and goes on with the room', async () => {
    await accept(test.desk, { channel: 'room', key: 'bad', lane: 'duty', body: 'poison' })
    await test.write('li', 'duty', 'https://news.example/a')
    for (let tried = 0; tried < TRIES; tried += 1) {
      await test.settle()
      test.pass(2 * MINUTE)
    }
    await test.settle()
    const [bad] = await test.database.db.select().from(inbox).where(eq(inbox.key, 'bad'))
    expect(bad).toMatchObject({ state: 'parked', attempts: TRIES, error: 'Error: not to be read' })
    expect(bad?.raw).not.toBeNull()
    expect(test.channel.texts('duty')).toHaveLength(1)
  })

  it('keeps no raw text once a message is handled', async () => {
    await test.write('li', 'duty', 'https://news.example/a 13800001111')
    const [stored] = await test.database.db.select().from(inbox)
    expect(Buffer.from(stored?.raw ?? []).toString('latin1')).not.toContain('13800001111')
    await test.settle()
    expect(await test.database.db.select().from(inbox)).toMatchObject([{ state: 'done', raw: null }])
  })

  it('a message whose handler died is handled again, once', async () => {
    await test.write('li', 'duty', 'https://news.example/a')
    await test.database.db.update(inbox).set({ state: 'working', leaseBy: 'dead', leaseUntil: later(test.now, SECOND) })
    await test.settle()
    expect(test.channel.asked).toEqual([])
    test.pass(2 * SECOND)
    await Promise.all([test.settle(), test.another().settle()])
    expect(await readEvents(test.database.db, 1)).toHaveLength(2)
  })
})
