// A policy as tables for a terminal: its levels, its clocks, its ladders.
import type { ClockRule, Level, Policy, Rung, Thresholds } from '../../domain/policy/policy.ts'
import type { CommandLine } from '../../wording/cli.ts'
import { wordingOf } from '../../wording/index.ts'
import { padded } from '../columns.ts'

type Words = CommandLine['policy']

/** Lines without line ends. Keys are those of the file, with their Chinese names. */
export function policyTable(policy: Policy, words: Words): string[] {
  const { name, title } = policy
  const ladders = [...new Set(policy.levels.flatMap(({ clocks }) => clocks.map((each) => ladderText(each, words))))]
  const { after, ladder } = policy.watch
  return [
    `${name}: ${title.zh} · ${title.en}`,
    workText(policy, words),
    ...commitmentText(policy, words),
    words.statements(policy.statements['first-response'], policy.statements.interim),
    '',
    ...padded([words.heads.levels, ...policy.levels.map((level) => levelRow(level, policy, words))]),
    '',
    ...padded([words.heads.clocks, ...clockRows(policy.levels, ladders, words)]),
    '',
    ...padded([words.heads.ladders, ...ladders.map((text, index) => [letter(index), text])]),
    '',
    words.lookBacks(after.map(words.duration), rungsText(ladder, words)),
    quietText(policy, words),
    words.checks(Object.entries(policy.checks)),
    words.secondPerson(policy.secondPerson),
    words.confirmSubsided(subsidedFrom(policy, words)),
  ]
}

/** A promise is capped and counted, and somebody above the department decides it. */
function commitmentText({ commitAtMost, commitment }: Policy, words: Words): string[] {
  if (commitAtMost === null) return [words.noCommitment]
  const { from, times, approvers } = commitment
  return [words.commitment(words.duration(commitAtMost), from, times), words.commitmentBy(approvers)]
}

export const spansText = ({ work }: Policy): string => work.spans.map(({ from, to }) => `${from}-${to}`).join(' ')

const workText = (policy: Policy, words: Words): string => {
  const { workdays, closures, openings } = policy.work
  return words.hours(policy.timeZone, workdays.map(words.day), spansText(policy), closures.length, openings.length)
}

export const quietText = ({ quiet, levels }: Policy, words: Words): string =>
  quiet === null
    ? words.noQuiet
    : words.quiet(
        quiet.from,
        quiet.to,
        levels.filter(({ number }) => quiet.exempt.includes(number)).map(({ name }) => words.name(name)),
      )

/** The gentlest level that a person must confirm, by name; null where there is none. */
export function subsidedFrom({ confirmSubsided, levels }: Policy, words: Words): string | null {
  const level = levels.find(({ number }) => number === confirmSubsided)
  return level === undefined ? null : words.name(level.name)
}

function levelRow({ number, name, approvers, thresholds }: Level, { opensAt }: Policy, words: Words): string[] {
  const { roleName } = wordingOf('zh-CN', 'UTC')
  return [
    String(number),
    `${name.zh} · ${name.en}`,
    approvers.map((role) => `${role} ${roleName(role)}`).join(words.followedBy),
    number === opensAt ? words.opensHere : reachedText(thresholds, words),
  ]
}

export function reachedText(thresholds: Thresholds | null, words: Words): string {
  const figures = Object.entries(thresholds ?? {}) as [keyof Thresholds, number | null][]
  const reached = figures.flatMap(([figure, floor]) => (floor === null ? [] : [words.figure(figure, floor)]))
  return reached.length > 0 ? words.byFigures(reached) : words.byPerson
}

/** Levels that have the same rule stand in one row. */
function clockRows(levels: Level[], ladders: string[], words: Words): string[][] {
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
      const which = same.length === levels.length ? words.allLevels : same.map(({ number }) => number).join(', ')
      const ladder = letter(ladders.indexOf(ladderText(first.rule, words)))
      const whose = kind === 'review' ? words.approver : words.role(owner)
      const time = `${words.duration(within)}${assumed ? ' *' : ''}`
      return [[kind, clockName(kind), which, time, words.base(base), whose, ladder]]
    })
  })
}

const letter = (index: number): string => (index < 26 ? String.fromCharCode(65 + index) : String(index + 1))

const ladderText = ({ ladder }: ClockRule, words: Words): string => rungsText(ladder, words)

export const rungsText = (ladder: Rung[], words: Words): string =>
  ladder.map((rung) => rungText(rung, words)).join(words.between)

const rungText = ({ at, tell, how, document, repeat }: Rung, words: Words): string =>
  words.rung(words.offset(at), tell.map(words.tell), how, document, repeat === null ? null : words.duration(repeat))
