// The rota: who is on duty when. A simple list of shifts; where none is running, every duty officer is.
import { Temporal } from 'temporal-polyfill'
import type { WorkCalendar } from '../calendar/calendar.ts'
import { dateCalled } from '../calendar/date-text.ts'
import { HOUR, type Instant, instantOf, later, millisOf } from '../calendar/instant.ts'
import type { Org, Person, Shift } from './org.ts'

/** The shifts that run at `now`, of people who are still there: the last that began. Empty: every duty officer. */
export function onDutyAt({ rota = [], people }: Org, now: Instant): string[] {
  const running = rota.filter(({ from, until }) => from <= now && (until === null || until > now))
  const known = running.filter(({ person }) => people.some(({ key }) => key === person))
  const began = known.reduce<Instant>((last, { from }) => (from > last ? from : last), '')
  return known.filter(({ from }) => from === began).map(({ person }) => person)
}

/** The org as of an instant: whoever has the shift is told for the duty officers. */
export const asOf = (org: Org, now: Instant): Org => (org.rota?.length ? { ...org, onDuty: onDutyAt(org, now) } : org)

/** Shifts of people who are still there that run or are still to come, the next first. */
export const shiftsFrom = ({ rota = [], people }: Org, now: Instant): Shift[] =>
  rota
    .filter(({ person, until }) => (until === null || until > now) && people.some(({ key }) => key === person))
    .sort((a, b) => (a.from < b.from ? -1 : 1))

/** Who had a shift that begins at the same instant as this one, which takes its place. */
export const replacedBy = (rota: Shift[], { from }: Shift, people: string[]): string[] => [
  ...new Set(rota.filter((each) => each.from === from && !people.includes(each.person)).map(({ person }) => person)),
]

/**
 * The rota with one more shift, which several may have (`beside`). It takes the place of one that begins at the same instant. An open shift ends where the next one begins, and one that is being taken over ends now;
 * those that ended a month ago are forgotten (events tell who did what).
 */
export function withShift(rota: Shift[], shift: Shift, beside: string[] = []): Shift[] {
  const others = rota.filter(({ from }) => from !== shift.from).map((each) => cutAt(each, shift.from))
  const next = others
    .map(({ from }) => from)
    .filter((from) => from > shift.from)
    .sort()[0]
  const until = shift.until ?? next ?? null
  const whole = [shift.person, ...beside].map((person) => ({ ...shift, person, until }))
  const month = later(shift.from, -31 * 24 * HOUR)
  return [...others.filter(({ until }) => until === null || until > month), ...whole].sort((a, b) =>
    a.from < b.from ? -1 : 1,
  )
}

const cutAt = (shift: Shift, at: Instant): Shift =>
  shift.from < at && shift.until === null ? { ...shift, until: at } : shift

/** `20:00` (the next from `after` on), `10-09 20:00`, `2026-10-09 20:00`, `8h`; null where it is none. */
export function shiftInstant(text: string, after: Instant, calendar: WorkCalendar): Instant | null {
  const time = /^([01]?\d|2[0-3])[:：]([0-5]\d)$/u.exec(text)
  if (time === null) return dateCalled(text, after, calendar)
  const wall = Temporal.Instant.fromEpochMilliseconds(millisOf(after)).toZonedDateTimeISO(calendar.timeZone)
  const today = wall.withPlainTime({ hour: Number(time[1]), minute: Number(time[2]) })
  const at = today.epochMilliseconds > millisOf(after) ? today : today.add({ days: 1 })
  return instantOf(at.epochMilliseconds)
}

/** Who is called so among the duty officers: by key or name. */
export const officerCalled = (org: Org, called: string): Person | undefined =>
  org.people.find(({ key, name, roles }) => (key === called || name === called) && roles.includes('duty-officer'))
