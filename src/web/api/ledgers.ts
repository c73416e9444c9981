// GET /api/v1/ledgers/day: the cases that were opened on a day, and whether each obligation was met in time.

import { and, asc, eq, gte, inArray, lt } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { Temporal } from 'temporal-polyfill'
import { readCurrent } from '../../db/institution/institution.ts'
import { cases, events } from '../../db/schema/schema.ts'
import type { Desk } from '../../desk/desk.ts'
import { localDate } from '../../domain/calendar/calendar.ts'
import { type Instant, instantOf, SECOND } from '../../domain/calendar/instant.ts'
import { clockState } from '../../domain/case/card-facts.ts'
import { type Case, isOpen } from '../../domain/case/case.ts'
import type { Clock } from '../../domain/case/clock-state.ts'
import type { EventType } from '../../domain/case/events.ts'
import { chargedTo, latenessOf, lengthOf } from '../../domain/case/lateness.ts'
import { leadOf } from '../../domain/case/parts.ts'
import { upcastCase } from '../../domain/case/upcasting/upcast-case.ts'
import { departmentOf, type Org } from '../../domain/org/org.ts'
import { levelOf, type Policy } from '../../domain/policy/policy.ts'
import type { Auth } from '../auth.ts'
import { serve } from '../contract.ts'
import { HttpError, parsed } from '../errors.ts'
import { HEAVY_LIMIT } from '../rate-limits.ts'
import { DAY, dayQuery } from './contracts/ledgers.ts'
import { wholeTimeView } from './view.ts'

export function ledgerRoutes(app: FastifyInstance, desk: Desk, auth: Auth): void {
  const dayLedger = async (asked: string) => {
    const { db } = desk.database
    const { policyId, orgVersion } = await readCurrent(db)
    const { calendar } = await desk.versions.policy(db, policyId)
    const now = desk.time.now()
    if (asked > localDate(calendar, now))
      throw new HttpError(400, 'too-early', `date: ${asked} has not come yet`, 'date')
    const { from, to } = boundsOf(asked, calendar.timeZone)
    const states = await openedBetween(desk, from, to)
    const milestones = await milestonesBetween(desk, from, to)
    const org = await desk.versions.org(db, orgVersion)
    const rows = await Promise.all(
      states.map(async (state) => {
        const { policy } = await desk.versions.policy(db, state.policy)
        return rowOf(desk, state, { policy, org, now, milestones: milestones.get(state.number) ?? [] })
      }),
    )
    return { date: asked, from, to, cases: rows }
  }
  serve(
    app,
    DAY,
    async (request) => {
      await auth.caller(request, DAY.may)
      return dayLedger(parsed(dayQuery, request.query).date)
    },
    { config: { rateLimit: HEAVY_LIMIT } },
  )
}

function boundsOf(day: string, timeZone: string): { from: Instant; to: Instant } {
  const date = Temporal.PlainDate.from(day)
  const begin = (each: Temporal.PlainDate) => instantOf(each.toZonedDateTime(timeZone).epochMilliseconds)
  return { from: begin(date), to: begin(date.add({ days: 1 })) }
}

async function openedBetween({ database }: Desk, from: Instant, to: Instant): Promise<Case[]> {
  const rows = await database.db
    .select({ state: cases.state })
    .from(cases)
    .where(and(gte(cases.openedAt, from), lt(cases.openedAt, to)))
    .orderBy(asc(cases.number))
  return rows.map(({ state }) => upcastCase(state))
}

const MILESTONES = ['assigned', 'claimed', 'published', 'closed', 'dismissed', 'folded'] as const satisfies EventType[]
interface Milestone {
  type: string
  at: Instant
}

/** By case, in order. */
async function milestonesBetween({ database }: Desk, from: Instant, to: Instant): Promise<Map<number, Milestone[]>> {
  const rows = await database.db
    .select({ number: events.caseNumber, type: events.type, at: events.at })
    .from(events)
    .innerJoin(cases, and(eq(cases.number, events.caseNumber), eq(events.subject, 'case')))
    .where(and(gte(cases.openedAt, from), lt(cases.openedAt, to), inArray(events.type, [...MILESTONES])))
    .orderBy(asc(events.caseNumber), asc(events.seq))
  const byCase = new Map<number, Milestone[]>()
  for (const { number, type, at } of rows) byCase.set(number, [...(byCase.get(number) ?? []), { type, at }])
  return byCase
}

function rowOf(
  { wording }: Desk,
  state: Case,
  { policy, org, now, milestones }: { policy: Policy; org: Org; now: Instant; milestones: Milestone[] },
) {
  const first = (type: EventType) => milestones.find((each) => each.type === type)?.at ?? null
  const last = (...types: EventType[]) =>
    milestones.findLast((each) => (types as string[]).includes(each.type))?.at ?? null
  const name = levelOf(policy, state.level)?.name
  const department = leadOf(state)
  return {
    number: state.number,
    level: state.level,
    levelName: (wording.lang === 'en' ? name?.en : name?.zh) ?? String(state.level),
    title: state.title,
    department,
    departmentName: department === null ? null : (departmentOf(org, department)?.name ?? department),
    openedAt: state.openedAt,
    assignedAt: first('assigned'),
    claimedAt: first('claimed'),
    publishedAt: last('published'),
    closedAt: isOpen(state) ? null : last('closed', 'dismissed', 'folded'),
    status: state.status,
    wholeTime: wholeTimeView(state, now),
    clocks: state.clocks.map((clock) => clockRow(state, clock, now)),
  }
}

function clockRow(inCase: Case, clock: Clock, now: Instant) {
  const state = clockState(clock, now)
  const late = latenessOf(inCase, clock, now)
  const holder = chargedTo(late, now)
  const kept = { met: true, 'met-late': false, overdue: false, running: null, suspended: null, cancelled: null }
  return {
    kind: clock.kind,
    dueAt: clock.dueAt,
    metAt: clock.status === 'met' ? clock.metAt : null,
    state,
    // A later date does not undo that it was late.
    onTime: late.length > 0 && state !== 'cancelled' ? false : kept[state],
    lateSeconds: Math.floor(lengthOf(late, now) / SECOND),
    lateDepartment: holder !== null && 'department' in holder ? holder.department : null,
    lateRole: holder !== null && 'role' in holder ? holder.role : null,
  }
}
