// The policy file: an institution's written plan as its office edits it, read into a Policy or refused line by line.
import type { z } from 'zod'
import type { Duration } from './duration.ts'
import type { ClockKind, ClockRule, Level, Policy, Role, Rung } from './policy.ts'
import { clockAt, type LevelClock, readDraft } from './policy-file-draft.ts'
import { type Fault, faultsIn } from './policy-file-rules.ts'
import {
  FILE_CLOCKS,
  type FileClock,
  type FilePart,
  fileSchema,
  type LevelPart,
  type RungPart,
  type Section,
  WEEKDAYS,
  type WorkingTimePart,
} from './policy-file-schema.ts'
import { nearest } from './policy-file-words.ts'
import { inOrder, readYaml, type Source, valueAt } from './policy-file-yaml.ts'
import type { Problem } from './yaml-document.ts'

export { formatProblem, type Problem } from './yaml-document.ts'

/** The clocks that this version runs; the others are read, and told of in a warning. */
export const RUN_CLOCKS = [
  'triage',
  'claim',
  'first-response',
  'reply',
  'review',
  'publish',
] as const satisfies readonly ClockKind[]

/** What a file says beyond the policy: what the plan left open, and what this version does not run. */
export interface Remainder {
  assumed: Section[]
  clocks: { level: number; rule: ClockRule }[]
  watch: Duration[]
  quietHours: { from: string; to: string; exemptLevels: number[] } | null
}

export type PolicyRead =
  | { ok: true; policy: Policy; remainder: Remainder; warnings: Problem[] }
  | { ok: false; problems: Problem[] }

/** All problems at once, in the order of the file; `fileName` is only for them. Never throws, whatever the text is. */
export function readPolicyFile(text: string, fileName: string): PolicyRead {
  const yaml = readYaml(text, fileName)
  if (!yaml.ok) return yaml
  const { source } = yaml
  const read = fileSchema.safeParse(source.value)
  // The parts that could be read are held against each other even where others could not.
  const unfit = faultsIn(readDraft(source.value)).map((fault) => problemOf(source, fault))
  const problems = [...(read.error?.issues ?? []).flatMap((issue) => explain(source, issue)), ...unfit]
  if (!read.success || problems.length > 0) return { ok: false, problems: inOrder(problems) }
  return {
    ok: true,
    policy: policyOf(read.data),
    remainder: remainderOf(read.data),
    warnings: warningsOf(source, read.data),
  }
}

const problemOf = (source: Source, { path, message, atKey }: Fault): Problem =>
  atKey ? source.atKey(path, message) : source.at(path, message)

function explain(source: Source, issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(' ')
    return issue.keys.map((key) => source.atKey([...issue.path, key], unknownKey(key, known)))
  }
  const key = issue.path.at(-1)
  const name = key === undefined || typeof key === 'number' ? 'this' : `"${String(key)}"`
  const given = valueAt(source.value, issue.path)
  if (given === undefined) return [source.at(issue.path, `${name} is missing; it is ${issue.message}`)]
  if (given === null) return [source.at(issue.path, `${name} is empty; it is ${issue.message}`)]
  return [source.at(issue.path, `${shown(given)} is not ${issue.message}`)]
}

function unknownKey(key: string, known: string[]): string {
  const near = nearest(key, known)
  return `there is no "${key}" here: ${near === undefined ? 'write' : `did you mean "${near}"? Write`} one of ${known.join(', ')}`
}

const LONGEST_SHOWN = 40

function shown(given: unknown): string {
  if (Array.isArray(given)) return given.length === 0 ? 'an empty list' : 'a list'
  if (typeof given === 'object') return 'a set of keys'
  const text = String(given)
  const short = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
  return typeof given === 'string' ? `"${short}"` : short
}

