// What laying out the room's pages needs to know besides the message.
import type { Instant } from '../../../src/domain/calendar/instant.ts'
import type { Person } from '../../../src/domain/org/org.ts'
import type { RoomDeps, RoomUi } from '../deps.ts'
import { mentionPattern } from '../people.ts'
import { DESK } from '../send.ts'
import { type RoomWords, type Times, timesOf, wordsOf } from '../words.ts'
import type { CallPattern } from './text.tsx'

export interface PageContext {
  ui: RoomUi
  words: RoomWords
  times: Times
  names: Map<string, string>
  calls: CallPattern
  now: Instant
}

export function contextOf(deps: RoomDeps, people: Person[]): PageContext {
  const names = new Map(people.map(({ key, name }) => [key, name]))
  return {
    ui: deps.ui,
    words: wordsOf(deps.lang),
    times: timesOf(deps.lang, deps.timeZone),
    names: names.set(DESK, deps.lang === 'en' ? 'Duty desk' : '值班台'),
    calls: mentionPattern(people.map(({ name }) => name)),
    now: deps.now(),
  }
}

export const nameOf = (context: PageContext, key: string): string => context.names.get(key) ?? key
