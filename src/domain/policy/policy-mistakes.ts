// What is wrong between the parts of a policy file, each of which is right by itself.
import type { Duration } from '../calendar/duration.ts'
import { nearestWord } from '../text/spelling.ts'
import { type Misplaced, type Mistake, misplaced } from '../yaml/mistake.ts'
import type { Base, ClockKind } from './policy.ts'
import type { ClockEntry, PolicyFile } from './policy-schema.ts'
import { rungMistakes } from './rung-mistakes.ts'

export type Figure = 'reads' | 'comments' | 'outlets' | 'sightings'

declare module '../yaml/mistake.ts' {
  interface Mistakes {
    /** `known`: the levels that there are. */
    'no-level': { number: number; known: number[] }
    /** `right`: the number that belongs here. */
    'level-gap': { right: number }
    'level-name-twice': { level: number; name: string }
    'no-figure': object
    /** `graver` is reached from `above` on. */
    'never-reached': { level: number; graver: number; above: number; figure: Figure }
    /** `to`: when the span before ends. */
    'spans-overlap': { to: string }
    'closed-and-open': { date: string }
    'base-unfit': { kind: ClockKind; base: Base; may: Base[] }
    /** `levels`: those without it; null where there is none at all. */
    'no-clock': { kind: ClockKind; levels: number[] | null; needed: ClockKind[] }
    'watch-is-no-clock': { ladder: string }
    'promise-is-no-clock': { ladder: string }
    'subside-is-no-clock': object
    'watched-progress-only': object
    'level-not-at': { level: number }
    'nothing-different': object
    'no-ladder': { name: string; near: string | null; known: string[] }
    'watch-order': { after: Duration; before: Duration }
    'quiet-is-nothing': object
    'promise-ladder': object
    'personal-data-always': object
  }
}

export function policyMistakes(file: PolicyFile): Misplaced[] {
  return [
    ...levelMistakes(file),
    ...thresholdMistakes(file),
    ...hourMistakes(file),
    ...clockMistakes(file),
    ...ladderMistakes(file),
    ...watchMistakes(file),
    ...quietMistakes(file),
    ...commitMistakes(file),
    ...checkMistakes(file),
    ...subsidedMistakes(file),
  ]
}

/** Those that the file has, in its order. */
export const clocksOf = (file: PolicyFile) =>
  Object.entries(file.clocks).flatMap(([kind, clock]) =>
    clock === undefined ? [] : [{ kind: kind as ClockKind, clock }],
  )

/** The ladder of the look-backs after a reply, which are no entry among the clocks. */
export const WATCH_LADDER = 'watch'

/** The ladder of open promises, whose clock follows from `commit`. */
export const PROMISE_LADDER = 'promise'

/** Without these a case could wait where nobody is reminded. */
const NEEDED: ClockKind[] = ['triage', 'claim', 'reply', 'review', 'publish']

const numbersOf = (file: PolicyFile) => file.levels.map(({ level }) => level)

const noLevel = (file: PolicyFile, number: number): Mistake => ({ code: 'no-level', number, known: numbersOf(file) })

function levelMistakes(file: PolicyFile): Misplaced[] {
  const gaps = file.levels.flatMap(({ level }, index) =>
    level === index + 1 ? [] : [misplaced(['levels', index, 'level'], { code: 'level-gap', right: index + 1 })],
  )
  const names = (['zh-CN', 'en'] as const).flatMap((language) =>
    file.levels.flatMap((level, index) => {
      const before = file.levels.slice(0, index).find((each) => each[language] === level[language])
      const path = ['levels', index, language]
      return before ? [misplaced(path, { code: 'level-name-twice', level: before.level, name: level[language] })] : []
    }),
  )
  const { value, inside } = file['opens-at']
  const opens = numbersOf(file).includes(value) ? [] : [misplaced(['opens-at', ...inside], noLevel(file, value))]
  return [...gaps, ...names, ...opens]
}

