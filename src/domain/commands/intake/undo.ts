// Whoever forwarded something takes it back within minutes: their sighting, and the case where it was the only one.

import { type Instant, MINUTE, millisBetween } from '../../calendar/instant.ts'
import { DESK_ROOMS, type EventSpec, no, type PersonsCapability, type Story } from '../../capability/capability.ts'
import type { Case } from '../../case/case.ts'
import { saying } from '../../notice/context.ts'
import { dutyRoom, subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'
import { withdrawAll } from '../answering/withdraw.ts'

/** A sighting's row: several of one message are one sighting. */
export interface Sighted {
  id: number
  /** The key of its post. */
  post: string
  /** The message that it came in, else what else tells it from others. */
  message: string
  person: string
  at: Instant
}

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    undo: object
  }
}
declare module '../../capability/context.ts' {
  interface DecisionContext {
    /** The case's sightings that stand, in order; there for commands that read them. */
    sighted?: Sighted[]
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** They have forwarded nothing of it that stands: `by` are those who have. */
    'nothing-to-undo': { by: string[] }
    /** `at`: when they last forwarded it. */
    'undo-too-late': { minutes: number; at: Instant }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** `sightings`: their rows' ids. `posts`: keys of what belongs to the case no more, and may be forwarded as new. */
    'sighting-undone': { sightings: number[]; posts: string[]; left: boolean }
  }
}
declare module '../../notice/notice.ts' {
  interface Meanings {
    /** The only forward of a case was taken back: it is not dealt with. */
    'registration-undone': { subject: Subject; by: string }
  }
}

/** Later others may have begun with it. */
export const UNDONE_WITHIN_MINUTES = 10

const undone: EventSpec<'sighting-undone'> = {
  fields: { sightings: 'plain', posts: 'personal', left: 'plain' },
  apply(state, { actor, data }) {
    const stay = state.posts.filter(({ key }) => !data.posts.includes(key))
    return {
      ...state,
      // A case of which nothing is left still says what it was about.
      posts: stay.length === 0 ? state.posts : stay,
      sightings: Math.max(0, state.sightings - 1),
      forwarders: data.left ? state.forwarders : state.forwarders.filter((each) => each !== actor),
    }
  },
  tells({ after, facts }, { actor }, key) {
    if (after.status !== 'dismissed') return []
    const notice = {
      kind: 'registration-undone' as const,
      subject: subjectOf(after, facts.policy),
      by: namesOf(facts.org, [actor]).join(''),
    }
    return saying(key, dutyRoom(facts.org), notice)
  },
}

export const undo = {
  names: { en: ['undo'], zh: ['撤回登记', '撤销登记'] },
  who: { roles: [], of: 'anybody', rooms: DESK_ROOMS, statuses: ['triage'] },
  offered: { triage: 98 },
  forms: [{ key: 'undo', fields: {} }],
  reads: 'sightings',
  decide(story) {
    const { state, context } = story
    const { actor, now, org } = context
    const sighted = context.sighted ?? []
    const mine = sighted.filter(({ person }) => person === actor.person)
    const last = mine.at(-1)
    if (last === undefined)
      return no({ reason: 'nothing-to-undo', by: namesOf(org, [...new Set(sighted.map(({ person }) => person))]) })
    if (millisBetween(last.at, now) > UNDONE_WITHIN_MINUTES * MINUTE)
      return no({ reason: 'undo-too-late', minutes: UNDONE_WITHIN_MINUTES, at: last.at })
    const taken = sighted.filter(({ message }) => message === last.message)
    const others = sighted.filter(({ message }) => message !== last.message)
    const data = {
      sightings: taken.map(({ id }) => id),
      posts: broughtBy(state, taken, others),
      left: others.some(({ person }) => person === actor.person),
    }
    const after = story.add('sighting-undone', data)
    // Nobody else has to agree: it is whoever brought it who says that it was no matter, before anybody dealt with it.
    return others.length > 0 ? after : dismissed(after)
  },
  events: { 'sighting-undone': undone },
} satisfies PersonsCapability<'undo'>

/** Posts that nothing else has brought. */
const broughtBy = ({ posts }: Case, taken: Sighted[], others: Sighted[]): string[] => {
  const theirs = new Set(others.map(({ post }) => post))
  const gone = new Set(taken.map(({ post }) => post).filter((key) => !theirs.has(key)))
  return posts.map(({ key }) => key).filter((key) => gone.has(key))
}

const dismissed = (story: Story): Story =>
  withdrawAll(story, 'dismissed').happen('dismissed', { reason: '', undone: true })
