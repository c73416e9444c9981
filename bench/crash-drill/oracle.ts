// What should have been said: worked out from the policy file and from what people did, with none of the product's code.
import type { Plan, Rule } from './plan.ts'
import { hasToldLeaders } from './told-leaders.ts'

/** An event as the API shows it. */
export interface DrillEvent {
  seq: number
  type: string
  /** ISO 8601. */
  at: string
  actor: string
  data: Record<string, unknown>
}

/**
 * One generation of one clock: from when on it may speak, and what ended it. Rungs are counted from 0 through the ladder
 * and on through the repeats of its last rung.
 */
export interface Life {
  /** `reply-1`: the kind, and the how manieth of its kind in the case. */
  clock: string
  generation: number
  dueMs: number
  /** The nominal instant of the nth rung, in milliseconds since 1970. */
  nominal: (index: number) => number
  /** How many rungs the ladder has, the repeating one included. */
  rungs: number
  /** What is past at `fromMs`: told in one notice; or silent, since the generation before said it or the next tells. */
  past: 'told' | 'silent'
  /** Whether this generation hangs on the same due instant as the one before. */
  sameGrid: boolean
  fromMs: number
  fromSeq: number
  untilMs: number | null
  untilSeq: number | null
  end: 'met' | 'held' | 'moved' | 'cancelled' | null
}

/** What each clock stops for, after domain.md §4. */
const MET_BY: Record<string, string[]> = {
  triage: ['assigned'],
  claim: ['claimed'],
  reply: ['published'],
  review: [
    'turn-approved',
    'approved',
    'sent-back',
    'statement-turn-approved',
    'statement-approved',
    'statement-sent-back',
  ],
  publish: ['published', 'statement-published'],
  watch: [],
  promise: ['promise-fulfilled'],
}

/** Clocks of which each statement beside the reply has its own. */
const OF_STATEMENTS = ['review', 'publish', 'promise']

const BASED_ON: Record<string, string[]> = {
  opened: ['opened'],
  assigned: ['assigned'],
  submitted: ['drafted', 'turn-approved', 'statement-drafted', 'statement-turn-approved', 'statement-escalated'],
  approved: ['approved', 'statement-approved'],
}

/** No clock of a case outlives them. */
const ENDS = ['closed', 'dismissed']

/** Facts that change no clock of a drill's policy. */
const IDLE = ['sighted']
/** Of the drill's people, those whose note is a look-back once the desk has been reminded of it. */
const LOOK_BACK = ['zhou', 'li', 'xu']
/** What the product says that its clocks did: compared with, never believed. */
const CLOCKWORK = ['clock-', 'overtaken', 'reminded', 'undelivered']

export const isFact = ({ type }: DrillEvent): boolean => !CLOCKWORK.some((prefix) => type.startsWith(prefix))

/** Every generation of every clock that the case's facts make, in the order in which they began. */
export function livesOf(plan: Plan, events: DrillEvent[]): Life[] {
  const said = events.filter(({ type }) => type === 'reminded' || type === 'overtaken')
  const course: Course = { plan, level: 0, assigned: false, publishedMs: 0, clocks: [], lives: [], said }
  for (const event of events.filter(isFact)) follow(course, event)
  return course.lives
}

interface OpenClock {
  rule: Rule
  name: string
  baseMs: number
  startedMs: number
  life: Life
  held: boolean
  /** The statement that a review, a publication or a promise is about; null: the reply, or the case. */
  about: string | null
  /** A date that was promised stands whatever the level. */
  promisedMs: number | null
}

interface Course {
  plan: Plan
  level: number
  assigned: boolean
  publishedMs: number
  clocks: OpenClock[]
  lives: Life[]
  /** What was said by then decides whether a draft silences anything; whether it was right to say it is found out elsewhere. */
  said: DrillEvent[]
}

