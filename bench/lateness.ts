// How late 1,000 reminders are that fall due over 10 s, from the due instant to the commit, against a bare table's.
import type postgres from 'postgres'
import type { Database } from '../src/db/engine/connect.ts'
import type { Outcome } from '../src/desk/cases/run-case.ts'
import { copyCase, modelCase } from './cases.ts'
import { statedCounts } from './counting-proxy.ts'
import { atMost, type Figure, median, quantile, stated } from './figure.ts'
import { sweepBare } from './lateness-bare.ts'
import { latenessCounts, layDown } from './lateness-counts.ts'
import type { Stage } from './stage.ts'

const REMINDERS = 1_000
/** Before them so many more over a second, which are not counted: a service that is at work has started long ago. */
const WARM_UP = 100
const OVER_MS = 10_000
const PAIRS = 5
/** From laying the instants down to the first of them: the service has started by then. */
const AHEAD_MS = 8_000
const PATIENCE_MS = 60_000

export async function lateness(stage: Stage): Promise<Figure[]> {
  const url = await stage.newDatabase()
  const bareUrl = await stage.newDatabase()
  const sql = stage.plain(url)
  const model = await modelCase(await stage.quietDesk(url))
  await copyCase(sql, model, { from: 1, to: WARM_UP + REMINDERS, speaksAt: `now() + interval '2 hours'` })
  const ours: number[][] = []
  const theirs: number[][] = []
  for (let pair = 1; pair <= PAIRS; pair += 1) {
    const offsets = instants(pair)
    ours.push(await sweepCases(stage, url, sql, offsets))
    theirs.push((await sweepBare(bareUrl, offsets, AHEAD_MS)).slice(WARM_UP))
    stage.tell(`lateness ${pair}/${PAIRS}: ${shown(ours.at(-1))}, bare table ${shown(theirs.at(-1))}`)
  }
  const of = (runs: number[][], share: number) => median(runs.map((run) => quantile(run, share)))
  const counts = await latenessCounts(stage)
  return [
    atMost('lateness', of(ours, 0.99) / of(theirs, 0.99), 2, "times a bare table's p99"),
    stated('lateness-p50', of(ours, 0.5), 'ms'),
    stated('lateness-p99', of(ours, 0.99), 'ms'),
    stated('lateness-p50-bare', of(theirs, 0.5), 'ms'),
    stated('lateness-p99-bare', of(theirs, 0.99), 'ms'),
    ...statedCounts('reminder', counts.reminder),
    ...statedCounts('reminder-bare', counts.bare),
    ...statedCounts('reminder-send', counts.sending),
  ]
}

/** Milliseconds from the first that counts, at random but the same for both sides; those to warm up come first. */
function instants(seed: number): number[] {
  let state = seed
  const random = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  return [
    ...Array.from({ length: WARM_UP }, () => Math.floor(random() * 1_000) - 1_000),
    ...Array.from({ length: REMINDERS }, () => Math.floor(random() * OVER_MS)),
  ]
}

/** Milliseconds from each reminder's due instant until the service knew its transaction committed. */
async function sweepCases(stage: Stage, url: string, sql: postgres.Sql, offsets: number[]): Promise<number[]> {
  const first = Date.now() + AHEAD_MS
  const due = offsets.map((offset) => new Date(first + offset).toISOString())
  await layDown(sql, due)
  const service = await stage.serve(url)
  if (Date.now() > first - 1_000) throw new Error('the service took too long to start; AHEAD_MS must be longer')
  const late = new Map<number, number>()
  service.desk.database = watched(service.desk.database, (number) => {
    if (!late.has(number)) late.set(number, Date.now() - Date.parse(due[number - 1] ?? ''))
  })
  while (late.size < due.length && Date.now() < first + OVER_MS + PATIENCE_MS) await pause(50)
  await service.stop()
  if (late.size < due.length) throw new Error(`${late.size} of ${due.length} reminders were decided`)
  return [...late].filter(([number]) => number > WARM_UP).map(([, millis]) => millis)
}

/** The same database; `committed` hears of each case that a transaction changed, once that is known to be committed. */
function watched(database: Database, committed: (number: number) => void): Database {
  const { db } = database
  const transaction: typeof db.transaction = async (work, config) => {
    const result = await db.transaction(work, config)
    const outcome = result as Outcome | undefined
    if (outcome?.ok && outcome.events.some(({ type }) => type === 'reminded')) committed(outcome.state.number)
    return result
  }
  return { ...database, db: Object.assign(Object.create(db) as typeof db, { transaction }) }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const shown = (run: number[] = []) =>
  `p50 ${quantile(run, 0.5).toFixed(1)} ms, p99 ${quantile(run, 0.99).toFixed(1)} ms`
