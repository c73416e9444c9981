// Whether the desk itself may count a case at an older one: only what nobody has done anything about yet.
import { type Case, isOpen } from '../case/case.ts'
import type { RecordedEvent } from '../case/events.ts'
import { isSaid } from '../case/source.ts'
import { specOf } from '../commands/index.ts'

/** `events`: all of the newer case. What people say need not be one matter, however alike the words (source.ts). */
export const mayFold = (newer: Case, older: Case, events: readonly RecordedEvent[]): boolean =>
  newer.status === 'triage' &&
  newer.requests.length === 0 &&
  newer.order === null &&
  isOpen(older) &&
  !isSaid(newer.source) &&
  !isSaid(older.source) &&
  !newer.likes.some(({ number, answer }) => number === older.number && answer === 'different') &&
  events.every(isForward)

/** It came in, with its files, and came in again; whatever else happened was the desk's own doing. */
const isForward = (event: RecordedEvent): boolean =>
  event.type === 'opened' ||
  event.type === 'attached' ||
  (event.type === 'sighted' && event.data.posts.length === 0) ||
  specOf(event.type).byDesk === true
