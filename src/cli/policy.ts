// zhiban policy check FILE: what a policy file says, or what is wrong with it and where.
import { defineCommand } from 'citty'
import { loadPolicy } from '../desk/shipped-policies.ts'
import { formatDuration, formatOffset } from '../domain/duration.ts'
import type { ClockRule, Level, Rung } from '../domain/policy.ts'
import { formatProblem } from '../domain/yaml-document.ts'
import { wordingOf } from '../wording/index.ts'
import { say } from './open.ts'

const checkCommand = defineCommand({
  meta: { name: 'check', description: 'Check a policy file, and show what it says' },
  args: { file: { type: 'positional', required: true, description: "A YAML file, or a shipped policy's name" } },
  async run({ args }) {
    const { policy, warnings } = await loadPolicy(args.file)
    say(`${policy.name}: ${policy.title.zh} · ${policy.title.en} (${policy.timeZone})`)
    for (const level of policy.levels) describe(level, level.number === policy.opensAt)
    for (const warning of warnings) say(`warning ${formatProblem(warning)}`)
  },
})

export const policyCommand = defineCommand({
  meta: { name: 'policy', description: 'Policy files' },
  subCommands: { check: checkCommand },
})

function describe({ number, name, clocks, approvers }: Level, opens: boolean): void {
  const { roleName } = wordingOf('zh-CN', 'UTC')
  say(
    `\n${number} ${name.zh} · ${name.en}${opens ? '  (opens here)' : ''}  审核: ${approvers.map(roleName).join(' → ')}`,
  )
  for (const clock of clocks) say(`  ${clockLine(clock)}`)
}

function clockLine({ kind, base, within, ladder, assumed }: ClockRule): string {
  const { clockName } = wordingOf('zh-CN', 'UTC')
  return `${clockName(kind)} ${kind}: ${formatDuration(within)} from ${base}${assumed ? ' (assumed)' : ''}; ${ladder.map(rungText).join(', ')}`
}

const rungText = ({ at, tell, how, repeat }: Rung): string =>
  `${formatOffset(at)} ${tell.join('+')}${how === 'mention' ? '' : ` by ${how}`}${repeat ? ` then every ${formatDuration(repeat)}` : ''}`
