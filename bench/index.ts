// `npm run bench`: what the product costs, as ratios within one run on a throwaway PostgreSQL with durable settings.
import { checks } from './checks.ts'
import { command } from './command.ts'
import { embedded } from './embedded.ts'
import { feishu } from './feishu.ts'
import { asJson, asTable, type Figure } from './figure.ts'
import { footprint } from './footprint.ts'
import { lateness } from './lateness.ts'
import { likeness } from './likeness.ts'
import { lists } from './lists.ts'
import { sighting } from './sighting.ts'
import { openStage, type Stage } from './stage.ts'
import { sweeping } from './sweep.ts'

const BENCHMARKS: Record<string, (stage: Stage) => Promise<Figure[]>> = {
  sighting,
  sweep: sweeping,
  lateness,
  command,
  checks,
  lists,
  likeness,
  feishu,
  embedded,
  footprint,
}

const args = process.argv.slice(2)
const json = args.includes('--json')
const wanted = args.filter((arg) => !arg.startsWith('-'))
const unknown = [...args.filter((arg) => arg.startsWith('-') && arg !== '--json'), ...wanted.filter(isUnknown)]

if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Usage: npm run bench -- [--json] [${names().join(' | ')}] …`)
  process.exitCode = 2
} else {
  process.exitCode = (await runAll(wanted.length > 0 ? wanted : names())) ? 0 : 1
}

function names(): string[] {
  return Object.keys(BENCHMARKS)
}

function isUnknown(name: string): boolean {
  return !(name in BENCHMARKS)
}

/** True where every aim was met. */
async function runAll(chosen: string[]): Promise<boolean> {
  const stage = openStage((line) => console.error(line))
  const figures: Figure[] = []
  try {
    for (const name of chosen) {
      const found = (await BENCHMARKS[name]?.(stage)) ?? []
      if (json) console.log(asJson(found))
      figures.push(...found)
    }
  } finally {
    await stage.close()
  }
  if (!json) console.log(asTable(figures))
  return figures.every(({ ok }) => ok)
}
