// What was said against what should have been said, rung by rung: nothing forgotten, nothing doubled, nothing made up.
import { type DrillEvent, type Life, livesOf } from './oracle.ts'
import type { Plan } from './plan.ts'

export type Fault = 'lost' | 'doubled' | 'forgotten' | 'wrong'

export interface Finding {
  fault: Fault
  case: number | null
  what: string
}

/** A rung that was said, for the reckoning of lateness. */
export interface SaidRung {
  case: number
  seq: number
  clock: string
  nominalMs: number
  /** The instant of the event that says it. */
  atMs: number
}

export interface Comparison {
  findings: Finding[]
  expected: number
  said: SaidRung[]
  /** Rungs that one notice told of, because they were past before they could be said. */
  overtaken: number
  /** Milliseconds by which rungs were due when their clock ended, and had not been said yet; within what is excused. */
  settledFirst: number[]
  lives: Life[]
}

export interface CaseRecord {
  number: number
  events: DrillEvent[]
  /** When the events were read. */
  readMs: number
}

/**
 * `excuses`: whether a rung that was due at `from` may still be unsaid at `until` (the worker's own pace, a killed
 * instance); what it does not excuse is forgotten.
 */
export function compare(
  plan: Plan,
  { number, events, readMs }: CaseRecord,
  excuses: (from: number, until: number) => boolean,
): Comparison {
  const lives = livesOf(plan, events)
  const told = new Map(lives.map((life) => [keyOf(life), toldOf(life, events)]))
  const sum: Comparison = { findings: [], expected: 0, said: [], overtaken: 0, settledFirst: [], lives }
  const find = (fault: Fault, what: string) => void sum.findings.push({ fault, case: number, what })
  for (const event of events) checkEvent(event, lives, find)
  /** By clock: rungs of its present due instant that were said or told of, or need not be. */
  const coveredBy = new Map<string, Set<number>>()
  for (const life of lives) {
    const before = life.sameGrid ? coveredBy.get(life.clock) : undefined
    const said = told.get(keyOf(life)) ?? { overtaken: [], reminded: [] }
    const past = pastAt(life, life.fromMs)
    checkOvertaken(life, said.overtaken, past, before ?? new Set(), find)
    sum.overtaken += said.overtaken.length
    // Without a notice of its own, what is past is told by the generation after (held), or was said by the one before.
    const silenced = life.past === 'silent' && life.sameGrid ? past : []
    const covered = new Set([...(before ?? []), ...said.overtaken, ...silenced])
    coveredBy.set(life.clock, covered)
    checkSaid(life, said.reminded, { past: past.length, covered, readMs, excuses, sum, find })
    for (const { index } of said.reminded) covered.add(index)
    sum.said.push(...said.reminded.map(({ index, atMs, seq }) => saidRung(number, life, index, atMs, seq)))
  }
  return sum
}

type Find = (fault: Fault, what: string) => void

interface Reminded {
  index: number
  atMs: number
  seq: number
}

const keyOf = (life: Pick<Life, 'clock' | 'generation'>) => `${life.clock} generation ${life.generation}`

const saidRung = (number: number, life: Life, index: number, atMs: number, seq: number): SaidRung => ({
  case: number,
  seq,
  clock: `${number}-${life.clock}`,
  nominalMs: life.nominal(index),
  atMs,
})

const clockOf = ({ data }: DrillEvent): string => String(data.clock).replace(/^\d+-/, '')

function toldOf(life: Life, events: DrillEvent[]): { overtaken: number[]; reminded: Reminded[] } {
  const own = events.filter((event) => clockOf(event) === life.clock && event.data.generation === life.generation)
  const overtaken = own.filter(({ type }) => type === 'overtaken').flatMap((event) => indices(life, event))
  const reminded = own
    .filter(({ type }) => type === 'reminded')
    .flatMap((event) => indices(life, event).map((index) => ({ index, atMs: Date.parse(event.at), seq: event.seq })))
  return { overtaken, reminded }
}

interface Step {
  step: number
  first: number
  last: number
  at: string
}

const stepsOf = ({ data }: DrillEvent) => data.steps as Step[]

const indices = (life: Life, event: DrillEvent): number[] =>
  stepsOf(event).flatMap(({ step, first, last }) =>
    Array.from({ length: last - first + 1 }, (_, more) => indexOf(life, step, first + more)),
  )

