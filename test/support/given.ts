// Given events, when a command, then events: the specification of decisions, without a database.
import { expect } from 'vitest'
import { type Instant, later } from '../../src/domain/calendar/instant.ts'
import type { Refusal } from '../../src/domain/capability/refusal.ts'
import type { Case } from '../../src/domain/case/case.ts'
import type { CaseEvent, EventType } from '../../src/domain/case/events.ts'
import { type CaseCommand, type Decision, type DecisionContext, decide } from '../../src/domain/decide/index.ts'
import { facts, NOON, opening } from './sample.ts'

/** A case in the making: each step is decided at its instant, and must be allowed unless it says otherwise. */
export class Given {
  private constructor(
    readonly state: Case,
    readonly events: CaseEvent[],
    readonly now: Instant,
    private readonly more: Partial<DecisionContext>,
  ) {}

  static opened(command = opening(), by = 'li', at: Instant = NOON, more: Partial<DecisionContext> = {}): Given {
    const decision = allowed(decide(null, command, facts(by, at, more)))
    return new Given(decision.after, decision.events, at, more)
  }

  /** The clock advances by so many milliseconds; nothing is ticked. */
  after(millis: number): Given {
    return new Given(this.state, this.events, later(this.now, millis), this.more)
  }

  /** From now on decided upon other facts (another place, another org). */
  with(more: Partial<DecisionContext>): Given {
    return new Given(this.state, this.events, this.now, { ...this.more, ...more })
  }

  try(by: string, command: CaseCommand): Decision {
    return decide(this.state, command, facts(by, this.now, this.more))
  }

  when(by: string, command: CaseCommand): Given {
    const decision = allowed(this.try(by, command))
    return new Given(decision.after, decision.events, this.now, this.more)
  }

  tick(): Given {
    return this.when('zhiban', { type: 'tick' })
  }

  /** The types of what just happened, in order. */
  get happened(): EventType[] {
    return this.events.map(({ type }) => type)
  }

  find<T extends EventType>(type: T): Extract<CaseEvent, { type: T }> {
    const found = this.events.find((event) => event.type === type)
    if (found === undefined) throw new Error(`no ${type} among ${this.happened.join(', ')}`)
    return found as Extract<CaseEvent, { type: T }>
  }

  clock(kind: string) {
    const clock = this.state.clocks.findLast((each) => each.kind === kind)
    if (clock === undefined) throw new Error(`no ${kind} clock`)
    return clock
  }
}

export function refusalOf(decision: Decision): Refusal {
  expect(decision.ok, 'the command was allowed').toBe(false)
  return decision.ok ? ({} as never) : decision.refusal
}

function allowed(decision: Decision): Extract<Decision, { ok: true }> {
  if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.refusal)}`)
  return decision
}
