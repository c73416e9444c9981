// The auditor: looks each minute for what can only be wrong (a case that nobody will be reminded of, a message that does
// not go out, a record that was changed), and tells the desk of each once a day.

import type { Db } from '../../db/engine/connect.ts'
import { readCurrent, readInstitution } from '../../db/institution/institution.ts'
import { roomKey } from '../../db/messages/outbox.ts'
import {
  brokenChains,
  brokenCheckpoints,
  type ClockOfCase,
  casesWithoutDue,
  changedCases,
  givenUpUntold,
  neverSpoken,
  nextPart,
  overdueToSpeak,
  type Part,
  parkedMessages,
  stuckSends,
  type UnsentRow,
  waitingMessages,
  withoutNextInstant,
} from '../../db/operations/audit-checks.ts'
import {
  type Found,
  openFindings,
  recordFindings,
  saveWalks,
  takeUntold,
  type Walks,
} from '../../db/operations/audit-findings.ts'
import { lastReturn } from '../../db/operations/service-times.ts'
import { localDate } from '../../domain/calendar/calendar.ts'
import { DAY, type Instant, later, MINUTE } from '../../domain/calendar/instant.ts'
import { firstReminderAt } from '../../domain/clock/first-reminder.ts'
import type { About, FindingKind } from '../../domain/notice/finding.ts'
import { type Org, personOf, roomFor } from '../../domain/org/org.ts'
import type { Desk } from '../desk.ts'
import { currentOrg, sayInDutyRoom } from '../outbox/service-notice.ts'

/** How late a reminder may be before it counts as forgotten. */
export const REMINDER_LATE_MS = 5 * MINUTE
export const MESSAGE_LATE_MS = 5 * MINUTE
export const SEND_LATE_MS = 15 * MINUTE
/** A connection that is begun anew needs some seconds. */
const DEAF_MS = 2 * MINUTE
/** Cases a round, of the walk over all: a hundred thousand are looked at within the hour. */
const WALK = 3_000
/** Cases a round whose chain is recomputed: of those that moved, and of the walk over all. */
const MOVED = 300
const REVERIFIED = 100
const CHECKPOINTS = 20
const MOST_SILENT = 200
const MOST_NAMED = 10

type Check = () => Promise<Omit<Found, 'kind'>[]>

/** One round; `walks` is how far the rounds before have come, `idle` the workers that stand still. True where all is well. */
export async function audit(desk: Desk, walks: Walks, idle: string[]): Promise<boolean> {
  const at = desk.time.realNow()
  const reached = { ...walks }
  const found: Found[] = []
  const examined: FindingKind[] = []
  for (const [kind, check] of Object.entries(await checksOf(desk, at, reached, idle)) as [FindingKind, Check][]) {
    try {
      found.push(...(await check()).map((each) => ({ kind, ...each })))
      examined.push(kind)
    } catch (error) {
      desk.log.error({ err: error, check: kind }, 'the auditor could not look for this; the next round tries again')
    }
  }
  await desk.database.db.transaction(async (tx) => {
    await recordFindings(tx, found, examined, at)
    await saveWalks(tx, reached)
    await tell(tx, desk, at)
  })
  desk.wake.outbox()
  return found.length === 0 && examined.length > 0
}

/** Moves `reached` on as the walks go. */
async function checksOf(
  desk: Desk,
  at: Instant,
  reached: Walks,
  idle: string[],
): Promise<Partial<Record<FindingKind, Check>>> {
  const { db } = desk.database
  const returned = await lastReturn(db)
  // After an outage what had gathered is worked through first, and told of in a notice of its own.
  const afterReturn = (ms: number, checks: Partial<Record<FindingKind, Check>>) =>
    returned === null || later(returned, ms) <= at ? checks : {}
  const moved = await changedCases(db, MOVED)
  const named = async (kind: FindingKind) => (await openFindings(db, kind)).flatMap(({ about }) => about.case ?? [])
  const suspected = [...(await named('no-next-instant')), ...(await named('unsaid-reminder'))]
  const known = [...moved, ...suspected, ...(await casesWithoutDue(db))]
  const part = await nextPart(db, reached.walked, WALK, [...new Set(known)])
  return {
    'no-next-instant': async () => {
      const numbers = await withoutNextInstant(db, part)
      reached.walked = part.upTo
      return numbers.map((number) => aboutCase(number))
    },
    ...afterReturn(REMINDER_LATE_MS, { 'unsaid-reminder': () => unsaid(desk, part) }),
    ...afterReturn(SEND_LATE_MS, {
      'stuck-send': async () => places(desk, await stuckSends(db, later(at, -SEND_LATE_MS))),
    }),
    'given-up-send': async () => places(desk, await givenUpUntold(db, later(at, -DAY))),
    ...afterReturn(MESSAGE_LATE_MS, {
      'waiting-message': async () => (await waitingMessages(db, later(at, -MESSAGE_LATE_MS))).map(message),
    }),
    'parked-message': async () => (await parkedMessages(db)).map(message),
    'broken-chain': async () => {
      const again = [...moved, ...(await named('broken-chain'))]
      const walk = await nextPart(db, reached.verified, REVERIFIED, [...new Set(again)])
      const broken = await brokenChains(db, walk)
      reached.verified = walk.upTo
      return broken.map((number) => aboutCase(number))
    },
    'broken-checkpoint': () => checkpointsOf(db, reached),
    'idle-worker': async () => idle.map(aboutName),
    'deaf-channel': async () => deafChannels(desk).map(aboutName),
  }
}

