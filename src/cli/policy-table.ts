// A policy as tables for a terminal: its levels, its clocks, its ladders.
import { formatDuration, formatOffset } from '../domain/calendar/duration.ts'
import type { ClockRule, Level, Policy, Rung, Thresholds } from '../domain/policy/policy.ts'
import { wordingOf } from '../wording/index.ts'

/** Lines without line ends. Words are those of the file, with their Chinese names. */
export function policyTable(policy: Policy): string[] {
  const { name, title, timeZone, work, commitAtMost } = policy
  const ladders = [...new Set(policy.levels.flatMap(({ clocks }) => clocks.map(ladderText)))]
  const hours = work.spans.map(({ from, to }) => `${from}-${to}`).join(' ')
  return [
    `${name}: ${title.zh} · ${title.en}`,
    `${timeZone}, ${work.workdays.map((day) => DAYS[day - 1]).join(' ')}, ${hours}; ${ownDays(work)}`,
    commitAtMost === null
      ? 'A department may not commit to a later date.'
      : `A department may commit to a date at most ${formatDuration(commitAtMost)} off.`,
    '',
    ...table(
      ['level', 'name', 'approvers', 'reached by'],
      policy.levels.map((level) => levelRow(level, policy)),
    ),
    '',
    ...table(['clock', '', 'levels', 'within', 'from', 'owner', 'ladder'], clockRows(policy.levels, ladders)),
    '',
    ...table(
      ['ladder', 'tells'],
      ladders.map((ladder, index) => [letter(index), ladder]),
    ),
    '',
    `look-backs ${policy.watch.after.map(formatDuration).join(', ')} after the reply: ${policy.watch.ladder.map(rungText).join(' · ')}`,
    quietText(policy),
    secondText(policy),
    subsidedText(policy),
  ]
}

const quietText = ({ quiet }: Policy): string =>
  quiet === null
    ? 'no quiet hours: reminders come at night too'
    : `quiet hours ${quiet.from} to ${quiet.to}${quiet.exempt.length > 0 ? `, never for level ${quiet.exempt.join(', ')}` : ''}`

const subsidedText = ({ confirmSubsided }: Policy): string =>
  confirmSubsided === 0
    ? 'a case closes by itself when its watch ends quietly'
    : `at level ${confirmSubsided} and graver a case closes once a person has confirmed that it has subsided`

const secondText = ({ secondPerson: { acts, by, aloneAtNight } }: Policy): string =>
  acts.length === 0
    ? 'nothing needs a second person'
    : `${acts.join(' and ')} need a second person: ${by.join(' or ')}${aloneAtNight ? '; who is alone on duty at night acts at once and is confirmed later' : ''}`

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const ownDays = ({ closures, openings }: Policy['work']) =>
  `besides the national holidays ${closures.length} days closed and ${openings.length} open`

function levelRow({ number, name, approvers, thresholds }: Level, { opensAt }: Policy): string[] {
  const { roleName } = wordingOf('zh-CN', 'UTC')
  const figures = thresholds === null ? [] : Object.entries(thresholds as Record<keyof Thresholds, number | null>)
  const reached = figures.flatMap(([figure, floor]) => (floor === null ? [] : [`${figure} ${floor}`]))
  const by = reached.length > 0 ? `${reached.join(' or ')}, or a person` : 'a person'
  return [
    String(number),
    `${name.zh} · ${name.en}`,
    approvers.map((role) => `${role} ${roleName(role)}`).join(' → '),
    number === opensAt ? `cases open here` : by,
  ]
}

/** Levels that have the same rule stand in one row. */
function clockRows(levels: Level[], ladders: string[]): string[][] {
  const { clockName } = wordingOf('zh-CN', 'UTC')
  const rules = levels.flatMap(({ number, clocks }) =>
    clocks.map((rule) => ({ number, rule, key: JSON.stringify(rule) })),
  )
  const kinds = [...new Set(rules.map(({ rule }) => rule.kind))]
  return kinds.flatMap((kind) => {
    const own = rules.filter(({ rule }) => rule.kind === kind)
    return [...new Set(own.map(({ key }) => key))].flatMap((key) => {
      const [same, first] = [own.filter((each) => each.key === key), own.find((each) => each.key === key)]
      if (first === undefined) return []
      const { base, within, owner, assumed } = first.rule
      const which = same.length === levels.length ? 'all' : same.map(({ number }) => number).join(', ')
      const ladder = letter(ladders.indexOf(ladderText(first.rule)))
      const whose = kind === 'review' ? 'approver' : owner
      return [[kind, clockName(kind), which, `${formatDuration(within)}${assumed ? ' *' : ''}`, base, whose, ladder]]
    })
  })
}

const letter = (index: number): string => (index < 26 ? String.fromCharCode(65 + index) : String(index + 1))

const ladderText = ({ ladder }: ClockRule): string => ladder.map(rungText).join(' · ')

const rungText = ({ at, tell, how, document, repeat }: Rung): string =>
  [
    `${formatOffset(at)} ${tell.join('+')}`,
    ...(how === 'mention' ? [] : [`by ${how}`]),
    ...(document === null ? [] : [`with ${document}`]),
    ...(repeat === null ? [] : [`then every ${formatDuration(repeat)}`]),
  ].join(' ')

function table(head: string[], rows: string[][]): string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => columns(row[column] ?? ''))))
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columns(cell)))
      .join('  ')
      .trimEnd(),
  )
}

/** Chinese characters and full-width signs take two columns of a terminal. */
const columns = (text: string): number => [...text].reduce((sum, each) => sum + (WIDE.test(each) ? 2 : 1), 0)

const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\u{20000}-\u{3FFFD}]/u
