// Cases that were answered before there were look-backs: nothing was due of them any more, and nobody would look again.
import { casesWithoutDue } from '../../db/operations/audit-checks.ts'
import type { Desk } from '../desk.ts'
import { runCaseIn, TICKING, wakeAfter } from './run-case.ts'
import { transact } from './transact.ts'

/** A tick gives each its next look-back; a case that needs none is left as it is. */
export async function resumeLookBacks(desk: Desk): Promise<void> {
  for (const number of await casesWithoutDue(desk.database.db)) {
    const tick = { type: 'tick' as const }
    wakeAfter(desk, await transact(desk, (tx) => runCaseIn(tx, desk, number, tick, TICKING, { skipLocked: true })))
  }
}
