// Looks for all workers whether there is work that nobody woke them for: what another instance has written, and what is due.
import { nextWork } from '../../db/operations/next-work.ts'
import type { Desk } from '../desk.ts'

/** What is written without waking anybody is found within this time. */
export const LOOK_EVERY_MS = 500
/** A worker that nobody wakes looks by itself after so long, should the lookout be out. */
export const LONGEST_SLEEP_MS = 20_000

/**
 * One round: wakes the workers that have something to do. Answers the milliseconds until the next; `isAlone`: nobody but
 * this process writes, which calls for a round of its own after each of its writes.
 */
export async function lookForWork({ database, time, wake }: Desk, isAlone: boolean): Promise<number> {
  const next = await nextWork(database.db)
  const now = Date.parse(time.realNow())
  const waits = {
    sweep: next.sweep === null ? Number.POSITIVE_INFINITY : time.realMillisUntil(next.sweep),
    outbox: next.outbox === null ? Number.POSITIVE_INFINITY : Date.parse(next.outbox) - now,
    inbox: next.inbox === null ? Number.POSITIVE_INFINITY : Date.parse(next.inbox) - now,
  }
  for (const worker of ['sweep', 'outbox', 'inbox'] as const) if (waits[worker] <= 0) wake[worker]()
  if (!isAlone) return LOOK_EVERY_MS
  // What is due and stays so (its pace lets nothing go yet) is asked for as often as elsewhere.
  const soonest = Math.min(...Object.values(waits))
  return soonest <= 0 ? LOOK_EVERY_MS : soonest
}

/** After a write of this process: one look, once for all that is written until then. The answer stops it. */
export function afterWrites(onWrite: (told: () => void) => void, look: () => void): () => void {
  let timer: NodeJS.Timeout | null = null
  let isStopped = false
  onWrite(() => {
    if (isStopped) return
    timer ??= setTimeout(() => {
      timer = null
      look()
    }, LOOK_EVERY_MS)
  })
  return () => {
    isStopped = true
    if (timer !== null) clearTimeout(timer)
  }
}
