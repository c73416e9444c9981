// Signs of life, and after a time without any the notice that tells the desk of it: once, when what had gathered is done.
import {
  countCameLate,
  countParkedSince,
  countRecovered,
  countUnhandled,
  isBehind,
  lateReminders,
  type Outage,
  recordAlive,
  recordTold,
  waitingOutages,
} from '../../db/operations/service-times.ts'
import { later } from '../../domain/calendar/instant.ts'
import type { NoticeOf } from '../../domain/notice/notice.ts'
import type { Desk } from '../desk.ts'
import { sayInDutyRoom } from '../outbox/service-notice.ts'

/** How often an instance says that it lives. */
export const BEAT_MS = 15_000
/** Without a sign of life for so long, the service was out. A rolling restart and a quick one leave less. */
export const SILENT_MS = 90_000
/** Platforms deliver again what they could not: the first of it comes within this time. */
const SETTLE_MS = 30_000
/** So long after the return the desk is told, whatever is not done yet; the notice says how much. */
const PATIENCE_MS = 5 * 60_000
const MOST_NAMED = 10
/** How soon to look again whether an outage can be told of. */
const LOOK_MS = 2_000

/** Says that the service is alive; answers true where it was out before. At the start, and every `BEAT_MS`. */
export async function signOfLife(desk: Desk): Promise<boolean> {
  const { realNow, now } = desk.time
  const wasOut = await recordAlive(desk.database.db, { real: realNow(), domain: now() }, SILENT_MS)
  if (wasOut) desk.log.warn({}, 'no instance was alive for a while; the duty room will be told')
  return wasOut
}

/** One round: a sign of life, and the notices that are due. Answers the milliseconds until the next. */
export async function beat(desk: Desk): Promise<number> {
  await signOfLife(desk)
  const left = await tellOutages(desk)
  return left > 0 ? LOOK_MS : BEAT_MS
}

/** Tells of each outage that is ready to be told of; answers how many are not. Any number of instances may. */
export async function tellOutages(desk: Desk): Promise<number> {
  const waiting = await waitingOutages(desk.database.db)
  let left = 0
  for (const outage of waiting) {
    if (await isReady(desk, outage)) await tell(desk, outage)
    else left += 1
  }
  return left
}

async function isReady(desk: Desk, outage: Outage): Promise<boolean> {
  const { db } = desk.database
  const now = desk.time.realNow()
  if (now >= later(outage.realTo, PATIENCE_MS)) return true
  if (now < later(outage.realTo, SETTLE_MS) || (await isBehind(db, outage))) return false
  return (await countUnhandled(db, outage, settledAt(outage))) === 0
}

/** The row's state and the notice change together: a crash before leaves both as they were, after it nothing is left to do. */
async function tell(desk: Desk, outage: Outage): Promise<void> {
  const said = await desk.database.db.transaction(async (tx) => {
    if (!(await recordTold(tx, outage.id))) return null
    return sayInDutyRoom(tx, desk, `downtime:${outage.id}`, await noticeOf(tx, outage))
  })
  if (said === false) desk.log.error({ outage: outage.id }, 'there is no duty room to tell of the outage in')
  if (said === true) desk.wake.outbox()
}

async function noticeOf(tx: Desk['database']['db'], outage: Outage): Promise<NoticeOf<'downtime'>> {
  const { reminders, all } = await lateReminders(tx, outage, MOST_NAMED)
  return {
    kind: 'downtime',
    from: outage.domainFrom,
    to: outage.domainTo,
    came: await countCameLate(tx, outage),
    left: outage.leftWaiting,
    unhandled: await countUnhandled(tx, outage, settledAt(outage)),
    behind: await isBehind(tx, outage),
    parked: await countParkedSince(tx, outage),
    recovered: await countRecovered(tx, outage),
    reminders,
    moreReminders: all - reminders.length,
  }
}

const settledAt = ({ realTo }: Outage) => later(realTo, SETTLE_MS)
