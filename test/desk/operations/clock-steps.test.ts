// The machine's clock is set forward or back in the middle of it all: nothing out of order, nothing twice, nothing forgotten.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outgoing, SendResult } from '../../../src/channel.ts'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { claimIncoming, recordHandled } from '../../../src/db/messages/inbox.ts'
import { verify } from '../../../src/db/operations/audit.ts'
import { inbox, outbox } from '../../../src/db/schema/schema.ts'
import { inboxOf } from '../../../src/desk/intake/inbox.ts'
import { HOUR, later, MINUTE } from '../../../src/domain/calendar/instant.ts'
import type { RecordedEvent } from '../../../src/domain/case/events.ts'
import { fold } from '../../../src/domain/decide/evolve.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
let errors: unknown[]
beforeEach(async () => {
  test = await TestDesk.open()
  errors = []
  test.desk.log.error = (fields) => void errors.push(fields)
})
afterEach(() => test.close())

const LIFE = [
  ['li', 'duty', '积水 https://news.example/a'],
  ['zhou', 'duty', '/分办 城管 #1'],
  ['chen', 'urban', '/签收 #1'],
  ['chen', 'urban', '/拟稿 #1 已安排排水。'],
  ['lin', 'urban', '/审定 #1'],
  ['chen', 'urban', '/发布 #1 点对点 方式：已电话答复；时刻：此刻；经办：陈宇；凭证：录音；反应：表示理解'],
] as const

/** By how much the clock is set before a step of the life, and before the one after the next. */
const STEPS: [string, number, number][] = [
  ['an hour forward', HOUR, 0],
  ['an hour back', -HOUR, 0],
  ['an hour forward and back again', HOUR, -HOUR],
  ['an hour back and forward again', -HOUR, HOUR],
]
const MOMENTS = STEPS.flatMap(([name, first, second]) => LIFE.map((_, at) => [name, at, first, second] as const))

async function live(at: number, first: number, second: number): Promise<void> {
  for (const [index, [who, room, text]] of LIFE.entries()) {
    if (index === at) test.pass(first)
    if (index === at + 2) test.pass(second)
    // In the case's own time, which never runs backwards.
    const now = (await readCase(test.database.db, 1))?.changedAt ?? test.now
    await test.write(who, room, text.replace('此刻', now))
    // What was said is sent after the clock was set as well as before.
    if (index !== at - 1) await test.settle()
    test.pass(5 * MINUTE)
    await test.settle()
  }
}

/** The clock goes on for so long, and is looked at every ten minutes. */
async function goOn(millis: number): Promise<void> {
  for (let passed = 0; passed < millis; passed += 10 * MINUTE) {
    test.pass(10 * MINUTE)
    await test.settle()
  }
}

const events = () => readEvents(test.database.db, 1)

/** Each rung that was said, or overtaken, as often as it was. */
const rungs = (all: RecordedEvent[]): string[] =>
  all.flatMap((event) => {
    if (event.type !== 'reminded' && event.type !== 'overtaken') return []
    const { clock, generation, steps } = event.data
    return steps.flatMap(({ step, first, last }) =>
      Array.from({ length: last - first + 1 }, (_, index) => `${clock}:${generation}:${step}:${first + index}`),
    )
  })

const twice = (keys: string[]) => keys.filter((key, index) => keys.indexOf(key) !== index)

async function expectOrder(): Promise<void> {
  const { db } = test.database
  const all = await events()
  const instants = all.map(({ at }) => at)
  expect(instants).toEqual([...instants].sort())
  expect(twice(rungs(all))).toEqual([])
  const says = test.channel.asked.filter(({ replaces }) => replaces === null).map(({ key }) => key)
  expect(twice(says)).toEqual([])
  expect(fold(all)).toEqual(await readCase(db, 1))
  expect((await verify(db)).findings).toEqual([])
  expect(errors).toEqual([])
}

async function expectNothingLeft(): Promise<void> {
  const { db } = test.database
  const came = await db.select({ state: inbox.state, attempts: inbox.attempts }).from(inbox)
  expect(new Set(came.map(({ state, attempts }) => `${state} ${attempts}`))).toEqual(new Set(['done 1']))
  const left = await db.select({ key: outbox.key, state: outbox.state }).from(outbox)
  expect(left.filter(({ state }) => state !== 'sent' && state !== 'withdrawn')).toEqual([])
}

describe('a case whose clock is set', () => {
  it.each(MOMENTS)('%s before step %i is handled as any other', async (_, at, first, second) => {
    await live(at, first, second)
    expect(await readCase(test.database.db, 1)).toMatchObject({ status: 'watching' })
    await goOn(2 * HOUR)
    await expectOrder()
    await expectNothingLeft()
    expect(test.channel.texts('duty').join()).toMatch(/已电话答复/u)
  })

  it.each(STEPS)('%s while nobody does anything climbs its ladder, each rung once', async (_, first, second) => {
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    await goOn(20 * MINUTE)
    test.pass(first)
    await goOn(20 * MINUTE)
    test.pass(second)
    await goOn(7 * HOUR)
    await expectOrder()
    await expectNothingLeft()
    expect(rungs(await events())).toEqual([
      '1-triage-1:1:1:0',
      '1-triage-1:1:2:0',
      '1-triage-1:1:3:0',
      '1-triage-1:1:4:0',
    ])
  })

  it('back is reminded no earlier than its clock says, and no rung is left out', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    test.pass(25 * MINUTE)
    await test.settle()
    const before = rungs(await events())
    test.pass(-HOUR)
    await goOn(50 * MINUTE)
    expect(rungs(await events())).toEqual(before)
    await goOn(20 * MINUTE)
    expect(rungs(await events())).toEqual([...before, '1-triage-1:1:2:0'])
  })
})

