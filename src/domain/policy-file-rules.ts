// Whether the parts of a policy file fit together: levels, approvers, hours. Clocks and ladders have files of their own.
import { clockFaults } from './policy-file-clocks.ts'
import type { Draft, Fault } from './policy-file-draft.ts'
import { isLonger, ladderFaults } from './policy-file-ladder.ts'
import type { Path } from './policy-file-yaml.ts'

export const faultsIn = (draft: Draft): Fault[] => [
  ...levelFaults(draft),
  ...thresholdFaults(draft),
  ...approverFaults(draft),
  ...clockFaults(draft),
  ...[...draft.ladders].flatMap(([name, rungs]) => (rungs ? ladderFaults(rungs, ['ladders', name]) : [])),
  ...workingTimeFaults(draft.parts['working-time']),
  ...watchFaults(draft.parts.watch),
  ...quietFaults(draft),
]

function levelFaults({ levels, parts }: Draft): Fault[] {
  const numbers = levels.flatMap(({ path, level: part }, index): Fault[] => {
    const message = `level ${part?.level} stands where level ${index + 1} belongs: ${NUMBERING}`
    return part === undefined || part.level === index + 1 ? [] : [{ path: [...path, 'level'], message }]
  })
  const opensAt = parts['opens-at']
  const unknown = opensAt !== undefined && isUnknown(opensAt, levels)
  return [
    ...numbers,
    ...(['zh-CN', 'en'] as const).flatMap((lang) => sameNames(levels, lang)),
    ...(unknown ? [{ path: ['opens-at'], message: noSuchLevel(opensAt, levels) }] : []),
  ]
}

const NUMBERING = 'number them 1, 2, 3 … from the gravest, without a gap'

type Levels = Draft['levels']

const isUnknown = (number: number, levels: Levels): boolean => levels.length > 0 && number > levels.length

const noSuchLevel = (number: number, levels: Levels): string =>
  `there is no level ${number}: write ${levels.length === 1 ? '1' : `one from 1 to ${levels.length}`}`

function sameNames(levels: Levels, lang: 'zh-CN' | 'en'): Fault[] {
  const names = levels.map(({ level }) => level?.[lang])
  return names.flatMap((name, index): Fault[] => {
    const first = names.indexOf(name)
    if (name === undefined || first === index) return []
    const message = `"${name}" is already the name of level ${first + 1}: give each level a name of its own`
    return [{ path: ['levels', index, lang], message }]
  })
}

const FIGURES = ['reads', 'comments', 'outlets', 'sightings'] as const

function thresholdFaults({ levels }: Draft): Fault[] {
  return levels.flatMap(({ path, level }, index): Fault[] => {
    const figures = level?.thresholds
    if (figures === undefined) return []
    const at = [...path, 'thresholds']
    if (FIGURES.every((figure) => figures[figure] === undefined)) return [{ path: at, message: NO_FIGURE }]
    return FIGURES.flatMap((figure): Fault[] => {
      const graver = levels.slice(0, index).flatMap((each) => each.level?.thresholds?.[figure] ?? [])
      const least = Math.min(...graver)
      const message = `from ${least} ${figure} on it is a graver level already: write a smaller number here`
      return (figures[figure] ?? 0) < least ? [] : [{ path: [...at, figure], message }]
    })
  })
}

const NO_FIGURE = 'no figure stands here: write reads, comments, outlets or sightings, or remove thresholds'

function approverFaults({ levels, parts }: Draft): Fault[] {
  const { approvers = [] } = parts
  const lists = [
    { path: ['approvers'] as Path, roles: approvers },
    ...levels.map(({ path, level }) => ({ path: [...path, 'approvers'], roles: level?.approvers ?? [] })),
  ]
  const twice = lists.flatMap(({ path, roles }) =>
    roles.flatMap((role, index): Fault[] =>
      roles.indexOf(role) === index ? [] : [{ path: [...path, index], message: `${role} decides twice: ${ONCE}` }],
    ),
  )
  const missing = levels.flatMap(({ path, level }): Fault[] =>
    level === undefined || level.approvers !== undefined || approvers.length > 0
      ? []
      : [{ path: [...path, 'approvers'], message: `level ${level.level} has no approver: ${AN_APPROVER}` }],
  )
  return [...twice, ...missing]
}

const ONCE = 'write each role once'
const AN_APPROVER = 'write approvers: [head] here, or once at the top for every level'

/** The calendar looks two years ahead for a day that is worked. */
const MOST_CLOSED = 400

function workingTimeFaults(work: Draft['parts']['working-time']): Fault[] {
  if (work === undefined) return []
  const { days, hours, closed = [], open = [] } = work
  const shut = new Set(closed.flat())
  const fault = (key: string, index: number, message: string): Fault => ({
    path: ['working-time', key, index],
    message,
  })
  const overlapping = hours.flatMap(({ from }, index) => {
    const before = hours[index - 1]
    if (before === undefined || before.to <= from) return []
    return [fault('hours', index, `this begins before ${before.to}, when the one before ends: ${IN_ORDER}`)]
  })
  const contradictory = open.flatMap((each, index) => {
    const both = each.find((date) => shut.has(date))
    return both === undefined
      ? []
      : [fault('open', index, `${both} is closed as well: write it in one of the two lists`)]
  })
  const message = `${shut.size} closed days are too many: write at most ${MOST_CLOSED}, those of this year and the next`
  return [
    ...days.flatMap((day, index) =>
      days.indexOf(day) === index ? [] : [fault('days', index, `${day} is here twice: ${ONCE_A_DAY}`)],
    ),
    ...overlapping,
    ...contradictory,
    ...(shut.size > MOST_CLOSED ? [{ path: ['working-time', 'closed'], message }] : []),
  ]
}

const IN_ORDER = 'write the hours in order, without overlap'
const ONCE_A_DAY = 'write each day once'

const watchFaults = (watch: Draft['parts']['watch'] = []): Fault[] =>
  watch.flatMap((each, index): Fault[] => {
    const before = watch[index - 1]
    const message = 'this look-back does not come after the one before it: write them in order, such as [24h, 72h, 7d]'
    return before === undefined || isLonger(each, before) ? [] : [{ path: ['watch', index], message }]
  })

function quietFaults({ parts, levels }: Draft): Fault[] {
  const quiet = parts['quiet-hours']
  if (quiet === undefined) return []
  const { from, to, 'exempt-levels': exempt = [] } = quiet
  const unknown = exempt.flatMap((number, index): Fault[] =>
    isUnknown(number, levels)
      ? [{ path: ['quiet-hours', 'exempt-levels', index], message: noSuchLevel(number, levels) }]
      : [],
  )
  const message = `quiet hours from ${from} to ${to} are no time at all: write when they end, such as 07:00`
  return [...(from === to ? [{ path: ['quiet-hours', 'to'], message }] : []), ...unknown]
}
