// One matter, one message: what a decision would say twice in one place is said once.

import type { PersonsCommandType } from '../capability/command.ts'
import { leadOf } from '../case/parts.ts'
import type { NoticeContext } from './context.ts'
import { dutyRoom, type Envelope, keyOf } from './envelope.ts'
import type { NoticeKind, NoticeOf } from './notice.ts'

/**
 * The card that comes into a department's room with the first assignment says all that the notice of it would: it calls the
 * contact, and the notice is left out. A case that had a department before may have its card there already, which nobody
 * is called by: then the notice is said.
 */
export function withCalls(cards: Envelope[], said: Envelope[], { before, facts }: NoticeContext): Envelope[] {
  const desk = dutyRoom(facts.org)
  const isFirst = before !== null && leadOf(before) === null && before.reopenedAt === null
  const calls = new Map(
    said.flatMap((each) => {
      const place = keyOf(each.to)
      const comes = 'room' in each.to && (desk === null || place !== keyOf(desk))
      return isFirst && comes && each.notice.kind === 'assigned' ? [[place, each] as const] : []
    }),
  )
  const called = cards.map((card) => {
    const call = calls.get(keyOf(card.to))
    if (call === undefined || card.notice.kind !== 'case-card') return card
    return { ...card, mention: call.mention, notice: { ...card.notice, call: call.notice } }
  })
  return [...called, ...said.filter((each) => calls.get(keyOf(each.to)) !== each)]
}

/** What these ask for, whatever the case. */
const ASKS: { [K in NoticeKind]?: PersonsCommandType } = {
  'draft-for-approval': 'approve',
  'sent-back': 'draft',
  approved: 'publish',
  released: 'claim',
}

/**
 * A clock that goes on after its due instant speaks for itself; where what has just been decided asks for the same thing in
 * the same place, it says so there, to everybody whom both would call.
 */
export function mergedAsks(said: Envelope[]): Envelope[] {
  const merged = new Map<Envelope, Envelope>()
  const left = said.filter((each) => {
    if (each.notice.kind !== 'overtaken' || each.bundled !== undefined) return true
    const { todo } = each.notice
    const other = said.find(({ to, notice }) => keyOf(to) === keyOf(each.to) && ASKS[notice.kind] === todo)
    if (other === undefined) return true
    merged.set(other, absorbing(merged.get(other) ?? other, each.notice, each.mention))
    return false
  })
  return left.map((each) => merged.get(each) ?? each)
}

function absorbing(envelope: Envelope, { clock, dueAt, at }: NoticeOf<'overtaken'>, people: string[]): Envelope {
  const late = [...(envelope.notice.late ?? []), { clock, dueAt, at }]
  const { notice } = envelope
  // What is told as late is not told as due beside it.
  const rest =
    notice.kind === 'sent-back'
      ? { ...notice, due: notice.due.filter((each) => each.kind !== clock || each.dueAt !== dueAt) }
      : notice
  return {
    ...envelope,
    notice: { ...rest, late },
    mention: [...new Set([...envelope.mention, ...people])],
  }
}
