// The nag ladder of a clock: which rung speaks when, and what has fallen due by an instant.
import { applyOffset, type WorkCalendar } from '../calendar/calendar.ts'
import type { Duration } from '../calendar/duration.ts'
import { DAY, HOUR, type Instant, later, MINUTE, millisBetween, SECOND } from '../calendar/instant.ts'
import { type Clock, type FiredStep, isAlive, type Next, type Why } from '../case/clock-state.ts'
import type { Rung } from '../policy/policy.ts'

/** What a ladder hangs on. `startedAt`: shares of the time left are counted from here. */
export interface Hook {
  dueAt: Instant
  startedAt: Instant
  why?: Pick<Why, 'base' | 'baseAt'>
}

/**
 * The first rung. A ladder is never empty (the policy's reader sees to it). Of what was done at night it speaks when work begins: nobody
 * was told of it before.
 */
export const firstRung = (ladder: Rung[], calendar: WorkCalendar, hook: Hook): Next => ({
  step: 1,
  repeat: 0,
  at: hook.why?.base === 'work-begun' ? hook.why.baseAt : instantOfRung(rungOf(ladder, 1), calendar, hook),
})

/**
 * What is said from `next` on up to and including `upTo`, and where the ladder stands then. Repeats of the last rung
 * are one entry, first to last. Without a repeat on the last rung there would be no next: such a ladder is refused.
 */
export function climb(
  ladder: Rung[],
  calendar: WorkCalendar,
  hook: Hook,
  next: Next,
  upTo: Instant,
): { said: FiredStep[]; next: Next } {
  const said: FiredStep[] = []
  let place = next
  while (place.at <= upTo && place.step < ladder.length) {
    said.push({ step: place.step, first: place.repeat, last: place.repeat, at: place.at })
    place = rungAfter(ladder, calendar, hook, place)
  }
  if (place.at > upTo) return { said, next: place }
  const last = lastRepeat(ladder, calendar, place, upTo)
  said.push({ step: place.step, first: place.repeat, last: last.repeat, at: last.at })
  return { said, next: repeatAfter(ladder, calendar, last) }
}

/** The rungs that a living clock has said, or that were told as one notice. */
export const saidRungs = (ladder: Rung[], clock: Clock): Rung[] =>
  isAlive(clock) ? ladder.slice(0, clock.next.repeat > 0 ? clock.next.step : clock.next.step - 1) : []

export const rungOf = (ladder: Rung[], step: number): Rung => {
  const rung = ladder[step - 1]
  if (rung === undefined) throw new Error(`a ladder of ${ladder.length} rungs has no rung ${step}`)
  return rung
}

// A rung never speaks before the one above it: "+4h" on a Friday evening may come after "+1wd" would open on Monday.
function rungAfter(ladder: Rung[], calendar: WorkCalendar, hook: Hook, place: Next): Next {
  const own = instantOfRung(rungOf(ladder, place.step + 1), calendar, hook)
  return { step: place.step + 1, repeat: 0, at: own > place.at ? own : place.at }
}

const instantOfRung = (rung: Rung, calendar: WorkCalendar, hook: Hook): Instant =>
  applyOffset(calendar, hook.dueAt, hook.startedAt, rung.at).at

// After a long downtime a short repeat would be walked a hundred thousand times: elapsed units are divided instead.
function lastRepeat(ladder: Rung[], calendar: WorkCalendar, place: Next, upTo: Instant): Next {
  const every = elapsedMillis(repeatOf(ladder))
  if (every !== null) {
    const more = Math.floor(millisBetween(place.at, upTo) / every)
    return { step: place.step, repeat: place.repeat + more, at: later(place.at, more * every) }
  }
  let last = place
  for (let next = place; next.at <= upTo; next = repeatAfter(ladder, calendar, next)) last = next
  return last
}

function repeatAfter(ladder: Rung[], calendar: WorkCalendar, place: Next): Next {
  const offset = { kind: 'span', sign: 1, duration: repeatOf(ladder) } as const
  return { step: place.step, repeat: place.repeat + 1, at: applyOffset(calendar, place.at, place.at, offset).at }
}

function repeatOf(ladder: Rung[]): Duration {
  const repeat = rungOf(ladder, ladder.length).repeat
  if (repeat === null) throw new Error('the last rung of a ladder must repeat')
  return repeat
}

const ELAPSED = { s: SECOND, m: MINUTE, h: HOUR, d: DAY } as const
const elapsedMillis = ({ amount, unit }: Duration): number | null =>
  unit === 'wh' || unit === 'wd' ? null : amount * ELAPSED[unit]
