// What a plan leaves open, as questions to whoever has to decide it: what is asked, and what holds so far.
import type { ClockKind, ClockRule, Level, Policy } from '../../domain/policy/policy.ts'
import type { OpenPoint } from '../../domain/policy/policy-file.ts'
import type { CommandLine } from '../../wording/cli.ts'
import { pathText } from '../../wording/mistakes/index.ts'
import { reachedText, rungsText, spansText, subsidedFrom } from './policy-table.ts'

type Words = CommandLine['policy']

/** One mark may ask several questions: a clock has one for each of its times. */
export function questionsOf({ path, rungs }: OpenPoint, policy: Policy, open: OpenPoint[], words: Words): string[] {
  const [part, name, inner, level] = path
  switch (part) {
    case 'working-time':
      return [words.ask.workingTime(policy.work.workdays.map(words.day), spansText(policy))]
    case 'levels':
      return levelQuestions(policy.levels[Number(name)], inner, words) ?? [other(path, words)]
    case 'opens-at':
      return [words.ask.opensAt(nameOf(policy, policy.opensAt, words))]
    case 'clocks': {
      const kind = name as ClockKind
      const asked = clockQuestions(
        kind,
        rulesOf(policy, kind, inner === 'levels' ? Number(level) : null, open),
        policy,
        words,
      )
      return asked.length > 0 ? asked : [other(path, words)]
    }
    case 'ladders':
      return [words.ask.ladder(String(name), rungsText(rungs, words))]
    case 'watch':
      return [words.ask.watch(policy.watch.after.map(words.duration))]
    case 'quiet-hours':
      return policy.quiet ? [words.ask.quiet(policy.quiet.from, policy.quiet.to)] : [other(path, words)]
    case 'commit':
      return policy.commitAtMost ? [words.ask.commitment(words.duration(policy.commitAtMost))] : [other(path, words)]
    case 'second-person':
    case 'second-person-by': {
      const { acts, by } = policy.secondPerson
      return [words.ask.secondPerson(words.acts(acts), words.list(by.map(words.role)))]
    }
    case 'alone-at-night':
      return [words.ask.aloneAtNight(policy.secondPerson.aloneAtNight)]
    case 'confirm-subsided':
      return [words.ask.confirmSubsided(subsidedFrom(policy, words))]
    default:
      return [other(path, words)]
  }
}

const other = (path: OpenPoint['path'], words: Words): string => words.ask.other(pathText(path))

const nameOf = (policy: Policy, number: number, words: Words): string => {
  const level = policy.levels.find((each) => each.number === number)
  return level ? words.name(level.name) : String(number)
}

function levelQuestions(level: Level | undefined, inner: PropertyKey | undefined, words: Words): string[] | null {
  if (level === undefined) return null
  const name = words.name(level.name)
  return inner === 'approvers'
    ? [words.ask.approvers(name, level.approvers.map(words.role))]
    : [words.ask.level(name, reachedText(level.thresholds, words))]
}

/** `only`: one level that has a mark of its own; otherwise all that have none. */
function rulesOf(policy: Policy, kind: ClockKind, only: number | null, open: OpenPoint[]) {
  const marked = open.flatMap(({ path: [part, name, inner, level] }) =>
    part === 'clocks' && name === kind && inner === 'levels' ? [Number(level)] : [],
  )
  return policy.levels.flatMap(({ number, name, clocks }) => {
    if (only === null ? marked.includes(number) : number !== only) return []
    return clocks.flatMap((rule) => (rule.kind === kind && rule.assumed ? [{ name, rule }] : []))
  })
}

function clockQuestions(
  kind: ClockKind,
  rules: { name: Level['name']; rule: ClockRule }[],
  policy: Policy,
  words: Words,
): string[] {
  const times = [...new Set(rules.map(({ rule }) => words.duration(rule.within)))]
  return times.flatMap((time) => {
    const same = rules.filter(({ rule }) => words.duration(rule.within) === time)
    const [first] = same
    if (first === undefined) return []
    const levels = same.length === policy.levels.length ? null : same.map(({ name }) => words.name(name))
    return [words.ask.clock(kind, { levels, base: first.rule.base, within: first.rule.within })]
  })
}
