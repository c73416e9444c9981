// What is wrong between the parts of a policy file, each of which is right by itself.
import { type Duration, formatDuration } from '../calendar/duration.ts'
import { nearestWord } from '../text/spelling.ts'
import type { Base, ClockKind } from './policy.ts'
import type { ClockEntry, PolicyFile } from './policy-schema.ts'
import { type Mistake, rungMistakes } from './rung-mistakes.ts'

export function policyMistakes(file: PolicyFile): Mistake[] {
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

const noLevel = (file: PolicyFile, number: number) =>
  `there is no level ${number} in this policy: write one of ${numbersOf(file).join(', ')}`

function levelMistakes(file: PolicyFile): Mistake[] {
  const gaps = file.levels.flatMap(({ level }, index) =>
    level === index + 1
      ? []
      : [
          {
            path: ['levels', index, 'level'],
            message: `levels stand from 1 (the gravest) on without a gap: write ${index + 1} here, or order them`,
          },
        ],
  )
  const names = (['zh-CN', 'en'] as const).flatMap((language) =>
    file.levels.flatMap((level, index) => {
      const before = file.levels.slice(0, index).find((each) => each[language] === level[language])
      const message = `level ${before?.level} has the name ${level[language]} too: give each its own`
      return before ? [{ path: ['levels', index, language], message }] : []
    }),
  )
  const { value, inside } = file['opens-at']
  const opens = numbersOf(file).includes(value)
    ? []
    : [{ path: ['opens-at', ...inside], message: noLevel(file, value) }]
  return [...gaps, ...names, ...opens]
}

function thresholdMistakes(file: PolicyFile): Mistake[] {
  return file.levels.flatMap(({ thresholds, level }, index) => {
    if (thresholds === undefined) return []
    const path = ['levels', index, 'thresholds']
    if (Object.keys(thresholds).length === 0)
      return [
        { path, message: 'no figure stands here: write reads, comments, outlets or sightings, or remove the key' },
      ]
    return Object.entries(thresholds).flatMap(([figure, floor]) => {
      // The gravest level that is reached is taken: a milder one must begin lower, or would never be reached by this.
      const graver = file.levels
        .slice(0, index)
        .find((each) => (each.thresholds?.[figure as keyof typeof thresholds] ?? Infinity) <= (floor ?? 0))
      const above = graver?.thresholds?.[figure as keyof typeof thresholds]
      const message = `level ${graver?.level} is reached from ${above} ${figure} on, and level ${level} never: write less than ${above}`
      return graver ? [{ path: [...path, figure], message }] : []
    })
  })
}

function hourMistakes(file: PolicyFile): Mistake[] {
  const { hours, closed, open } = file['working-time']
  const spans = hours.flatMap((span, index) => {
    const before = hours[index - 1]
    const message = `this begins before ${before?.to}, when the span above it ends: list spans in order, without overlap`
    return before && span.from < before.to ? [{ path: ['working-time', 'hours', index], message }] : []
  })
  const closures = new Set(closed)
  const both = open.flatMap((date, index) => {
    const message = `${date} is listed as closed too: remove it here or there`
    return closures.has(date) ? [{ path: ['working-time', 'open', index], message }] : []
  })
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

function clockMistakes(file: PolicyFile): Mistake[] {
  const bases = clocksOf(file).flatMap(({ kind, clock }) => {
    const may = SENSIBLE[kind]
    const message = `a ${kind} clock cannot count from ${clock.base}: write ${may?.join(' or ')}`
    return may && !may.includes(clock.base) ? [{ path: ['clocks', kind, 'base'], message }] : []
  })
  const missing = NEEDED.flatMap((kind) => {
    const without = file.clocks[kind]?.['not-at'] ?? numbersOf(file)
    if (without.length === 0) return []
    const path = file.clocks[kind] ? ['clocks', kind, 'not-at'] : ['clocks']
    const which = file.clocks[kind] ? `level ${without.join(', ')} has` : 'there is'
    return [{ path, message: `${which} no ${kind} clock: every level needs ${NEEDED.join(', ')}` }]
  })
  const watch = file.clocks.watch
    ? [
        {
          path: ['clocks', 'watch'],
          message: `look-backs are no clock of their own here: write watch: [24h, 72h, 7d], and their reminders as a ladder called ${WATCH_LADDER}`,
        },
      ]
    : []
  const promise = file.clocks.promise
    ? [
        {
          path: ['clocks', 'promise'],
          message: `an open promise has its clock of itself: write commit: { at-most: 5wd }, and its reminders as a ladder called ${PROMISE_LADDER}`,
        },
      ]
    : []
  const subside = file.clocks.subside
    ? [
        {
          path: ['clocks', 'subside'],
          message:
            'this is no clock of a policy: write confirm-subsided: 2 for the levels at which a person confirms it',
        },
      ]
    : []
  const watched = clocksOf(file).flatMap(({ kind, clock }) =>
    clock['while-watched'] === undefined || kind === 'progress'
      ? []
      : [
          {
            path: ['clocks', kind, 'while-watched'],
            message: 'only progress goes on while a case is watched: remove it',
          },
        ],
  )
  return [
    ...bases,
    ...watch,
    ...promise,
    ...subside,
    ...watched,
    ...clocksOf(file).flatMap((each) => overrideMistakes(file, each)),
    ...missing,
  ]
}

function overrideMistakes(file: PolicyFile, { kind, clock }: { kind: ClockKind; clock: ClockEntry }): Mistake[] {
  const numbers = numbersOf(file)
  const absent = clock['not-at'].flatMap((number, index) =>
    numbers.includes(number) ? [] : [{ path: ['clocks', kind, 'not-at', index], message: noLevel(file, number) }],
  )
  const overrides = Object.entries(clock.levels).flatMap(([key, override]) => {
    const path = ['clocks', kind, 'levels', key]
    if (!numbers.includes(Number(key))) return [{ path, message: noLevel(file, Number(key)) }]
    if (clock['not-at'].includes(Number(key)))
      return [{ path, message: `level ${key} does not have this clock (not-at): remove it here or there` }]
    return Object.values(override).every((value) => value === undefined)
      ? [{ path, message: 'nothing is different here: write within or ladder, or remove the level' }]
      : []
  })
  return [...absent, ...overrides]
}

function ladderMistakes(file: PolicyFile): Mistake[] {
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
    const right = near === null ? `write ${known.join(' or ') || 'one, under "ladders"'}` : `did you mean ${near}?`
    return [{ path, message: `there is no ladder "${ladder.slice(0, 60)}": ${right}` }]
  })
  const own = Object.entries(file.ladders).flatMap(([name, { value, inside }]) =>
    rungMistakes(value, ['ladders', name, ...inside]),
  )
  return [...used, ...own]
}

