// How firmly a reminder speaks, and upon whom it calls besides whoever owes: the same in every language.
import type { NoticeOf } from '../domain/notice/notice.ts'
import { lateness } from './times.ts'

/** Before it is due a request, then an urgent one; late it is urgent, firm, told to those above, and said again. */
export type Urgency = 'early' | 'soon' | 'late' | 'firm' | 'escalated' | 'again'

export function urgencyOf({ dueAt, at, step, repeat }: NoticeOf<'reminder'>): Urgency {
  if (lateness(dueAt, at) === 'left') return step <= 1 ? 'early' : 'soon'
  if (repeat > 0) return 'again'
  if (step <= 2) return 'late'
  return step === 3 ? 'firm' : 'escalated'
}

/** Whom this rung tells for the first time: those above, who are asked to see to it. */
export function calledUpon({ told, toldBefore, owes }: NoticeOf<'reminder'>): string[] {
  if (toldBefore.length === 0) return []
  return told.filter((name) => !toldBefore.includes(name) && !owes.includes(name))
}
