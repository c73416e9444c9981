// Notices that an earlier version put in the outbox and this one sends, read as this version has them.
import type { Notice } from './notice.ts'

/** A dismissal gave its reason as `reason`; what only says that somebody did something lacked what it had no use for; /why did not tell
 * of lateness. */
export function upcastNotice<N extends Notice>(stored: unknown): N {
  const notice = stored as N & { reason?: string }
  if (notice.kind === 'why') return { whole: null, ...notice }
  if (notice.kind !== 'dismissed' || notice.reason === undefined) return notice
  const { reason, ...rest } = notice
  return { department: '', due: null, ...rest, text: reason } as unknown as N
}
