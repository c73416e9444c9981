// From what happened to who is told what. Cards first: what is said about a case stands below its card.
import type { Case, CaseEvent } from '../case/case.ts'
import type { NoticeContext } from './context.ts'
import { departmentRoom, dutyRoom, type Envelope, keyOf } from './envelope.ts'
import { assigned, committed, levelSet, noted, responded, suggested } from './handling.ts'
import { overtaken, reminded, sentWeaker, undelivered } from './reminding.ts'
import { dismissed, progressed, released, reopened } from './reopening.ts'
import { approved, published, sentBack, toApprove } from './replying.ts'

export type { Addressee, Envelope } from './envelope.ts'
export type { Bundled, Notice, NoticeKind } from './notice.ts'

/** `events` took the case from `before` to `after`. Pure, and the same again for the same events. */
export function noticesFor(telling: NoticeContext, events: CaseEvent[]): Envelope[] {
  const first = telling.after.version - events.length + 1
  const said = events.flatMap((event, index) => told(telling, event, first + index, events))
  return events.length === 0 ? [] : [...cards(telling), ...said]
}

/** The case's card in the duty room, and in the rooms of its departments; a room that it has left keeps the last one. */
function cards({ after, facts, before }: NoticeContext): Envelope[] {
  const departments = (state: Case | null) => (state && 'lead' in state ? [state.lead, ...state.co] : [])
  const rooms = [...new Set([...departments(after), ...departments(before)])].map((each) =>
    departmentRoom(facts.org, each),
  )
  return [dutyRoom(facts.org), ...rooms].flatMap((to) => (to === null ? [] : [card(after.number, to)]))
}

const card = (number: number, to: Envelope['to']): Envelope => ({
  key: `card:${number}:${keyOf(to)}`,
  kind: 'show',
  to,
  thread: 'case',
  notice: { kind: 'case-card', number },
  mention: [],
  way: 'mention',
  missed: [],
  clock: null,
})

function told(telling: NoticeContext, event: CaseEvent, seq: number, events: CaseEvent[]): Envelope[] {
  const key = `${telling.after.number}:${seq}`
  switch (event.type) {
    case 'assigned':
      return assigned(telling, event, key)
    case 'level-set':
      // What a reopening raised is told with it.
      return events.some(({ type }) => type === 'reopened') ? [] : levelSet(telling, event, key)
    case 'sighted':
      return suggested(telling, event, key)
    case 'noted':
      return noted(telling, event, key)
    case 'progressed':
      return progressed(telling, event, key)
    case 'released':
      return released(telling, event, key)
    case 'dismissed':
      return dismissed(telling, event, key)
    case 'reopened':
      return reopened(telling, event, key, events)
    case 'responded':
      return responded(telling, event, key)
    case 'committed':
      return committed(telling, event, key)
    case 'drafted':
    case 'turn-approved':
      return toApprove(telling, key)
    case 'sent-back':
      return sentBack(telling, event, key)
    case 'approved':
      return approved(telling, event, key)
    case 'published':
      return published(telling, event, key)
    case 'reminded':
      return reminded(telling, event)
    case 'overtaken':
      return overtaken(telling, event)
    case 'undelivered':
      return undelivered(telling, event, seq)
    case 'sent-weaker':
      return sentWeaker(telling, event, key)
    default:
      return [] // told by the card alone
  }
}
