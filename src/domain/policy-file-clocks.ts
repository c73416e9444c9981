// Whether the clocks of a policy file make sense: what they count from, whose they are, which levels have them.

import type { Base, ClockKind, Role } from './policy.ts'
import { clockAt, type Draft, type Fault } from './policy-file-draft.ts'
import { ladderFaults, rungBeforeStart } from './policy-file-ladder.ts'
import type { ClockPart, FileClock, RungPart } from './policy-file-schema.ts'
import { nearest } from './policy-file-words.ts'
import type { Path } from './policy-file-yaml.ts'

/** Clocks that every level needs: without one of them a case could stand still and nobody would be told. */
export const NEEDED_CLOCKS = ['triage', 'claim', 'reply', 'review', 'publish'] as const satisfies readonly ClockKind[]

export const clockFaults = (draft: Draft): Fault[] => [
  ...draft.clocks.flatMap(({ kind, path, clock }) => (clock === undefined ? [] : faultsOf(draft, kind, path, clock))),
  ...neededFaults(draft),
]

/** What can have happened when the clock is wanted. A reopening starts none in this version. */
const BASES_OF: Record<FileClock, readonly Base[]> = {
  triage: ['opened', 'discovered'],
  claim: ['assigned'],
  'first-response': ['published', 'discovered', 'opened', 'assigned', 'claimed'],
  reply: ['published', 'discovered', 'opened', 'assigned', 'claimed'],
  review: ['submitted'],
  publish: ['approved'],
  'report-up': ['published', 'discovered', 'opened', 'assigned', 'claimed'],
  progress: ['opened', 'assigned', 'claimed'],
  summary: ['opened', 'approved'],
}

function faultsOf(draft: Draft, kind: FileClock, path: Path, clock: ClockPart): Fault[] {
  const { levels = {}, 'not-at': without = [], ...whole } = clock
  const changes = Object.entries(levels).map(([level, change]) => ({ at: [...path, 'levels', level], ...change }))
  return [
    ...[{ at: path, ...whole }, ...changes].flatMap(({ at, base, owner, ladder }) => [
      ...baseFaults(kind, base, [...at, 'base']),
      ...ownerFaults(kind, owner, [...at, 'owner']),
      ...(ladder === undefined ? [] : ladderUseFaults(draft, ladder, [...at, 'ladder'])),
    ]),
    ...(kind === 'triage' && whole.owner === undefined ? [{ path: [...path, 'owner'], message: TRIAGE_UNOWNED }] : []),
    ...levelFaults(draft, path, Object.keys(levels), without),
    ...startFaults(draft, path, clock),
  ]
}

const baseFaults = (kind: FileClock, base: Base | undefined, path: Path): Fault[] =>
  base === undefined || BASES_OF[kind].includes(base)
    ? []
    : [{ path, message: `the clock ${kind} cannot count from ${base}: write ${BASES_OF[kind].join(', ')}` }]

function ownerFaults(kind: FileClock, owner: Role | undefined, path: Path): Fault[] {
  if (owner === undefined) return []
  if (kind === 'review') return [{ path, message: REVIEW_OWNED, atKey: true }]
  const early = kind === 'triage' && OF_A_DEPARTMENT.includes(owner)
  return early ? [{ path, message: `no department has the case yet, so that ${owner} is nobody: ${DESK}` }] : []
}

const REVIEW_OWNED = 'a review belongs to the approver whose turn it is: remove owner, and see approvers'
const OF_A_DEPARTMENT: readonly Role[] = ['contact', 'head', 'supervisor']
const DESK = 'write duty-officer or office'
const TRIAGE_UNOWNED = `"owner" is missing; it is who assigns the case: ${DESK}`

function ladderUseFaults(draft: Draft, ladder: string | RungPart[], path: Path): Fault[] {
  if (typeof ladder !== 'string') return ladderFaults(ladder, path)
  const names = [...draft.ladders.keys()]
  if (names.includes(ladder)) return []
  const near = nearest(ladder, names)
  const list = `one of ${names.join(', ')}`
  const right = near === undefined ? `write ${list}` : `did you mean ${near}? Write ${list}`
  return [{ path, message: `there is no ladder "${ladder}": ${names.length === 0 ? 'write it under ladders' : right}` }]
}

function levelFaults({ levels }: Draft, path: Path, changed: string[], without: number[]): Fault[] {
  if (levels.length === 0) return []
  const known = levels.map((_, index) => String(index + 1))
  const right = `write ${known.length === 1 ? '1' : `one of ${known.join(', ')}`}`
  return [
    ...changed.flatMap((level): Fault[] => {
      const at: Path = [...path, 'levels', level]
      if (!known.includes(level)) return [{ path: at, message: `there is no level ${level}: ${right}`, atKey: true }]
      const both = without.includes(Number(level))
      return both
        ? [{ path: at, message: `level ${level} is under not-at too: remove one of the two`, atKey: true }]
        : []
    }),
    ...without.flatMap((level, index): Fault[] =>
      known.includes(String(level))
        ? []
        : [{ path: [...path, 'not-at', index], message: `there is no level ${level}: ${right}` }],
    ),
  ]
}

/** A rung before the clock's start would be past already, whenever a case comes. */
function startFaults(draft: Draft, path: Path, clock: ClockPart): Fault[] {
  const faults = new Map<string, Fault>()
  for (const level of draft.levels.keys()) {
    const own = clockAt(clock, level + 1)
    const rungs = typeof own?.ladder === 'string' ? draft.ladders.get(own.ladder) : own?.ladder
    const message = own && rungs ? rungBeforeStart(rungs, own.within) : null
    const changed = clock.levels?.[String(level + 1)] !== undefined
    const at = [...path, ...(changed ? ['levels', String(level + 1)] : []), 'within']
    if (message !== null) faults.set(at.join(' '), { path: at, message })
  }
  return [...faults.values()]
}

function neededFaults({ clocks, hasClocks, levels }: Draft): Fault[] {
  if (!hasClocks) return []
  const missing = NEEDED_CLOCKS.filter((kind) => !clocks.some((each) => each.kind === kind))
  const needless = clocks.flatMap(({ kind, path, clock }) =>
    (clock?.['not-at'] ?? []).flatMap((level, index): Fault[] =>
      isNeeded(kind) && level <= levels.length
        ? [{ path: [...path, 'not-at', index], message: `level ${level} cannot do without ${kind}: remove it here` }]
        : [],
    ),
  )
  if (missing.length === 0) return needless
  const message = `missing: ${missing.join(', ')}. Every level needs ${NEEDED_CLOCKS.join(', ')}; ${AN_EXAMPLE}`
  return [{ path: ['clocks'], message, atKey: true }, ...needless]
}

const isNeeded = (kind: FileClock): boolean => (NEEDED_CLOCKS as readonly ClockKind[]).includes(kind)

const AN_EXAMPLE = 'write such as reply: { base: assigned, within: 24h, ladder: department }'
