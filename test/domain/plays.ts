// Plays of random commands by whoever may give them, for what must hold whatever people and time do.
import fc from 'fast-check'
import { expect } from 'vitest'
import { type Instant, later, MINUTE } from '../../src/domain/calendar/instant.ts'
import type { Case, CasePost, Status } from '../../src/domain/case/case.ts'
import type { CaseEvent } from '../../src/domain/case/events.ts'
import { openRequest } from '../../src/domain/case/requests.ts'
import { type CameIn, FORWARDED } from '../../src/domain/case/source.ts'
import { openPromises, underWay } from '../../src/domain/case/statements.ts'
import type { CaseFile } from '../../src/domain/commands/intake/attach.ts'
import { evolve } from '../../src/domain/decide/evolve.ts'
import { type CaseCommand, type Decision, decide } from '../../src/domain/decide/index.ts'
import type { Org } from '../../src/domain/org/org.ts'
import { DEFAULT_SECOND_PERSON, type Metrics, type Policy } from '../../src/domain/policy/policy.ts'
import { facts, NOON, ORG, opening, POLICY, TOLD } from '../support/sample.ts'

/** `by` is a person, or `able`: the first whom the rules would let do it, so that plays get far. */
type Step = { wait: number; by: string; command: CaseCommand | 'onwards' | 'promising' | 'agreeing' | 'refusing' }

