// /api/v1/cases: what cases there are, one case, its events, and commands to it.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { pageOfCases } from '../../db/cases/case-list.ts'
import { readCase, readEvents } from '../../db/cases/cases.ts'
import type { Desk } from '../../desk/desk.ts'
import { maskedCommand } from '../../desk/intake/masking.ts'
import type { Refusal } from '../../domain/capability/refusal.ts'
import type { Case } from '../../domain/case/case.ts'
import { commandCalled, fieldNames, readAction } from '../../domain/input/command-form.ts'
import type { Wording } from '../../wording/index.ts'
import { type Auth, askingOf } from '../auth.ts'
import { serve } from '../contract.ts'
import { HttpError, parsed, refusalError } from '../errors.ts'
import { onceOf } from '../idempotency.ts'
import { commandOnce } from './command-once.ts'
import { COMMAND, commandBody, EVENTS, eventsQuery, LIST, listQuery, ONE } from './contracts/cases.ts'
import { LAST_NUMBER } from './values.ts'
import { caseView, eventView } from './view.ts'

export function caseRoutes(app: FastifyInstance, desk: Desk, auth: Auth): void {
  const { db } = desk.database

  serve(app, LIST, async (request) => {
    await auth.caller(request, LIST.may)
    const query = parsed(listQuery, request.query)
    const { overdue, ...wanted } = query
    const late = overdue === undefined ? {} : { overdue: overdue === 'true' }
    const page = await pageOfCases(db, { ...wanted, ...late }, desk.time.now())
    const shown = await Promise.all(page.slice(0, query.limit).map((state) => view(desk, state)))
    return { cases: shown, next: page.length > query.limit ? String(shown.at(-1)?.number) : null }
  })

  serve(app, ONE, async (request) => {
    await auth.caller(request, ONE.may)
    return view(desk, await caseCalled(desk, request.params))
  })

  serve(app, EVENTS, async (request) => {
    await auth.caller(request, EVENTS.may)
    const { after, limit } = parsed(eventsQuery, request.query)
    const { number: called } = await caseCalled(desk, request.params)
    const events = await readEvents(db, called, after, limit)
    return { events: events.map(eventView), next: events.length === limit ? String(events.at(-1)?.seq) : null }
  })

  const command = async (request: FastifyRequest) => {
    const caller = await auth.caller(request, COMMAND.may)
    const called = numberOf(desk, request.params)
    const { type, version, ...fields } = parsed(commandBody, request.body)
    const read = readAction(type, fieldsOf(type, fields))
    if ('reason' in read && !('type' in read)) throw unreadable(read, desk.wording)
    const fit = maskedCommand(read)
    if ('reason' in fit && !('type' in fit)) throw unreadable(fit, desk.wording)
    const asking = askingOf(caller)
    const once = onceOf(request, caller, { case: called, by: asking.by, type, version: version ?? null, ...fields })
    const outcome = await commandOnce(desk, called, fit, asking, { version, once })
    if (!outcome.ok) throw unreadable(outcome.refusal, desk.wording)
    return { case: await view(desk, outcome.state), events: outcome.events.map(eventView) }
  }
  serve(app, COMMAND, command, { bodyLimit: 1024 * 1024 })
}

function fieldsOf(type: string, fields: Record<string, string | undefined>): Record<string, string> {
  const called = commandCalled(type)
  if (called === null) throw new HttpError(400, 'unknown-command', `type: there is no command "${type}"`, 'type')
  const allowed = fieldNames(called)
  const unknown = Object.keys(fields).find((field) => !allowed.includes(field))
  if (unknown !== undefined)
    throw new HttpError(400, 'malformed', `${unknown}: there is no such field for "${type}"`, unknown)
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

/** A field that is missing makes the request malformed, not refused. Personal data stand in a draft's text. */
function unreadable(refusal: Refusal, wording: Wording): HttpError {
  if (refusal.reason === 'missing') return new HttpError(400, 'missing', wording.refusal(refusal), refusal.what)
  if (refusal.reason === 'personal-data') return new HttpError(409, refusal.reason, wording.refusal(refusal), 'text')
  return refusalError(refusal, wording)
}

async function caseCalled(desk: Desk, params: unknown): Promise<Case> {
  const called = numberOf(desk, params)
  const state = await readCase(desk.database.db, called)
  if (state === null) throw unknownCase(desk, called)
  return state
}

function numberOf(desk: Desk, params: unknown): number {
  const { number } = parsed(ONE.params, params)
  if (number > LAST_NUMBER) throw unknownCase(desk, number)
  return number
}

const unknownCase = (desk: Desk, number: number) => refusalError({ reason: 'unknown-case', number }, desk.wording)

async function view(desk: Desk, state: Case) {
  const { policy } = await desk.versions.policy(desk.database.db, state.policy)
  return caseView(state, policy, desk.wording, desk.time.now())
}
