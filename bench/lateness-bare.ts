// The other side of `lateness`: a table of due instants, swept in the same way with nothing to decide.
import postgres from 'postgres'
import { LOOK_EVERY_MS } from '../src/desk/operations/lookout.ts'
import { startLoop } from '../src/desk/operations/loop.ts'
import { type CountingProxy, type Counts, countOften } from './counting-proxy.ts'
import { CONNECTIONS } from './stage.ts'

const BATCH = 100
/** As many transactions at a time as the product's sweep. */
const ABREAST = 4

/** Milliseconds from each due instant, in the offsets' order, until its row's own transaction was known to be committed. */
export async function sweepBare(url: string, offsets: number[], aheadMs: number): Promise<number[]> {
  const sql = postgres(url, { max: CONNECTIONS, onnotice: () => {} })
  const due = await layDown(sql, offsets, aheadMs)
  const late = new Map<number, number>()
  const round = () => sweepRound(sql, (id) => late.set(id, Date.now() - (due[id] ?? 0)))
  const failures: unknown[] = []
  const loop = startLoop(round, LOOK_EVERY_MS, (error) => failures.push(error))
  while (late.size < due.length && failures.length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
  await loop.stop()
  await sql.end({ timeout: 5 })
  if (failures.length > 0) throw failures[0]
  return due.map((_at, id) => late.get(id) ?? Number.NaN)
}

/** One round; answers the milliseconds until the next row is due. */
async function sweepRound(sql: postgres.Sql, marked: (id: number) => void): Promise<number> {
  const now = new Date().toISOString()
  const rows = await sql<{ id: number }[]>`
    select id from reminders where done_at is null and next_at <= ${now} order by next_at limit ${BATCH}`
  const queue = rows.map(({ id }) => id)
  const lane = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) if (await mark(sql, id)) marked(id)
  }
  await Promise.all(Array.from({ length: ABREAST }, lane))
  if (rows.length > 0) return 0
  const [next] = await sql<{ at: Date | null }[]>`select min(next_at) as at from reminders where done_at is null`
  return next?.at ? Math.max(0, next.at.getTime() - Date.now()) : LOOK_EVERY_MS
}

/** What a round with one due row asks of the database: the median of several, the first of which only prepare. */
export async function countBare(proxy: CountingProxy, direct: postgres.Sql): Promise<Counts> {
  const sql = postgres(proxy.url, { max: CONNECTIONS, onnotice: () => {} })
  const found = await countOften(proxy, async (count) => {
    await layDown(direct, [0], -1)
    return count(() => sweepRound(sql, () => {}))
  })
  await sql.end({ timeout: 5 })
  return found
}

async function layDown(sql: postgres.Sql, offsets: number[], aheadMs: number): Promise<number[]> {
  await sql`drop table if exists reminders`
  await sql`create table reminders (id integer primary key, next_at timestamptz not null, done_at timestamptz)`
  await sql`create index on reminders (next_at) where done_at is null`
  const first = Date.now() + aheadMs
  const due = offsets.map((offset) => first + offset)
  const texts = due.map((at) => new Date(at).toISOString())
  await sql`insert into reminders select n - 1, at from unnest(${texts}::timestamptz[]) with ordinality as due(at, n)`
  await sql`vacuum analyze reminders`
  await sql`checkpoint`
  return due
}

/** False where another sweeper has it, or has had it. */
const mark = (sql: postgres.Sql, id: number): Promise<boolean> =>
  sql.begin(async (tx) => {
    const held = await tx`select id from reminders where id = ${id} and done_at is null for update skip locked`
    if (held.length === 0) return false
    await tx`update reminders set done_at = now() where id = ${id}`
    return true
  })
