// A decision as it unfolds: each thing that happens changes the case, and what its clocks do automatically as a result.
import type { ApprovalSpec, Story } from '../capability/capability.ts'
import type { DecisionContext } from '../capability/context.ts'
import type { Case, RequestKind } from '../case/case.ts'
import type { ClockOf } from '../case/clock-state.ts'
import type { CaseEvent, EventData, EventType } from '../case/events.ts'
import type { From } from '../clock/rules.ts'
import { APPROVALS } from '../commands/index.ts'
import type { ClockKind, ClockRule } from '../policy/policy.ts'
import { clocksFollow } from './clock-effects.ts'
import { setDue, startClock } from './clock-setting.ts'
import { evolve } from './evolve.ts'
import { lapseRequests } from './lapse.ts'
import { remindDue } from './remind.ts'

/** The case as it is, with nothing decided yet. */
export const begin = (state: Case, context: DecisionContext): Story => new StoryInProgress(state, [], context)

/** The first event makes the case; then its clocks follow. */
export function beginWith(number: number, data: EventData<'opened'>, context: DecisionContext): Story {
  const event = eventOf(context, 'opened', data)
  const bare = evolve(null, event, number)
  return clocksFollow(new StoryInProgress(bare, [event], context), bare, event)
}

class StoryInProgress implements Story {
  constructor(
    readonly state: Case,
    readonly events: readonly CaseEvent[],
    readonly context: DecisionContext,
  ) {}

  add<E extends EventType>(type: E, data: EventData<E>): Story {
    const event = eventOf(this.context, type, data)
    return new StoryInProgress(evolve(this.state, event, this.state.number), [...this.events, event], this.context)
  }

  happen<E extends EventType>(type: E, data: EventData<E>): Story {
    return lapseRequests(clocksFollow(this.add(type, data), this.state, eventOf(this.context, type, data)))
  }

  start(rule: ClockRule, from: From, of: ClockOf = { kind: 'case' }, until?: string): Story {
    return startClock(this, rule, from, of, until)
  }

  setDue(kind: ClockKind, until: string, cap: string): Story {
    return setDue(this, kind, until, cap)
  }

  remind(): Story {
    return remindDue(this)
  }

  approvalOf<K extends RequestKind>(kind: K): ApprovalSpec<K> {
    return APPROVALS[kind]
  }
}

const eventOf = <E extends EventType>({ now, actor }: DecisionContext, type: E, data: EventData<E>) =>
  ({ type, at: now, actor: actor.person, data }) as unknown as CaseEvent
