// A case that is the same matter as an older one: what came in with it is counted there, and it ends. Said by a person, or done by
// the desk itself where the posts are the same.
import {
  CARD_ONLY,
  contradiction,
  DESK,
  DESK_ROOMS,
  type EventSpec,
  no,
  type PersonsCapability,
  type ServiceCapability,
} from '../../capability/capability.ts'
import { otherCase } from '../../capability/case-field.ts'
import { inPhase, isOpen, type Status } from '../../case/case.ts'
import { type Like, openLikes, withAnswer } from './likes.ts'
import { otherMeant } from './other.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    /** `other`: the number of the older case; empty: that of the suggestion. */
    same: { other: string }
  }
  interface ServiceCommands {
    /** The posts are the same. */
    fold: { into: number }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** The newer one is counted at the older. */
    'fold-the-newer': { newer: number; older: number }
    'other-ended': { number: number; status: Status }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    /** The case at which this one is counted. */
    folded: { into: number; by: 'text' | 'person' } | null
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** `by`: found by its text, or said by a person. */
    folded: { into: number; by: 'text' | 'person' }
  }
}

const folded: EventSpec<'folded'> = {
  fields: { into: 'plain', by: 'plain' },
  apply(state, { at, actor, data }) {
    if (state.status !== 'triage') throw contradiction(state, 'folded')
    const dismissal = { by: actor, reason: '' }
    const after = { ...state, folded: data, likes: withSame(state.likes, data.into) }
    return inPhase(after, { status: 'dismissed', dismissedAt: at, dismissal, partedFrom: [] })
  },
  clocks: { ends: 'all' },
  tells: CARD_ONLY,
}

/** Should the case be taken up again, nobody asks anew. */
const withSame = (likes: Like[], number: number): Like[] =>
  likes.some((like) => like.number === number)
    ? withAnswer(likes, number, 'same')
    : [...likes, { number, title: '', how: 'text', answer: 'same' }]

export const same = {
  names: { en: ['same'], zh: ['同一事项', '同一件'] },
  who: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: ['triage'] },
  fits: (state) => openLikes(state).some(({ ended }) => !ended),
  offered: { triage: 8 },
  forms: [{ key: 'same', fields: { other: otherCase() } }],
  reads: 'other',
  decide(story, command) {
    const other = otherMeant(story, command)
    if ('reason' in other) return no(other)
    const { number } = story.state
    if (other.number > number) return no({ reason: 'fold-the-newer', newer: other.number, older: number })
    if (!isOpen(other)) return no({ reason: 'other-ended', number: other.number, status: other.status })
    return story.happen('folded', { into: other.number, by: 'person' })
  },
  events: { folded },
  regions: { folded: { begins: null, perRound: true } },
} satisfies PersonsCapability<'same'>

export const fold = {
  decide: (story, { into }) => (story.state.status === 'triage' ? story.happen('folded', { into, by: 'text' }) : story),
} satisfies ServiceCapability<'fold'>
