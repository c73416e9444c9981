// zhiban audit verify: recomputes the record's hash chains; says what was changed, deleted, reordered or cut.
import { defineCommand } from 'citty'
import type { Finding } from '../../db/operations/audit.ts'
import { withTasks } from '../local/ask.ts'
import { say } from '../terminal.ts'
import { words } from '../words.ts'

const verifyCommand = defineCommand({
  args: { expect: { type: 'string' } },
  async run({ args }) {
    const { tasks } = words()
    const done = await withTasks((ask) => ask('verify', { expect: args.expect ?? null }))
    if (!done.ok) throw new Error(tasks.errors.noInstitution)
    const { found } = done
    say(tasks.verified(found.cases, found.events, found.checkpoints))
    for (const each of found.findings) say(tasks.finding(each.case, each.seq, problemOf(each)))
    if (found.findings.length > 0) process.exitCode = 1
    else say(tasks.whole(found.lastCheckpoint))
  },
})

function problemOf({ kind, what }: Finding): string {
  const says = words().tasks.problems[kind]
  return typeof says === 'string' ? says : says(what)
}

export const auditCommand = defineCommand({ subCommands: { verify: verifyCommand } })
