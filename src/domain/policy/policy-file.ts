// A policy file read into a Policy: refused with line and column, or accepted with what it leaves unsaid.

import type { Path, Place, Problem } from '../yaml/mistake.ts'
import { byPlace, located, readDocument } from '../yaml/yaml-document.ts'
import {
  CHECKS,
  type Checks,
  type ClockKind,
  type ClockRule,
  type CommitmentRule,
  DEFAULT_CHECKS,
  DEFAULT_COMMITMENT,
  DEFAULT_SECOND_PERSON,
  DEFAULT_STATEMENTS,
  DEFAULT_WATCH,
  defaultConfirmSubsided,
  type Level,
  type Policy,
  type Rung,
  type SecondPerson,
  type StatementApprovers,
  type WatchRule,
} from './policy.ts'
import { clocksOf, PROMISE_LADDER, policyMistakes, WATCH_LADDER } from './policy-mistakes.ts'
import { policyAssumptions, policyWarnings, RUN_CLOCKS } from './policy-notes.ts'
import {
  type ClockEntry,
  DAYS,
  type LevelEntry,
  type PolicyFile,
  policySchema,
  type RungEntry,
} from './policy-schema.ts'

export type PolicyRead =
  | { ok: true; policy: Policy; warnings: Problem[]; assumed: Problem[]; open: OpenPoint[] }
  | { ok: false; problems: Problem[] }

/** What the plan leaves open, and where that stands. */
export interface OpenPoint extends Place {
  /** Of a ladder: what it tells, since a policy does not keep the names of its ladders. */
  rungs: Rung[]
}

/**
 * `file` is only for the messages. All problems at once; warnings for what is read but not run by this version; and
 * where the file says `assumed: true`, what the institution still has to decide. Never throws.
 */
export function readPolicy(text: string, file: string): PolicyRead {
  const read = readDocument(text, file, policySchema)
  if (!read.ok) return read
  const problems = located(policyMistakes(read.value), read.locate)
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    policy: policyOf(read.value),
    warnings: located(policyWarnings(read.value), read.locate),
    assumed: located(policyAssumptions(read.value), read.locate),
    open: byPlace(
      policyAssumptions(read.value).map(({ path }) => ({ ...read.locate(path), rungs: rungsAt(read.value, path) })),
    ),
  }
}

function policyOf(file: PolicyFile): Policy {
  const { days, hours, closed, open } = file['working-time']
  return {
    name: file.name,
    title: { zh: file.title['zh-CN'], en: file.title.en },
    timeZone: file['time-zone'],
    work: { workdays: days.map((day) => DAYS.indexOf(day) + 1), spans: hours, closures: closed, openings: open },
    levels: file.levels.map((level) => levelOf(file, level)),
    opensAt: file['opens-at'].value,
    watch: watchOf(file),
    quiet: quietOf(file),
    commitAtMost: file.commit?.['at-most'] ?? null,
    commitment: commitmentOf(file),
    statements: statementsOf(file),
    checks: checksOf(file),
    secondPerson: secondPersonOf(file),
    confirmSubsided: file['confirm-subsided']?.value ?? defaultConfirmSubsided(file.levels.length),
  }
}

/** The ladder of open promises is the one that is called so. */
const commitmentOf = ({ commit, ladders }: PolicyFile): CommitmentRule => ({
  from: commit?.from ?? DEFAULT_COMMITMENT.from,
  times: commit?.times ?? DEFAULT_COMMITMENT.times,
  approvers: commit?.approvers ?? DEFAULT_COMMITMENT.approvers,
  ladder: ladders[PROMISE_LADDER]?.value.map(rungOf) ?? DEFAULT_COMMITMENT.ladder,
})

const statementsOf = ({ statements }: PolicyFile): StatementApprovers => ({
  'first-response': statements?.['first-response']?.approvers.value ?? DEFAULT_STATEMENTS['first-response'],
  interim: statements?.interim?.approvers.value ?? DEFAULT_STATEMENTS.interim,
})

/** What the file does not name weighs as it does by default. */
const checksOf = ({ checks }: PolicyFile): Checks =>
  Object.fromEntries(CHECKS.map((check) => [check, checks?.[check] ?? DEFAULT_CHECKS[check]])) as Checks

/** The look-backs' own ladder is the one that is called so. */
const watchOf = ({ watch, ladders }: PolicyFile): WatchRule => ({
  after: watch?.value ?? DEFAULT_WATCH.after,
  ladder: ladders[WATCH_LADDER]?.value.map(rungOf) ?? DEFAULT_WATCH.ladder,
})

const secondPersonOf = (file: PolicyFile): SecondPerson => ({
  acts: file['second-person']?.value ?? DEFAULT_SECOND_PERSON.acts,
  by: file['second-person-by'] ?? DEFAULT_SECOND_PERSON.by,
  aloneAtNight: file['alone-at-night'] ?? DEFAULT_SECOND_PERSON.aloneAtNight,
})

function quietOf({ 'quiet-hours': quiet }: PolicyFile): Policy['quiet'] {
  return quiet ? { from: quiet.from, to: quiet.to, exempt: quiet['exempt-levels'] } : null
}

function levelOf(file: PolicyFile, { level: number, 'zh-CN': zh, en, thresholds, approvers }: LevelEntry): Level {
  const runs = clocksOf(file).filter(
    ({ kind, clock }) => RUN_CLOCKS.includes(kind) && !clock['not-at'].includes(number),
  )
  return {
    number,
    name: { zh, en },
    thresholds: thresholds === undefined ? null : thresholdsOf(thresholds),
    clocks: runs.map(({ kind, clock }) => ruleOf(file, kind, clock, number)),
    approvers: approvers.value,
  }
}

const thresholdsOf = ({ reads, comments, outlets, sightings }: LevelEntry['thresholds'] & object) => ({
  reads: reads ?? null,
  comments: comments ?? null,
  outlets: outlets ?? null,
  sightings: sightings ?? null,
})

function ruleOf(file: PolicyFile, kind: ClockKind, clock: ClockEntry, level: number): ClockRule {
  const own = clock.levels[String(level)]
  const ladder = own?.ladder ?? clock.ladder
  return {
    id: kind,
    kind,
    base: clock.base,
    within: own?.within ?? clock.within,
    owner: clock.owner ?? 'contact',
    ladder: (typeof ladder === 'string' ? (file.ladders[ladder]?.value ?? []) : ladder).map(rungOf),
    assumed: own?.assumed ?? clock.assumed,
    ...(clock['while-watched'] ? { whileWatched: true as const } : {}),
  }
}

const rungsAt = ({ ladders }: PolicyFile, [part, name]: Path): Rung[] =>
  (part === 'ladders' ? (ladders[String(name)]?.value ?? []) : []).map(rungOf)

const rungOf = ({ at, tell, how, document, repeat }: RungEntry): Rung => ({
  at,
  tell,
  how,
  document: document ?? null,
  repeat: repeat ?? null,
})
