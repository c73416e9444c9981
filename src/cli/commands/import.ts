// zhiban import sightings FILE: the posts of an XLSX or CSV, registered by the running service; without --yes a dry run.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { defineCommand } from 'citty'
import type { Imported } from '../../desk/intake/tables/import-table.ts'
import { UnreadableFileError } from '../../desk/startup/file-errors.ts'
import type { BadTable } from '../../domain/post/tables/told.ts'
import { wordingOf } from '../../wording/index.ts'
import { cellProblemIn } from '../../wording/table-words.ts'
import { type Ask, withTasks } from '../local/ask.ts'
import { realNow, say } from '../terminal.ts'
import { words } from '../words.ts'

const sightingsCommand = defineCommand({
  args: {
    file: { type: 'positional', required: true },
    as: { type: 'string', required: true },
    yes: { type: 'boolean' },
  },
  async run({ args: { file, as: person, yes = false } }) {
    const { imports, errors } = words().tasks
    const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
      throw new UnreadableFileError('table', file, error)
    })
    const name = basename(file)
    if (bytes.length > LARGEST) throw bad(name, { why: 'too-big' })
    await withTasks(async (ask) => {
      const asked = { bytes: bytes.toString('base64'), name, person, at: realNow(), yes }
      const done = await ask('import-sightings', asked)
      if (!done.ok && done.reason === 'unknown-person') throw new Error(errors.noPerson(person))
      if (!done.ok && done.reason === 'bad-table') throw bad(name, done.table)
      if (!done.ok) throw new Error(errors.noInstitution)
      const refused = done.problems.filter(({ taken }) => !taken).length
      if (done.batch === null) {
        say(imports.wouldTake(done.rows, done.known, refused))
        sayProblems(done)
        say(imports.dryRun)
        return
      }
      sayProblems(done)
      await follow(ask, done.batch)
    })
  },
})

const bad = (name: string, table: BadTable): Error => {
  const { lang } = words()
  return new Error(wordingOf(lang, 'Asia/Shanghai').refusal({ reason: 'bad-table', name, table }))
}

function sayProblems({ problems, authors, others }: Told): void {
  const { lang, tasks } = words()
  for (const problem of problems) say(`  ${cellProblemIn[lang](problem)}`)
  if (authors.length > 0) say(tasks.imports.authors(authors))
  if (others.length > 0) say(tasks.imports.others(others))
}

type Told = Pick<Extract<Imported, { ok: true }>, 'problems' | 'authors' | 'others'>

/** Bytes: what the local socket takes when they are written in base 64. */
const LARGEST = 5 * 1024 * 1024

export const importCommand = defineCommand({ subCommands: { sightings: sightingsCommand } })

const LOOK_MS = 200
/** A service that runs takes up what was kept within a second. */
const PATIENCE_MS = 3_000

/** Until all is registered; where nobody registers it, what is kept is registered later, and that is said. */
async function follow(ask: Ask, id: number): Promise<void> {
  const { imports } = words().tasks
  let [before, since] = [-1, performance.now()]
  for (;;) {
    const progress = await ask('import-progress', { id })
    if (progress === null) return say(imports.gone)
    if (progress.done) return say(imports.taken(progress))
    if (progress.next !== before) [before, since] = [progress.next, performance.now()]
    if (performance.now() - since > PATIENCE_MS) return say(imports.kept(progress.total, progress.next))
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}
