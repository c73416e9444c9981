// Days that moved or made up a due instant, gathered into stretches: seven days of a holiday are one thing to say.
import type { DayReason, NotedDay } from '../domain/calendar/calendar.ts'
import { calendarDay } from './times.ts'

export interface Stretch {
  first: string
  last: string
  why: DayReason
  /** The holidays' names as the official table has them (Chinese), each once. */
  names: string[]
}

/** Neighbouring days of one reason are one stretch, whichever of two holidays each belongs to. */
export function stretchesOf(days: NotedDay[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const { date, why, name } of [...days].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    const before = stretches.at(-1)
    const names = name === undefined ? [] : [name]
    if (before && before.why === why && follows(before.last, date)) {
      before.last = date
      before.names = [...new Set([...before.names, ...names])]
    } else {
      stretches.push({ first: date, last: date, why, names })
    }
  }
  return stretches
}

const follows = (date: string, next: string): boolean => calendarDay(next).dayNumber - calendarDay(date).dayNumber === 1
