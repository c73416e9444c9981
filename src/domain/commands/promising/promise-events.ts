// A promise is made in public, kept or broken: it moves the reply's clock, and has a clock of its own until it is fulfilled.
import { formatDuration } from '../../calendar/duration.ts'
import type { Instant } from '../../calendar/instant.ts'
import type { EventSpec, Story } from '../../capability/capability.ts'
import type { Case, RequestOf } from '../../case/case.ts'
import { type Clock, isAlive } from '../../case/clock-state.ts'
import type { EventData } from '../../case/events.ts'
import { requestId } from '../../case/requests.ts'
import { type Promised, promisedReply } from '../../case/statements.ts'
import { lateSum } from '../../clock/explain-clocks.ts'
import { promiseRule } from '../../clock/rules.ts'
import { elsewhere, everywhere, leadName } from '../../notice/audience.ts'
import { subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'

declare module '../../case/case.ts' {
  interface Regions {
    /** The last date that was named in this round. */
    commitment: { until: Instant; text: string } | null
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /**
     * `statement`: in which it was made public. Without one it is of before commitments were approved: the date counted at
     * once, and nothing was promised apart from the reply.
     */
    committed: {
      until: Instant
      text: string
      statement?: string
      number?: number
      of?: Promised['of']
      replaces?: number
    }
    /** `fulfilledAt`: when, which may have been before it was recorded; `reply`: by the reply itself. */
    'promise-fulfilled': { number: number; fulfilledAt: Instant; kept: boolean; text: string; reply?: true }
  }
}
declare module '../../notice/notice.ts' {
  interface Meanings {
    committed: {
      subject: Subject
      by: string
      department: string
      until: Instant
      text: string
      /** What is due then; left out in notices of before there were promises. */
      of?: Promised['of']
      /** For how many milliseconds the reply was late before the date was moved; left out where it was not. */
      lateBefore?: number
    }
    'promise-fulfilled': {
      subject: Subject
      by: string
      department: string
      number: number
      until: Instant
      fulfilledAt: Instant
      kept: boolean
      text: string
      byReply: boolean
    }
  }
}

export const committed: EventSpec<'committed'> = {
  fields: { until: 'plain', text: 'personal', statement: 'plain', number: 'plain', of: 'plain', replaces: 'plain' },
  apply(state, { at, data }) {
    const { until, text, statement, number, of = 'reply', replaces } = data
    const after = { ...state, commitment: { until, text } }
    if (statement === undefined || number === undefined) return after
    const rest = { fulfilledAt: null, kept: null, replacedBy: null }
    const promise: Promised = { number, text, until, statement, of, madeAt: at, ...rest }
    const before = state.promises.map((each) =>
      each.number === replaces ? { ...each, replacedBy: number, kept: at > each.until ? false : null } : each,
    )
    return { ...after, promises: [...before, promise] }
  },
  // The promised date has a clock of its own: the reply's says nothing beside it.
  clocks: ({ data: { of, statement } }) => (statement !== undefined && of !== 'measures' ? { holds: ['reply'] } : {}),
  tells(context, event, key) {
    const { after, facts } = context
    const by = namesOf(facts.org, [event.actor]).join('')
    const { until, text, of } = event.data
    const subject = subjectOf(after, facts.policy)
    const reply = after.clocks.find(({ kind }) => kind === 'reply')
    const late = reply === undefined || of === 'measures' ? null : lateSum(after, reply, facts.org, event.at)
    const said = { subject, by, department: leadName(context), until, text, ...(of === undefined ? {} : { of }) }
    return everywhere(context, key, {
      kind: 'committed',
      ...said,
      ...(late === null ? {} : { lateBefore: late.millis }),
    })
  },
}

export const promiseFulfilled: EventSpec<'promise-fulfilled'> = {
  fields: { number: 'plain', fulfilledAt: 'plain', kept: 'plain', text: 'personal', reply: 'plain' },
  apply: (state, { data: { number, fulfilledAt, kept } }) => ({
    ...state,
    promises: state.promises.map((each) => (each.number === number ? { ...each, fulfilledAt, kept } : each)),
  }),
  // Where the reply is still to come its own clock goes on.
  clocks: ({ data: { number } }) => ({
    of: () => ({ kind: 'request', request: requestId('commitment', number) }),
    meets: ['promise'],
    resumes: ['reply'],
  }),
  tells(context, { actor, data }, key) {
    const { after, facts } = context
    const { number, fulfilledAt, kept, text, reply } = data
    const until = after.promises.find((each) => each.number === number)?.until ?? fulfilledAt
    return elsewhere(context, key, {
      kind: 'promise-fulfilled',
      subject: subjectOf(after, facts.policy),
      by: namesOf(facts.org, [actor]).join(''),
      department: leadName(context),
      number,
      until,
      fulfilledAt,
      kept,
      text,
      byReply: reply === true,
    })
  },
}

/** The commitment is public: it counts from now on. */
export function promise(story: Story, { id, number, wanted }: RequestOf<'commitment'>): Story {
  const { state, context } = story
  const { text, until } = wanted
  const of = state.status === 'watching' ? 'measures' : 'reply'
  const before = replacedBy(state, of)
  const replaced = before === null ? story : cancelled(story, before)
  const data: EventData<'committed'> = { until, text, statement: id, number, of }
  const made = replaced.happen('committed', { ...data, ...(before === null ? {} : { replaces: before.number }) })
  const rule = promiseRule(context.policy, state.level)
  if (rule === undefined) return made
  const from = { at: context.now, since: 'promised' as const, fallback: false }
  const promised = made.start(rule, from, { kind: 'request', request: id }, until)
  return of === 'reply' ? promised.setDue('reply', until, formatDuration(rule.within)) : promised
}

/** A reply's clock that starts while the date of the reply is promised runs to that date, and says nothing beside it. */
export function underPromise(story: Story): Story {
  const promised = promisedReply(story.state)
  const { commitAtMost } = story.context.policy
  if (promised === null || commitAtMost === null) return story
  const running = story.state.clocks.filter(({ kind, status }) => kind === 'reply' && status === 'running')
  const held = running.reduce((next, { id }) => next.add('clock-held', { clock: id }), story)
  return held.setDue('reply', promised.until, formatDuration(commitAtMost))
}

/** Another date for the same thing. */
const replacedBy = (state: Case, of: Promised['of']): Promised | null => (of === 'reply' ? promisedReply(state) : null)

const cancelled = (story: Story, { number }: Promised): Story =>
  story.state.clocks
    .filter((clock) => isAlive(clock) && isClockOf(clock, number))
    .reduce((next, { id }) => next.add('clock-cancelled', { clock: id }), story)

const isClockOf = ({ kind, of }: Clock, number: number): boolean =>
  kind === 'promise' && of.kind === 'request' && of.request === requestId('commitment', number)
