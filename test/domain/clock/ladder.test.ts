// The nag ladder by itself: which rung is next, what has fallen due after a downtime, and ladders that are none.
import { describe, expect, it } from 'vitest'
import type { WorkCalendar } from '../../../src/domain/calendar/calendar.ts'
import { parseDuration, parseOffset } from '../../../src/domain/calendar/duration.ts'
import { HOUR, type Instant, later } from '../../../src/domain/calendar/instant.ts'
import { climb, firstRung, rungOf } from '../../../src/domain/clock/ladder.ts'
import type { Rung } from '../../../src/domain/policy/policy.ts'
import { NOON } from '../../support/sample.ts'

const calendar: WorkCalendar = {
  timeZone: 'Asia/Shanghai',
  workdays: [1, 2, 3, 4, 5],
  spans: [{ from: '09:00', to: '17:00' }],
  official: { version: 'test', years: { 2026: { holidays: {}, makeUpDays: {} } } },
  closures: [],
  openings: [],
}
const rung = (at: string, repeat: string | null = null): Rung => ({
  at: parseOffset(at)!,
  tell: [],
  how: 'mention',
  document: null,
  repeat: repeat === null ? null : parseDuration(repeat),
})
/** Started and due on a Friday at noon. */
const hook = { dueAt: NOON, startedAt: NOON }
const hoursOn = (hours: number): Instant => later(NOON, hours * HOUR)
const climbed = (ladder: Rung[], upTo: Instant) =>
  climb(ladder, calendar, hook, firstRung(ladder, calendar, hook), upTo)

describe('a ladder', () => {
  it('says each rung that has fallen due, the instant itself included, and stands at the next', () => {
    const ladder = [rung('0'), rung('+1h'), rung('+4h', '1h')]
    expect(climbed(ladder, hoursOn(-1))).toEqual({ said: [], next: { step: 1, repeat: 0, at: NOON } })
    expect(climbed(ladder, hoursOn(1))).toEqual({
      said: [
        { step: 1, first: 0, last: 0, at: NOON },
        { step: 2, first: 0, last: 0, at: hoursOn(1) },
      ],
      next: { step: 3, repeat: 0, at: hoursOn(4) },
    })
  })

  it('never speaks a rung before the one above it', () => {
    const { next } = climbed([rung('+4h'), rung('+1h', '1h')], hoursOn(4))
    expect(next).toEqual({ step: 2, repeat: 1, at: hoursOn(5) })
    expect(climbed([rung('+1h'), rung('+4h', '1h')], hoursOn(1)).next).toEqual({ step: 2, repeat: 0, at: hoursOn(4) })
  })

  it.each([
    ['10s', 360],
    ['30m', 2],
    ['1h', 1],
  ])('repeats its last rung every %s: one entry, from the first to the last that is due', (every, times) => {
    const { said, next } = climbed([rung('0', every)], hoursOn(1))
    expect(said).toEqual([{ step: 1, first: 0, last: times, at: hoursOn(1) }])
    expect(next).toEqual({ step: 1, repeat: times + 1, at: later(hoursOn(1), HOUR / times) })
  })

  it.each([
    // When Monday to Thursday begin; next when Friday does.
    ['1wd', 4, hoursOn(6 * 24 - 3), hoursOn(7 * 24 - 3)],
    // Two hours at a time: noon, 14:00, 16:00 on Friday; 10:00 on Monday; next at noon.
    ['2wh', 3, hoursOn(70), hoursOn(72)],
    ['3d', 2, hoursOn(6 * 24), hoursOn(9 * 24)],
  ])('repeats every %s by the calendar', (every, times, last, at) => {
    const { said, next } = climbed([rung('0', every)], last)
    expect(said).toEqual([{ step: 1, first: 0, last: times, at: last }])
    expect(next).toEqual({ step: 1, repeat: times + 1, at })
  })

  it('counts a repeat of years in a moment', () => {
    const years = hoursOn(24 * 365 * 10)
    expect(climbed([rung('0', '1s')], years).next.repeat).toBe(24 * 3_600 * 365 * 10 + 1)
  })

  it('has no rung beyond its last, and must repeat that one', () => {
    expect(() => rungOf([rung('0', '1h')], 2)).toThrow('a ladder of 1 rungs has no rung 2')
    expect(() => climbed([rung('0')], hoursOn(1))).toThrow('the last rung of a ladder must repeat')
  })
})
