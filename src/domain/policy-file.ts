// A policy file read into a Policy: refused with line and column, or accepted with what it leaves unsaid.
import type { z } from 'zod'
import type { Base, ClockKind, ClockRule, Level, Policy, Rung } from './policy.ts'
import { type ClockEntry, type PolicyFile, policySchema, type RungEntry } from './policy-schema.ts'
import { type Problem, readDocument } from './yaml-document.ts'

export type PolicyRead = { ok: true; policy: Policy; warnings: Problem[] } | { ok: false; problems: Problem[] }

/** Kinds of clock that this version starts, reminds of and stops. */
export const RUN_CLOCKS: ClockKind[] = ['triage', 'claim', 'first-response', 'reply', 'review', 'publish']
const NEEDED: ClockKind[] = ['triage', 'claim', 'reply', 'review', 'publish']

/** `file` is only for the messages. All problems at once; warnings for what is read but not run by this version. */
export function readPolicy(text: string, file: string): PolicyRead {
  const read = readDocument(text, file, policySchema)
  if (!read.ok) return read
  const problems = mistakes(read.value).map(({ path, message }) => read.problem(path, `${path.join('.')}: ${message}`))
  if (problems.length > 0)
    return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) }
  const warnings = notRun(read.value).map((path) => read.problem(path, `${path.join('.')}: ${NOT_RUN}`))
  return { ok: true, policy: policyOf(read.value), warnings }
}

const NOT_RUN = 'is read, but not run by this version: nobody will be reminded of it'

type Path = (string | number)[]
interface Mistake {
  path: Path
  message: string
}

function notRun(file: PolicyFile): Path[] {
  const kinds = Object.keys(file.clocks).filter((kind) => !RUN_CLOCKS.includes(kind as ClockKind))
  const keys = (['watch', 'quiet-hours'] as const).filter((key) => file[key] !== undefined)
  return [...kinds.map((kind) => ['clocks', kind]), ...keys.map((key) => [key])]
}

function mistakes(file: PolicyFile): Mistake[] {
  return [...levelMistakes(file), ...hourMistakes(file), ...clockMistakes(file), ...ladderMistakes(file)]
}

function levelMistakes(file: PolicyFile): Mistake[] {
  const numbers = file.levels.map(({ level }) => level)
  const gaps = numbers.flatMap((number, index) =>
    number === index + 1
      ? []
      : [
          {
            path: ['levels', index, 'level'],
            message: `is ${number}: levels are listed from 1 (the gravest) on, without a gap; here stands ${index + 1}`,
          },
        ],
  )
  const names = file.levels.flatMap((level, index) =>
    file.levels.findIndex((each) => each['zh-CN'] === level['zh-CN'] || each.en === level.en) < index
      ? [{ path: ['levels', index, 'zh-CN'], message: 'is the name of another level too: give each its own' }]
      : [],
  )
  const opens = numbers.includes(file['opens-at'])
    ? []
    : [{ path: ['opens-at'], message: `there is no level ${file['opens-at']}: write one of ${numbers.join(', ')}` }]
  return [...gaps, ...names, ...opens]
}

function hourMistakes(file: PolicyFile): Mistake[] {
  const spans = file['working-time'].hours
  return spans.flatMap((span, index) => {
    const before = spans[index - 1]
    return before && span.from < before.to
      ? [
          {
            path: ['working-time', 'hours', index],
            message: `begins before ${before.to}, when the span above it ends: list spans in order, without overlap`,
          },
        ]
      : []
  })
}

/** Bases that make sense for a kind; what is not here may count from any. */
const SENSIBLE: Partial<Record<ClockKind, Base[]>> = {
  triage: ['opened', 'discovered'],
  claim: ['assigned'],
  'first-response': ['published', 'discovered', 'opened', 'assigned'],
  reply: ['published', 'discovered', 'opened', 'assigned', 'claimed'],
  review: ['submitted'],
  publish: ['approved'],
}

function clockMistakes(file: PolicyFile): Mistake[] {
  const bases = entries(file).flatMap(({ kind, clock }) => {
    const may = SENSIBLE[kind]
    return may && !may.includes(clock.base)
      ? [
          {
            path: ['clocks', kind, 'base'],
            message: `a ${kind} clock cannot count from "${clock.base}": write ${may.join(' or ')}`,
          },
        ]
      : []
  })
  const levels = entries(file).flatMap(({ kind, clock }) =>
    [...Object.keys(clock.levels).map(Number), ...clock['not-at']]
      .filter((number) => !file.levels.some(({ level }) => level === number))
      .map((number) => ({ path: ['clocks', kind], message: `there is no level ${number} in this policy` })),
  )
  const missing = NEEDED.flatMap((kind) => {
    const clock = file.clocks[kind]
    const without = file.levels.filter(({ level }) => clock === undefined || clock['not-at'].includes(level))
    return without.length === 0
      ? []
      : [
          {
            path: ['clocks'],
            message: `level ${without.map(({ level }) => level).join(', ')} has no "${kind}" clock: every level needs ${NEEDED.join(', ')}`,
          },
        ]
  })
  return [...bases, ...levels, ...missing]
}

