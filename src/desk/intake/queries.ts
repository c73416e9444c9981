// What somebody asks of the desk in a chat (`/list`, `/why`, `/duty` …): answered under the very message that asked.

import { dueCases, type ListFilter } from '../../db/cases/case-list.ts'
import { readCase } from '../../db/cases/cases.ts'
import type { Db } from '../../db/engine/connect.ts'
import { enqueue } from '../../db/messages/outbox.ts'
import type { ListOf, Query } from '../../domain/capability/question.ts'
import type { Refusal } from '../../domain/capability/refusal.ts'
import type { Case } from '../../domain/case/case.ts'
import { leadOf } from '../../domain/case/parts.ts'
import { explainClocks, wholeTimeOf } from '../../domain/clock/explain-clocks.ts'
import { takesRegistration } from '../../domain/commands/intake/open.ts'
import { helpFor, helpOn } from '../../domain/decide/authority.ts'
import { mayNotAsk, queriesFor } from '../../domain/input/questions.ts'
import { dueOf } from '../../domain/notice/audience.ts'
import { subjectOf } from '../../domain/notice/envelope.ts'
import type { ListLine, Notice } from '../../domain/notice/notice.ts'
import { namesOf } from '../../domain/notice/recipients.ts'
import { type Actor, actorOf, departmentOf, type Org, type Person } from '../../domain/org/org.ts'
import { asOf, onDutyAt, shiftsFrom } from '../../domain/org/rota.ts'
import type { Role } from '../../domain/policy/policy.ts'
import { answerRow, directRow } from '../cases/enqueue.ts'
import { bind, type RoomMove, setShift } from '../cases/org-change.ts'
import type { Desk } from '../desk.ts'
import { sayAgain } from '../outbox/say-again.ts'
import { sayInRoom } from '../outbox/service-notice.ts'
import { LINK_MINUTES } from '../outbox/sign-in-link.ts'
import type { Origin } from './forwards/forward-shape.ts'
import type { MessageContext } from './message-context.ts'

/** Cases that `/list` names: what a phone shows without scrolling far. */
const LISTED = 10

export type Answered = { ok: true } | { ok: false; refusal: Refusal }

export interface Question {
  scene: MessageContext
  person: Person
  origin: Origin
  number: number | null
  /** Who is called by name in it. */
  mentions: { name: string; account: string }[]
}

/** `number`: the case that the question is about, where it names one or stands in its thread. */
export async function answerQuery(
  tx: Db,
  desk: Desk,
  query: Query,
  { scene, person, origin, number, mentions }: Question,
): Promise<Answered> {
  const actor = actorOf(scene.org, person)
  const refusal = mayNotAsk(query.type, actor, query.type === 'duty' && query.who !== '')
  if (refusal) return { ok: false, refusal }
  if (query.type === 'web') return sendLink(tx, desk, scene, person, origin)
  const notice = await noticeFor(tx, desk, withAccount(query, mentions), { scene, actor, origin, number })
  if (!('kind' in notice)) return { ok: false, refusal: notice }
  await answer(tx, desk, origin, query.type, notice)
  return { ok: true }
}

/** `/bind 陈明 @陈明`: the mention is the account. */
function withAccount(query: Exclude<Query, { type: 'web' }>, mentions: Question['mentions']) {
  if (query.type !== 'bind' || !/^[@＠]/u.test(query.account)) return query
  const called = query.account.slice(1).trim()
  return { ...query, account: mentions.find(({ name }) => name === called)?.account ?? query.account }
}

interface Asked {
  scene: MessageContext
  actor: Actor
  origin: Origin
  number: number | null
}

async function noticeFor(
  tx: Db,
  desk: Desk,
  query: Exclude<Query, { type: 'web' }>,
  { scene, actor, origin, number }: Asked,
): Promise<Notice | Refusal> {
  switch (query.type) {
    case 'help':
      return help(tx, scene, actor, number)
    case 'case':
      return number === null || (await readCase(tx, number)) === null
        ? noCase(query.type, number)
        : { kind: 'case-card', number }
    case 'why':
      return why(tx, desk, scene.org, number)
    case 'list':
      return list(tx, desk, query.which, scene, actor)
    case 'duty':
      return duty(tx, desk, query, scene.org)
    case 'bind': {
      if (query.target === '')
        return { reason: 'unknown-target', called: '', known: scene.org.departments.map(({ name }) => name) }
      const bound = await bind(tx, desk, query, { channel: origin.channel, id: origin.room })
      if (!bound.ok) return bound.refusal
      if (bound.moved) await tellMoved(tx, desk, query.target, bound.moved, { actor, origin })
      const room = { channel: origin.channel, room: origin.room }
      await sayAgain(
        tx,
        desk,
        bound.moved ? { channel: bound.moved.from.channel, room: bound.moved.from.id } : room,
        room,
      )
      return { kind: 'bound', what: bound.what, to: bound.to, further: bound.moved?.stays?.called ?? null }
    }
  }
}

