// The round of each minute: one instance audits, checkpoints and tidies up; each that is well says so outside.
import { checkpoint } from '../db/audit.ts'
import { takeRound } from '../db/audit-findings.ts'
import { catchUpWithClock } from '../db/clock-back.ts'
import { forgetEarlyWords } from '../db/early-words.ts'
import { later, MINUTE } from '../domain/instant.ts'
import { matchAccounts } from './accounts.ts'
import { audit } from './auditor.ts'
import type { ClockWatch } from './clock-watch.ts'
import type { Desk } from './desk.ts'
import { sendHeartbeat } from './heartbeat.ts'
import { resumeLookBacks } from './look-backs.ts'
import { renewOldCards } from './old-cards.ts'
import { forgetParked } from './parked.ts'
import { tidy } from './tidy.ts'

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
export async function minutely(desk: Desk, { idle, clock, heartbeatUrl }: Round): Promise<void> {
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
    await tried('tidying up the inbox', () => forgetParked(desk))
    await tried('tidying up early words', () => forgetEarlyWords(db, later(desk.time.realNow(), -EARLY_WORDS_KEPT_MS)))
    await tried('tidying up what is over', () => tidy(desk))
    await tried('looking people up', () => matchAccounts(desk))
    await tried('renewing cards', () => renewOldCards(desk))
  }
  const answered = walks !== undefined
  if (heartbeatUrl !== undefined && answered && idle().length === 0) await sendHeartbeat(desk.log, heartbeatUrl)
}
