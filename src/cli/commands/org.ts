// zhiban org import FILE: the institution's people, departments and rooms, in force from now on.
import { defineCommand } from 'citty'
import { readNamedFile, WrongFileError } from '../../desk/startup/file-errors.ts'
import { readOrg } from '../../domain/org/org-file.ts'
import { withTasks } from '../local/ask.ts'
import { realNow, say } from '../terminal.ts'
import { words } from '../words.ts'

const importCommand = defineCommand({
  args: { file: { type: 'positional', required: true } },
  async run({ args: { file } }) {
    const { tasks } = words()
    const text = await readNamedFile('org', file)
    // Before anything is opened: a mistake in the file is told at once.
    const read = readOrg(text, file)
    if (!read.ok) throw new WrongFileError('org', read.problems)
    const done = await withTasks((ask) => ask('org-import', { text, file, at: realNow() }))
    if (done.ok) return say(tasks.orgImported(done.version, ...done.counts))
    throw done.reason === 'wrong' ? new WrongFileError('org', done.problems) : new Error(tasks.errors.noInstitutionYet)
  },
})

export const orgCommand = defineCommand({ subCommands: { import: importCommand } })
