// How firmly a reminder speaks, and upon whom it calls besides whoever owes: the same in every language.
import { firmer, firmnessOf } from '../../domain/notice/firmness.ts'
import type { Firmness, NoticeOf } from '../../domain/notice/notice.ts'
import { lateness } from '../times.ts'

/** Before it is due a request, then an urgent one; late it is urgent, firm, told to those above, and said again. */
export type Urgency = 'early' | 'soon' | 'late' | 'firm' | 'escalated' | 'again'

export function urgencyOf({ dueAt, at, step, repeat }: NoticeOf<'reminder'>): Urgency {
  if (lateness(dueAt, at) === 'left') return step <= 1 ? 'early' : 'soon'
  if (repeat > 0) return 'again'
  if (step <= 2) return 'late'
  return step === 3 ? 'firm' : 'escalated'
}

/** How firmly it speaks: at least as firmly as the same people were spoken to about this case before. */
export function firmnessIn({ dueAt, at, step, repeat, floor }: NoticeOf<'reminder'>): Firmness {
  const own = firmnessOf({ step, repeat, isLate: lateness(dueAt, at) !== 'left' })
  return floor === undefined ? own : firmer(own, floor)
}

/** Nobody is called by name and asked nothing: whoever is told and does not owe it is asked to see to it. */
export function calledUpon({ told, toldBefore, owes, owners, beside = [] }: NoticeOf<'reminder'>): string[] {
  if (owners !== undefined)
    return told.filter((name) => !owners.includes(name) && !owes.includes(name) && !beside.includes(name))
  if (toldBefore.length === 0) return []
  return told.filter((name) => !toldBefore.includes(name) && !owes.includes(name))
}
