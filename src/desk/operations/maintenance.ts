// The round of each minute: one instance audits, checkpoints and tidies up; each that is well says so outside.

import { expirePendingComments } from '../../db/messages/pending-comments.ts'
import { checkpoint } from '../../db/operations/audit.ts'
import { takeRound } from '../../db/operations/audit-findings.ts'
import { catchUpWithClock } from '../../db/operations/clock-back.ts'
import { later, MINUTE } from '../../domain/calendar/instant.ts'
import { resumeLookBacks } from '../cases/look-backs.ts'
import { matchAccounts } from '../channels/accounts.ts'
import type { Desk } from '../desk.ts'
import { expireDeadMessages } from '../intake/dead-inbox.ts'
import { repostOldCards } from '../outbox/repost-cards.ts'
import { audit } from './auditor.ts'
import { cleanup } from './cleanup.ts'
import type { ClockWatch } from './clock-watch.ts'
import { sendHeartbeat } from './heartbeat.ts'

/** Shorter than a minute, so that the same instance may have the next round, too. */
const PAUSE_MS = 50_000

/** A forward follows the words that were typed for it within seconds. */
const EARLY_WORDS_KEPT_MS = 10 * MINUTE

export interface Round {
  /** Workers of this process that have not finished a round for a minute. */
  idle: () => string[]
  clock: ClockWatch
  heartbeatUrl: string | undefined
}

/** Never throws: each part is logged and tried again with the next minute. */
export async function runMaintenance(desk: Desk, { idle, clock, heartbeatUrl }: Round): Promise<void> {
  const { db } = desk.database
  const tried = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      desk.log.error({ err: error }, `${what} failed; the next minute tries again`)
      return undefined
    }
  }
  await tried('catching up with the clock', async () => {
    // Not each minute: a platform that is busy may ask for a wait of hours, and that wait must stand.
    if (!clock.wasSetBack()) return
    await catchUpWithClock(db, desk.time.realNow())
    clock.caughtUp()
  })
  const walks = await tried('taking the round', () => takeRound(db, desk.time.realNow(), PAUSE_MS))
  if (walks) {
    await tried('resuming look-backs', () => resumeLookBacks(desk))
    // Before the checkpoint, which marks what has moved as seen.
    await tried('the auditor', () => audit(desk, walks, idle()))
    await tried('the checkpoint', () => checkpoint(db, desk.time.realNow()))
    await tried('tidying up the inbox', () => expireDeadMessages(desk))
    await tried('tidying up early words', () =>
      expirePendingComments(db, later(desk.time.realNow(), -EARLY_WORDS_KEPT_MS)),
    )
    await tried('tidying up what is over', () => cleanup(desk))
    await tried('looking people up', () => matchAccounts(desk))
    await tried('renewing cards', () => repostOldCards(desk))
  }
  const answered = walks !== undefined
  if (heartbeatUrl !== undefined && answered && idle().length === 0) await sendHeartbeat(desk.log, heartbeatUrl)
}
