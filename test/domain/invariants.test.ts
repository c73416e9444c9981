// Whatever people and time do to a case, in any order: what must always hold.
import { describe, expect, it } from 'vitest'
import { isOpen } from '../../src/domain/case/case.ts'
import { isAlive } from '../../src/domain/case/clock-state.ts'
import type { RecordedEvent } from '../../src/domain/case/events.ts'
import { latenessOf, lengthOf, wholeTime } from '../../src/domain/case/lateness.ts'
import { openRequest } from '../../src/domain/case/requests.ts'
import { openPromises, rankOf } from '../../src/domain/case/statements.ts'
import type { Stretch } from '../../src/domain/case/stretch.ts'
import { versionOf } from '../../src/domain/case/upcasting/upcast-events.ts'
import { clockRule } from '../../src/domain/clock/rules.ts'
import { EVENT_TYPES } from '../../src/domain/commands/index.ts'
import { rankTold } from '../../src/domain/commands/promising/deciding-rank.ts'
import { evolve, fold } from '../../src/domain/decide/evolve.ts'
import { decide } from '../../src/domain/decide/index.ts'
import { noticesFor } from '../../src/domain/notice/index.ts'
import { facts, POLICY } from '../support/sample.ts'
import { isProof, scaled } from '../support/scale.ts'
import { ELSEWHERE, holdsOf } from './plays.ts'

const holds = holdsOf({ numRuns: scaled(320, 3_000), ...(isProof ? {} : { seed: 20_261_009 }) })

const isInOrder = (stretches: Stretch[]): boolean =>
  stretches.every(({ from, until }, index) => {
    const next = stretches[index + 1]
    return until === null ? next === undefined : from < until && (next === undefined || until <= next.from)
  })

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
    const elsewhere = [
      ...ELSEWHERE,
      'lateness-corrected',
      'lowering-withdrawn',
      'request-lapsed',
      'statement-escalated',
      'statement-turn-approved',
    ]
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
