// After quiet hours each person gets one message with all that waited for them; what was met by then is not told.
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { rowsOf } from '../../../src/db/engine/connect.ts'
import { enqueue } from '../../../src/db/messages/outbox.ts'
import { outbox } from '../../../src/db/schema/schema.ts'
import { HOUR, MINUTE } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { POLICY } from '../../support/sample.ts'

const policy = { ...POLICY, quiet: { from: '22:00', to: '07:00', exempt: [1] } }
let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open({ policy })
  // 21:45 in Shanghai: a reminder falls into the quiet hours.
  test.pass(9 * HOUR + 45 * MINUTE)
  for (const path of ['a', 'b', 'c']) await test.write('li', 'duty', `积水${path} https://news.example/${path}`)
  await test.settle()
})
afterEach(() => test.close())

const direct = () =>
  [...test.channel.shown.values()].filter(({ outgoing }) => 'person' in outgoing.to && outgoing.replaces === null)
const untilMorning = async () => {
  test.pass(9 * HOUR + 15 * MINUTE)
  await test.settle()
  test.pass(5_000)
  await test.settle()
}

it('nobody is reminded at night', async () => {
  test.pass(6 * HOUR)
  await test.settle()
  expect([...test.channel.shown.values()].filter(({ outgoing }) => outgoing.mention.length > 0)).toEqual([])
})

it('in the morning each person gets one message', async () => {
  await untilMorning()
  const told = direct().map(({ outgoing }) => [outgoing.mention[0], plainText(outgoing.card)] as const)
  const people = told.map(([person]) => person)
  expect(new Set(people).size).toBe(people.length)
  const officer = told.find(([person]) => person === 'zhou')?.[1] ?? ''
  for (const number of [1, 2, 3]) expect(officer).toMatch(new RegExp(`#${number} `, 'u'))
  expect(officer).toMatch(/研判分办/u)
})

it('what was met at night is left out, and an empty bundle is not sent', async () => {
  for (const number of [1, 2, 3]) await test.write('zhou', 'duty', `/不办 #${number} 重复反映`)
  await test.settle()
  await untilMorning()
  expect(direct()).toEqual([])
})

it('what is met between its release and its sending is left out', async () => {
  test.pass(9 * HOUR + 15 * MINUTE)
  await test.settle()
  await test.write('zhou', 'duty', '/不办 #2 重复反映')
  await test.settle()
  test.pass(5_000)
  await test.settle()
  const [bundle] = direct().filter(({ outgoing }) => outgoing.mention[0] === 'zhou')
  const text = plainText(bundle!.outgoing.card)
  expect(text).toMatch(/#1 /u)
  expect(text).not.toMatch(/#2 /u)
})

it('a bundle that cannot be delivered is told on, case by case', async () => {
  test.channel.answers = (outgoing) =>
    'person' in outgoing.to && outgoing.to.person === 'zhou'
      ? { ok: false, again: false, error: 'not a friend' }
      : test.channel.show(outgoing)
  await untilMorning()
  await test.settle()
  const states = await test.database.db.select({ key: outbox.key, state: outbox.state }).from(outbox)
  expect(states.filter(({ state }) => state === 'given-up')).toHaveLength(1)
  const duty = test.channel.texts('duty').join('\n')
  for (const number of [1, 2, 3]) expect(duty).toMatch(new RegExp(`#${number} .*\\n.*未能送达`, 'u'))
})

it('the same bundle comes from two instances once', async () => {
  const other = test.another()
  test.pass(9 * HOUR + 15 * MINUTE)
  await Promise.all([test.settle(), other.settle()])
  test.pass(5_000)
  await Promise.all([test.settle(), other.settle()])
  const people = direct().map(({ outgoing }) => outgoing.mention[0])
  expect(new Set(people).size).toBe(people.length)
})

it('what is late already is not said at night either', async () => {
  // Nobody was there to say it at 22:20, before the quiet hours of this policy began.
  const late = await TestDesk.open({ policy: { ...policy, quiet: { ...policy.quiet, from: '22:30' } } })
  late.pass(9 * HOUR + 45 * MINUTE)
  await late.write('li', 'duty', '积水 https://news.example/a')
  await late.settle()
  late.pass(2 * HOUR)
  await late.settle()
  const called = () => [...late.channel.shown.values()].filter(({ outgoing }) => outgoing.mention.length > 0)
  expect(called()).toEqual([])
  late.pass(7 * HOUR + 15 * MINUTE + 5_000)
  await late.settle()
  late.pass(5_000)
  await late.settle()
  expect(called().map(({ outgoing }) => outgoing.mention)).toContainEqual(['zhou'])
  await late.close()
})

it('what joins a bundle after it was given up is told on, too, and what was told on is not told again', async () => {
  test.channel.answers = (outgoing) =>
    'person' in outgoing.to && outgoing.to.person === 'zhou'
      ? { ok: false, again: false, error: 'not a friend' }
      : test.channel.show(outgoing)
  // One of the three cannot be ticked in time.
  const held = await run(`update clocks set next_at = next_at + interval '1 minute' where case_number = 3 returning id`)
  expect(held).not.toEqual([])
  await untilMorning()
  await test.settle()
  const untold = () => test.channel.texts('duty').filter((text) => text.includes('未能送达'))
  expect(untold()).toHaveLength(2)
  test.pass(MINUTE)
  await test.settle()
  test.pass(5_000)
  await test.settle()
  // Each stands in its case's own thread: between threads there is no order.
  expect(
    untold()
      .map((text) => /#(\d)/u.exec(text)?.[1])
      .sort(),
  ).toEqual(['1', '2', '3'])
})

it('what joins after a sending of unknown outcome was withdrawn is shown', async () => {
  let lost = true
  test.channel.answers = (outgoing) => {
    const shown = test.channel.show(outgoing)
    if (!lost || !('person' in outgoing.to) || outgoing.to.person !== 'zhou') return shown
    lost = false
    throw new Error('the answer was lost')
  }
  await run(`update clocks set next_at = next_at + interval '1 minute' where case_number = 3 returning id`)
  await untilMorning()
  for (const number of [1, 2]) await test.write('zhou', 'duty', `/不办 #${number} 重复反映`)
  await test.settle()
  for (const pause of [5_000, MINUTE, 5_000, 5_000]) {
    test.pass(pause)
    await test.settle()
  }
  const bundles = [...test.channel.shown.values()].filter(
    ({ outgoing }) => 'person' in outgoing.to && outgoing.to.person === 'zhou',
  )
  expect(plainText(bundles.at(-1)!.outgoing.card)).toMatch(/#3 /u)
})

it('calls as firmly as the firmest of what it holds', async () => {
  const row = {
    key: 'bundle:zhao:x',
    kind: 'show' as const,
    channel: 'room',
    address: { person: 'zhao' },
    lane: 'l',
    pace: 'p',
  }
  const bundle = (way: string) => ({
    ...row,
    caseNumber: null,
    clockId: null,
    notice: { kind: 'bundle', person: 'zhao', release: test.now, way },
    mention: ['zhao'],
  })
  for (const way of ['mention', 'urgent-app', 'dm'])
    await test.database.db.transaction((tx) => enqueue(tx, [bundle(way)], test.now))
  const [kept] = await test.database.db.select().from(outbox).where(eq(outbox.key, row.key))
  expect(kept?.notice).toMatchObject({ way: 'urgent-app' })
})

const run = async (statement: string) => rowsOf(await test.database.db.execute(sql.raw(statement)))
