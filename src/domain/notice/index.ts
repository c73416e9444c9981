// From what happened to who is told what. Cards first: what is said about a case stands below its card.
import { CARD_ONLY } from '../capability/capability.ts'
import type { PersonsCommandType } from '../capability/command.ts'
import type { DecisionContext } from '../capability/context.ts'
import type { Case } from '../case/case.ts'
import type { CaseEvent } from '../case/events.ts'
import { departmentsOf } from '../case/parts.ts'
import { specOf } from '../commands/index.ts'
import { allowedIn, refusalFor } from '../decide/authority.ts'
import { actorOf, departmentOfRoom, type Org, personOf } from '../org/org.ts'
import { tellForwarders } from './answered.ts'
import type { NoticeContext } from './context.ts'
import { withThoseAsked } from './decided-above.ts'
import { type Addressee, departmentRoom, dutyRoom, type Envelope, keyOf } from './envelope.ts'
import { mergedAsks, withCalls } from './one-message.ts'

export type { Addressee, Envelope } from './envelope.ts'
export type { Bundled, Notice, NoticeKind } from './notice.ts'

/** `events` took the case from `before` to `after`. Pure, and the same again for the same events. */
export function noticesFor(
  { before, after, facts }: { before: Case | null; after: Case; facts: DecisionContext },
  events: CaseEvent[],
): Envelope[] {
  if (events.length === 0) return []
  const context: NoticeContext = { before, after, facts, mayDo: (to, command) => mayDo(after, facts.org, to, command) }
  const first = after.version - events.length + 1
  const said = events.flatMap((event, index) => told(context, event, first + index, events))
  const forwarders = tellForwarders(context, events.at(-1)?.actor ?? '')
  const all = withThoseAsked(context, mergedAsks(said), events, `${after.number}:${first}`)
  return [...withCalls(cards(context), all, context), ...forwarders]
}

function told(context: NoticeContext, event: CaseEvent, seq: number, events: CaseEvent[]): Envelope[] {
  const { tells } = specOf(event.type)
  return tells === CARD_ONLY ? [] : tells(context, event, `${context.after.number}:${seq}`, events)
}

/** The case's card in the duty room, and in the rooms of its departments; a room that it has left keeps the last one. */
function cards({ after, facts, before }: NoticeContext): Envelope[] {
  const rooms = [...new Set([...departmentsOf(after), ...(before ? departmentsOf(before) : [])])].map((each) =>
    departmentRoom(facts.org, each),
  )
  const places = [dutyRoom(facts.org), ...rooms].flatMap((to) => to ?? [])
  return [...new Map(places.map((to) => [keyOf(to), card(after.number, to)])).values()]
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

/** In a room: whether its card would have the button; a person: whether they would be allowed. */
function mayDo(state: Case, org: Org, to: Addressee, command: PersonsCommandType): boolean {
  if ('room' in to) {
    const room = org.rooms.find(({ key }) => key === to.room)
    const department = departmentOfRoom(org, to.room)?.key ?? null
    return room !== undefined && allowedIn(state, { purpose: room.purpose, department }, org).includes(command)
  }
  const person = personOf(org, to.person)
  const who = person && { actor: actorOf(org, person), place: { purpose: 'direct' as const }, org }
  return who !== undefined && refusalFor(command, state, who) === null
}
