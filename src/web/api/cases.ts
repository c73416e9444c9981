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
import { cleanText } from '../../domain/text.ts'
import type { Wording } from '../../wording/index.ts'
import { type Auth, askingOf } from '../auth.ts'
import { HttpError, parsed, refusalError } from '../errors.ts'
import { caseView, eventView } from './view.ts'

// As it is written in an address: no sign, no exponent, no hexadecimal digits.
const digits = z
  .string()
  .regex(/^\d{1,15}$/, 'write a whole number')
  .transform(Number)
const between = (least: number, most: number) => digits.pipe(z.number().min(least).max(most))
/** The greatest that the database can hold: above it there is no case to look for. */
const LAST_NUMBER = 2_147_483_647
const listQuery = z.strictObject({
  status: z.enum(['triage', 'waiting', 'handling', 'reviewing', 'approved', 'watching', 'closed']).optional(),
  level: between(1, 99).optional(),
  department: z.string().max(100).transform(cleanText).optional(),
  overdue: z.enum(['true', 'false']).optional(),
  q: z.string().max(200).transform(cleanText).optional(),
  cursor: between(1, LAST_NUMBER).optional(),
  limit: between(1, 200).default(50),
})
const eventsQuery = z.strictObject({
  after: between(0, LAST_NUMBER).default(0),
  limit: between(1, 1_000).default(1_000),
})
// Which fields a command has, and what is missing of them, the form's own reader says.
const commandBody = z
  .object({
    type: z.string().max(50),
    version: z.number().int().min(0).optional(),
    level: z.union([z.string(), z.number().int()]).transform(String).optional(),
    co: z
      .union([z.string(), z.array(z.string())])
      .transform((each) => [each].flat().join(' '))
      .optional(),
  })
  .catchall(z.string())

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
    const called = numberOf(desk, request.params)
    const { type, version, ...fields } = parsed(commandBody, request.body)
    const read = readAction(type, fieldsOf(type, fields))
    if ('reason' in read && !('type' in read)) throw unreadable(read, desk.wording)
    const outcome = await runCase(desk, called, read, askingOf(caller), version)
    if (!outcome.ok) throw unreadable(outcome.refusal, desk.wording)
    return { case: await view(desk, outcome.state), events: outcome.events.map(eventView) }
  })
}

function fieldsOf(type: string, fields: Record<string, string | undefined>): Record<string, string> {
  const called = commandCalled(type)
  if (called === null) throw new HttpError(400, 'unknown-command', `type: there is no command "${type}"`, 'type')
  const allowed = COMMAND_FIELDS[called]
  const unknown = Object.keys(fields).find((field) => !allowed.includes(field))
  if (unknown !== undefined)
    throw new HttpError(400, 'malformed', `${unknown}: there is no such field for "${type}"`, unknown)
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
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
  const called = numberOf(desk, params)
  const state = await readCase(desk.database.db, called)
  if (state === null) throw unknownCase(desk, called)
  return state
}

function numberOf(desk: Desk, params: unknown): number {
  const { number } = parsed(z.object({ number: digits }), params)
  if (number > LAST_NUMBER) throw unknownCase(desk, number)
  return number
}

const unknownCase = (desk: Desk, number: number) => refusalError({ reason: 'unknown-case', number }, desk.wording)

async function view(desk: Desk, state: Case) {
  const { policy } = await desk.versions.policy(desk.database.db, state.policy)
  return caseView(state, policy, desk.wording, desk.time.now())
}