const text = fc.constantFrom<string>('', '已处理', '请补充时间')
const which = fc.constantFrom<string>('', 'first-response', 'interim', 'commitment', 'reply')
const command: fc.Arbitrary<Step['command']> = fc.oneof(
  { weight: 12, arbitrary: fc.constant('onwards' as const) },
  { weight: 8, arbitrary: fc.constant('promising' as const) },
  { weight: 3, arbitrary: fc.constantFrom('agreeing' as const, 'refusing' as const) },
  { weight: 6, arbitrary: fc.constant<CaseCommand>({ type: 'tick' }) },
  fc.record({
    type: fc.constant('assign' as const),
    department: fc.constantFrom<string>('城管', 'health', '水利'),
    co: fc.constantFrom<string[]>([], ['卫健']),
  }),
  fc.constant<CaseCommand>({ type: 'claim' }),
  fc.constant<CaseCommand>({ type: 'undo' }),
  fc.record({
    type: fc.constant('level' as const),
    level: fc.constantFrom<string>('1', '2', '重大', '7'),
    reason: text,
  }),
  fc.record({ type: fc.constant('note' as const), text }),
  fc.record({ type: fc.constant('respond' as const), text }),
  fc.record({
    type: fc.constant('commit' as const),
    date: fc.constantFrom<string>('10月14日', '3wd', '1d', '昨天'),
    text,
  }),
  { weight: 2, arbitrary: fc.record({ type: fc.constant('draft' as const), text }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('approve' as const), statement: which }) },
  {
    weight: 10,
    arbitrary: fc.record({
      type: fc.constant('send-back' as const),
      statement: fc.constantFrom<string>('reply', 'first-response', 'interim', 'dismissal', 'lowering'),
      reason: fc.constantFrom<string>('请补充', ''),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('publish' as const),
      statement: which,
      url: fc.constant('https://city.example/2'),
    }),
  },
  fc.record({
    type: fc.constant('correct' as const),
    title: fc.constantFrom<string>('', '幼儿园门口积水已三天'),
    published: fc.constantFrom<string>('', '10-08 09:30', '10-09', '明天'),
    platform: fc.constant(''),
    place: fc.constant(''),
    post: fc.constantFrom<string>('', '1'),
  }),
  fc.record({ type: fc.constant('interim' as const), text }),
  fc.record({ type: fc.constant('fulfil' as const), text }),
  fc.record({
    type: fc.constant('publish' as const),
    url: fc.constantFrom<string>('https://city.example/1', 'javascript:x', ''),
  }),
  fc.record({ type: fc.constant('close' as const), reason: text }),
  fc.record({ type: fc.constant('subsided' as const), text }),
  fc.record({ type: fc.constant('dismiss' as const), reason: text }),
  fc.record({ type: fc.constant('reopen' as const), reason: text }),
  fc.record({
    type: fc.constant('withdraw' as const),
    statement: fc.constantFrom<string>('dismissal', 'lowering', ''),
    reason: text,
  }),
  fc.record({ type: fc.constant('progress' as const), text }),
  fc.constant<CaseCommand>({ type: 'unclaim' }),
  fc.record({
    type: fc.constant('sight' as const),
    posts: fc.constant<CasePost[]>([]),
    source: fc.constant('duty'),
    text: fc.constant(''),
    came: fc.constantFrom<CameIn>(FORWARDED, { source: 'superior', order: { number: '15号', deadline: '2d' } }),
    metrics: fc.constantFrom<Metrics>({}, { reads: 10 }, { reads: 5000 }),
  }),
  // One of these: each by itself would leave too little to what brings a case on.
  fc.oneof(
    fc.constant<CaseCommand>({ type: 'suggest-same', like: 3, title: '积水', how: 'text' }),
    fc.constant<CaseCommand>({ type: 'fold', into: 3 }),
    fc.record({
      type: fc.constant('join' as const),
      from: fc.constant(9),
      posts: fc.constant<CasePost[]>([]),
      sightings: fc.constant(2),
      forwarders: fc.constant<string[]>(['li']),
      metrics: fc.constantFrom<Metrics>({}, { reads: 5000 }),
      files: fc.constant<CaseFile[]>([]),
      order: fc.constant(null),
    }),
    fc.constant<CaseCommand>({ type: 'part', from: 9, posts: [], sightings: 2 }),
  ),
)
// What a case in good hands would see next; without it random plays never get beyond the handling.
const ONWARDS: Record<Status, CaseCommand> = {
  triage: { type: 'assign', department: '城管', co: [] },
  waiting: { type: 'claim' },
  handling: { type: 'draft', text: '已安排' },
  reviewing: { type: 'approve', statement: 'reply' },
  approved: { type: 'publish', statement: 'reply', ...TOLD },
  watching: { type: 'note', text: '回访：未见反弹' },
  closed: { type: 'reopen', reason: '再次反映' },
  dismissed: { type: 'reopen', reason: '核实属实' },
}
/** Events that plays do not make. */
export const ELSEWHERE = [
  'attached',
  'disclosed',
  'dropped',
  'learned',
  'ordered',
  'recalled',
  'responded',
  'sent-weaker',
  'told-apart',
  'undelivered',
]

/** Mostly the three steps of a commitment at once: apart they seldom meet. */
const inFull = (step: Step): Step[] => {
  const able = { ...step, by: 'able' }
  if (step.command === 'promising' && step.wait < 45) return [able, { ...able, wait: 0 }, { ...able, wait: 0 }]
  return step.command === 'agreeing' || step.command === 'refusing' ? [able, { ...able, wait: 0 }] : [step]
}

/** A commitment on its way: asked, decided, published; what was promised is fulfilled once the case is answered. */
function promising(state: Case): CaseCommand {
  const pending = underWay(state, 'commitment')
  if (pending?.status === 'open') return { type: 'approve', statement: 'commitment' }
  if (pending !== null) return { type: 'publish', statement: 'commitment', url: 'https://city.example/3' }
  if (state.status === 'watching' && openPromises(state).length > 0) return { type: 'fulfil', text: '已办' }
  return { type: 'commit', date: '1d', text: '明日答复。' }
}
/** What a second person decides: asked for where nothing waits, a lowering before a dismissal. */
function guarded(state: Case, how: 'agreeing' | 'refusing'): CaseCommand {
  const waiting = openRequest(state, 'lowering') ?? openRequest(state, 'dismissal')
  if (waiting === null)
    return state.level === 1
      ? { type: 'level', level: '2', reason: '影响有限' }
      : { type: 'dismiss', reason: '属邻县管辖' }
  const statement = waiting.kind
  return how === 'agreeing' ? { type: 'approve', statement } : { type: 'send-back', statement, reason: '仍有转载' }
}

