// Whether the parts of a policy file fit together: levels, clocks, approvers, hours. Ladders have a file of their own.
import type { Duration } from './duration.ts'
import { approversAt, clockAt, type Draft, EVERY_LEVEL } from './policy-file-draft.ts'
import { ladderFaults, rungsBeforeStart } from './policy-file-ladder.ts'
import { type FileClock, NONE, type RungPart } from './policy-file-schema.ts'
import { nearest } from './policy-file-words.ts'
import type { Path } from './policy-file-yaml.ts'
import type { Base, ClockKind } from './policy.ts'

/** What is wrong, and where: at the value of the path, or at its key. */
export interface Fault {
  path: Path
  message: string
  atKey?: true
}

/** Clocks that every level needs: without one of them a case could stand still and nobody would be told. */
export const NEEDED_CLOCKS = ['triage', 'claim', 'reply', 'review', 'publish'] as const satisfies readonly ClockKind[]

/** What can have happened before the clock starts, and starts nothing else. A reopening starts no clock yet. */
export const BASES_OF: Record<FileClock, readonly Base[]> = {
  triage: ['opened'],
  claim: ['assigned'],
  'first-response': ['published', 'discovered', 'opened', 'assigned', 'claimed'],
  reply: ['published', 'discovered', 'opened', 'assigned', 'claimed'],
  review: ['submitted'],
  publish: ['approved'],
  'report-up': ['published', 'discovered', 'opened', 'assigned', 'claimed'],
  progress: ['opened', 'assigned', 'claimed'],
  summary: ['opened', 'approved'],
}

export const faultsIn = (draft: Draft): Fault[] => [
  ...levelFaults(draft),
  ...thresholdFaults(draft),
  ...draft.clocks.flatMap((each) => clockFaults(draft, each)),
  ...neededFaults(draft),
  ...[...draft.ladders].flatMap(([name, rungs]) => (rungs ? ladderFaults(rungs, ['ladders', name]) : [])),
  ...approverFaults(draft),
  ...workingTimeFaults(draft),
  ...quietFaults(draft),
]

function levelFaults({ levels, parts }: Draft): Fault[] {
  const numbers = levels.flatMap(({ path, level }, index): Fault[] =>
    level === undefined || level.number === index + 1
      ? []
      : [{ path: [...path, 'number'], message: `level ${level.number} stands where level ${index + 1} belongs: ${NUMBERING}` }],
  )
  const opensAt = parts['opens-at']
  const unknown = opensAt !== undefined && isUnknown(levels, opensAt)
  return [
    ...numbers,
    ...(['zh-CN', 'en'] as const).flatMap((lang) => sameNames(levels, lang)),
    ...(unknown ? [{ path: ['opens-at'], message: `there is no level ${opensAt}: ${aLevel(levels)}` }] : []),
  ]
}

const NUMBERING = 'number them 1, 2, 3 … from the gravest, without a gap'

type Levels = Draft['levels']

const aLevel = (levels: Levels): string => (levels.length === 1 ? 'write 1' : `write a level from 1 to ${levels.length}`)

const isUnknown = (levels: Levels, number: number): boolean => number > levels.length || number < 1

function sameNames(levels: Levels, lang: 'zh-CN' | 'en'): Fault[] {
  const names = levels.map(({ level }) => level?.name[lang])
  return levels.flatMap(({ path, level }, index): Fault[] => {
    const name = level?.name[lang]
    const first = names.indexOf(name)
    if (name === undefined || first === index) return []
    return [{ path: [...path, 'name', lang], message: `"${name}" is already the name of level ${first + 1}: give each level its own` }]
  })
}

function thresholdFaults({ levels }: Draft): Fault[] {
  return levels.flatMap(({ path, level }, index): Fault[] => {
    const figures = level?.thresholds
    if (figures === undefined) return []
    const at = [...path, 'thresholds']
    if (Object.values(figures).every((each) => each === undefined)) {
      return [{ path: at, message: 'no figure stands here: write reads, comments, outlets or sightings, or remove thresholds' }]
    }
    return FIGURES.flatMap((figure): Fault[] => {
      const graver = levels.slice(0, index).flatMap((each) => each.level?.thresholds?.[figure] ?? []).at(-1)
      const own = figures[figure]
      if (own === undefined || graver === undefined || own < graver) return []
      return [{ path: [...at, figure], message: `${own} ${figure} would already be a graver level (from ${graver}): write a smaller number` }]
    })
  })
}

