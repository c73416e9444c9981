// /api/v1/cases: what cases there are, one case, its events, and commands to it.
import { and, desc, eq, exists, ilike, inArray, lt, lte, sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readCase, readEvents } from '../../db/cases.ts'
import { cases, clocks } from '../../db/schema.ts'
import type { Desk } from '../../desk/desk.ts'
import { runCase } from '../../desk/run-case.ts'
import type { Case } from '../../domain/case.ts'
import { COMMAND_FIELDS, commandCalled, readAction } from '../../domain/command-form.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Wording } from '../../wording/index.ts'
import { type Auth, askingOf } from '../auth.ts'
import { HttpError, parsed, refusalError } from '../errors.ts'
import { caseView, eventView } from './view.ts'

const number = z.coerce.number().int().min(1).max(2_147_483_647)
const listQuery = z.strictObject({
  status: z.enum(['triage', 'waiting', 'handling', 'reviewing', 'approved', 'watching', 'closed']).optional(),
  level: z.coerce.number().int().min(1).max(99).optional(),
  department: z.string().max(100).optional(),
  overdue: z.enum(['true', 'false']).optional(),
  q: z.string().max(200).optional(),
  cursor: number.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
const eventsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
})
// The fields of each command are read by the form's own reader, which says what is missing.
const commandBody = z
  .object({ type: z.string().max(50), version: z.number().int().min(0).optional() })
  .catchall(z.union([z.string(), z.number(), z.array(z.string())]))

export function caseRoutes(app: FastifyInstance, desk: Desk, auth: Auth): void {
  const { db } = desk.database

  app.get('/api/v1/cases', async (request) => {
    await auth.caller(request, 'read')
    const query = parsed(listQuery, request.query)
    const rows = await db
      .select({ state: cases.state })
      .from(cases)
      .where(matching(desk, query))
      .orderBy(desc(cases.number))
      .limit(query.limit + 1)
    const shown = await Promise.all(rows.slice(0, query.limit).map(({ state }) => view(desk, state as Case)))
    return { cases: shown, next: rows.length > query.limit ? String(shown.at(-1)?.number) : null }
  })

  app.get('/api/v1/cases/:number', async (request) => {
    await auth.caller(request, 'read')
    return view(desk, await caseCalled(desk, request.params))
  })

  app.get('/api/v1/cases/:number/events', async (request) => {
    await auth.caller(request, 'read')
    const { after, limit } = parsed(eventsQuery, request.query)
    const { number: called } = await caseCalled(desk, request.params)
    const events = await readEvents(db, called, after, limit)
    return { events: events.map(eventView), next: events.length === limit ? String(events.at(-1)?.seq) : null }
  })

  app.post('/api/v1/cases/:number/commands', { bodyLimit: 1024 * 1024 }, async (request) => {
    const caller = await auth.caller(request, 'commands')
    const { number: called } = parsed(z.object({ number }), request.params)
    const { type, version, ...fields } = parsed(commandBody, request.body)
    const read = readAction(type, fieldsOf(type, fields))
    if ('reason' in read && !('type' in read)) throw unreadable(read, desk.wording)
    const outcome = await runCase(desk, called, read, askingOf(caller), version)
    if (!outcome.ok) throw unreadable(outcome.refusal, desk.wording)
    return { case: await view(desk, outcome.state), events: outcome.events.map(eventView) }
  })
}

function fieldsOf(type: string, fields: Record<string, string | number | string[]>): Record<string, string> {
  const called = commandCalled(type)
  if (called === null) throw new HttpError(400, 'unknown-command', `type: there is no command "${type}"`, 'type')
  const allowed = COMMAND_FIELDS[called]
  const unknown = Object.keys(fields).find((field) => !allowed.includes(field))
  if (unknown !== undefined)
    throw new HttpError(400, 'malformed', `${unknown}: there is no such field for "${type}"`, unknown)
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, Array.isArray(value) ? value.join(' ') : String(value)]),
  )
}

/** A field that is missing makes the request malformed, not refused. */
const unreadable = (refusal: Refusal, wording: Wording): HttpError =>
  refusal.reason === 'missing'
    ? new HttpError(400, 'missing', wording.refusal(refusal), refusal.what)
    : refusalError(refusal, wording)

function matching(desk: Desk, query: z.output<typeof listQuery>) {
  const { status, level, department, overdue, q, cursor } = query
  const late = exists(
    desk.database.db
      .select({ one: sql`1` })
      .from(clocks)
      .where(
        and(
          eq(clocks.caseNumber, cases.number),
          inArray(clocks.status, ['running', 'held']),
          lte(clocks.dueAt, desk.time.now()),
        ),
      ),
  )
  return and(
    status === undefined ? undefined : eq(cases.status, status),
    level === undefined ? undefined : eq(cases.level, level),
    department === undefined ? undefined : eq(cases.leadDepartment, department),
    overdue === undefined ? undefined : overdue === 'true' ? late : sql`not ${late}`,
    q === undefined ? undefined : ilike(sql`${cases.state}->>'title'`, `%${q.replace(/[\\%_]/g, '\\$&')}%`),
    cursor === undefined ? undefined : lt(cases.number, cursor),
  )
}

async function caseCalled(desk: Desk, params: unknown): Promise<Case> {
  const { number: called } = parsed(z.object({ number }), params)
  const state = await readCase(desk.database.db, called)
  if (state === null) throw refusalError({ reason: 'unknown-case', number: called }, desk.wording)
  return state
}

async function view(desk: Desk, state: Case) {
  const { policy } = await desk.versions.policy(desk.database.db, state.policy)
  return caseView(state, policy, desk.wording, desk.time.now())
}
