// Near-duplicates: how well they are told, on the corpus of 200 texts and their rewritings; and what the question for candidates
// among 100,000 posts takes, with the texts of what it finds.
import type postgres from 'postgres'
import { candidates, takeComparing, textsOf } from '../src/db/cases/likeness-rows.ts'
import type { Desk } from '../src/desk/desk.ts'
import { compare, comparedText, marksOf } from '../src/domain/post/likeness/likeness.ts'
import { REWRITES, randomOf, rewritten, seedOf, unlikeSeed } from '../test/support/likeness-corpus.ts'
import { likenessFigures } from '../test/support/likeness-figures.ts'
import { copyCase, modelCase } from './cases.ts'
import { atLeast, atMost, type Figure, quantile, stated } from './figure.ts'
import type { Stage } from './stage.ts'

const SEEDS = 200
const POSTS = 100_000
const ASKED = 400
const AIM_MS = 30
const ON = '2026-11-28'

export async function likeness(stage: Stage): Promise<Figure[]> {
  const { precision, joined, recall, joinedShare, askedInVain } = likenessFigures(SEEDS)
  const url = await stage.newDatabase()
  const desk = await stage.quietDesk(url)
  await layDown(desk, stage.plain(url))
  const { took, found } = await ask(desk)
  stage.tell(`likeness: precision ${precision.toFixed(4)} of ${joined}, recall ${recall.toFixed(3)}`)
  return [
    atLeast('same-precision', precision, 0.995, `of ${joined} joined by themselves`),
    atLeast('alike-recall', recall, 0.9, 'of rewritten posts joined or asked about'),
    stated('same-share', joinedShare, 'of rewritten posts joined by themselves'),
    stated('alike-in-vain', askedInVain, 'of other matters at the same place or in the same words asked about'),
    atMost('candidates', quantile(took, 0.95), AIM_MS, `ms, p95 among ${POSTS} posts, with their texts`),
    stated('candidates-p50', quantile(took, 0.5), 'ms'),
    atLeast('candidates-found', found, 0.9, 'of rewritten posts, one that is alike'),
  ]
}

/** One in ten is of a storm: hundreds of texts about each of a few matters. The others have little in common. */
const seedAt = (number: number) => (number % 10 === 0 ? seedOf(number) : unlikeSeed(number))

/** One post a case, each with a text of its own; what a case told is the model's text, as long as any. */
async function layDown(desk: Desk, sql: postgres.Sql): Promise<void> {
  await copyCase(sql, await modelCase(desk), { from: 1, to: POSTS, speaksAt: `now() + interval '30 days'` })
  await sql.unsafe(`
    insert into posts (key, case_number, title, discovered_at, compared)
    select 'url:https://news.example.com/' || n, n, '帖文', now(), 'done' from generate_series(1, ${POSTS}) as n order by n`)
  const STEP = 1_000
  for (let from = 0; from < POSTS; from += STEP) {
    const rows = Array.from({ length: STEP }, (_, at) => {
      const number = from + at + 1
      return { number, ...marksOf(comparedText(seedAt(number).text, ON)) }
    })
    await sql.unsafe(
      `insert into post_likeness (post_id, told_in, told_seq, wide, close)
        select p.id, r.number, 1, array(select jsonb_array_elements_text(r.wide)::int), array(select jsonb_array_elements_text(r.close)::int)
        from jsonb_to_recordset($1::text::jsonb) as r(number int, wide jsonb, close jsonb) join posts as p on p.case_number = r.number`,
      [JSON.stringify(rows)],
    )
  }
  await sql.unsafe('vacuum analyze')
}

/** As the worker asks of a new post; the first few warm up. */
async function ask(desk: Desk): Promise<{ took: number[]; found: number }> {
  const took: number[] = []
  let found = 0
  for (let turn = -20; turn < ASKED; turn += 1) {
    const number = 1 + Math.floor(randomOf(turn + 1_000)() * POSTS)
    const how = REWRITES[Math.abs(turn) % REWRITES.length] ?? 'cut'
    const one = comparedText(rewritten(seedAt(number), how, randomOf(turn)), ON)
    const marks = marksOf(one)
    const began = performance.now()
    const near = await desk.database.db.transaction(async (tx) => {
      await takeComparing(tx)
      const like = await candidates(tx, { marks, notOf: 0, limit: 20 })
      await textsOf(tx, like)
      return like
    })
    if (turn < 0) continue
    took.push(performance.now() - began)
    const isAlike = ({ caseNumber }: { caseNumber: number }) =>
      compare(one, comparedText(seedAt(caseNumber).text, ON)) !== null
    if (near.some(isAlike)) found += 1
  }
  return { took, found: found / ASKED }
}