function ladderMistakes(file: PolicyFile): Mistake[] {
  const named = entries(file).flatMap(({ kind, clock }) =>
    [{ path: ['clocks', kind, 'ladder'], ladder: clock.ladder }, ...overrides(kind, clock)].flatMap(
      ({ path, ladder }) => {
        if (typeof ladder !== 'string') return rungMistakes(ladder, path)
        return ladder in file.ladders
          ? []
          : [
              {
                path,
                message: `there is no ladder "${ladder}": write ${Object.keys(file.ladders).join(' or ') || 'one under "ladders"'}`,
              },
            ]
      },
    ),
  )
  const own = Object.entries(file.ladders).flatMap(([name, rungs]) => rungMistakes(rungs, ['ladders', name]))
  return [...named, ...own]
}

const overrides = (kind: string, clock: ClockEntry) =>
  Object.entries(clock.levels).flatMap(([level, { ladder }]) =>
    ladder === undefined ? [] : [{ path: ['clocks', kind, 'levels', level, 'ladder'], ladder }],
  )

function rungMistakes(rungs: RungEntry[], path: Path): Mistake[] {
  const last = rungs.length - 1
  return rungs.flatMap((rung, index): Mistake[] => {
    const at = [...path, index]
    if (index === last && rung.repeat === undefined)
      return [{ path: at, message: 'the last rung must repeat, or a case could be forgotten: add "repeat: 1wd"' }]
    if (index < last && rung.repeat !== undefined)
      return [{ path: [...at, 'repeat'], message: 'only the last rung repeats: remove it here' }]
    const above = rungs[index - 1]
    return above && order(rung) < order(above)
      ? [{ path: [...at, 'at'], message: 'comes before the rung above it: list rungs from the earliest to the latest' }]
      : []
  })
}

// Only what is certain without a calendar: before, at, and after the due instant, and lengths of the same unit.
function order({ at }: RungEntry): number {
  if (at.kind === 'due') return 0
  if (at.kind === 'percent') return -1
  return at.sign < 0 ? -1 : 1
}

const entries = (file: PolicyFile) =>
  Object.entries(file.clocks).flatMap(([kind, clock]) =>
    clock === undefined ? [] : [{ kind: kind as ClockKind, clock }],
  )

function policyOf(file: PolicyFile): Policy {
  const { days, hours, closed, open } = file['working-time']
  return {
    name: file.name,
    title: { zh: file.title['zh-CN'], en: file.title.en },
    timeZone: file['time-zone'],
    work: { workdays: days, spans: hours, closures: closed, openings: open },
    levels: file.levels.map((level) => levelOf(file, level)),
    opensAt: file['opens-at'],
    commitAtMost: file.commit?.['at-most'] ?? null,
  }
}

function levelOf(
  file: PolicyFile,
  { level: number, 'zh-CN': zh, en, thresholds, approvers }: PolicyFile['levels'][number],
): Level {
  const runs = entries(file).filter(({ kind, clock }) => RUN_CLOCKS.includes(kind) && !clock['not-at'].includes(number))
  const none = { reads: null, comments: null, outlets: null, sightings: null }
  return {
    number,
    name: { zh, en },
    thresholds: thresholds === undefined ? null : { ...none, ...defined(thresholds) },
    clocks: runs.map(({ kind, clock }) => ruleOf(file, kind, clock, number)),
    approvers,
  }
}

const defined = (thresholds: z.output<typeof policySchema>['levels'][number]['thresholds'] & object) =>
  Object.fromEntries(Object.entries(thresholds).filter(([, value]) => value !== undefined)) as Record<string, number>

function ruleOf(file: PolicyFile, kind: ClockKind, clock: ClockEntry, level: number): ClockRule {
  const own = clock.levels[String(level)]
  const ladder = own?.ladder ?? clock.ladder
  return {
    kind,
    base: clock.base,
    within: own?.within ?? clock.within,
    owner: clock.owner,
    ladder: (typeof ladder === 'string' ? (file.ladders[ladder] ?? []) : ladder).map(rungOf),
    assumed: clock.assumed,
  }
}

const rungOf = ({ at, tell, how, document, repeat }: RungEntry): Rung => ({
  at,
  tell,
  how,
  document: document ?? null,
  repeat: repeat ?? null,
})