const FIGURES = ['reads', 'comments', 'outlets', 'sightings'] as const

function clockFaults(draft: Draft, { kind, path, clock }: Draft['clocks'][number]): Fault[] {
  if (clock === undefined) return []
  const { levels: changes = {}, ...own } = clock
  const versions = [{ at: path, ...own }, ...Object.entries(changes).flatMap(([number, change]) =>
    change === NONE ? [] : [{ at: [...path, 'levels', number], ...change }],
  )]
  return [
    ...versions.flatMap(({ at, base, owner, ladder }) => [
      ...baseFaults(kind, base, at),
      ...(kind === 'review' && owner !== undefined ? [{ path: [...at, 'owner'], message: APPROVERS_OWN, atKey: true as const }] : []),
      ...(ladder === undefined ? [] : ladderUseFaults(draft, ladder, [...at, 'ladder'])),
    ]),
    ...(kind !== 'review' && own.owner === undefined ? [{ path: [...path, 'owner'], message: NO_OWNER }] : []),
    ...Object.keys(changes).flatMap((number): Fault[] => {
      const known = /^[1-9]\d*$/.test(number) && !isUnknown(draft.levels, Number(number))
      return known ? [] : [{ path: [...path, 'levels', number], message: `there is no level ${number}: ${aLevel(draft.levels)}`, atKey: true }]
    }),
    ...startFaults(draft, path, clock),
  ]
}

const APPROVERS_OWN = 'a review belongs to the approver whose turn it is: remove this line, and see approvers'
const NO_OWNER = '"owner" is missing; it is the role that must act: write one of duty-officer, contact, head, office …'

const baseFaults = (kind: FileClock, base: Base | undefined, at: Path): Fault[] =>
  base === undefined || BASES_OF[kind].includes(base)
    ? []
    : [{ path: [...at, 'base'], message: `the clock ${kind} cannot count from ${base}: write ${BASES_OF[kind].join(', ')}` }]

function ladderUseFaults(draft: Draft, ladder: string | RungPart[], path: Path): Fault[] {
  if (typeof ladder !== 'string') return ladderFaults(ladder, path)
  if (draft.ladders.has(ladder)) return []
  const names = [...draft.ladders.keys()]
  const near = nearest(ladder, names)
  const right = names.length === 0 ? 'write it under ladders' : `${near ? `did you mean ${near}? Write` : 'write'} one of ${names.join(', ')}`
  return [{ path, message: `there is no ladder "${ladder}": ${right}` }]
}

/** A rung that lies before the clock's start would be told at once, whenever a case comes. */
function startFaults(draft: Draft, path: Path, clock: Draft['clocks'][number]['clock'] & object): Fault[] {
  const seen = new Set<string>()
  return draft.levels.flatMap((_, index): Fault[] => {
    const own = clockAt(clock, index + 1)
    const change = clock.levels?.[String(index + 1)]
    const rungs = typeof own?.ladder === 'string' ? draft.ladders.get(own.ladder) : own?.ladder
    const message = own && rungs ? rungsBeforeStart(rungs, own.within) : null
    const at = change === undefined ? [...path, 'within'] : [...path, 'levels', String(index + 1), 'within']
    if (message === null || seen.has(at.join())) return []
    seen.add(at.join())
    return [{ path: at, message }]
  })
}

function neededFaults({ clocks, levels }: Draft): Fault[] {
  return NEEDED_CLOCKS.flatMap((kind): Fault[] => {
    const found = clocks.find((each) => each.kind === kind)
    if (found === undefined) {
      return [{ path: ['clocks'], message: `the clock "${kind}" is missing: every level needs ${NEEDED_CLOCKS.join(', ')}`, atKey: true }]
    }
    const left = levels.map((_, index) => String(index + 1)).filter((number) => found.clock?.levels?.[number] === NONE)
    return left.map((number) => ({
      path: [...found.path, 'levels', number],
      message: `level ${number} cannot do without ${kind}: write how long, such as { within: 24h }, or remove this line`,
    }))
  })
}

