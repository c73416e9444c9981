// A sweep of 1,000 due clocks among 100,000 open cases, against the same among 1,000.
import type postgres from 'postgres'
import { sweep } from '../src/desk/cases/sweep.ts'
import type { Desk } from '../src/desk/desk.ts'
import { copyCase, modelCase } from './cases.ts'
import { atMost, type Figure, median, stated } from './figure.ts'
import type { Stage } from './stage.ts'

const DUE = 1_000
const FEW = 1_000
const MANY = 100_000
const PASSES = 4

interface Side {
  open: number
  desk: Desk
  sql: postgres.Sql
  /** Milliseconds of each whole pass. */
  took: number[]
  /** Milliseconds of each round of a pass, a hundred clocks. */
  rounds: number[]
}

export async function sweeping(stage: Stage): Promise<Figure[]> {
  const few = await prepare(stage, FEW)
  const many = await prepare(stage, MANY)
  // The first pass warms up and is not counted.
  for (let pass = 0; pass <= PASSES; pass += 1) {
    await makeDue(few)
    await makeDue(many)
    const [a, b] = await sweepBoth(few, many)
    stage.tell(
      `sweep ${pass}/${PASSES}: ${ms(a)} among ${FEW} open cases, ${ms(b)} among ${MANY}, ${(b / a).toFixed(2)}`,
    )
    if (pass > 0) continue
    for (const side of [few, many]) Object.assign(side, { took: [], rounds: [] })
  }
  const ratios = many.rounds.map((took, round) => took / (few.rounds[round] ?? Number.NaN))
  return [
    atMost('sweep', median(ratios), 1.2, `times the same among ${FEW} open cases`),
    stated(`sweep-among-${FEW}`, median(few.took), `ms for ${DUE} due clocks`),
    stated(`sweep-among-${MANY}`, median(many.took), `ms for ${DUE} due clocks`),
  ]
}

async function prepare(stage: Stage, open: number): Promise<Side> {
  const url = await stage.newDatabase()
  const desk = await stage.quietDesk(url)
  const sql = stage.plain(url)
  const model = await modelCase(desk)
  const began = performance.now()
  await copyCase(sql, model, { from: 1, to: open, speaksAt: `now() + interval '2 hours' + n * interval '100 ms'` })
  // The same cases are due in every pass: they are kept as they were before.
  const nth = open / DUE
  await sql.unsafe(
    `create table kept_cases as select number, version, head, state from cases where number % ${nth} = 0`,
  )
  await sql.unsafe(`create table kept_clocks as select clocks.* from clocks join kept_cases on number = case_number`)
  await sql.unsafe(`alter table kept_cases add primary key (number)`)
  await sql.unsafe('vacuum analyze')
  await sql.unsafe('checkpoint')
  stage.tell(`sweep: ${open} open cases loaded in ${ms(performance.now() - began)}`)
  return { open, desk, sql, took: [], rounds: [] }
}

/** Every kept case as it was, but its reply clock has been due for a moment. */
async function makeDue({ sql }: Side): Promise<void> {
  const due = new Date(Date.now() - 1_000).toISOString()
  await sql.begin(async (tx) => {
    await tx`truncate outbox`
    await tx`delete from events using kept_cases as kept where case_number = number and seq > kept.version`
    await tx`
      update cases set version = kept.version, head = kept.head, state = jsonb_set(kept.state, '{clocks}', (
        select jsonb_agg(case when c->>'kind' = 'reply' then jsonb_set(c, '{next,at}', to_jsonb(${due}::text)) else c end)
        from jsonb_array_elements(kept.state->'clocks') as c))
      from kept_cases as kept where cases.number = kept.number`
    await tx`
      update clocks set next_at = case when kept.kind = 'reply' then ${due}::timestamptz else kept.next_at end
      from kept_clocks as kept where clocks.id = kept.id`
  })
  await sql`vacuum events, cases, clocks`
}

/** Round by round in turn, so that the machine's moods fall on both. */
async function sweepBoth(few: Side, many: Side): Promise<[number, number]> {
  const sum = new Map([few, many].map((side) => [side, 0]))
  for (let going = true; going; ) {
    going = false
    for (const side of [few, many]) {
      const began = performance.now()
      const pause = await sweep(side.desk)
      const took = performance.now() - began
      // The last round has found nothing due.
      if (pause > 0) continue
      going = true
      side.rounds.push(took)
      sum.set(side, (sum.get(side) ?? 0) + took)
    }
  }
  for (const side of [few, many]) {
    await checkSwept(side)
    side.took.push(sum.get(side) ?? 0)
  }
  return [sum.get(few) ?? 0, sum.get(many) ?? 0]
}

async function checkSwept({ open, sql }: Side): Promise<void> {
  const [said] = await sql<{ count: number }[]>`
    select count(*)::int from events join kept_cases on case_number = number where seq > version and type = 'reminded'`
  if (said?.count !== DUE) throw new Error(`among ${open} open cases ${said?.count} of ${DUE} reminders were decided`)
}

const ms = (millis: number) => `${Math.round(millis)} ms`
