// The worker that compares new posts, one at a time on all instances: what it finds is done in the transaction that marks the post
// as compared. Killed anywhere, it begins anew with that post.
import { markCompared, nextToCompare, takeComparing, type WaitingPost } from '../../../db/cases/likeness-rows.ts'
import type { Db } from '../../../db/engine/connect.ts'
import { isOutage, transact } from '../../cases/transact.ts'
import type { Desk } from '../../desk.ts'
import { LONGEST_SLEEP_MS, LOOK_EVERY_MS } from '../../operations/lookout.ts'
import { comparePost, learnPost } from './compare-post.ts'

/** Posts of a round. */
const BATCH = 3
/** Between rounds, whatever waits: some twelve posts a second, more than platforms let be shown, so that forwards are not slowed by it. */
export const REST_MS = 250

/** One round. Answers the milliseconds until the next: `REST_MS` where more may wait. */
export async function compareRound(desk: Desk): Promise<number> {
  for (let count = 0; count < BATCH; count += 1) {
    const did = await compareNext(desk)
    if (did === 'nothing') return LONGEST_SLEEP_MS
    // Another instance compares: it will have done with most when this one looks again.
    if (did === 'elsewhere') return LOOK_EVERY_MS
  }
  return REST_MS
}

type Did = 'nothing' | 'elsewhere' | 'one'

async function compareNext(desk: Desk): Promise<Did> {
  let post: WaitingPost | null = null
  try {
    let wake = () => {}
    const did = await transact(desk, async (tx): Promise<Did> => {
      if (!(await takeComparing(tx))) return 'elsewhere'
      post = await nextToCompare(tx)
      if (post === null) return 'nothing'
      wake = await compareAndMark(tx, desk, post)
      return 'one'
    })
    wake()
    return did
  } catch (error) {
    if (post === null || isOutage(error)) throw error
    await setAside(desk, post, error)
    return 'one'
  }
}

async function compareAndMark(tx: Db, desk: Desk, post: WaitingPost): Promise<() => void> {
  const wake = post.compared === 'learn' ? await learnPost(tx, desk, post) : await comparePost(tx, desk, post)
  await markCompared(tx, post.id, 'done')
  return wake
}

/** One post that cannot be compared holds up no other: it is tried once more after them, and then left as it is, uncompared. */
async function setAside(desk: Desk, { id, caseNumber, compared }: WaitingPost, error: unknown): Promise<void> {
  const next = compared === 'again' ? 'failed' : 'again'
  desk.log.error({ post: id, case: caseNumber, err: error }, 'a post could not be compared with others')
  await markCompared(desk.database.db, id, next)
}