const NOTHING: About = { case: null, clock: null, name: null }

const aboutCase = (number: number) => ({ subject: String(number), about: { ...NOTHING, case: number } })

const aboutName = (name: string) => ({ subject: name, about: { ...NOTHING, name } })

const message = (id: number) => ({ subject: String(id), about: { ...NOTHING, name: String(id) } })

const deafChannels = ({ channels }: Desk): string[] =>
  [...channels.values()]
    .filter((channel) => !channel.reportsOwnOutages && (channel.hears?.()?.deafMs ?? 0) > DEAF_MS)
    .map(({ name }) => name)

/** Clocks that are past their time to speak, and those whose time is past though their row says that it is to come. */
async function unsaid(desk: Desk, part: Part): Promise<Omit<Found, 'kind'>[]> {
  const { db } = desk.database
  const speed = (await readInstitution(db))?.speed ?? 1
  const before = later(desk.time.now(), -REMINDER_LATE_MS * speed)
  const late = await overdueToSpeak(db, before)
  const silent: ClockOfCase[] = []
  for (const { clock, state } of await neverSpoken(db, part, before, MOST_SILENT)) {
    const { policy, calendar } = await desk.versions.policy(db, state.policy)
    const first = firstReminderAt(clock, state.level, policy, calendar)
    if (first !== null && first <= before) silent.push({ id: clock.id, number: state.number, kind: clock.kind })
  }
  const clocks = new Map([...late, ...silent].map((each) => [each.id, each]))
  return [...clocks.values()].map(({ id, number, kind }) => ({
    subject: id,
    about: { case: number, clock: kind, name: null },
  }))
}

async function places(desk: Desk, rows: UnsentRow[]): Promise<Omit<Found, 'kind'>[]> {
  if (rows.length === 0) return []
  const org = await currentOrg(desk.database.db, desk)
  return rows.map((row) => ({
    subject: String(row.id),
    about: { case: row.case, clock: null, name: placeName(org, row) },
  }))
}

function placeName(org: Org, { channel, address }: UnsentRow): string {
  if ('room' in address) {
    const room = org.rooms.find((each) => each.channel === channel && each.id === address.room)
    return room?.name ?? address.room
  }
  const person = org.people.find(({ ids }) => ids[channel] === address.person) ?? personOf(org, address.person)
  return person?.name ?? roomKey(address)
}

async function checkpointsOf(db: Db, reached: Walks): Promise<Omit<Found, 'kind'>[]> {
  const again = (await openFindings(db, 'broken-checkpoint')).map(({ about }) => Number(about.name))
  const { broken, walked } = await brokenCheckpoints(db, reached.checkpoint, CHECKPOINTS, again)
  reached.checkpoint = walked
  // A case that is gone is missing from many checkpoints: one finding.
  const bySubject = new Map(
    broken.map(({ checkpoint, case: number }) => {
      const subject = number === null ? `checkpoint ${checkpoint}` : String(number)
      return [subject, { subject, about: { case: number, clock: null, name: String(checkpoint) } }]
    }),
  )
  return [...bySubject.values()]
}

/** One message a kind, with what is new in it today. Where there is no duty room nothing counts as told. */
async function tell(tx: Db, desk: Desk, at: Instant): Promise<void> {
  if (roomFor(await currentOrg(tx, desk), 'duty') === undefined) return
  const { policyId } = await readCurrent(tx)
  const { calendar } = await desk.versions.policy(tx, policyId)
  const day = localDate(calendar, at)
  for (const [kind, found] of await takeUntold(tx, day)) {
    const about = found.slice(0, MOST_NAMED).map((each) => each.about)
    const notice = { kind: 'audit-finding' as const, finding: kind, about, more: found.length - about.length }
    await sayInDutyRoom(tx, desk, `audit:${kind}:${day}:${found[0]?.subject}`, notice)
  }
}
