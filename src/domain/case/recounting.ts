// Lateness counted anew after a fact was corrected: only what was counted for a wrong fact is counted no more, and it stays told.
import type { Instant } from '../calendar/instant.ts'
import type { Case } from './case.ts'
import type { Clock } from './clock-state.ts'
import { holderOf, sameHolder } from './lateness.ts'
import type { Holder, Stretch } from './stretch.ts'

/** The instant at which a clock was met or cancelled; null while it lives. */
export const endOf = (clock: Clock): Instant | null =>
  clock.status === 'met' ? clock.metAt : clock.status === 'cancelled' ? clock.cancelledAt : null

/** The clock as late from `from` on, to its end or to `at` and further; null: never. What lay before is struck. */
export function recounted(state: Case, clock: Clock, from: Instant | null, at: Instant): Clock {
  const end = endOf(clock)
  const until = end ?? at
  const known = [...(clock.struck ?? []), ...clock.late].map((each) => ({ ...each, until: each.until ?? until }))
  const whole = from === null ? known : joined([...known, ...gaps(known, from, until, state, clock)])
  const struck = joined(within(whole, '', from ?? until))
  const counted = from === null ? [] : joined(within(whole, from, until))
  return {
    ...clock,
    late: end === null && from !== null ? lasting(counted, holderOf(state, clock), at) : counted,
    struck,
  }
}

type Ended = Stretch & { until: Instant }

/** What of these lies between two instants. */
const within = (stretches: readonly Ended[], from: Instant, until: Instant): Ended[] =>
  stretches
    .map((each) => ({ ...each, from: each.from > from ? each.from : from, until: min(each.until, until) }))
    .filter((each) => each.from < each.until)

/** What was not on record as late: in the hands that had the case then, whoever they were. */
function gaps(known: readonly Ended[], from: Instant, until: Instant, state: Case, clock: Clock): Ended[] {
  const between = [...known.filter((each) => each.until > from), { from: until, until, holder: null }]
  let reached = from
  return between.flatMap((each) => {
    const gap = { from: reached, until: each.from }
    reached = each.until > reached ? each.until : reached
    return gap.from < gap.until ? inHands(state, clock, gap) : []
  })
}

function inHands(state: Case, clock: Clock, { from, until }: { from: Instant; until: Instant }): Ended[] {
  const hands = state.hands.map((each) => ({ ...each, until: each.until ?? until }))
  const held = within(hands, from, until).map((each) => ({ ...each, holder: holderThen(state, clock, each.holder) }))
  return held.length > 0 ? held : [{ from, until, holder: null }]
}

/** Whoever owed the clock while the case was in these hands. */
function holderThen(state: Case, clock: Clock, hands: Holder | null): Holder | null {
  const isReviewed = hands !== null && 'role' in hands && hands.role !== 'duty-officer'
  if (isReviewed) return clock.kind === 'reply' ? hands : holderOf(state, clock)
  return clock.owner === 'contact' || clock.owner === 'head' ? hands : { role: clock.owner }
}

/** In order, what follows one another in the same hands as one. */
function joined(stretches: readonly Ended[]): Ended[] {
  const ordered = [...stretches].sort((a, b) => (a.from < b.from ? -1 : 1))
  const all: Ended[] = []
  for (const each of ordered) {
    const last = all.at(-1)
    if (last?.until === each.from && sameHolder(last.holder, each.holder))
      all.splice(-1, 1, { ...last, until: each.until })
    else all.push(each)
  }
  return all
}

/** The last goes on, in these hands from now on. */
function lasting(stretches: readonly Ended[], holder: Holder, at: Instant): Stretch[] {
  const last = stretches.at(-1)
  if (last === undefined || !sameHolder(last.holder, holder)) return [...stretches, { from: at, until: null, holder }]
  return [...stretches.slice(0, -1), { ...last, until: null }]
}

const min = (one: Instant, other: Instant): Instant => (one < other ? one : other)
