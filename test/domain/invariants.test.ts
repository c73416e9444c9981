// Whatever people and time do to a case, in any order: what must always hold.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Instant, later, MINUTE } from '../../src/domain/calendar/instant.ts'
import type { Case, CasePost, Status } from '../../src/domain/case/case.ts'
import { isOpen } from '../../src/domain/case/case.ts'
import { isAlive } from '../../src/domain/case/clock-state.ts'
import type { CaseEvent, RecordedEvent } from '../../src/domain/case/events.ts'
import { latenessOf, lengthOf, wholeTime } from '../../src/domain/case/lateness.ts'
import { openRequest } from '../../src/domain/case/requests.ts'
import { type CameIn, FORWARDED } from '../../src/domain/case/source.ts'
import { openPromises, rankOf, underWay } from '../../src/domain/case/statements.ts'
import type { Stretch } from '../../src/domain/case/stretch.ts'
import { versionOf } from '../../src/domain/case/upcast-events.ts'
import { clockRule } from '../../src/domain/clock/rules.ts'
import { rankTold } from '../../src/domain/commands/answering/deciding-rank.ts'
import { EVENT_TYPES } from '../../src/domain/commands/index.ts'
import { evolve, fold } from '../../src/domain/decide/evolve.ts'
import { type CaseCommand, type Decision, decide } from '../../src/domain/decide/index.ts'
import { noticesFor } from '../../src/domain/notice/index.ts'
import type { Org } from '../../src/domain/org/org.ts'
import { DEFAULT_SECOND_PERSON, type Metrics, type Policy } from '../../src/domain/policy/policy.ts'
import { facts, NOON, ORG, opening, POLICY, TOLD } from '../support/sample.ts'
import { isProof, scaled } from '../support/scale.ts'

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
    weight: 6,
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
const ELSEWHERE = ['attached', 'dropped', 'ordered', 'recalled', 'responded', 'sent-weaker', 'undelivered']

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

interface Played {
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
  const decisions = people.map((who) => decide(state, command, facts(who, now, plan)))
  return decisions.find(({ ok }) => ok) ?? (decisions[0] as Decision)
}

const isInOrder = (stretches: Stretch[]): boolean =>
  stretches.every(({ from, until }, index) => {
    const next = stretches[index + 1]
    return until === null ? next === undefined : from < until && (next === undefined || until <= next.from)
  })

const holds = (check: (played: Played, org: Org) => void) =>
  fc.assert(
    fc.property(steps, orgs, (script, org) => check(play(script, org), org)),
    { numRuns: scaled(320, 3_000), ...(isProof ? {} : { seed: 20_261_009 }) },
  )