/** What a step of several commands asks for next. */
function commandOf(asked: Step['command'], state: Case): CaseCommand {
  if (asked === 'onwards') return ONWARDS[state.status]
  if (asked === 'promising') return promising(state)
  return asked === 'agreeing' || asked === 'refusing' ? guarded(state, asked) : asked
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    wait: fc.constantFrom(0, 1, 10, 45, 180, 1_500, 9_000),
    by: fc.constantFrom('able', 'able', 'able', 'able', 'able', ...ORG.people.map(({ key }) => key)),
    command,
  }),
  { maxLength: 60, size: 'max' },
)
// The contact and every leader may be missing: roles are then vacant.
const orgs: fc.Arbitrary<Org> = fc.subarray(['lin', 'zhao', 'gao', 'xu']).map((gone) => ({
  ...ORG,
  people: ORG.people.filter(({ key }) => !gone.includes(key)),
}))

/** Every other play is under a policy that wants a second person, and somebody's word that it has subsided. */
const GUARDED: Policy = { ...POLICY, secondPerson: DEFAULT_SECOND_PERSON, confirmSubsided: 2 }
const policyOf = (script: Step[]): Policy => (script.length % 2 === 0 ? POLICY : GUARDED)

export interface Played {
  states: Case[]
  events: { event: CaseEvent; before: Case | null }[]
  now: Instant
}

/** Plays the steps; refusals change nothing. Every state that the case passed through, and every event with its state before. */
function play(script: Step[], org: Org): Played {
  const opened = decide(null, opening(), facts('li', NOON, { org }))
  if (!opened.ok) throw new Error('not opened')
  const played: Played = {
    states: [opened.after],
    events: opened.events.map((event) => ({ event, before: null })),
    now: NOON,
  }
  for (const { wait, by, command: asked } of script.flatMap(inFull)) {
    played.now = later(played.now, wait * MINUTE)
    const before = played.states.at(-1) ?? opened.after
    const given = commandOf(asked, before)
    const decision = tried(before, given, by, played.now, { org, policy: policyOf(script) })
    if (!decision.ok) continue
    let state = before
    for (const event of decision.events) {
      played.events.push({ event, before: state })
      state = evolve(state, event, 7)
    }
    expect(state).toEqual(decision.after)
    played.states.push(decision.after)
  }
  return played
}

function tried(
  state: Case,
  command: CaseCommand,
  by: string,
  now: Instant,
  plan: { org: Org; policy: Policy },
): Decision {
  const people = command.type === 'tick' ? ['zhiban'] : by === 'able' ? plan.org.people.map(({ key }) => key) : [by]
  const sighted = state.posts.map(({ key, by: person = 'li', discoveredAt: at }, id) => ({
    id,
    post: key,
    message: key,
    person,
    at,
  }))
  const decisions = people.map((who) => decide(state, command, facts(who, now, { ...plan, sighted })))
  return decisions.find(({ ok }) => ok) ?? (decisions[0] as Decision)
}

/** What must hold of every play, of so many. With a seed they are the same for every check, and played once. */
export function holdsOf(plays: fc.Parameters<[Step[], Org]>): (check: (played: Played, org: Org) => void) => void {
  const known = new Map<string, Played>()
  const playOnce = (script: Step[], org: Org): Played => {
    const key = JSON.stringify([script, org.people.map((person) => person.key)])
    const played = known.get(key) ?? play(script, org)
    if (plays.seed !== undefined) known.set(key, played)
    return played
  }
  return (check) =>
    fc.assert(
      fc.property(steps, orgs, (script, org) => check(playOnce(script, org), org)),
      plays,
    )
}
