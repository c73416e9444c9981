// What was found out about a post is told by the case's card; in its thread only where something follows from it.
import type { Instant } from '../../calendar/instant.ts'
import type { CaseEvent, EventOf } from '../../case/events.ts'
import { everywhere } from '../../notice/audience.ts'
import type { NoticeContext } from '../../notice/context.ts'
import { type Envelope, subjectOf } from '../../notice/envelope.ts'
import { type MovedClock, movedBy, type Recounted } from './correct-notice.ts'
import type { WayToLearn } from './learned.ts'

declare module '../../notice/notice.ts' {
  interface Meanings {
    /** The time of publication moved deadlines. */
    learned: {
      subject: Subject
      found: WayToLearn
      at: Instant
      published: { at: Instant; toDay: boolean } | null
      moved: MovedClock[]
      recounted: Recounted[]
    }
  }
}

export function tellLearned(
  context: NoticeContext,
  { data, at }: EventOf<'learned'>,
  key: string,
  events: CaseEvent[],
): Envelope[] {
  const { by, publishedAt, dayOnly = false } = data
  const { moved, recounted } = movedBy(context, events, at)
  if (moved.length === 0 && recounted.length === 0) return []
  const published = publishedAt === undefined ? null : { at: publishedAt, toDay: dayOnly }
  const subject = subjectOf(context.after, context.facts.policy)
  return everywhere(context, key, { kind: 'learned', subject, found: by, at, published, moved, recounted })
}
