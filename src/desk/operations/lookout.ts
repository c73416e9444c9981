// Looks for all workers whether there is work that nobody woke them for: what another instance has written, and what is due.
import { nextWork } from '../../db/operations/next-work.ts'
import { type Instant, millisBetween } from '../../domain/calendar/instant.ts'
import type { Desk } from '../desk.ts'

/** What another instance has written, which has woken its own workers for it, is found within this time. */
export const LOOK_EVERY_MS = 1_000
/** A worker that nobody wakes looks by itself after so long, should the lookout be out. */
export const LONGEST_SLEEP_MS = 30_000

/**
 * One round: wakes the workers that have something to do. Answers the milliseconds until the next; `isAlone`: nobody but
 * this process writes, which calls for a round of its own after each of its writes.
 */
export async function lookForWork({ database, time, wake }: Desk, isAlone: boolean): Promise<number> {
  const next = await nextWork(database.db)
  const until = (at: Instant | null, now: Instant, millis: (at: Instant) => number) =>
    at === null ? Number.POSITIVE_INFINITY : at <= now ? 0 : millis(at)
  const real = time.realNow()
  const waits = {
    sweep: until(next.sweep, time.now(), time.realMillisUntil),
    outbox: until(next.outbox, real, (at) => millisBetween(real, at)),
    inbox: until(next.inbox, real, (at) => millisBetween(real, at)),
    comparison: next.comparison ? 0 : Number.POSITIVE_INFINITY,
  }
  for (const worker of ['sweep', 'outbox', 'inbox', 'comparison'] as const) if (waits[worker] === 0) wake[worker]()
  // What is due and stays so (its pace lets nothing go yet) is asked for no more often.
  return isAlone ? Math.min(...Object.values(waits)) || LOOK_EVERY_MS : LOOK_EVERY_MS
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