function follow(course: Course, event: DrillEvent): void {
  if (IDLE.includes(event.type)) return
  if (event.type === 'opened' || event.type === 'level-set') course.level = Number(event.data.level)
  if (event.type === 'noted') {
    lookBack(course, event)
    return
  }
  for (const clock of [...course.clocks]) affect(course, clock, event)
  if (event.type === 'committed') promise(course, event)
  if (event.type === 'published') course.publishedMs = Date.parse(event.at)
  if (event.type === 'published') watch(course, event)
  const rules = [...(course.plan.levels.get(course.level)?.values() ?? [])]
  if (rules.length === 0) throw new Error(`the oracle finds no level ${course.level}`)
  for (const rule of rules) {
    const starters = BASED_ON[rule.base]
    if (starters === undefined) throw new Error(`the oracle does not know the base "${rule.base}"`)
    if (starters.includes(event.type)) begin(course, rule, event)
  }
  if (event.type === 'assigned') course.assigned = true
}

/** A note by somebody who watches, from the first reminder on, meets the look-back; the next is the first still to come. */
function lookBack(course: Course, event: DrillEvent): void {
  const clock = course.clocks.find(({ rule }) => rule.kind === 'watch')
  if (clock === undefined || !LOOK_BACK.includes(event.actor)) return
  if (Date.parse(event.at) < clock.life.nominal(0)) return
  finish(course, clock, event, 'met')
  watch(course, event)
}

function watch(course: Course, event: DrillEvent): void {
  const rule = course.plan.watch.find(({ withinMs }) => course.publishedMs + withinMs > Date.parse(event.at))
  if (rule) begin(course, rule, event, course.publishedMs)
}

/** A date was promised in public: it has a clock of its own, and the reply, moved to it, says nothing beside that. */
function promise(course: Course, event: DrillEvent): void {
  const dueMs = Date.parse(String(event.data.until))
  const reply = course.clocks.find(({ rule }) => rule.kind === 'reply')
  const ladder = course.plan.promise ?? course.plan.levels.get(course.level)?.get('reply')?.ladder
  if (ladder === undefined) throw new Error('the oracle finds no ladder for a promise')
  if (reply) {
    if (!reply.held) end(reply.life, event, 'held')
    reply.held = true
    reply.promisedMs = dueMs
    renew(course, reply, event, { past: 'silent', sameGrid: false })
    end(reply.life, event, 'held')
  }
  begin(course, { kind: 'promise', base: 'promised', withinMs: 0, ladder }, event, Date.parse(event.at), dueMs)
}

/** Whether it is open that something is promised: then the reply's clock stays held. */
const isPromised = ({ clocks }: Course, event: DrillEvent): boolean =>
  clocks.some(({ rule, about }) => rule.kind === 'promise' && about !== aboutOf(event))

const aboutOf = ({ data }: DrillEvent): string | null =>
  typeof data.statement === 'string'
    ? data.statement
    : typeof data.number === 'number'
      ? `commitment-${data.number}`
      : null

function affect(course: Course, clock: OpenClock, event: DrillEvent): void {
  const { kind, base } = clock.rule
  // What is about one statement leaves the reviews, publications and promises of others alone.
  if (OF_STATEMENTS.includes(kind) && clock.about !== aboutOf(event) && !isForAll(event)) return
  const stops = MET_BY[kind]
  if (stops === undefined) throw new Error(`the oracle does not know the clock "${kind}"`)
  // Another department has its own time from its own assignment.
  const elsewhere = event.type === 'assigned' && course.assigned && base === 'assigned'
  if (stops.includes(event.type)) finish(course, clock, event, 'met')
  else if (ENDS.includes(event.type) || elsewhere) finish(course, clock, event, 'cancelled')
  else if (event.type === 'statement-escalated' && kind === 'publish') finish(course, clock, event, 'cancelled')
  else if (event.type === 'level-set') move(course, clock, event)
  else if (event.type === 'statement-withdrawn' && kind !== 'promise' && clock.about !== null)
    finish(course, clock, event, 'cancelled')
  else if (kind === 'reply') holdOrResume(course, clock, event)
}

const isForAll = ({ type }: DrillEvent): boolean => ENDS.includes(type) || type === 'level-set'

/** While a draft is with an approver the department is not reminded of its reply; once leaders were told, they hear on. */
function holdOrResume(course: Course, clock: OpenClock, event: DrillEvent): void {
  if (event.type === 'drafted' && !clock.held && !hasToldLeaders(course, clock.life, clock.rule.ladder, event)) {
    clock.held = true
    end(clock.life, event, 'held')
  }
  const goesOn = ['approved', 'sent-back', 'promise-fulfilled'].includes(event.type)
  if (goesOn && clock.held && !isPromised(course, event)) {
    clock.held = false
    renew(course, clock, event, { past: 'told', sameGrid: true })
  }
}

