// Quiet hours: they delay what is said, never what is owed; and they lose nothing.
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, type Instant, later, MINUTE } from '../../../src/domain/calendar/instant.ts'
import { quietUntil } from '../../../src/domain/clock/quiet-hours.ts'
import { noticesFor } from '../../../src/domain/notice/index.ts'
import { Given } from '../../support/given.ts'
import { facts, NOON, opening, POLICY } from '../../support/sample.ts'

const policy = { ...POLICY, quiet: { from: '22:00', to: '07:00', exempt: [1] } }
/** On the wall in China, on NOON's day or one after it. */
const at = (time: string, days = 0): Instant =>
  later(new Date(`${later(NOON, 8 * HOUR).slice(0, 10)}T${time}:00+08:00`).toISOString(), days * DAY)
const opened = (when: Instant, level: string | null = null) =>
  Given.opened(opening({ discoveredAt: when, level }), 'li', when, { policy })

describe('quiet hours', () => {
  it.each([
    ['21:59', null],
    ['22:00', at('07:00', 1)],
    ['23:30', at('07:00', 1)],
    ['03:00', at('07:00')],
    ['06:59', at('07:00')],
    ['07:00', null],
    ['12:00', null],
  ])('at %s last until %s', (time, until) => {
    expect(quietUntil(policy, 2, at(time))).toBe(until)
  })

  it('may lie within a day, and never delay a level that is exempt', () => {
    const noon = { ...policy, quiet: { from: '12:00', to: '14:00', exempt: [] } }
    for (const time of ['12:00', '13:00', '13:59']) expect(quietUntil(noon, 1, at(time))).toBe(at('14:00'))
    for (const time of ['03:00', '11:59', '14:00', '15:00']) expect(quietUntil(noon, 1, at(time))).toBeNull()
    expect(quietUntil(policy, 1, at('23:00'))).toBeNull()
  })

  it('are over where clocks were put back and their end has been once already', () => {
    const there = { ...policy, timeZone: 'America/New_York', quiet: { from: '23:00', to: '01:30', exempt: [] } }
    // On 1 November 2026 it is 01:15 twice.
    expect(quietUntil(there, 1, '2026-11-01T05:15:00.000Z')).toBe('2026-11-01T05:30:00.000Z')
    expect(quietUntil(there, 1, '2026-11-01T06:15:00.000Z')).toBeNull()
  })
})

describe('a reminder that falls into them', () => {
  const late = () => opened(at('21:45'))

  it('keeps its nominal instant, and speaks when they end', () => {
    // A quarter of the thirty minutes before it is due.
    const next = { at: later(at('21:45'), 22.5 * MINUTE), quietUntil: at('07:00', 1) }
    expect(late().clock('triage')).toMatchObject({ next })
  })

  it('says nothing at night, and in the morning once what had gathered', () => {
    const night = late()
      .after(5 * HOUR)
      .tick()
    expect(night.happened).toEqual([])
    const morning = opened(at('21:45'))
      .after(9 * HOUR + 15 * MINUTE)
      .tick()
    expect(morning.happened).toEqual(['reminded'])
    expect(morning.find('reminded').data).toMatchObject({ quiet: at('07:00', 1) })
    expect(morning.find('reminded').data.steps.length).toBeGreaterThan(1)
  })

  it('is not said at night where it comes late, and then counts its repeats from the morning', () => {
    const night = opened(at('20:00'))
      .after(3 * DAY + 3 * HOUR)
      .tick()
    expect(night.happened).toEqual(['reminded'])
    const { quiet, next } = night.find('reminded').data
    expect(quiet).toBe(at('07:00', 4))
    expect(next).toMatchObject({ at: at('07:00', 5) })
    expect(night.after(8 * HOUR).tick().happened).toEqual([])
  })

  it('is not said at all where it was met in between', () => {
    const met = late().after(HOUR).when('zhou', { type: 'assign', department: '城管', co: [] })
    const morning = met.after(9 * HOUR).tick()
    const clocks = morning.events.flatMap((event) => (event.type === 'reminded' ? [event.data.clock] : []))
    expect(clocks).not.toContain('7-triage-1')
  })

  it('goes to each person as part of one bundle', () => {
    const before = late().after(9 * HOUR + 15 * MINUTE)
    const after = before.tick()
    const told = noticesFor(
      { before: before.state, after: after.state, facts: facts('zhiban', after.now, { policy }) },
      after.events,
    )
    const bundles = told.filter(({ bundled }) => bundled !== undefined)
    expect(bundles.map(({ key, kind, to }) => ({ key, kind, to }))).toContainEqual({
      key: `bundle:zhou:${at('07:00', 1)}`,
      kind: 'show',
      to: { person: 'zhou' },
    })
    expect(told.some(({ notice }) => notice.kind === 'reminder')).toBe(false)
  })

  it('counts its repeats from when it was said', () => {
    const morning = late()
      .after(3 * DAY + 9 * HOUR + 20 * MINUTE)
      .tick()
    const next = morning.find('reminded').data.next
    expect(next.repeat).toBeGreaterThan(0)
    expect(next.at > morning.now).toBe(true)
  })

  it('speaks at once when the level is raised to one that is exempt', () => {
    const raised = late()
      .after(2 * HOUR)
      .when('zhou', { type: 'level', level: '1', reason: '' })
    expect(raised.happened).toEqual(['level-set', 'clock-moved'])
    expect(raised.tick().happened).toEqual(['reminded'])
  })

  it('at an exempt level is said at night', () => {
    expect(
      opened(at('21:45'), '1')
        .after(30 * MINUTE)
        .tick().happened,
    ).toEqual(['reminded'])
  })
})
