// The README's first promise: those who owe an answer cannot talk a deadline away. Whatever they do, a rung that has told
// leaders goes on, unless the answer is on record or somebody of the rank that was told has decided otherwise.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOUR, later, MINUTE } from '../../src/domain/calendar/instant.ts'
import type { Case } from '../../src/domain/case/case.ts'
import { type Clock, isAlive } from '../../src/domain/case/clock-state.ts'
import { latenessOf, lengthOf, wholeTime } from '../../src/domain/case/lateness.ts'
import { saidRungs } from '../../src/domain/clock/ladder.ts'
import { clockRule } from '../../src/domain/clock/rules.ts'
import { type CaseCommand, decide } from '../../src/domain/decide/index.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import { Given } from '../support/given.ts'
import { facts, NOON, POLICY } from '../support/sample.ts'
import { isProof, scaled } from '../support/scale.ts'

interface Step {
  wait: number
  by: 'chen' | 'lin' | 'zhou'
  command: CaseCommand
}

const text = fc.constantFrom('正在处理', '11月9日前完成路面修复，由城管局负责。', '')
const command: fc.Arbitrary<CaseCommand> = fc.oneof(
  fc.constant<CaseCommand>({ type: 'claim' }),
  fc.constant<CaseCommand>({ type: 'unclaim' }),
  fc.record({ type: fc.constant('note' as const), text }),
  fc.record({ type: fc.constant('progress' as const), text }),
  fc.record({ type: fc.constant('respond' as const), text }),
  fc.record({ type: fc.constant('commit' as const), date: fc.constantFrom('1d', '3wd', '5wd', '10月14日'), text }),
  { weight: 2, arbitrary: fc.record({ type: fc.constant('draft' as const), text }) },
  { weight: 2, arbitrary: fc.constant<CaseCommand>({ type: 'approve' }) },
  fc.record({ type: fc.constant('send-back' as const), reason: text }),
  fc.record({ type: fc.constant('publish' as const), url: fc.constant('https://city.example/1') }),
)
const step = fc.record<Step>({
  wait: fc.constantFrom(0, 10, 45, 180, 1_500, 4_000),
  by: fc.constantFrom('chen' as const, 'lin' as const),
  command,
})
const steps = fc.array(step, { minLength: 3, maxLength: 40, size: 'max' })

/** What the desk corrects in between: the answer is due so long after the publication. */
const corrections: fc.Arbitrary<Step> = fc.record({
  wait: fc.constantFrom(0, 45, 600),
  by: fc.constant('zhou' as const),
  command: fc.record({
    type: fc.constant('correct' as const),
    published: fc.constantFrom('10-09 11:00', '10-09 03:00', '10-08 21:00', '10-08'),
    title: fc.constant(''),
    platform: fc.constant(''),
    place: fc.constant(''),
    post: fc.constant(''),
  }),
})
const FROM_PUBLISHED: Policy = {
  ...POLICY,
  levels: POLICY.levels.map((each) => ({
    ...each,
    clocks: each.clocks.map((rule) => (rule.kind === 'reply' ? { ...rule, base: 'published' as const } : rule)),
  })),
}

const assigned = (policy = POLICY) =>
  Given.opened(undefined, 'li', NOON, { policy }).when('zhou', { type: 'assign', department: '城管', co: [] })

/** Each command of theirs that was carried out, with the case before it (ticked up to its instant) and after it. */
function played(
  script: Step[],
  policy = POLICY,
): { before: Case; after: Case; command: CaseCommand; by: string; now: string }[] {
  const given = assigned(policy)
  let [state, now] = [given.state, given.now]
  const done = []
  for (const { wait, by, command: asked } of script) {
    now = later(now, wait * MINUTE)
    const ticked = decide(state, { type: 'tick' }, facts('zhiban', now, { policy }))
    if (!ticked.ok) throw new Error('a tick was refused')
    state = ticked.after
    const decision = decide(state, asked, facts(by, now, { policy }))
    if (!decision.ok) continue
    done.push({ before: state, after: decision.after, command: asked, by, now })
    state = decision.after
  }
  return done
}

const LEADERS = ['supervisor', 'principal', 'leading-group', 'office']
const toldLeaders = (state: Case, clock: Clock) =>
  saidRungs(clockRule(POLICY, state.level, clock)?.ladder ?? [], clock).some(({ tell }) =>
    tell.some((role) => LEADERS.includes(role)),
  )

const holds = (check: (script: Step[]) => void) =>
  fc.assert(fc.property(steps, check), { numRuns: scaled(200, 5_000), ...(isProof ? {} : { seed: 20_261_129 }) })

describe('those who owe', () => {
  it('silence no rung that has told leaders', () => {
    let looked = 0
    holds((script) => {
      for (const { before, after } of played(script)) {
        // The approved answer is on record: nothing more is waited for.
        if (after.status === 'watching') continue
        for (const clock of before.clocks) {
          if (clock.status !== 'running' || !toldLeaders(before, clock)) continue
          const then = after.clocks.find(({ id }) => id === clock.id)
          // Met: the answer, the response or the claim that was wanted is there.
          if (then?.status === 'met') continue
          looked += 1
          expect(then).toMatchObject({ status: 'running', next: clock.next, dueAt: clock.dueAt })
        }
      }
    })
    expect(looked).toBeGreaterThan(50)
  })

  it('make no recorded lateness and no whole time shorter', () => {
    holds((script) => {
      let [late, whole] = [0, 0]
      for (const { after, now } of played(script)) {
        const sum = after.clocks.reduce((so, clock) => so + lengthOf(latenessOf(after, clock, now), now), 0)
        const { millis } = wholeTime(after, now)
        expect(sum).toBeGreaterThanOrEqual(late)
        expect(millis).toBeGreaterThanOrEqual(whole)
        ;[late, whole] = [sum, millis]
      }
    })
  })

  it('make it no shorter either where facts are corrected: it shrinks with the correction alone, and that keeps what was struck', () => {
    let shrunk = 0
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 2, arbitrary: step }, corrections), { minLength: 8, maxLength: 30, size: 'max' }),
        (script) => {
          let [late, all] = [0, 0]
          for (const { after, now, command: done } of played(script, FROM_PUBLISHED)) {
            const sum = after.clocks.reduce((so, clock) => so + lengthOf(latenessOf(after, clock, now), now), 0)
            const struck = after.clocks.reduce((so, clock) => so + lengthOf(clock.struck ?? [], now), 0)
            if (done.type !== 'correct') expect(sum).toBeGreaterThanOrEqual(late)
            else if (sum < late) shrunk += 1
            expect(sum + struck).toBeGreaterThanOrEqual(all)
            ;[late, all] = [sum, sum + struck]
          }
        },
      ),
      { numRuns: scaled(100, 3_000), ...(isProof ? {} : { seed: 20_261_130 }) },
    )
    expect(shrunk).toBeGreaterThan(5)
  })

  it('have an answer counted late against the first due instant, however long they were given since', () => {
    const late = assigned()
      .when('chen', { type: 'claim' })
      .after(30 * HOUR)
      .tick()
    const clock = late.clock('reply')
    expect(isAlive(clock) && toldLeaders(late.state, clock)).toBe(true)
    const published = late
      .when('chen', { type: 'draft', text: '11月9日已修复路面。' })
      .when('lin', { type: 'approve' })
      .when('chen', { type: 'publish', url: 'https://city.example/1' })
    expect(published.find('clock-met').data).toMatchObject({ clock: clock.id, late: true })
    expect(lengthOf(published.clock('reply').late, published.now)).toBe(6 * HOUR)
  })
})