function policyOf(file: FilePart): Policy {
  return {
    name: file.name,
    title: { zh: file.title['zh-CN'], en: file.title.en },
    timeZone: file['time-zone'] ?? 'Asia/Shanghai',
    work: workOf(file['working-time']),
    levels: file.levels.map((level) => levelOf(file, level)),
    opensAt: file['opens-at'],
    commitAtMost: file.commit?.['at-most'] ?? null,
  }
}

const workOf = ({ days, hours, closed = [], open = [] }: WorkingTimePart): Policy['work'] => ({
  workdays: days.map((day) => WEEKDAYS.indexOf(day) + 1).toSorted((a, b) => a - b),
  spans: hours,
  closures: eachOnce(closed),
  openings: eachOnce(open),
})

const eachOnce = (dates: string[][]): string[] => [...new Set(dates.flat())].toSorted()

function levelOf(file: FilePart, part: LevelPart): Level {
  const { level: number, 'zh-CN': zh, en, thresholds } = part
  const { reads = null, comments = null, outlets = null, sightings = null } = thresholds ?? {}
  return {
    number,
    name: { zh, en },
    thresholds: thresholds === undefined ? null : { reads, comments, outlets, sightings },
    clocks: rulesOf(file, part).filter(({ kind }) => runs(kind)),
    approvers: approversOf(file, part),
  }
}

const runs = (kind: ClockKind): boolean => (RUN_CLOCKS as readonly ClockKind[]).includes(kind)

const rulesOf = (file: FilePart, level: LevelPart): ClockRule[] =>
  FILE_CLOCKS.flatMap((kind) => {
    const part = file.clocks[kind]
    const clock = part === undefined ? null : clockAt(part, level.level)
    return clock === null ? [] : [ruleOf(file, kind, clock, approversOf(file, level))]
  })

const approversOf = (file: FilePart, level: LevelPart): Role[] => level.approvers ?? file.approvers ?? []

function ruleOf(file: FilePart, kind: FileClock, clock: LevelClock, approvers: Role[]): ClockRule {
  const { base, within, ladder, assumed } = clock
  const rungs = typeof ladder === 'string' ? file.ladders?.[ladder] : ladder
  if (rungs === undefined) throw new Error(`the rules let ${kind} pass without a ladder`)
  // A review has no owner of its own; the first of those whose turn it will be stands in for it.
  const owner = clock.owner ?? (kind === 'review' ? approvers[0] : undefined) ?? 'contact'
  return { kind, base, within, owner, ladder: rungs.map(rungOf), assumed }
}

const rungOf = ({ at, tell, how, document, repeat }: RungPart): Rung => ({
  at,
  tell,
  how: how ?? 'mention',
  document: document ?? null,
  repeat: repeat ?? null,
})

function remainderOf(file: FilePart): Remainder {
  const quiet = file['quiet-hours']
  return {
    assumed: file.assumed ?? [],
    clocks: file.levels.flatMap((level) =>
      rulesOf(file, level)
        .filter(({ kind }) => !runs(kind))
        .map((rule) => ({ level: level.level, rule })),
    ),
    watch: file.watch ?? [],
    quietHours:
      quiet === undefined ? null : { from: quiet.from, to: quiet.to, exemptLevels: quiet['exempt-levels'] ?? [] },
  }
}

function warningsOf(source: Source, file: FilePart): Problem[] {
  const clocks = FILE_CLOCKS.filter((kind) => !runs(kind) && file.clocks[kind] !== undefined)
  return inOrder([
    ...clocks.map((kind) => source.atKey(['clocks', kind], `${kind} is ${NOT_RUN}`)),
    ...(file.watch === undefined ? [] : [source.atKey(['watch'], `watch is ${NOT_RUN}`)]),
    ...(file['quiet-hours'] === undefined ? [] : [source.atKey(['quiet-hours'], `quiet-hours is ${NEVER_QUIET}`)]),
  ])
}

const NOT_RUN = 'read, but not run by this version: nobody will be reminded of it'
const NEVER_QUIET = 'read, but not run by this version: reminders go out at night as well'
