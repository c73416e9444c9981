// zhiban policy check FILE: what a policy file says, or what is wrong with it and where.
import { defineCommand } from 'citty'
import { loadPolicy } from '../desk/startup/shipped-policies.ts'
import { formatProblem } from '../domain/yaml/yaml-document.ts'
import { say } from './open.ts'
import { policyTable } from './policy-table.ts'

const checkCommand = defineCommand({
  meta: { name: 'check', description: 'Check a policy file, and show what it says' },
  args: { file: { type: 'positional', required: true, description: "A YAML file, or a shipped policy's name" } },
  async run({ args }) {
    const { policy, warnings, assumed } = await loadPolicy(args.file)
    for (const line of policyTable(policy)) say(line)
    if (assumed.length > 0) {
      say(`\nAssumed (*): the plan leaves these ${assumed.length} open. Decide each, then remove its mark.`)
      for (const each of assumed) say(`  ${formatProblem(each)}`)
    }
    if (warnings.length > 0) say('')
    for (const warning of warnings) say(`warning ${formatProblem(warning)}`)
  },
})

export const policyCommand = defineCommand({
  meta: { name: 'policy', description: 'Policy files' },
  subCommands: { check: checkCommand },
})
