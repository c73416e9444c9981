// What was promised to the public is not ended with the case.
import type { Story } from '../../capability/capability.ts'
import type { Refusal } from '../../capability/refusal.ts'
import { openPromises } from '../../case/statements.ts'

/** Null where nothing that was promised is open. */
export function refusedByPromise({ state }: Story): Refusal | null {
  const [promise] = openPromises(state)
  return promise === undefined ? null : { reason: 'promise-open', number: promise.number, until: promise.until }
}
