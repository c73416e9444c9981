// What nobody does alone: whether another person of rank must agree, who that is, and from when on they are reminded.

import type { Instant } from '../../calendar/instant.ts'
import { opensNext } from '../../calendar/working-day.ts'
import type { Story } from '../../capability/capability.ts'
import type { DecisionContext } from '../../capability/context.ts'
import type { Refusal } from '../../capability/refusal.ts'
import type { Case, RequestKind } from '../../case/case.ts'
import { lastLeadOf } from '../../case/parts.ts'
import { openRequests } from '../../case/requests.ts'
import { decidersOf, namesOf, othersThan } from '../../notice/recipients.ts'
import { holders, isSamePerson } from '../../org/org.ts'
import { type Guarded, levelOf, type Role } from '../../policy/policy.ts'

declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** All these roles are vacant, or held by whoever asks. */
    'no-second-person': { roles: Role[] }
    /** The same was asked before, and waits for these. */
    'asked-already': { request: RequestKind; by: string; at: Instant; names: string[] }
  }
}

/** Whose agreement is needed: anybody's of `among`; who holds `turn` is asked. */
export interface Second {
  turn: Role
  among: Role[]
}

/** Null where the policy leaves it to one person; a refusal where nobody could agree. */
export function secondFor({ policy, org, actor }: DecisionContext, state: Case, act: Guarded): Second | Refusal | null {
  const { acts, by } = policy.secondPerson
  if (!acts.includes(act)) return null
  const among = by.filter((role) => othersThan(org, role, lastLeadOf(state), actor.person).length > 0)
  const [turn] = among
  return turn === undefined ? { reason: 'no-second-person', roles: by } : { turn, among: by }
}

/** A request of this kind waits already. */
export function askedAlready({ org }: DecisionContext, state: Case, kind: RequestKind): Refusal | null {
  const waiting = openRequests(state).find((each) => each.kind === kind)
  if (waiting === undefined) return null
  const names = namesOf(org, decidersOf(org, state, waiting).people)
  return {
    reason: 'asked-already',
    request: kind,
    by: namesOf(org, [waiting.by]).join(''),
    at: waiting.at,
    names,
  }
}

/** When work begins, where whoever acts is alone on duty outside working hours; null where they are not. */
export function aloneUntil({ policy, org, actor, calendar, now }: DecisionContext): Instant | null {
  if (!policy.secondPerson.aloneAtNight) return null
  const onDuty = holders(org, 'duty-officer', null)
  const alone = onDuty.length > 0 && onDuty.every((key) => isSamePerson(org, key, actor.person))
  return alone ? opensNext(calendar, now) : null
}

/** Nobody is woken for a confirmation: its review begins when work does. */
export function reviewedFrom(story: Story, request: string, opening: Instant): Story {
  const rule = levelOf(story.context.policy, story.state.level)?.clocks.find(({ kind }) => kind === 'review')
  if (rule === undefined) throw new Error(`level ${story.state.level} has no review clock: nobody would be reminded`)
  const from = { at: opening, since: 'work-begun' as const, fallback: false }
  return story.start(rule, from, { kind: 'request', request })
}
