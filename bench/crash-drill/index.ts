// The crash drill: `npm run crash-drill -- --cases 200 --seconds 60 --engine both --seed 1 [--json] [--keep]`.
import { parseArgs } from 'node:util'
import { type DrillOptions, drill } from './drill.ts'
import { reportOf } from './report.ts'

const USAGE = `Kills instances of the service with -9 while cases are handled, and checks that nothing was lost, doubled or forgotten.

  --cases N      how many posts are forwarded (200; on the embedded engine, which is one process, 60)
  --seconds N    how long people work and instances are killed (60)
  --engine E     postgres (two instances), pglite (one), or both (both)
  --seed N       repeats the people's scripts of an earlier drill (by the clock)
  --json         one line of JSON for each engine
  --keep         keep the logs
`

const ENGINES: Record<string, DrillOptions['engine'][]> = {
  postgres: ['postgres'],
  pglite: ['pglite'],
  both: ['postgres', 'pglite'],
}

const CASES = { postgres: 200, pglite: 60 }

process.exitCode = await main()

async function main(): Promise<number> {
  const asked = read()
  if (asked === null) {
    process.stderr.write(USAGE)
    return 2
  }
  let failed = false
  for (const engine of asked.engines) {
    const verdict = await drill({ cases: CASES[engine], ...asked.options, engine })
    process.stdout.write(`${asked.json ? JSON.stringify(verdict) : reportOf(verdict)}\n`)
    failed ||= !verdict.ok
  }
  return failed ? 1 : 0
}

interface Asked {
  engines: DrillOptions['engine'][]
  options: Omit<DrillOptions, 'engine' | 'cases'> & { cases?: number }
  json: boolean
}

function read(): Asked | null {
  try {
    const { values } = parseArgs({
      options: {
        cases: { type: 'string' },
        seconds: { type: 'string', default: '60' },
        engine: { type: 'string', default: 'both' },
        seed: { type: 'string', default: String(Math.floor(Date.now() / 1_000) % 100_000) },
        json: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    const [cases = 0, seconds = 0, seed = -1] = [values.cases ?? 1, values.seconds, values.seed].map(Number)
    const engines = ENGINES[values.engine]
    const good =
      [cases, seconds].every((each) => Number.isInteger(each) && each > 0) && Number.isInteger(seed) && seed >= 0
    if (values.help || !good || engines === undefined) return null
    return {
      engines,
      options: { ...(values.cases ? { cases } : {}), seconds, seed, keep: values.keep },
      json: values.json,
    }
  } catch {
    // An option that does not exist.
    return null
  }
}