/** Of a case: what it allows this person here, as it is now. */
async function help(
  tx: Db,
  { org, place }: MessageContext,
  actor: Actor,
  number: number | null,
): Promise<Notice | Refusal> {
  const queries = queriesFor(actor)
  if (number === null) {
    const forwards = place.purpose === 'duty'
    const registers = takesRegistration(place)
    return { kind: 'help', commands: helpFor(actor, place), queries, forwards, registers }
  }
  const state = await readCase(tx, number)
  if (state === null) return { reason: 'unknown-case', number }
  const commands = helpOn(state, { actor, place, org })
  return { kind: 'help', commands, queries, forwards: false, about: { number, status: state.status } }
}

/** The chat that had it before hears of it, should it still be there. */
async function tellMoved(
  tx: Db,
  desk: Desk,
  target: string,
  { from, to, stays }: RoomMove,
  { actor, origin }: Pick<Asked, 'actor' | 'origin'>,
): Promise<void> {
  const notice = {
    kind: 'room-moved' as const,
    to: to.name,
    by: actor.name,
    stays: stays !== null,
    typed: target,
  }
  await sayInRoom(tx, desk, from, `moved:${origin.channel}:${origin.messageId}`, notice)
}

const noCase = (query: 'case' | 'why', number: number | null): Refusal =>
  number === null ? { reason: 'which-case', query } : { reason: 'unknown-case', number }

async function why(tx: Db, desk: Desk, org: Org, number: number | null): Promise<Notice | Refusal> {
  const state = number === null ? null : await readCase(tx, number)
  if (state === null) return noCase('why', number)
  const { policy } = await desk.versions.policy(tx, state.policy)
  const at = desk.time.now()
  const clocks = explainClocks(state, policy, org, at)
  const whole = wholeTimeOf(state, org, at)
  const order = state.order === null ? {} : { order: state.order }
  return { kind: 'why', subject: subjectOf(state, policy), status: state.status, at, clocks, whole, ...order }
}

async function list(tx: Db, desk: Desk, which: ListOf, { org, place }: MessageContext, actor: Actor): Promise<Notice> {
  const at = desk.time.now()
  const { states, total, more } = await dueCases(tx, filterFor(which, actor), at, LISTED)
  const lines = await Promise.all(states.map((state) => lineOf(tx, desk, state, org, at)))
  return { kind: 'case-list', which, at, lines, total, more, ...(takesRegistration(place) ? { registers: true } : {}) }
}

const OF_DEPARTMENT: Role[] = ['contact', 'head', 'supervisor']

function filterFor(which: ListOf, actor: Actor): ListFilter {
  if (which !== 'mine') return { which }
  const roles = actor.roles.filter((role) => !OF_DEPARTMENT.includes(role) || actor.departments.length === 0)
  const departmentRoles = actor.roles.filter((role) => OF_DEPARTMENT.includes(role))
  const desk = actor.roles.includes('duty-officer')
  return { which, of: { departments: actor.departments, roles, departmentRoles, desk } }
}

async function lineOf(tx: Db, desk: Desk, state: Case, org: Org, at: string): Promise<ListLine> {
  const { policy } = await desk.versions.policy(tx, state.policy)
  const [due = null] = dueOf(state.clocks)
  const lead = leadOf(state)
  const department = lead === null ? null : (departmentOf(org, lead)?.name ?? lead)
  return {
    subject: subjectOf(state, policy),
    status: state.status,
    department,
    due,
    overdue: due !== null && due.dueAt < at,
  }
}

async function duty(tx: Db, desk: Desk, query: Extract<Query, { type: 'duty' }>, org: Org): Promise<Notice | Refusal> {
  const at = desk.time.now()
  const changed = query.who === '' ? null : await setShift(tx, desk, query)
  if (changed?.ok === false) return changed.refusal
  const now = asOf(changed?.org ?? org, at)
  const running = onDutyAt(now, at)
  const on =
    running.length > 0
      ? running
      : now.people.filter(({ roles }) => roles.includes('duty-officer')).map(({ key }) => key)
  const shifts = shiftsFrom(now, at).map(({ person, from, until }) => ({
    name: namesOf(now, [person]).join(''),
    from,
    until,
  }))
  const { what: set = null, beside = [], replaced = [] } = changed ?? {}
  return { kind: 'duty', at, on: namesOf(now, on), shifts, set, beside, replaced }
}

/** Never in a room where others read: the link signs its bearer in. */
async function sendLink(tx: Db, desk: Desk, scene: MessageContext, person: Person, origin: Origin): Promise<Answered> {
  const notice = { kind: 'sign-in-link' as const, person: person.key, minutes: LINK_MINUTES }
  const row = directRow(desk, scene.org, person.key, `link:${origin.channel}:${origin.messageId}`, notice)
  if (row === null) return { ok: false, refusal: { reason: 'no-direct-way' } }
  await enqueue(tx, [row], desk.time.realNow())
  if (scene.room !== undefined) await answer(tx, desk, origin, 'web', { kind: 'link-sent' })
  return { ok: true }
}

async function answer(tx: Db, desk: Desk, origin: Origin, query: Query['type'], notice: Notice): Promise<void> {
  const key = `${query}:${origin.channel}:${origin.messageId}`
  await enqueue(tx, [answerRow(origin, { key, notice, mention: [], caseNumber: null })], desk.time.realNow())
}