describe('whatever people and time do', () => {
  it('plays reach every status, and every event but those of delivery', () => {
    const statuses = new Set<string>()
    const types = new Set<string>()
    holds(({ states, events }) => {
      for (const { status } of states) statuses.add(status)
      for (const { event } of events) types.add(event.type)
    })
    expect([...statuses].sort()).toEqual([
      'approved',
      'closed',
      'dismissed',
      'handling',
      'reviewing',
      'triage',
      'waiting',
      'watching',
    ])
    // Of files, deliveries and messages taken back; of a version before; and what takes two rare things at once.
    const elsewhere = [...ELSEWHERE, 'request-lapsed', 'statement-escalated', 'statement-turn-approved']
    expect(EVENT_TYPES.filter((type) => !types.has(type) && !elsewhere.includes(type))).toEqual([])
  })

  it('no reminder is decided after its clock is met, and none for a clock that does not run', () => {
    holds(({ events }) => {
      for (const { event, before } of events) {
        if (event.type !== 'reminded') continue
        const clock = before?.clocks.find(({ id }) => id === event.data.clock)
        expect(clock?.status).toBe('running')
        expect(event.data.generation).toBe(clock?.generation)
      }
    })
  })

  it('an open case always has a next instant, and after a tick it is in the future', () => {
    holds(({ states, now }, org) => {
      for (const state of states) {
        const next = state.clocks.flatMap((clock) => (clock.status === 'running' ? [clock.next.at] : []))
        // What one person alone has set aside waits for its confirmation.
        if (isOpen(state) || state.setAside !== null) expect(next.length).toBeGreaterThan(0)
        else expect(state.clocks.filter(isAlive)).toEqual([])
      }
      const last = states.at(-1)
      const ticked = last && decide(last, { type: 'tick' }, facts('zhiban', now, { org }))
      if (!ticked?.ok) throw new Error('a tick was refused')
      for (const clock of ticked.after.clocks) if (clock.status === 'running') expect(clock.next.at > now).toBe(true)
      const again = decide(ticked.after, { type: 'tick' }, facts('zhiban', now, { org }))
      expect(again).toMatchObject({ ok: true, events: [] })
    })
  })

  it('recorded lateness and the whole time never shrink, and no stretch overlaps another', () => {
    holds(({ states }) => {
      let [late, whole] = [0, 0]
      for (const state of states) {
        const stretches = state.clocks.map((clock) => latenessOf(state, clock, state.changedAt))
        for (const each of stretches) expect(isInOrder(each)).toBe(true)
        const sum = stretches.reduce((so, each) => so + lengthOf(each, state.changedAt), 0)
        const { millis } = wholeTime(state, state.changedAt)
        expect(sum).toBeGreaterThanOrEqual(late)
        expect(millis).toBeGreaterThanOrEqual(whole)
        ;[late, whole] = [sum, millis]
      }
    })
  })

  it('nobody approves their own draft', () => {
    holds(({ events }) => {
      for (const { event, before } of events) {
        if (event.type !== 'approved' && event.type !== 'turn-approved') continue
        expect(before && openRequest(before, 'reply')?.by).not.toBe(event.actor)
      }
    })
  })

  it('a promise silences no rung that those who agreed to it were not as high as, and is never lost nor ended with its case', () => {
    let made = 0
    holds(({ states, events }, org) => {
      for (const { event, before } of events) {
        if (event.type !== 'committed' || before === null) continue
        made += 1
        const { approvals } = before.statements.find(({ id }) => id === event.data.statement) ?? { approvals: [] }
        const told = rankTold(facts('chen', event.at, { org }), before)
        const ranks = approvals.map(({ role }) => rankOf(role))
        expect(Math.max(...ranks)).toBeGreaterThanOrEqual(rankOf(told))
      }
      states.reduce((before, after) => {
        const kept = after.promises.slice(0, before.promises.length)
        expect(kept.map(({ number, until, madeAt }) => ({ number, until, madeAt }))).toEqual(
          before.promises.map(({ number, until, madeAt }) => ({ number, until, madeAt })),
        )
        if (openPromises(after).length > 0) {
          expect(isOpen(after)).toBe(true)
          const speaks = after.clocks.filter(({ kind, status }) => kind === 'promise' && status === 'running')
          expect(speaks).toHaveLength(openPromises(after).length)
        }
        return after
      })
    })
    expect(made).toBeGreaterThan(0)
  })

  it('a first response was approved by somebody else before its clock was met by it', () => {
    holds(({ events }) => {
      for (const { event, before } of events) {
        if (event.type !== 'statement-published') continue
        const request = before?.requests.find(({ id }) => id === event.data.statement)
        expect(request?.status).toBe('granted')
        expect(request?.approvals.map(({ by }) => by)).not.toContain(request?.by)
      }
    })
  })

  it('an approved reply was approved for every role that its level asks', () => {
    holds(({ events }) => {
      for (const { event, before } of events) {
        const request = before && openRequest(before, 'reply')
        if (event.type !== 'approved' || before === null || !request) continue
        // Somebody may have stood in for a turn.
        const roles = [...request.approvals.map(({ role, turn = role }) => turn), request.turn]
        const asked = POLICY.levels.find(({ number }) => number === before.level)?.approvers ?? []
        expect(roles).toEqual(expect.arrayContaining(asked))
      }
    })
  })

  it('the row is the fold of its events', () => {
    holds(({ states, events }) => {
      const recorded = events.map(({ event }, index) => ({
        ...event,
        case: 7,
        seq: index + 1,
        v: versionOf(event.type),
      })) as RecordedEvent[]
      expect(fold(recorded)).toEqual(states.at(-1))
      expect(states.at(-1)?.version).toBe(recorded.length)
    })
  })

  it('a generation only rises, and a rung of a generation is said once', () => {
    holds(({ states, events }) => {
      const seen = new Map<string, number>()
      for (const clock of states.flatMap((state) => state.clocks)) {
        expect(clock.generation).toBeGreaterThanOrEqual(seen.get(clock.id) ?? 1)
        seen.set(clock.id, clock.generation)
      }
      const said = events.flatMap(({ event }) =>
        event.type === 'reminded' || event.type === 'overtaken'
          ? event.data.steps.flatMap(({ step, first, last }) =>
              Array.from(
                { length: 1 + last - first },
                (_, n) => `${event.data.clock}:${event.data.generation}:${step}:${first + n}`,
              ),
            )
          : [],
      )
      expect(new Set(said).size).toBe(said.length)
    })
  })

  it('a reminder finds somebody, or the desk is told', () => {
    holds(({ events }, org) => {
      for (const { event, before } of events) {
        if (event.type !== 'reminded' || before === null) continue
        const after = evolve(before, event, 7)
        const told = noticesFor({ before, after, facts: facts('zhiban', event.at, { org }) }, [event]).filter(
          ({ kind }) => kind === 'say',
        )
        expect(told.length).toBeGreaterThan(0)
        expect(new Set(told.map(({ key }) => key)).size).toBe(told.length)
      }
    })
  })

  it('what was overtaken is told to somebody, wherever there is somebody', () => {
    holds(({ events }) => {
      for (const { event } of events) if (event.type === 'overtaken') expect(event.data.to).not.toEqual([])
    })
  })

  it('a clock’s ladder is that of the case’s level', () => {
    holds(({ states }) => {
      for (const state of states) {
        for (const clock of state.clocks) {
          if (clock.status === 'running')
            expect(clock.next.step).toBeLessThanOrEqual(clockRule(POLICY, state.level, clock)?.ladder.length ?? 0)
        }
      }
    })
  })
})
