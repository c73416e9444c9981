// What must have happened in the histories, and how often at least: every type of event in every variant that matters.
import type { Case } from '../../../src/domain/case/case.ts'
import { STATUSES } from '../../../src/domain/case/case.ts'
import type { EventData, EventType } from '../../../src/domain/case/events.ts'
import { claimsOf as peopleClaiming } from '../../../src/domain/case/parts.ts'
import { openRequest } from '../../../src/domain/case/requests.ts'
import type { Policy } from '../../../src/domain/policy/policy.ts'
import { RUN_CLOCKS } from '../../../src/domain/policy/policy-notes.ts'

/** An event with what was there before it. */
export interface Happened {
  type: EventType
  actor: string
  data: Record<string, unknown>
  before: Case | null
  policy: Policy
}

type Matches<T extends EventType> = (data: EventData<T>, happened: Happened) => boolean
interface Variant {
  name: string
  least: number
  is(happened: Happened): boolean
}

const variant = <T extends EventType>(
  type: T,
  name: string,
  least: number,
  matches: Matches<T> = () => true,
): Variant => ({
  name: `${type}: ${name}`,
  least,
  is: (happened) => happened.type === type && matches(happened.data as EventData<T>, happened),
})

const kindOf = ({ before }: Happened, id: string) => before?.clocks.find((clock) => clock.id === id)?.kind

const OPENINGS = [
  variant('opened', 'with a link', 50, ({ posts }) => posts.some(({ url }) => url !== null)),
  variant('opened', 'by its text alone', 3, ({ posts }) => posts.every(({ key }) => key.startsWith('text:'))),
  variant('opened', 'by a picture', 3, ({ posts }) => posts.some(({ key }) => key.startsWith('image:'))),
  variant('opened', 'with several posts', 3, ({ posts }) => posts.length > 2),
  variant('opened', 'at the level of the policy', 50, ({ levelSetBy }) => levelSetBy === 'policy'),
  variant('opened', 'at a level by thresholds', 3, ({ levelSetBy }) => levelSetBy === 'rule'),
  variant('opened', 'at a level that a person gave', 3, ({ levelSetBy }) => typeof levelSetBy === 'object'),
  variant(
    'opened',
    'by a monitoring product, with figures',
    3,
    ({ metrics }, { actor }) => actor.startsWith('webhook:') && metrics.reads !== undefined,
  ),
  variant('opened', 'by a token', 3, (_data, { actor }) => actor.startsWith('api:')),
  variant('opened', 'published before it was found', 3, ({ publishedAt }) => publishedAt !== null),
  variant('sighted', 'of what is known', 10, ({ posts }) => posts.length === 0),
  variant('sighted', 'with a further post', 3, ({ posts }) => posts.length > 0),
  variant('sighted', 'with figures', 3, ({ metrics }) => metrics.reads !== undefined),
  variant('dropped', 'of a record', 3),
  variant('attached', 'to a picture', 3, ({ files }) => files.some(({ mime }) => mime.startsWith('image/'))),
  variant('attached', 'a second file', 3, (_data, { before }) => (before?.files ?? []).length > 0),
  variant('recalled', 'at all', 5),
  variant('learned', 'by a preview', 0, ({ by }) => by === 'preview'),
  variant('learned', 'off a picture', 0, ({ by }) => by === 'picture'),
  variant('noted', 'before the reply', 10, (_data, { before }) => before?.status !== 'watching'),
  variant('noted', 'as a look-back', 10, (_data, { before }) => before?.status === 'watching'),
]

