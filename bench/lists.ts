// Lists on 100,000 cases, asked at 20 a second: GET /api/v1/cases in its many ways over HTTP, and /list in the chat.
import type postgres from 'postgres'
import { addToken } from '../src/db/institution/access.ts'
import type { Desk } from '../src/desk/desk.ts'
import { intake } from '../src/desk/intake/intake.ts'
import { copyCase, modelCase } from './cases.ts'
import { atMost, type Figure, quantile, stated } from './figure.ts'
import { type Stage, TOKEN } from './stage.ts'

const CASES = 100_000
const PER_SECOND = 20
const SECONDS = 20
const AIM_MS = 50

/** Every filter, common and rare, the first page and a deep one. */
const WAYS = [
  '', '?status=waiting', '?status=closed&limit=20', '?level=1', '?department=urban', '?department=urban&status=triage',
  '?overdue=true', '?overdue=false&limit=20', '?q=积水', '?q=河滨路77777号', '?q=灯', '?q=没有这样的', '?cursor=40000',
  '?level=2&overdue=true&department=health',
] // biome-ignore format: a line of ways reads better
const LISTS = ['/列表', '/列表 我的', '/列表 逾期', '/列表 新']

export async function lists(stage: Stage): Promise<Figure[]> {
  const url = await stage.newDatabase()
  const desk = await stage.quietDesk(url)
  const sql = stage.plain(url)
  await layDown(desk, sql)
  const api = await overHttp(stage, url)
  const chat = await inChat(desk)
  stage.tell(
    `lists: GET /cases p95 ${quantile(api, 0.95).toFixed(1)} ms, /list p95 ${quantile(chat, 0.95).toFixed(1)} ms`,
  )
  return [
    atMost('list-api', quantile(api, 0.95), AIM_MS, 'ms, p95 of GET /cases'),
    atMost('list-chat', quantile(chat, 0.95), AIM_MS, 'ms, p95 of /list until its answer is on record'),
    stated('list-api-p50', quantile(api, 0.5), 'ms'),
    stated('list-chat-p50', quantile(chat, 0.5), 'ms'),
  ]
}

/** One case in four is closed or under review; the others are spread over statuses, levels, departments and due instants. */
export async function layDown(desk: Desk, sql: postgres.Sql): Promise<void> {
  await copyCase(sql, await modelCase(desk), { from: 1, to: CASES, speaksAt: `now() + interval '30 days'` })
  await sql.unsafe(`
    update cases set
      status = case when number % 20 = 3 then 'reviewing' else (array['triage', 'waiting', 'handling', 'closed'])[1 + number % 4] end,
      turn = case when number % 20 = 3 then (array['head', 'office', 'principal'])[1 + number / 20 % 3] end,
      level = 1 + number % 4,
      lead_department = case when number % 4 = 0 then null else (array['urban', 'housing', 'health', 'education'])[1 + number / 4 % 4] end,
      due_at = now() + (number % 2000 - 1000) * interval '1 minute',
      state = jsonb_set(state, '{title}', to_jsonb((array['门口积水', '路灯不亮', '电梯停运', '施工噪声'])[1 + number % 4] || '，河滨路' || number || '号'))`)
  await sql.unsafe(`
    insert into case_titles select number, state->>'title',
      (select array_agg(distinct substr(state->>'title', i, 2)) from generate_series(1, length(state->>'title') - 1) as i)
    from cases`)
  await sql.unsafe('vacuum analyze')
}

async function overHttp(stage: Stage, url: string): Promise<number[]> {
  const service = await stage.serve(url)
  try {
    const token = {
      name: 'bench',
      secret: TOKEN,
      person: null,
      scopes: ['read' as const],
      at: new Date().toISOString(),
    }
    await addToken(service.desk.database.db, token)
    const headers = { authorization: `Bearer ${TOKEN}` }
    const ask = async (turn: number) => {
      const answer = await fetch(`${service.url}/api/v1/cases${WAYS[turn % WAYS.length]}`, { headers })
      const { cases } = (await answer.json()) as { cases?: unknown[] }
      if (cases === undefined) throw new Error(`GET /cases answered ${answer.status}`)
    }
    return await atPace(ask)
  } finally {
    await service.stop()
  }
}

function inChat(desk: Desk): Promise<number[]> {
  const at = new Date().toISOString()
  return atPace(async (turn) => {
    const message = {
      kind: 'message' as const,
      direct: false as const,
      room: 'duty',
      messageId: `bench-${turn}`,
      thread: null,
      replyTo: null,
    }
    const text = LISTS[turn % LISTS.length] ?? ''
    const from = ['zhou', 'chen', 'lin', 'gao'][Math.floor(turn / LISTS.length) % 4] ?? 'zhou'
    await desk.database.db.transaction((tx) =>
      intake(tx, desk, 'room', { ...message, from, at, text }, `room:bench-${turn}`),
    )
  })
}

/** Milliseconds of each call. Calls begin on time, whether or not those before have been answered; the first few warm up. */
async function atPace(call: (turn: number) => Promise<void>): Promise<number[]> {
  for (let turn = 0; turn < WAYS.length; turn += 1) await call(1_000_000 + turn)
  const took: Promise<number>[] = []
  const began = performance.now()
  for (let turn = 0; turn < PER_SECOND * SECONDS; turn += 1) {
    const wait = began + (turn * 1_000) / PER_SECOND - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const from = performance.now()
    took.push(call(turn).then(() => performance.now() - from))
  }
  return Promise.all(took)
}
