// Lateness as a fact of the record: when each clock was late and in whose hands, and how long the case was in whose hands.
// Folded from the events (decide/evolve.ts), so that no later event undoes it: what was late stays late.
import { type Instant, millisBetween } from '../calendar/instant.ts'
import type { Case } from './case.ts'
import { type Clock, isAlive } from './clock-state.ts'
import { leadOf } from './parts.ts'
import { openRequest, openRequestCalled } from './requests.ts'
import type { Holder, Stretch } from './stretch.ts'

/**
 * The case with what is late by the event at `at`, and with who has it in hand from then on. A clock that was late once is late
 * until it is met or cancelled, wherever its due instant is moved: a later date excuses nothing that was past.
 */
export function recordLateness(before: Case, after: Case, at: Instant): Case {
  const known = new Map(before.clocks.map((clock) => [clock.id, clock]))
  const clocks = after.clocks.map((clock) => {
    const late = lateUntil(known.get(clock.id), before, clock, after, at)
    return late === clock.late ? clock : { ...clock, late }
  })
  const hands = handedOver(after.hands, holderOfCase(after), at)
  const changed = hands !== after.hands || clocks.some((clock, index) => clock !== after.clocks[index])
  return changed ? { ...after, clocks, hands } : after
}

function lateUntil(was: Clock | undefined, before: Case, clock: Clock, after: Case, at: Instant): Stretch[] {
  // The event has counted it anew itself.
  if (was !== undefined && was.late !== clock.late) return clock.late
  const late = was && isAlive(was) ? begun(was.late, was.dueAt, holderOf(before, was), at) : clock.late
  if (!isAlive(clock)) return handedOver(late, null, at)
  if (late.at(-1)?.until === null) return handedOver(late, holderOf(after, clock), at)
  // Started or moved to an instant that is past already: nobody is charged for the time before.
  return late.length === 0 && clock.dueAt < at ? [{ from: at, until: null, holder: holderOf(after, clock) }] : late
}

/** Late from the due instant on, where that is past and nothing was on record yet. */
const begun = (late: Stretch[], dueAt: Instant, holder: Holder, at: Instant): Stretch[] =>
  late.length === 0 && dueAt < at ? [{ from: dueAt, until: null, holder }] : late

/** The last stretch ends where it comes into other hands (null: into nobody's), and another begins. */
function handedOver(stretches: Stretch[], holder: Holder | null, at: Instant): Stretch[] {
  const last = stretches.at(-1)
  const open = last?.until === null ? last : undefined
  if (open === undefined) return holder === null ? stretches : [...stretches, { from: at, until: null, holder }]
  if (holder !== null && sameHolder(open.holder, holder)) return stretches
  const ended = open.from === at ? stretches.slice(0, -1) : [...stretches.slice(0, -1), { ...open, until: at }]
  return holder === null ? ended : handedOver(ended, holder, at)
}

export const sameHolder = (one: Holder | null, other: Holder | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** Who can end a clock now: whose turn it is for what waits for a decision, else the department or the role that owes it. */
export function holderOf(state: Case, clock: Clock): Holder {
  const turn =
    clock.of.kind === 'request'
      ? openRequestCalled(state, clock.of.request)?.turn
      : clock.status === 'held'
        ? openRequest(state, 'reply')?.turn
        : undefined
  if (turn !== undefined) return { role: turn }
  if (clock.of.kind === 'department') return { department: clock.of.department }
  if (clock.owner !== 'contact' && clock.owner !== 'head') return { role: clock.owner }
  const lead = leadOf(state)
  return lead === null ? DESK : { department: lead }
}

/** Whoever has the case in hand; null where nobody owes the public an answer. */
export function holderOfCase(state: Case): Holder | null {
  const lead = leadOf(state)
  switch (state.status) {
    case 'triage':
      return DESK
    case 'waiting':
    case 'handling':
    case 'approved':
      return lead === null ? DESK : { department: lead }
    case 'reviewing': {
      const turn = openRequest(state, 'reply')?.turn
      return turn === undefined ? DESK : { role: turn }
    }
    default:
      return null
  }
}

const DESK: Holder = { role: 'duty-officer' }

/** Late once, also against a due instant that was moved after it had passed. */
export const isLate = ({ late, dueAt }: Pick<Clock, 'late' | 'dueAt'>, now: Instant): boolean =>
  late.length > 0 || now > dueAt

/** A clock's lateness as it is at `now`, with what no event has put on record yet. */
export function latenessOf(state: Case, clock: Clock, now: Instant): Stretch[] {
  return isAlive(clock) ? begun(clock.late, clock.dueAt, holderOf(state, clock), now) : clock.late
}

/** Milliseconds; what lasts counts up to `now`. */
export const lengthOf = (stretches: readonly Stretch[], now: Instant): number =>
  stretches.reduce((sum, { from, until }) => sum + Math.max(0, millisBetween(from, until ?? now)), 0)

/** Each holder's share in milliseconds, the longest first. */
export function sharesOf(stretches: readonly Stretch[], now: Instant): { holder: Holder | null; millis: number }[] {
  const shares = new Map<string, { holder: Holder | null; millis: number }>()
  for (const stretch of stretches) {
    const key = JSON.stringify(stretch.holder)
    const millis = (shares.get(key)?.millis ?? 0) + lengthOf([stretch], now)
    shares.set(key, { holder: stretch.holder, millis })
  }
  return [...shares.values()].sort((a, b) => b.millis - a.millis)
}

/** Whom a clock's lateness is charged to: whoever had it in hand for the longest part; null where that is not on record. */
export const chargedTo = (stretches: readonly Stretch[], now: Instant): Holder | null =>
  sharesOf(stretches, now)[0]?.holder ?? null

/**
 * From the discovery to the answer on record, in milliseconds; nothing resets it. `until` is null while the answer is wanted; a case
 * that was dismissed counts to its dismissal, and goes on from the discovery when it is reopened.
 */
export function wholeTime(state: Case, now: Instant): { from: Instant; until: Instant | null; millis: number } {
  const from = state.discoveredAt
  const until = 'publication' in state ? state.publication.at : state.status === 'dismissed' ? state.dismissedAt : null
  return { from, until, millis: Math.max(0, millisBetween(from, until ?? now)) }
}