const HANDLING = [
  variant('assigned', 'first', 50, (_data, { before }) => before?.status === 'triage'),
  variant('assigned', 'with contributing departments', 5, ({ co }) => co.length > 0),
  variant(
    'assigned',
    'to another department',
    5,
    ({ lead }, { before }) => before !== null && 'lead' in before && before.lead !== lead,
  ),
  variant(
    'assigned',
    'to the same with others beside',
    3,
    ({ lead }, { before }) => before !== null && 'lead' in before && before.lead === lead,
  ),
  variant('claimed', 'first', 50, (_data, { before }) => before?.status === 'waiting'),
  variant('claimed', 'beside others', 5, (_data, { before }) => before?.status === 'handling'),
  variant('released', 'the last', 3, (_data, { before }) => claimsOf(before) === 1),
  variant('released', 'one of several', 3, (_data, { before }) => claimsOf(before) > 1),
  variant('level-set', 'by a person, graver', 5, ({ by, level, from }) => typeof by === 'object' && level < from),
  variant('level-set', 'by a person, gentler', 3, ({ by, level, from }) => typeof by === 'object' && level > from),
  variant('level-set', 'by a rule', 5, ({ by }) => by === 'rule'),
  variant('progressed', 'in hand', 5, (_data, { before }) => before?.status === 'handling'),
  variant('progressed', 'while a draft is reviewed', 3, (_data, { before }) => before?.status === 'reviewing'),
  variant('statement-drafted', 'a first response', 10, ({ kind }) => kind === 'first-response'),
  variant('statement-drafted', 'an interim statement', 5, ({ kind }) => kind === 'interim'),
  variant('statement-drafted', 'a commitment', 5, ({ kind }) => kind === 'commitment'),
  variant('statement-turn-approved', 'at all', 0),
  variant('statement-approved', 'at all', 20),
  variant('statement-sent-back', 'at all', 0),
  variant('statement-escalated', 'at all', 0),
  variant('statement-withdrawn', 'at all', 0),
  variant('statement-published', 'a first response', 10, ({ kind }) => kind === 'first-response'),
  variant('statement-published', 'another', 10, ({ kind }) => kind !== 'first-response'),
  variant('promise-fulfilled', 'at all', 1),
  variant('disclosed', 'at all', 0),
  variant('committed', 'first', 3, (_data, { before }) => before?.commitment === null),
  variant('committed', 'once more', 3, (_data, { before }) => (before?.commitment ?? null) !== null),
  variant('dismissed', 'before it was assigned', 3, (_data, { before }) => before?.status === 'triage'),
  variant('dismissed', 'after it was assigned', 3, (_data, { before }) => before?.status !== 'triage'),
]

const REPLIES = [
  variant('drafted', 'first', 30, ({ draft }) => draft === 1),
  variant('drafted', 'once more', 5, ({ draft }) => draft > 1),
  variant('turn-approved', 'of several', 10),
  variant('approved', 'at one turn', 20, (_data, { before }) => approvalsOf(before) === 0),
  variant('approved', 'at the last of several', 5, (_data, { before }) => approvalsOf(before) > 1),
  variant('sent-back', 'at the first turn', 5, (_data, { before }) => approvalsOf(before) === 0),
  variant('sent-back', 'at a later turn', 3, (_data, { before }) => approvalsOf(before) > 0),
  variant('published', 'by a link', 20, ({ way }) => way === 'link'),
  variant('published', 'privately', 5, ({ way }) => way === 'private'),
  variant('closed', 'by hand', 5, ({ quiet }) => quiet === undefined),
  variant('closed', 'quietly', 3, ({ quiet }) => quiet === true),
  variant(
    'reopened',
    'by a person, while watched',
    3,
    ({ cause }, { before }) => cause === 'person' && before?.status === 'watching',
  ),
  variant(
    'reopened',
    'by a person, when closed',
    3,
    ({ cause }, { before }) => cause === 'person' && before?.status === 'closed',
  ),
  variant(
    'reopened',
    'by a person, when dismissed',
    3,
    ({ cause }, { before }) => cause === 'person' && before?.status === 'dismissed',
  ),
  variant('reopened', 'by a rebound', 5, ({ cause }) => cause === 'rebound'),
]

const CLOCKS = [
  // Of every kind that this version runs; what a policy says of others is warned of and left out.
  ...[...RUN_CLOCKS, 'watch'].map((kind) =>
    variant('clock-started', `of kind ${kind}`, 3, ({ clock }) => clock.kind === kind),
  ),
  ...(['reopened', 'released', 'progressed', 'replied', 'published', 'claimed', 'submitted', 'approved'] as const).map(
    (base) => variant('clock-started', `counted from ${base}`, 3, ({ clock }) => clock.why.base === base),
  ),
  variant(
    'clock-started',
    'counted from the discovery for want of a publication',
    3,
    ({ clock }) => clock.why.fallback,
  ),
  variant('clock-started', 'over holidays', 3, ({ clock }) => clock.why.passedOver.length > 0),
  variant('clock-started', 'to speak after quiet hours', 3, ({ next }) => next.quietUntil !== undefined),
  variant('clock-moved', 'by a level', 5, ({ why }) => !why.committed),
  variant('clock-moved', 'by a promise', 5, ({ why }) => why.committed),
  variant(
    'clock-moved',
    'while it was held',
    3,
    ({ clock }, { before }) => before?.clocks.some(({ id, status }) => id === clock && status === 'held') === true,
  ),
  variant(
    'clock-moved',
    'to another voice at the same due instant',
    3,
    ({ clock, dueAt }, { before }) => before?.clocks.some((each) => each.id === clock && each.dueAt === dueAt) === true,
  ),
  variant('lateness-corrected', 'at all', 0),
  variant('same-suggested', 'at all', 0),
  variant('told-apart', 'at all', 0),
  variant('folded', 'at all', 0),
  variant('joined', 'at all', 0),
  variant('parted', 'at all', 0),
  variant('clock-held', 'of the reply', 10, ({ clock }, happened) => kindOf(happened, clock) === 'reply'),
  variant('clock-held', 'of progress', 3, ({ clock }, happened) => kindOf(happened, clock) !== 'reply'),
  variant('clock-resumed', 'at all', 10),
  variant('clock-met', 'in time', 50, ({ late }) => !late),
  variant('clock-met', 'late', 10, ({ late }) => late),
  variant('clock-cancelled', 'with an ended case', 10),
  variant(
    'clock-cancelled',
    'since the level has none',
    3,
    (_data, { before }) => before?.status === 'reviewing' || before?.status === 'handling',
  ),
]