/** Each must come after the one before; only lengths of one measure can be told apart without a calendar. */
function watchMistakes({ watch }: PolicyFile): Mistake[] {
  return (watch?.value ?? []).flatMap((after, index, all) => {
    const before = all[index - 1]
    if (before === undefined || !isCertainlyNotAfter(after, before)) return []
    const message = `${formatDuration(after)} does not come after ${formatDuration(before)}: list look-backs from the earliest to the latest`
    return [{ path: ['watch', ...(watch?.inside ?? []), index], message }]
  })
}

const ELAPSED = { s: 1, m: 60, h: 3_600, d: 86_400 } as const

function isCertainlyNotAfter(one: Duration, other: Duration): boolean {
  const seconds = ({ amount, unit }: Duration) => (unit === 'wh' || unit === 'wd' ? null : amount * ELAPSED[unit])
  const [a, b] = [seconds(one), seconds(other)]
  if (a !== null && b !== null) return a <= b
  return one.unit === other.unit && one.amount <= other.amount
}

function subsidedMistakes(file: PolicyFile): Mistake[] {
  const marked = file['confirm-subsided']
  if (marked === undefined || marked.value === 0 || numbersOf(file).includes(marked.value)) return []
  return [{ path: ['confirm-subsided', ...marked.inside], message: noLevel(file, marked.value) }]
}

function quietMistakes(file: PolicyFile): Mistake[] {
  const quiet = file['quiet-hours']
  if (quiet === undefined) return []
  const exempt = quiet['exempt-levels'].flatMap((number, index) =>
    numbersOf(file).includes(number)
      ? []
      : [{ path: ['quiet-hours', 'exempt-levels', index], message: noLevel(file, number) }],
  )
  const message = 'the quiet hours end when they begin: write a later time, or an earlier one for the next morning'
  return [...exempt, ...(quiet.from === quiet.to ? [{ path: ['quiet-hours', 'to'], message }] : [])]
}

/** Without `commit` there are no promises to remind of. */
function commitMistakes(file: PolicyFile): Mistake[] {
  const ladder = file.ladders[PROMISE_LADDER]
  if (ladder === undefined || file.commit !== undefined) return []
  const message = 'nobody may name a date under this policy: write commit: { at-most: 5wd }, or remove this ladder'
  return [{ path: ['ladders', PROMISE_LADDER], message }]
}

/** Nobody may let it pass, not even a policy. */
function checkMistakes({ checks }: PolicyFile): Mistake[] {
  const weighs = checks?.['personal-data']
  if (weighs === undefined || weighs === 'refuse') return []
  const message = `personal data is always refused, whatever the policy says: write refuse, or remove the line`
  return [{ path: ['checks', 'personal-data'], message }]
}
