// zhiban org import FILE: the institution's people, departments and rooms, in force from now on.
import { readFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import { readOrg } from '../../domain/org/org-file.ts'
import { formatProblem, type Problem } from '../../domain/yaml/yaml-document.ts'
import { withTasks } from '../local/ask.ts'
import { realNow, say } from '../terminal.ts'
import { words } from '../words.ts'

const importCommand = defineCommand({
  args: { file: { type: 'positional', required: true } },
  async run({ args: { file } }) {
    const { policy, tasks } = words()
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      throw new Error(policy.cannotRead(file, error instanceof Error ? error.message : String(error)))
    })
    // Before anything is opened: a mistake in the file is told at once.
    const read = readOrg(text, file)
    if (!read.ok) throw notRight(read.problems)
    const done = await withTasks((ask) => ask('org-import', { text, file, at: realNow() }))
    if (done.ok) return say(tasks.orgImported(done.version, ...done.counts))
    throw done.reason === 'wrong' ? notRight(done.problems) : new Error(tasks.errors.noInstitutionYet)
  },
})

const notRight = (problems: Problem[]) =>
  new Error([words().policy.orgNotRight, ...problems.map((each) => `  ${formatProblem(each)}`)].join('\n'))

export const orgCommand = defineCommand({ subCommands: { import: importCommand } })
