// What was corrected, and which due instants moved with it, is said in the case's thread.
import { type Instant, SECOND } from '../../calendar/instant.ts'
import { isAlive, type Why } from '../../case/clock-state.ts'
import type { CaseEvent, EventOf } from '../../case/events.ts'
import { latenessOf, lengthOf } from '../../case/lateness.ts'
import { everywhere } from '../../notice/audience.ts'
import type { NoticeContext } from '../../notice/context.ts'
import { type Envelope, subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'
import type { ClockKind } from '../../policy/policy.ts'
import type { Fact } from './correct-fields.ts'

export interface Corrected {
  field: Fact
  from: string | null
  to: string
  dayOnly: boolean
  /** The post's title where the case has several. */
  post: string | null
}

/** `dueAt` was `from`; `why` explains it as it is now. */
export interface MovedClock {
  kind: ClockKind
  from: Instant
  dueAt: Instant
  why: Why
}

/** How late a clock was counted before the correction, and is after it: milliseconds. */
export interface Recounted {
  kind: ClockKind
  was: number
  is: number
}

declare module '../../notice/notice.ts' {
  interface Meanings {
    corrected: {
      subject: Subject
      by: string
      at: Instant
      changes: Corrected[]
      moved: MovedClock[]
      recounted?: Recounted[]
    }
  }
}

/** All that one decision corrected is one message. */
export function tellCorrected(
  context: NoticeContext,
  event: EventOf<'corrected'>,
  key: string,
  events: CaseEvent[],
): Envelope[] {
  const { after, facts } = context
  const all = events.filter((each) => each.type === 'corrected')
  // The last: what a title is called by then is the new one.
  if (all.at(-1) !== event) return []
  const { moved, recounted } = movedBy(context, events, event.at)
  const titleOf = (post: string | undefined) =>
    after.posts.length > 1 ? (after.posts.find((each) => each.key === post)?.title ?? null) : null
  const changes = all.map(({ data: { field, from, to, post, dayOnly } }) => ({
    field,
    from,
    to,
    dayOnly: dayOnly ?? false,
    post: titleOf(post),
  }))
  const subject = subjectOf(after, facts.policy)
  const by = namesOf(facts.org, [event.actor]).join('')
  return everywhere(context, key, { kind: 'corrected', subject, by, at: event.at, changes, moved, recounted })
}

/** The due instants that a decision moved, and the lateness that it counted anew. */
export function movedBy(
  context: NoticeContext,
  events: CaseEvent[],
  at: Instant,
): { moved: MovedClock[]; recounted: Recounted[] } {
  const { after, before } = context
  const moved = after.clocks.filter(isAlive).flatMap(({ id, kind, dueAt, why }) => {
    const was = before?.clocks.find((clock) => clock.id === id)?.dueAt
    return was && was !== dueAt ? [{ kind, from: was, dueAt, why }] : []
  })
  const recounted = events.flatMap((each) =>
    each.type === 'lateness-corrected' ? recountedOf(context, each.data.clock, at) : [],
  )
  return { moved, recounted }
}

/** Less than a second is no lateness that could be told. */
function recountedOf({ before, after }: NoticeContext, id: string, at: Instant): Recounted[] {
  const [was, is] = [before, after].map((state) => {
    const clock = state?.clocks.find((each) => each.id === id)
    return state && clock ? lengthOf(latenessOf(state, clock, at), at) : 0
  })
  const kind = after.clocks.find((each) => each.id === id)?.kind
  if (kind === undefined || was === undefined || is === undefined || Math.abs(was - is) < SECOND) return []
  return [{ kind, was, is }]
}