function thresholdMistakes(file: PolicyFile): Misplaced[] {
  return file.levels.flatMap(({ thresholds, level }, index) => {
    if (thresholds === undefined) return []
    const path = ['levels', index, 'thresholds']
    if (Object.keys(thresholds).length === 0) return [misplaced(path, { code: 'no-figure' })]
    return (Object.entries(thresholds) as [Figure, number | undefined][]).flatMap(([figure, floor]) => {
      // The gravest level that is reached is taken: a milder one must begin lower, or would never be reached by this.
      const graver = file.levels.slice(0, index).find((each) => (each.thresholds?.[figure] ?? Infinity) <= (floor ?? 0))
      const above = graver?.thresholds?.[figure]
      if (graver === undefined || above === undefined) return []
      return [misplaced([...path, figure], { code: 'never-reached', level, graver: graver.level, above, figure })]
    })
  })
}

function hourMistakes(file: PolicyFile): Misplaced[] {
  const { hours, closed, open } = file['working-time']
  const spans = hours.flatMap((span, index) => {
    const before = hours[index - 1]
    return before && span.from < before.to
      ? [misplaced(['working-time', 'hours', index], { code: 'spans-overlap', to: before.to })]
      : []
  })
  const closures = new Set(closed)
  const both = open.flatMap((date, index) =>
    closures.has(date) ? [misplaced(['working-time', 'open', index], { code: 'closed-and-open', date })] : [],
  )
  return [...spans, ...both]
}

/**
 * Bases that make sense for a kind; one that is not here may count from any. No clock that this version runs may count
 * from `reopened`: it would never start.
 */
const SENSIBLE: Partial<Record<ClockKind, Base[]>> = {
  triage: ['opened', 'discovered'],
  claim: ['assigned'],
  'first-response': ['published', 'discovered', 'opened', 'assigned'],
  reply: ['published', 'discovered', 'opened', 'assigned', 'claimed'],
  review: ['submitted'],
  publish: ['approved'],
  progress: ['opened', 'discovered', 'assigned', 'claimed'],
}

function clockMistakes(file: PolicyFile): Misplaced[] {
  const bases = clocksOf(file).flatMap(({ kind, clock }) => {
    const may = SENSIBLE[kind]
    return may && !may.includes(clock.base)
      ? [misplaced(['clocks', kind, 'base'], { code: 'base-unfit', kind, base: clock.base, may })]
      : []
  })
  const missing = NEEDED.flatMap((kind) => {
    const without = file.clocks[kind]?.['not-at'] ?? numbersOf(file)
    if (without.length === 0) return []
    const path = file.clocks[kind] ? ['clocks', kind, 'not-at'] : ['clocks']
    return [misplaced(path, { code: 'no-clock', kind, levels: file.clocks[kind] ? without : null, needed: NEEDED })]
  })
  const others = clocksOf(file).flatMap(({ kind, clock }) => [
    ...(NO_CLOCKS[kind] ? [misplaced(['clocks', kind], NO_CLOCKS[kind])] : []),
    ...(clock['while-watched'] === undefined || kind === 'progress'
      ? []
      : [misplaced(['clocks', kind, 'while-watched'], { code: 'watched-progress-only' })]),
  ])
  return [...bases, ...others, ...clocksOf(file).flatMap((each) => overrideMistakes(file, each)), ...missing]
}

/** Those that run of themselves, and what stands for them elsewhere in the file. */
const NO_CLOCKS: Partial<Record<ClockKind, Mistake>> = {
  watch: { code: 'watch-is-no-clock', ladder: WATCH_LADDER },
  promise: { code: 'promise-is-no-clock', ladder: PROMISE_LADDER },
  subside: { code: 'subside-is-no-clock' },
}

