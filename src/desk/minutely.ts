// The round of each minute: one instance audits, checkpoints and tidies up; each that is well says so outside.
import { checkpoint } from '../db/audit.ts'
import { takeRound } from '../db/audit-findings.ts'
import { catchUpWithClock } from '../db/clock-back.ts'
import { audit } from './auditor.ts'
import type { Desk } from './desk.ts'
import { sendHeartbeat } from './heartbeat.ts'
import { resumeLookBacks } from './look-backs.ts'
import { forgetParked } from './parked.ts'

/** Shorter than a minute, so that the same instance may have the next round, too. */
const PAUSE_MS = 50_000

export interface Round {
  /** Workers of this process that have not finished a round for a minute. */
  idle: () => string[]
  heartbeatUrl: string | undefined
}

/** Never throws: each part is logged and tried again with the next minute. */
export async function minutely(desk: Desk, { idle, heartbeatUrl }: Round): Promise<void> {
  const { db } = desk.database
  const tried = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      desk.log.error({ err: error }, `${what} failed; the next minute tries again`)
      return undefined
    }
  }
  await tried('catching up with the clock', () => catchUpWithClock(db, desk.time.realNow()))
  const walks = await tried('taking the round', () => takeRound(db, desk.time.realNow(), PAUSE_MS))
  if (walks) {
    await tried('resuming look-backs', () => resumeLookBacks(desk))
    // Before the checkpoint, which marks what has moved as seen.
    await tried('the auditor', () => audit(desk, walks, idle()))
    await tried('the checkpoint', () => checkpoint(db, desk.time.realNow()))
    await tried('tidying up the inbox', () => forgetParked(desk))
  }
  const answered = walks !== undefined
  if (heartbeatUrl !== undefined && answered && idle().length === 0) await sendHeartbeat(desk.log, heartbeatUrl)
}