function approverFaults({ approvers, levels }: Draft): Fault[] {
  if (approvers === undefined) return []
  const known = [EVERY_LEVEL, ...levels.map((_, index) => String(index + 1))]
  const missing = levels.flatMap((_, index) => (approversAt(approvers, index + 1).length === 0 ? [index + 1] : []))
  return [
    ...Object.keys(approvers).flatMap((key): Fault[] =>
      known.includes(key) ? [] : [{ path: ['approvers', key], message: `there is no level ${key}: write ${known.join(', ')}`, atKey: true }],
    ),
    ...missing.map((number): Fault => ({
      path: ['approvers'],
      message: `level ${number} has no approver: write ${number}: [head], or ${EVERY_LEVEL}: [head] for every level`,
      atKey: true,
    })),
    ...Object.entries(approvers).flatMap(([key, roles]) =>
      roles.flatMap((each, index): Fault[] =>
        roles.indexOf(each) === index ? [] : [{ path: ['approvers', key, index], message: `${each} decides twice: write each role once` }],
      ),
    ),
  ]
}

/** Two idle years are more than the calendar looks ahead. */
const MOST_CLOSED = 400

function workingTimeFaults({ parts }: Draft): Fault[] {
  const work = parts['working-time']
  if (work === undefined) return []
  const { days, hours, closed = [], open = [] } = work
  const shut = new Set(closed.flat())
  return [
    ...days.flatMap((day, index): Fault[] =>
      days.indexOf(day) === index ? [] : [{ path: ['working-time', 'days', index], message: `${day} stands here twice: write each day once` }],
    ),
    ...hours.flatMap(({ from }, index): Fault[] => {
      const before = hours[index - 1]
      if (before === undefined || before.to <= from) return []
      return [{ path: ['working-time', 'hours', index], message: `these hours begin before ${before.to}, when those before them end: write them in order, without overlap` }]
    }),
    ...open.flatMap((each, index): Fault[] => {
      const both = each.find((date) => shut.has(date))
      return both === undefined ? [] : [{ path: ['working-time', 'open', index], message: `${both} is closed as well: write it in one of the two lists` }]
    }),
    ...(shut.size > MOST_CLOSED
      ? [{ path: ['working-time', 'closed'], message: `${shut.size} closed days are too many: write at most ${MOST_CLOSED}, of this year and the next` }]
      : []),
  ]
}

function quietFaults({ parts, levels }: Draft): Fault[] {
  const quiet = parts['quiet-hours']
  const { watch = [] } = parts
  return [
    ...(quiet !== undefined && quiet.from === quiet.to
      ? [{ path: ['quiet-hours', 'to'], message: `quiet hours from ${quiet.from} to ${quiet.to} are no time at all: write where they end, such as 07:00` }]
      : []),
    ...(quiet?.['exempt-levels'] ?? []).flatMap((number, index): Fault[] =>
      isUnknown(levels, number) ? [{ path: ['quiet-hours', 'exempt-levels', index], message: `there is no level ${number}: ${aLevel(levels)}` }] : [],
    ),
    ...watch.flatMap((each, index): Fault[] => {
      const before = watch[index - 1]
      return before === undefined || !isLonger(before, each) ? [] : [{ path: ['watch', index], message: 'this look-back is not after the one before it: write them in order, such as [24h, 72h, 7d]' }]
    }),
  ]
}

const HOURS = { s: 1 / 3600, m: 1 / 60, h: 1, d: 24, wh: null, wd: null }

/** Or as long. Working time is compared only with its own kind. */
function isLonger(one: Duration, other: Duration): boolean {
  if (one.unit === other.unit) return one.amount >= other.amount
  const [a, b] = [HOURS[one.unit], HOURS[other.unit]]
  return a !== null && b !== null && one.amount * a >= other.amount * b
}
