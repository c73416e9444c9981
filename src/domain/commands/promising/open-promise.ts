// What was promised to the public is not ended with the case.
import type { Story } from '../../capability/capability.ts'
import type { Refusal } from '../../capability/refusal.ts'
import { closingObstacles } from '../../case/closing.ts'
import { openPromises } from '../../case/statements.ts'

/** Null where nothing that was promised is open. */
export function refusedByPromise({ state }: Story): Refusal | null {
  const [promise] = openPromises(state)
  return promise === undefined ? null : { reason: 'promise-open', number: promise.number, until: promise.until }
}

/** Null where an answered case may close. Where only a promise stands in the way, its date is said. */
export function refusedClosing(story: Story): Refusal | null {
  const obstacles = closingObstacles(story.state, story.context.policy)
  if (obstacles.length === 0) return null
  const promise = obstacles.every((each) => each === 'open-promise') ? refusedByPromise(story) : null
  return promise ?? { reason: 'not-closable', obstacles }
}
