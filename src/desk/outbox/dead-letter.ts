// A message that its channel does not carry: it goes another way, or the desk and those above are told, in one transaction.

import type { Db } from '../../db/engine/connect.ts'
import { clear, standing } from '../../db/messages/bundles.ts'
import { isToldOf, recordGivenUp, saysBelow } from '../../db/messages/dead-letters.ts'
import { enqueue, type OutboxAddress, type OutboxRow, roomKey } from '../../db/messages/outbox.ts'
import { DAY, type Instant, later } from '../../domain/calendar/instant.ts'
import type { Notice, NoticeOf } from '../../domain/notice/notice.ts'
import { runCaseIn, TICKING } from '../cases/run-case.ts'
import { transact } from '../cases/transact.ts'
import type { Desk } from '../desk.ts'
import { type OtherWays, otherWays } from './fallback.ts'
import type { Enqueued } from './render.ts'
import { currentOrg } from './service-notice.ts'

export interface Failed {
  /** As the platform said it: for the log. */
  error: string
  /** In the institution's language: for the chats. */
  says: string
  /** Refused for good: it is this place that cannot be reached, not the channel that is out. */
  ofPlace: boolean
}

/** What tells of a failure is not told of in turn. */
export async function giveUp(desk: Desk, given: OutboxRow, failed: Failed): Promise<void> {
  const row = withoutPastCalls(given)
  const { error } = failed
  desk.log.error({ outbox: row.id, channel: row.channel, error }, 'a message was given up')
  await transact(desk, async (tx) => {
    const ways = otherWays(desk, await currentOrg(tx, desk), row, failed)
    const silent = isMissedByNobody(desk, row, ways)
    const movedTo = ways.rows.find(({ kind }) => kind === 'show')?.key ?? null
    // A room that was not reached is told of, though those who were called by name there are.
    const isTold = ways.rows.length > 0 && ways.privately.length === 0 && ways.left.length === 0
    const reports = !isTold && (!silent || ways.privately.length > 0)
    // A card that is told of is wanted anew by the very event that tells of it: it is tried again after a while only.
    const isSettled = (silent || ways.rows.length > 0) && !(row.kind === 'show' && reports)
    const quiet = silent || (reports && (await isKnown(tx, row, ways, desk.time.realNow())))
    const toldAt = reports && !quiet ? desk.time.realNow() : null
    const givenUp = { by: desk.instance, at: desk.time.realNow(), error, isSettled, movedTo, toldAt }
    if (!(await recordGivenUp(tx, row, givenUp))) return
    for (const { channel } of ways.rows)
      desk.log.warn({ outbox: row.id, from: row.channel, to: channel }, 'a message goes another way')
    if (ways.rows.length > 0) await enqueue(tx, ways.rows, desk.time.realNow())
    if (reports) await report(tx, desk, row, { says: failed.says, ways, quiet })
  })
  desk.wake.outbox()
}

/** A card that stands in its room has called whom it was to call there: only its change is missed. */
function withoutPastCalls(row: OutboxRow): OutboxRow {
  const notice = row.notice as Enqueued
  if (notice.kind !== 'case-card' || row.messageId === null) return row
  const { call: _said, ...card } = notice
  return { ...row, notice: card, mention: [] }
}

/** That the channel is out was told once: what nobody has missed by it is not told of each time. */
function isMissedByNobody(desk: Desk, row: OutboxRow, { rows, left }: OtherWays): boolean {
  if (MISSED_BY_NOBODY.has((row.notice as Enqueued).kind)) return true
  if (!isOut(desk, row)) return false
  return isMereCard(row) || (rows.length > 0 && left.length === 0)
}

/** The chat has been left for another one; nothing is asked of who forwarded it. */
const MISSED_BY_NOBODY = new Set<Notice['kind']>(['room-moved', 'answered'])

/** A card that calls nobody. */
const isMereCard = ({ notice, mention }: OutboxRow): boolean =>
  (notice as Enqueued).kind === 'case-card' && (mention as string[]).length === 0

/** That a place cannot be reached is told once a case and day; of a card, by what was to be said below it. */
async function isKnown(tx: Db, row: OutboxRow, { privately, left }: OtherWays, now: Instant): Promise<boolean> {
  // A reminder that reaches nobody goes to those above, however often that is so.
  if (left.length > 0 || (row.clockId !== null && privately.length === 0)) return false
  if (isMereCard(row) && (await saysBelow(tx, row))) return true
  const since = later(now, -DAY)
  return ((row.notice as { toldAt?: Instant }).toldAt ?? '') >= since || isToldOf(tx, row, since)
}

const isOut = ({ channels }: Desk, { channel }: OutboxRow): boolean =>
  channels.get(channel)?.reportsOwnOutages === true && channels.get(channel)?.hears?.()?.ok === false

async function report(
  tx: Db,
  desk: Desk,
  row: OutboxRow,
  { says, ways: { privately, left }, quiet }: { says: string; ways: OtherWays; quiet: boolean },
): Promise<void> {
  const notice = row.notice as Enqueued
  if (notice.kind === 'bundle') return reportBundle(tx, desk, row, notice, says)
  if (row.caseNumber === null || SILENT.has(notice.kind)) return
  const command = {
    type: 'report-undelivered' as const,
    notice: (notice.kind === 'case-card' ? (notice.call ?? notice) : notice).kind,
    clock: row.clockId,
    to: left,
    privately,
    quiet,
    missed: notice.missed ?? [],
    place: await placeName(tx, desk, row),
    error: says,
    way: notice.way ?? 'mention',
  }
  await runCaseIn(tx, desk, row.caseNumber, command, TICKING)
}

/** Of each case that stands in it the people above learn at once what it would have said. */
async function reportBundle(
  tx: Db,
  desk: Desk,
  row: OutboxRow,
  { person, release }: NoticeOf<'bundle'>,
  error: string,
): Promise<void> {
  const items = await standing(tx, person, release)
  for (const { caseNumber, clockId } of items.sort((a, b) => a.caseNumber - b.caseNumber)) {
    const command = {
      type: 'report-undelivered' as const,
      notice: 'reminder',
      clock: clockId,
      to: [person],
      privately: [],
      quiet: false,
      missed: [],
      place: await placeName(tx, desk, row),
      error,
      way: 'dm' as const,
    }
    await runCaseIn(tx, desk, caseNumber, command, TICKING)
  }
  // What joins it afterwards is reported alone.
  await clear(tx, person, release)
}

/** As people call it; its id where the org does not know it. */
async function placeName(tx: Db, desk: Desk, { channel, address }: OutboxRow): Promise<string> {
  const { rooms, people } = await currentOrg(tx, desk)
  const to = address as OutboxAddress
  const room = 'room' in to && rooms.find((each) => each.channel === channel && each.id === to.room)
  const person = 'person' in to && people.find(({ ids }) => ids[channel] === to.person)
  return (room || person || { name: roomKey(to) }).name
}

const SILENT = new Set<Notice['kind']>([
  'undelivered', 'vacant', 'refused', 'already-known', 'help', 'done', 'done-each', 'bundle',
]) // biome-ignore format: a list of words
