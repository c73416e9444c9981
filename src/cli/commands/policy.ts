// zhiban policy check FILE: what a policy file says and leaves open, or what is wrong with it and where.
import { defineCommand } from 'citty'
import { WrongFileError } from '../../desk/startup/file-errors.ts'
import { policySource } from '../../desk/startup/shipped-policies.ts'
import { readPolicy } from '../../domain/policy/policy-file.ts'
import { placed, problemLine } from '../../wording/mistakes/index.ts'
import { withTasks } from '../local/ask.ts'
import { say } from '../terminal.ts'
import { UsageError } from '../usage.ts'
import { words } from '../words.ts'
import { questionsOf } from './policy-questions.ts'
import { policyTable } from './policy-table.ts'

const checkCommand = defineCommand({
  args: { file: { type: 'positional', required: false }, published: { type: 'boolean' } },
  async run({ args }) {
    const { policy: says, usage, lang } = words()
    if ((args.file === undefined) !== (args.published ?? false)) throw new UsageError(usage.errors.fileOrPublished)
    const { file, source } = args.file === undefined ? await published() : await policySource(args.file)
    const read = readPolicy(source, file)
    if (!read.ok) throw new WrongFileError('policy', read.problems)
    const { policy, warnings, open } = read
    for (const line of policyTable(policy, says)) say(line)
    if (open.length > 0) say(`\n${says.assumedHead(open.length)}`)
    for (const each of open)
      for (const question of questionsOf(each, policy, open, says)) say(`  ${placed(each, question)}`)
    if (warnings.length > 0) say('')
    for (const each of warnings) say(`${says.warning} ${problemLine(each, lang)}`)
  },
})

/** The text as it was published, wherever its file is now. */
async function published(): Promise<{ file: string; source: string }> {
  const found = await withTasks((ask) => ask('policy', {}))
  if (found === null) throw new Error(words().doctor.institution.none)
  return { file: words().policy.published(found.name), source: found.source }
}

export const policyCommand = defineCommand({ subCommands: { check: checkCommand } })