const SAYINGS = [
  ...(['started', 'moved', 'resumed'] as const).flatMap((cause) => [
    variant('overtaken', `${cause}, by day`, 3, (data) => data.cause === cause && data.quiet === undefined),
    variant('overtaken', `${cause}, in quiet hours`, 2, (data) => data.cause === cause && data.quiet !== undefined),
  ]),
  ...[1, 2, 3, 4, 5].map((step) => variant('reminded', `at rung ${step}`, 10, (data) => data.step === step)),
  variant('reminded', 'again and again', 10, ({ repeat }) => repeat > 2),
  variant('reminded', 'of several rungs at once', 3, ({ steps }) => steps.length > 1),
  variant('reminded', 'of several repeats at once', 3, ({ steps }) => steps.some(({ first, last }) => last > first)),
  variant('reminded', 'with a vacant role', 3, ({ vacant }) => vacant.length > 0),
  variant('reminded', 'kept back by quiet hours', 5, ({ quiet }) => quiet !== undefined),
  variant('undelivered', 'of no clock', 3, ({ clock }) => clock === null),
  variant('undelivered', 'with others told instead', 3, ({ instead }) => instead.length > 0),
  variant('undelivered', 'with some told privately', 3, ({ privately }) => (privately ?? []).length > 0),
  variant('undelivered', 'known to be out', 2, ({ quiet }) => quiet === true),
  variant(
    'undelivered',
    'to whom an earlier one did not reach either',
    2,
    ({ missed, to }) => (missed ?? []).length > to.length,
  ),
  variant('sent-weaker', 'at all', 3, ({ asked, used }) => asked !== used),
]

const VARIANTS: Variant[] = [...OPENINGS, ...HANDLING, ...REPLIES, ...CLOCKS, ...SAYINGS]

export class Tally {
  private readonly counts = new Map<string, number>(VARIANTS.map(({ name }) => [name, 0]))
  private readonly types = new Map<string, number>()
  private readonly ends = new Map<string, number>()

  event(happened: Happened): void {
    this.types.set(happened.type, (this.types.get(happened.type) ?? 0) + 1)
    for (const { name, is } of VARIANTS) if (is(happened)) this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
  }

  end(state: Case): void {
    const with_ = new Set(state.clocks.map(({ status }) => `with a clock ${status}`))
    if (state.commitment !== null) with_.add('with a commitment')
    for (const each of [`in ${state.status}`, ...with_]) this.ends.set(each, (this.ends.get(each) ?? 0) + 1)
  }

  /** What did not happen often enough, or is not named here. */
  missing(): string[] {
    const ends = [...STATUSES.map((each) => `in ${each}`), ...ENDS]
    return [
      ...VARIANTS.filter(({ name, least }) => (this.counts.get(name) ?? 0) < least).map(
        ({ name, least }) => `${name}: ${this.counts.get(name)} of ${least}`,
      ),
      ...ends
        .filter((each) => (this.ends.get(each) ?? 0) < 3)
        .map((each) => `cases left ${each}: ${this.ends.get(each) ?? 0} of 3`),
      ...[...this.types.keys()]
        .filter((type) => !VARIANTS.some(({ name }) => name.startsWith(`${type}: `)))
        .map((type) => `${type} is not looked for`),
    ]
  }

  report = (): string =>
    [...this.types, ...this.counts, ...this.ends]
      .map(([name, count]) => `${String(count).padStart(6)}  ${name}`)
      .join('\n')
}

const ENDS = ['running', 'held', 'met', 'cancelled']
  .map((status) => `with a clock ${status}`)
  .concat('with a commitment')

const claimsOf = (state: Case | null): number => (state === null ? 0 : peopleClaiming(state).length)

/** Of the request that is open; -1 where none is. */
function approvalsOf(state: Case | null): number {
  return (state && openRequest(state, 'reply')?.approvals.length) ?? -1
}