function finish(course: Course, clock: OpenClock, event: DrillEvent, why: 'met' | 'cancelled'): void {
  if (!clock.held) end(clock.life, event, why)
  course.clocks = course.clocks.filter((each) => each !== clock)
}

/** The open clocks are recomputed under the new level, from their own base instants. */
function move(course: Course, clock: OpenClock, event: DrillEvent): void {
  if (clock.rule.kind === 'watch') return
  const rule = ruleAt(course, clock)
  if (rule === undefined) {
    finish(course, clock, event, 'cancelled')
    return
  }
  const delayed = clock.promisedMs === null && rule.withinMs !== clock.rule.withinMs
  const ladderChanged = JSON.stringify(rule.ladder) !== JSON.stringify(clock.rule.ladder)
  clock.rule = rule
  if (!delayed && !ladderChanged) return
  if (!clock.held) end(clock.life, event, 'moved')
  const past = delayed && !clock.held ? 'told' : 'silent'
  renew(course, clock, event, { past, sameGrid: !delayed })
  // Still with its approver: it may not speak until that one has decided.
  if (clock.held) end(clock.life, event, 'held')
}

/** The rule of a clock at the level that the case has then. */
function ruleAt({ plan, level }: Course, { rule }: OpenClock): Rule | undefined {
  if (rule.kind !== 'promise') return plan.levels.get(level)?.get(rule.kind)
  const ladder = plan.promise ?? plan.levels.get(level)?.get('reply')?.ladder
  return ladder && { ...rule, ladder }
}

function begin(
  course: Course,
  rule: Rule,
  event: DrillEvent,
  baseMs = Date.parse(event.at),
  promisedMs: number | null = null,
): void {
  const ordinal = 1 + course.lives.filter((life) => life.generation === 1 && kindOf(life) === rule.kind).length
  const at = Date.parse(event.at)
  const about = aboutOf(event)
  const draft = { rule, name: `${rule.kind}-${ordinal}`, baseMs, startedMs: at, held: false, about, promisedMs }
  const life = lifeOf(draft, event, { generation: 1, past: 'told', sameGrid: false })
  course.lives.push(life)
  course.clocks.push({ ...draft, life })
}

const kindOf = (life: Life): string => life.clock.replace(/-\d+$/, '')

function renew(course: Course, clock: OpenClock, event: DrillEvent, how: Pick<Life, 'past' | 'sameGrid'>): void {
  clock.life = lifeOf(clock, event, { generation: clock.life.generation + 1, ...how })
  course.lives.push(clock.life)
}

function lifeOf(
  { rule, name, baseMs, startedMs, promisedMs }: Omit<OpenClock, 'life'>,
  event: DrillEvent,
  how: Pick<Life, 'generation' | 'past' | 'sameGrid'>,
): Life {
  const dueMs = promisedMs ?? baseMs + rule.withinMs
  const fromMs = Date.parse(event.at)
  return {
    clock: name,
    ...how,
    dueMs,
    nominal: gridOf(rule, dueMs, startedMs),
    rungs: rule.ladder.length,
    fromMs,
    fromSeq: event.seq,
    untilMs: null,
    untilSeq: null,
    end: null,
  }
}

function end(life: Life, event: DrillEvent, why: NonNullable<Life['end']>): void {
  life.untilMs = Date.parse(event.at)
  life.untilSeq = event.seq
  life.end = why
}

/** Rungs at their offsets, none before the one above it; the last repeats on a fixed grid from its own instant. */
function gridOf({ ladder }: Rule, dueMs: number, startedMs: number): (index: number) => number {
  const instants: number[] = []
  for (const { at } of ladder) {
    const own = 'ms' in at ? dueMs + at.ms : dueMs - Math.round((Math.max(dueMs - startedMs, 0) * at.percent) / 100)
    instants.push(Math.max(own, instants.at(-1) ?? own))
  }
  const last = instants.at(-1) ?? dueMs
  const every = ladder.at(-1)?.repeatMs
  if (every === undefined || every === null) throw new Error('the oracle finds a ladder without an end')
  return (index) => instants[index] ?? last + (index - ladder.length + 1) * every
}
