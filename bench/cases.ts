// Cases in bulk: the product decides one, SQL copies it under other numbers, so that each can be ticked and commanded.
import type postgres from 'postgres'
import { saveCase } from '../src/db/cases/cases.ts'
import { seal } from '../src/db/cases/chain.ts'
import { readCurrent } from '../src/db/institution/institution.ts'
import type { Desk } from '../src/desk/desk.ts'
import type { Instant } from '../src/domain/calendar/instant.ts'
import type { Case } from '../src/domain/case/case.ts'
import type { CaseEvent } from '../src/domain/case/events.ts'
import { type CaseCommand, type Decision, type DecisionContext, decide } from '../src/domain/decide/index.ts'

/** A case that the product made, waiting for its department to claim it. */
export interface Model {
  state: Case
  events: CaseEvent[]
  facts: DecisionContext
}

/** Which numbers get the model's copy, and when each one's reply clock speaks next (SQL over its number `n`). */
export interface Copies {
  from: number
  to: number
  speaksAt: string
}

const NUMBER = 1_999_999_999
const SPEAKS: Instant = '2099-12-31T23:59:59.999Z'

export async function modelCase(desk: Desk): Promise<Model> {
  const facts = await factsOf(desk)
  const { now } = facts
  const url = `https://news.example.com/${NUMBER}.html`
  const title = '幼儿园门口积水无人管'
  const opened = decide(
    null,
    {
      type: 'open',
      number: NUMBER,
      posts: [
        { key: `url:${url}`, url, canonicalUrl: url, platform: null, title, publishedAt: null, discoveredAt: now },
      ],
      title,
      text: '网友反映幼儿园门口道路积水严重，孩子上学要蹚水，已多次向社区反映，至今没有人来处理。',
      source: 'duty',
      metrics: { reads: 120, comments: 8 },
      discoveredAt: now,
      level: null,
      department: 'urban',
    },
    facts,
  )
  const { after: state, events } = allowed(opened)
  return { state, events, facts }
}

/** Cases, events, clocks and posts of so many copies. The chain of a copy is the model's own, not its number's. */
export async function copyCase(sql: postgres.Sql, { state, events }: Model, { from, to, speaksAt }: Copies) {
  const model = {
    ...state,
    clocks: state.clocks.map((clock) => ('next' in clock && spoken(clock) ? late(clock) : clock)),
  }
  const sealed = seal({ kind: 'case', number: NUMBER }, '0'.repeat(64), 1, events)
  const stateOf = `replace(replace($1, '${NUMBER}', n::text), '${SPEAKS}',
    to_char((${speaksAt}) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::jsonb`
  await sql.unsafe(
    `insert into cases (number, status, level, lead_department, policy_id, opened_at, version, head, state)
      select n, s->>'status', (s->>'level')::int, s->>'lead', (s->>'policy')::int, (s->>'openedAt')::timestamptz,
        (s->>'version')::int, $2, s
      from (select n, ${stateOf} as s from generate_series(${from}, ${to}) as n offset 0) as copies`,
    [JSON.stringify(model), sealed.at(-1)?.hash ?? ''],
  )
  await sql.unsafe(
    `insert into clocks (id, case_number, kind, status, due_at, generation, next_at)
      select c->>'id', number, c->>'kind', c->>'status', (c->>'dueAt')::timestamptz, (c->>'generation')::int,
        case when c->>'status' = 'running' then (c->'next'->>'at')::timestamptz end
      from cases, jsonb_array_elements(state->'clocks') as c where number between ${from} and ${to}`,
  )
  await sql.unsafe(
    `insert into events select n, e.seq, e.type, e.v, e.at, e.actor, e.data, e.private, e.hash
      from generate_series(${from}, ${to}) as n,
        jsonb_to_recordset($1::text::jsonb) as e(seq int, type text, v smallint, at timestamptz, actor text, data jsonb,
          private jsonb, hash text)`,
    [JSON.stringify(sealed)],
  )
}

/** One case with so many events, saved as the product saves them. */
export async function longCase(desk: Desk, model: Model, number: number, length: number): Promise<void> {
  const { facts } = model
  let state = renumbered(model.state, number)
  const happened = [...model.events.map((event) => renumbered(event, number))]
  while (happened.length < length) {
    const command: CaseCommand =
      happened.length % 5 === 0
        ? { type: 'sight', posts: [], source: 'duty', metrics: {}, text: '又有网友转发' }
        : { type: 'note', text: '已电话联系社区，答复正在核实，稍后回报。' }
    const { after, events } = allowed(decide(state, command, facts))
    state = after
    happened.push(...events)
  }
  await desk.database.db.transaction((tx) => saveCase(tx, { before: null, head: '', after: state, happened }))
}

async function factsOf(desk: Desk): Promise<DecisionContext> {
  const { db } = desk.database
  const { policyId, orgVersion } = await readCurrent(db)
  const { policy, calendar } = await desk.versions.policy(db, policyId)
  const org = await desk.versions.org(db, orgVersion)
  const actor = { person: 'zhou', name: '周洁', roles: ['duty-officer' as const], departments: [] }
  return { now: desk.time.now(), actor, place: { purpose: 'api' }, policy, policyId, calendar, org }
}

const spoken = ({ kind }: Case['clocks'][number]) => kind === 'reply'
const late = (clock: Extract<Case['clocks'][number], { status: 'running' | 'held' }>) => ({
  ...clock,
  next: { ...clock.next, at: SPEAKS },
})

const renumbered = <T>(value: T, number: number): T =>
  JSON.parse(JSON.stringify(value).replaceAll(String(NUMBER), String(number))) as T

function allowed(decision: Decision): Extract<Decision, { ok: true }> {
  if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.refusal)}`)
  return decision
}
