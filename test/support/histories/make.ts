// Plays histories through the real write path and writes them to a file, with what this version says of each:
// node --import tsx test/support/histories/make.ts FILE
import { readEvents } from '../../../src/db/cases/cases.ts'
import type { Case } from '../../../src/domain/case/case.ts'
import { evolve } from '../../../src/domain/decide/evolve.ts'
import { type Histories, surroundingsOf, writeHistories } from './file.ts'
import { holidaysOf2026, sampleOrg, shipped } from './institution.ts'
import { BEGINS, ENDS, programme } from './programme.ts'
import { Random } from './random.ts'
import { saidOf, stateOf } from './says.ts'
import { playAll } from './schedule.ts'
import { historiesOf } from './snapshot.ts'
import { Stage } from './stage.ts'
import { Tally } from './variants.ts'

const SEED = 20_261_121
const FEWEST = 220

async function main(path: string | undefined): Promise<void> {
  if (path === undefined) throw new Error('Say where the file is to be written: make.ts FILE')
  const stage = await Stage.open(BEGINS, { org: await sampleOrg(), ...(await shipped('bureau-4-level')) })
  let last = 0
  const fresh = () => {
    last += 1
    return last
  }
  await playAll(stage, await programme({ stage, random: new Random(SEED), fresh }), ENDS)
  const histories = await historiesOf(stage.desk, holidaysOf2026())
  const tally = await tallyOf(stage, histories)
  process.stdout.write(`${tally.report()}\n`)
  const problems = [...tally.missing(), ...contradictions(histories)]
  if (problems.length > 0) throw new Error(`Nothing was written:\n${problems.join('\n')}`)
  const bytes = writeHistories(path, histories)
  process.stdout.write(`${histories.cases.length} cases, ${bytes} bytes\n`)
  await stage.close()
}

async function tallyOf({ database }: Stage, { common, cases }: Histories): Promise<Tally> {
  const tally = new Tally()
  for (const { number, rows } of cases) {
    const { policy } = surroundingsOf(common, Number(rows.cases[0]?.policy_id))
    let before: Case | null = null
    for (const event of await readEvents(database.db, number)) {
      const { type, actor } = event
      tally.event({ type, actor, data: event.data as unknown as Record<string, unknown>, before, policy })
      before = evolve(before, event, number)
    }
    if (before !== null) tally.end(before)
  }
  return tally
}

/** Where the events make another state than the stored one, the record is not whole, or there are too few. */
function contradictions({ common, cases }: Histories): string[] {
  const wrong = cases.flatMap(({ number, rows, said, read }) => {
    const folded = saidOf(stateOf(rows.events), surroundingsOf(common, Number(rows.cases[0]?.policy_id)))
    return [
      ...(JSON.stringify(folded) === JSON.stringify(said) ? [] : [`#${number} says something else than its events`]),
      ...(read.rest === said.rest ? [] : [`#${number} is read otherwise than it is stored`]),
      ...(read.audit === 'whole' ? [] : [`#${number}: ${read.audit}`]),
      ...(read.ledger.startsWith('{') ? [] : [`#${number} is in no ledger`]),
    ]
  })
  return cases.length < FEWEST ? [...wrong, `${cases.length} cases of ${FEWEST}`] : wrong
}

await main(process.argv[2])
