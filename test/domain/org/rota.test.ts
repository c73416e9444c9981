// The rota: whose shift it is, and what a new shift does to those that are there.
import { describe, expect, it } from 'vitest'
import { HOUR, type Instant, later } from '../../../src/domain/calendar/instant.ts'
import { holders, type Org, type Shift } from '../../../src/domain/org/org.ts'
import { asOf, onDutyAt, shiftInstant, shiftsFrom, withShift } from '../../../src/domain/org/rota.ts'
import { CALENDAR, NOON, ORG } from '../../support/sample.ts'

const at = (hours: number): Instant => later(NOON, hours * HOUR)
const shift = (person: string, from: number, until: number | null): Shift => ({
  person,
  from: at(from),
  until: until === null ? null : at(until),
})
const org = (...rota: Shift[]): Org => ({ ...ORG, rota })

describe('on duty', () => {
  it('is whoever has the shift, from its first instant to before its last', () => {
    const day = org(shift('zhou', 0, 8), shift('li', 8, 16))
    expect([0, 7.9, 8, 15.9, 16].map((hours) => onDutyAt(day, at(hours)))).toEqual([
      ['zhou'],
      ['zhou'],
      ['li'],
      ['li'],
      [],
    ])
  })

  it('is the one who took over last where shifts overlap, and nobody who has left', () => {
    expect(onDutyAt(org(shift('zhou', 0, 8), shift('li', 2, 4)), at(3))).toEqual(['li'])
    expect(onDutyAt(org(shift('gone', 0, null)), at(3))).toEqual([])
  })

  it('is told for the duty officers; without a shift all of them are', () => {
    expect(holders(asOf(org(shift('li', 0, 8)), at(1)), 'duty-officer', null)).toEqual(['li'])
    expect(holders(asOf(org(shift('li', 0, 8)), at(9)), 'duty-officer', null)).toEqual(['zhou'])
    expect(asOf(ORG, NOON)).toBe(ORG)
  })
})

describe('a new shift', () => {
  it('ends the open one before it, and lasts until the next', () => {
    const rota = withShift([shift('zhou', 0, null), shift('zhou', 20, 24)], shift('li', 8, null))
    expect(rota).toEqual([shift('zhou', 0, 8), shift('li', 8, 20), shift('zhou', 20, 24)])
  })

  it('takes the place of one that begins at the same instant', () => {
    expect(withShift([shift('zhou', 0, 8)], shift('li', 0, 8))).toEqual([shift('li', 0, 8)])
  })

  it('is listed while it runs or is to come; those of a month ago are forgotten', () => {
    const rota = [shift('zhou', -40 * 24, -39 * 24), shift('zhou', -8, -1), shift('li', 1, 2)]
    expect(shiftsFrom(org(...rota), NOON)).toEqual([shift('li', 1, 2)])
    expect(withShift(rota, shift('zhou', 3, 4))).toHaveLength(3)
  })
})

it.each([
  ['20:00', at(8)],
  ['12:00', at(24)],
  ['8:30', at(20.5)],
  ['10-10 08:00', at(20)],
  ['2026-10-10 08:00', at(20)],
  ['8h', at(8)],
  ['25:00', null],
  ['今晚', null],
])('%s is an instant of a shift, or none', (text, instant) => {
  expect(shiftInstant(text, NOON, CALENDAR)).toBe(instant)
})
