// The shipped policies by the calendar: due instants and reminders that were worked out by hand, in vectors/.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { officialHolidays } from '../../src/desk/startup/holidays.ts'
import { loadPolicy, shippedPolicies } from '../../src/desk/startup/shipped-policies.ts'
import { addDuration, applyOffset, type WorkCalendar } from '../../src/domain/calendar/calendar.ts'
import { HOUR, type Instant, instantOf, later } from '../../src/domain/calendar/instant.ts'
import type { FiredStep } from '../../src/domain/case/clock-state.ts'
import { climb } from '../../src/domain/clock/ladder.ts'
import { setClock } from '../../src/domain/clock/rules.ts'
import type { Base, ClockKind, ClockRule, Metrics, Policy, Rung } from '../../src/domain/policy/policy.ts'
import { levelByThresholds, levelOf } from '../../src/domain/policy/policy.ts'

interface Expected {
  due: string
  ladder: string[]
  repeats: string[]
}

interface Vector {
  about: string
  level: number
  given: Partial<Record<Base, string>>
  expect: Partial<Record<ClockKind, Expected>>
}

interface Vectors {
  cases: Vector[]
  commitments: { from: string; latest: string; uncovered?: number[] }[]
  levels?: (Metrics & { level: number | null })[]
}

const folder = new URL('./vectors/', import.meta.url)
const read = (name: string): Vectors => parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8')) as Vectors

it('every shipped policy has vectors', () => {
  expect(readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''))).toEqual(shippedPolicies())
})

describe.each(shippedPolicies())('%s', async (name) => {
  const { policy } = await loadPolicy(name)
  const calendar = { ...policy.work, timeZone: policy.timeZone, official: officialHolidays() }
  const { cases, commitments, levels = [] } = read(name)

  const clocks = cases.flatMap(({ about, level, given, expect: expected }) =>
    Object.entries(expected).map(([kind, clock]) => ({ about, level, kind: kind as ClockKind, given, clock })),
  )
  it.each(clocks)('$about: $kind at level $level', ({ level, kind, given, clock }) => {
    const rule = levelOf(policy, level)?.clocks.find((each) => each.kind === kind)
    expect(reckon(rule!, given, calendar, clock.repeats.length)).toEqual(exact(clock))
  })

  it.each(commitments)('a commitment on $from may name $latest', ({ from, latest, uncovered = [] }) => {
    const { at: until, uncoveredYears } = addDuration(calendar, at(from), policy.commitAtMost!)
    expect([wall(until), uncoveredYears]).toEqual([toTheSecond(latest), uncovered])
  })

  it.each(levels)('%o', ({ level, ...metrics }) => {
    expect(levelByThresholds(policy, metrics, 1)).toBe(level)
  })

  it('has enough of them, and every clock that it runs in one', () => {
    expect(clocks.length).toBeGreaterThanOrEqual(12)
    expect([...new Set(clocks.map(({ kind }) => kind))].toSorted()).toEqual(kindsOf(policy))
  })
})

const kindsOf = (policy: Policy): ClockKind[] =>
  [...new Set(policy.levels.flatMap(({ clocks }) => clocks.map(({ kind }) => kind)))].toSorted()

/** What the product's own clock does, in the words of the files. */
function reckon(rule: ClockRule, given: Vector['given'], calendar: WorkCalendar, repeats: number): Expected {
  const base = at(given[rule.base]!)
  // A clock whose base came before the case starts with the case.
  const startedAt = ['published', 'discovered'].includes(rule.base) ? at(given.opened!) : base
  const { dueAt, next, overtaken } = setClock(
    rule,
    calendar,
    { at: base, since: rule.base, fallback: false },
    startedAt,
    LONG_AGO,
  )
  expect(overtaken).toEqual([])
  const said: FiredStep[] = []
  for (let place = next; said.length < rule.ladder.length + repeats; ) {
    const climbed = climb(rule.ladder, calendar, { dueAt, startedAt }, place, place.at)
    said.push(...climbed.said)
    place = climbed.next
  }
  const uncovered = ({ at: offset }: Rung) => applyOffset(calendar, dueAt, startedAt, offset).uncoveredYears
  return {
    due: wall(dueAt),
    ladder: rule.ladder.map((rung, index) => line(said[index]!.at, rung, uncovered(rung))),
    repeats: said.slice(rule.ladder.length).map((each) => wall(each.at)),
  }
}

/** Before anything was past. */
const LONG_AGO = '2020-01-01T00:00:00.000Z'

const line = (when: Instant, { tell, how }: Rung, uncovered: number[]): string =>
  [
    wall(when),
    ...tell,
    ...(how === 'mention' ? [] : ['by', how]),
    ...uncovered.map((year) => `(${year} uncovered)`),
  ].join(' ')

/** On a wall in China. */
const at = (text: string): Instant => instantOf(Date.parse(`${toTheSecond(text).replace(' ', 'T')}+08:00`))
const wall = (instant: Instant): string =>
  later(instant, 8 * HOUR)
    .replace('T', ' ')
    .slice(0, 19)

/** The files leave out seconds where there are none. */
const toTheSecond = (text: string): string => text.replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d)(?!:)/, '$1:00')

const exact = ({ due, ladder, repeats }: Expected): Expected => ({
  due: toTheSecond(due),
  ladder: ladder.map(toTheSecond),
  repeats: repeats.map(toTheSecond),
})
