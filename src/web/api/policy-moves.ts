// Which due instants another policy would move, were the clocks that still run set anew under it. Pure; changes nothing.
import type { WorkCalendar } from '../../domain/calendar/calendar.ts'
import { type Instant, millisBetween } from '../../domain/calendar/instant.ts'
import type { Case } from '../../domain/case/case.ts'
import type { Clock } from '../../domain/case/clock-state.ts'
import { isAlive } from '../../domain/case/clock-state.ts'
import { underOrder } from '../../domain/clock/ordered.ts'
import { baseInstant, clockRule, fromOf, setClock } from '../../domain/clock/rules.ts'
import type { ClockKind, ClockRule, Policy } from '../../domain/policy/policy.ts'

export interface Moved {
  case: number
  clock: string
  kind: ClockKind
  dueAt: Instant
  wouldBeDueAt: Instant
}

/** How many are shown; all are counted. */
const SAMPLE = 100

export class Moves {
  private readonly counts = {
    cases: 0,
    clocks: 0,
    unmoved: 0,
    earlier: 0,
    later: 0,
    overdueAtOnce: 0,
    dropped: 0,
    committed: 0,
  }
  private sample: Moved[] = []

  constructor(
    private readonly policy: Policy,
    private readonly calendar: WorkCalendar,
    private readonly now: Instant,
  ) {}

  /** A case that is not at its end. */
  add(state: Case): void {
    this.counts.cases += 1
    for (const clock of state.clocks.filter(isAlive)) this.addClock(state, clock)
  }

  counted() {
    return { ...this.counts, sample: this.sample.toSorted(greatestFirst).slice(0, SAMPLE) }
  }

  private addClock(state: Case, clock: Clock): void {
    const { counts } = this
    counts.clocks += 1
    // A date that the department has promised stands whatever the policy.
    if (clock.why.committed) counts.committed += 1
    const rule = clockRule(this.policy, state.level, clock)
    if (clock.why.committed) return
    if (rule === undefined) {
      counts.dropped += 1
      return
    }
    const wouldBeDueAt = this.dueUnder(rule, state, clock)
    const { dueAt } = clock
    if (wouldBeDueAt === dueAt) {
      counts.unmoved += 1
      return
    }
    if (wouldBeDueAt < dueAt) counts.earlier += 1
    else counts.later += 1
    if (wouldBeDueAt < this.now && dueAt >= this.now) counts.overdueAtOnce += 1
    this.keep({ case: state.number, clock: clock.id, kind: clock.kind, dueAt, wouldBeDueAt })
  }

  /** From the instant that the clock counts from; from another where the policy has it count from something else. */
  private dueUnder(rule: ClockRule, state: Case, clock: Clock): Instant {
    const other = rule.base === clock.base ? null : baseInstant(state, rule.base, clock.of)
    const { startedAt } = clock
    const counted = setClock(rule, this.calendar, other ?? fromOf(clock), startedAt, this.now)
    return underOrder(state, rule, this.calendar, counted, { startedAt, now: this.now }).dueAt
  }

  // Sorted now and then: a sample of a hundred out of many thousands must not be looked for at each.
  private keep(moved: Moved): void {
    this.sample.push(moved)
    if (this.sample.length >= 10 * SAMPLE) this.sample = this.sample.toSorted(greatestFirst).slice(0, SAMPLE)
  }
}

const moveOf = ({ dueAt, wouldBeDueAt }: Moved) => Math.abs(millisBetween(dueAt, wouldBeDueAt))
const greatestFirst = (a: Moved, b: Moved) => moveOf(b) - moveOf(a) || a.case - b.case