function overrideMistakes(file: PolicyFile, { kind, clock }: { kind: ClockKind; clock: ClockEntry }): Misplaced[] {
  const numbers = numbersOf(file)
  const absent = clock['not-at'].flatMap((number, index) =>
    numbers.includes(number) ? [] : [misplaced(['clocks', kind, 'not-at', index], noLevel(file, number))],
  )
  const overrides = Object.entries(clock.levels).flatMap(([key, override]) => {
    const path = ['clocks', kind, 'levels', key]
    const level = Number(key)
    if (!numbers.includes(level)) return [misplaced(path, noLevel(file, level))]
    if (clock['not-at'].includes(level)) return [misplaced(path, { code: 'level-not-at', level })]
    return Object.values(override).every((value) => value === undefined)
      ? [misplaced(path, { code: 'nothing-different' })]
      : []
  })
  return [...absent, ...overrides]
}

function ladderMistakes(file: PolicyFile): Misplaced[] {
  const known = Object.keys(file.ladders)
  const atClocks = clocksOf(file).flatMap(({ kind, clock }) => [
    { path: ['clocks', kind, 'ladder'], ladder: clock.ladder },
    ...Object.entries(clock.levels).flatMap(([level, { ladder }]) =>
      ladder === undefined ? [] : [{ path: ['clocks', kind, 'levels', level, 'ladder'], ladder }],
    ),
  ])
  const used = atClocks.flatMap(({ path, ladder }) => {
    if (typeof ladder !== 'string') return rungMistakes(ladder, path)
    if (known.includes(ladder)) return []
    const near = nearestWord(ladder, known)
    return [misplaced(path, { code: 'no-ladder', name: ladder.slice(0, 60), near, known })]
  })
  const own = Object.entries(file.ladders).flatMap(([name, { value, inside }]) =>
    rungMistakes(value, ['ladders', name, ...inside]),
  )
  return [...used, ...own]
}

/** Each must come after the one before; only lengths of one measure can be told apart without a calendar. */
function watchMistakes({ watch }: PolicyFile): Misplaced[] {
  return (watch?.value ?? []).flatMap((after, index, all) => {
    const before = all[index - 1]
    if (before === undefined || !isCertainlyNotAfter(after, before)) return []
    return [misplaced(['watch', ...(watch?.inside ?? []), index], { code: 'watch-order', after, before })]
  })
}

const ELAPSED = { s: 1, m: 60, h: 3_600, d: 86_400 } as const

function isCertainlyNotAfter(one: Duration, other: Duration): boolean {
  const seconds = ({ amount, unit }: Duration) => (unit === 'wh' || unit === 'wd' ? null : amount * ELAPSED[unit])
  const [a, b] = [seconds(one), seconds(other)]
  if (a !== null && b !== null) return a <= b
  return one.unit === other.unit && one.amount <= other.amount
}

function subsidedMistakes(file: PolicyFile): Misplaced[] {
  const marked = file['confirm-subsided']
  if (marked === undefined || marked.value === 0 || numbersOf(file).includes(marked.value)) return []
  return [misplaced(['confirm-subsided', ...marked.inside], noLevel(file, marked.value))]
}

function quietMistakes(file: PolicyFile): Misplaced[] {
  const quiet = file['quiet-hours']
  if (quiet === undefined) return []
  const exempt = quiet['exempt-levels'].flatMap((number, index) =>
    numbersOf(file).includes(number) ? [] : [misplaced(['quiet-hours', 'exempt-levels', index], noLevel(file, number))],
  )
  const nothing = quiet.from === quiet.to ? [misplaced(['quiet-hours', 'to'], { code: 'quiet-is-nothing' })] : []
  return [...exempt, ...nothing]
}

/** Without `commit` there are no promises to remind of. */
function commitMistakes(file: PolicyFile): Misplaced[] {
  const ladder = file.ladders[PROMISE_LADDER]
  if (ladder === undefined || file.commit !== undefined) return []
  return [misplaced(['ladders', PROMISE_LADDER], { code: 'promise-ladder' })]
}

/** Nobody may let it pass, not even a policy. */
function checkMistakes({ checks }: PolicyFile): Misplaced[] {
  const weighs = checks?.['personal-data']
  if (weighs === undefined || weighs === 'refuse') return []
  return [misplaced(['checks', 'personal-data'], { code: 'personal-data-always' })]
}