describe('a send in hand', () => {
  it('whose lease seems to have run out is sent again under its key, and shown once', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a')
    await inboxOf(test.desk).round()
    const slow = slowly()
    await test.outbox.round()
    const asked = await slow.asked
    test.pass(HOUR)
    test.channel.answers = (outgoing) => test.channel.show(outgoing)
    await test.another().settle()
    slow.answer(test.channel.show(asked))
    await test.outbox.idle()
    await goOn(10 * MINUTE)
    expect(test.channel.asked.filter(({ key }) => key === asked.key)).toHaveLength(2)
    const rows = await test.database.db.select({ messageId: outbox.messageId }).from(outbox)
    expect(twice(rows.map(({ messageId }) => String(messageId)))).toEqual([])
    await expectNothingLeft()
  })

  it('that was held by somebody dead is sent when its lease ends, though the clock was set back', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a')
    await inboxOf(test.desk).round()
    const dead = { state: 'sending' as const, leaseBy: 'gone', leaseUntil: later(test.now, 15_000) }
    await test.database.db.update(outbox).set(dead)
    test.pass(-HOUR)
    await test.settle()
    expect(test.channel.asked).toEqual([])
    await goOn(HOUR + 20 * MINUTE)
    await expectNothingLeft()
  })

  it('that failed before the clock was set back is tried again, once the clock is where it was', async () => {
    test.channel.answers = () => ({ ok: false, again: true, error: 'busy' })
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    test.channel.answers = (outgoing) => test.channel.show(outgoing)
    test.pass(-HOUR)
    await test.settle()
    await goOn(HOUR + 20 * MINUTE)
    await expectNothingLeft()
    expect(test.channel.texts('duty').join()).toMatch(/#1/u)
  })
})

/** The channel answers when it is told to. */
function slowly() {
  let told: (outgoing: Outgoing) => void = () => {}
  let answer: (result: SendResult) => void = () => {}
  const asked = new Promise<Outgoing>((resolve) => {
    told = resolve
  })
  const answered = new Promise<SendResult>((resolve) => {
    answer = resolve
  })
  test.channel.answers = (outgoing) => {
    told(outgoing)
    return answered
  }
  return { asked, answer: (result: SendResult) => answer(result) }
}

describe('after the clock was set back, at the latest when it is where it was,', () => {
  it('a card that stood there before is shown anew', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    test.pass(-HOUR)
    await test.write('zhou', 'duty', '/分办 城管 #1')
    await goOn(HOUR + 10 * MINUTE)
    const anew = test.channel.asked.filter(
      ({ replaces, to }) => replaces !== null && 'room' in to && to.room === 'duty',
    )
    expect(anew).not.toEqual([])
    await expectNothingLeft()
  })

  it('a room that had spent its pace is spoken to again', async () => {
    const rate = { perSecond: 1, burst: 1 }
    Object.assign(test.channel, { pace: { room: rate, app: rate } })
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    test.pass(-HOUR)
    const asked = await test.write('zhou', 'duty', '/帮助')
    await goOn(HOUR + 10 * MINUTE)
    expect([...test.channel.shown.values()].filter(({ outgoing }) => outgoing.thread === asked)).toHaveLength(1)
  })
})

describe('a message in hand', () => {
  const claimed = async () => {
    const range = { now: test.now, leaseUntil: later(test.now, 30_000), by: 'other', limit: 20 }
    const [row] = await claimIncoming(test.database.db, range)
    if (row === undefined) throw new Error('nothing to claim')
    return row
  }
  const opened = async () => (await readCase(test.database.db, 1)) !== null

  it('whose lease seems to have run out is handled once: the first holder finds it lost', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a')
    const row = await claimed()
    await test.settle()
    expect(await opened()).toBe(false)
    test.pass(HOUR)
    await test.settle()
    expect(await opened()).toBe(true)
    expect(await test.database.db.transaction((tx) => recordHandled(tx, row, 'other', null))).toBe(false)
    expect(await readCase(test.database.db, 2)).toBeNull()
  })

  it('keeps its lease where the clock is set back, and its holder may finish', async () => {
    await test.write('li', 'duty', '今天雨真大')
    const row = await claimed()
    test.pass(-HOUR)
    await test.settle()
    expect(await test.database.db.transaction((tx) => recordHandled(tx, row, 'other', null))).toBe(true)
    const [done] = await test.database.db.select().from(inbox).where(eq(inbox.id, row.id))
    expect(done).toMatchObject({ state: 'done', attempts: 1 })
  })

  it('of somebody dead is handled when the lease ends, and what came after it in its room then, too', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a')
    await claimed()
    test.pass(-HOUR)
    await test.write('zhou', 'duty', '/分办 城管 #1')
    await test.settle()
    expect(await opened()).toBe(false)
    await goOn(HOUR + 10 * MINUTE)
    expect(await readCase(test.database.db, 1)).toMatchObject({ status: 'waiting', parts: [{ department: 'urban' }] })
    const [first] = await test.database.db.select({ attempts: inbox.attempts }).from(inbox)
    expect(first?.attempts).toBe(2)
  })
})