/** Only the last rung repeats: any other repeat stands nowhere, and is found out as such. */
const indexOf = ({ rungs }: Life, step: number, repeat: number): number =>
  step < rungs && repeat > 0 ? -1 : step - 1 + repeat

const placeOf = (life: Life, index: number) =>
  `${keyOf(life)} rung ${Math.min(index + 1, life.rungs)} repeat ${Math.max(0, index + 1 - life.rungs)}`

function pastAt(life: Life, ms: number): number[] {
  const past: number[] = []
  for (let index = 0; life.nominal(index) <= ms; index += 1) past.push(index)
  return past
}

/** What one event says of itself: a generation that should exist, no rung before its time, due instants as reckoned. */
function checkEvent(event: DrillEvent, lives: Life[], find: Find): void {
  const { type, data, seq } = event
  if (type === 'clock-started' || type === 'clock-moved') {
    const clock = type === 'clock-started' ? (data.clock as { id: string; dueAt: string; generation: number }) : null
    const name = (clock?.id ?? String(data.clock)).replace(/^\d+-/, '')
    const generation = Number(clock?.generation ?? data.generation)
    const dueMs = Date.parse(clock?.dueAt ?? String(data.dueAt))
    const life = lives.find((each) => each.clock === name && each.generation === generation)
    if (life?.dueMs !== dueMs) find('wrong', `event ${seq}: ${name} generation ${generation} is due at another instant`)
  }
  if (type !== 'reminded' && type !== 'overtaken') return
  const life = lives.find((each) => each.clock === clockOf(event) && each.generation === data.generation)
  if (life === undefined) {
    find('wrong', `event ${seq}: ${type} of ${clockOf(event)}, which should not be running`)
    return
  }
  for (const step of stepsOf(event)) {
    const nominal = life.nominal(indexOf(life, step.step, step.last))
    if (nominal !== Date.parse(step.at)) find('wrong', `event ${seq}: ${type} with another nominal instant`)
    if (nominal > Date.parse(event.at)) find('wrong', `event ${seq}: ${type} before its time`)
  }
  if (seq < life.fromSeq || (life.untilSeq !== null && seq > life.untilSeq && type === 'reminded')) {
    find('wrong', `event ${seq}: ${keyOf(life)} speaks when it must not`)
  }
}

function checkOvertaken(life: Life, told: number[], past: number[], covered: Set<number>, find: Find): void {
  const expected = life.past === 'silent' ? [] : past.filter((index) => !covered.has(index))
  for (const index of expected) {
    if (!told.includes(index)) find('forgotten', `${placeOf(life, index)}: not told of as overtaken`)
  }
  told.forEach((index, place) => {
    if (told.indexOf(index) < place) find('doubled', `${placeOf(life, index)}: told of as overtaken twice`)
    else if (!expected.includes(index)) {
      find(covered.has(index) ? 'doubled' : 'wrong', `${placeOf(life, index)}: told of as overtaken without need`)
    }
  })
}

interface Bounds {
  past: number
  covered: Set<number>
  readMs: number
  excuses: (from: number, until: number) => boolean
  sum: Comparison
  find: Find
}

function checkSaid(life: Life, said: Reminded[], { past, covered, readMs, excuses, sum, find }: Bounds): void {
  const times = new Map<number, number>()
  for (const { index } of said) times.set(index, (times.get(index) ?? 0) + 1)
  for (const [index, count] of times) {
    if (count > 1) find('doubled', `${placeOf(life, index)}: said ${count} times`)
    else if (index < past) find(covered.has(index) ? 'doubled' : 'wrong', `${placeOf(life, index)}: said though past`)
  }
  const until = life.untilMs ?? readMs
  const furthest = Math.max(-1, ...times.keys())
  for (let index = past; life.nominal(index) <= until || index < furthest; index += 1) {
    // The draft came first: what was due until then is told when the clock resumes, and compared there.
    if (life.end === 'held' && index > furthest) continue
    sum.expected += 1
    if (times.has(index)) continue
    if (index > furthest && excuses(life.nominal(index), until)) sum.settledFirst.push(until - life.nominal(index))
    else find('forgotten', `${placeOf(life, index)}: never said (due ${new Date(life.nominal(index)).toISOString()})`)
  }
}
