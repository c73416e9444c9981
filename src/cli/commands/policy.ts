// zhiban policy check FILE: what a policy file says and leaves open, or what is wrong with it and where.
import { readFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import { policyFile, shippedPolicies } from '../../desk/startup/shipped-policies.ts'
import { readPolicy } from '../../domain/policy/policy-file.ts'
import { nearestWord } from '../../domain/text/spelling.ts'
import { formatProblem } from '../../domain/yaml/yaml-document.ts'
import { withTasks } from '../local/ask.ts'
import { say } from '../terminal.ts'
import { UsageError } from '../usage.ts'
import { words } from '../words.ts'
import { noteText, questionsOf } from './policy-questions.ts'
import { policyTable } from './policy-table.ts'

const checkCommand = defineCommand({
  args: { file: { type: 'positional', required: false }, published: { type: 'boolean' } },
  async run({ args }) {
    const { policy: says, usage } = words()
    if ((args.file === undefined) !== (args.published ?? false)) throw new UsageError(usage.errors.fileOrPublished)
    const { file, source } = args.file === undefined ? await published() : await fromFile(args.file)
    const read = readPolicy(source, file)
    if (!read.ok)
      throw new Error([says.notRight, ...read.problems.map((each) => `  ${formatProblem(each)}`)].join('\n'))
    const { policy, notes, open } = read
    for (const line of policyTable(policy, says)) say(line)
    if (open.length > 0) say(`\n${says.assumedHead(open.length)}`)
    for (const each of open)
      for (const question of questionsOf(each, policy, open, says))
        say(`  ${formatProblem({ ...each.at, message: question })}`)
    if (notes.length > 0) say('')
    for (const note of notes) say(`${says.warning} ${noteText(note, says)}`)
  },
})

async function fromFile(given: string): Promise<{ file: string; source: string }> {
  const { policy: says } = words()
  const file = policyFile(given)
  const source = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const shipped = shippedPolicies()
    throw new Error(
      error.code === 'ENOENT'
        ? says.unknown(given, nearestWord(given, shipped), shipped)
        : says.cannotRead(given, error.message),
    )
  })
  return { file, source }
}

/** The text as it was published, wherever its file is now. */
async function published(): Promise<{ file: string; source: string }> {
  const found = await withTasks((ask) => ask('policy', {}))
  if (found === null) throw new Error(words().doctor.institution.none)
  return { file: words().policy.published(found.name), source: found.source }
}

export const policyCommand = defineCommand({ subCommands: { check: checkCommand } })
