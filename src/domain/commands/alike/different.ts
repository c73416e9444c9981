// What seemed to be one matter is two: kept, and not asked again.
import { CARD_ONLY, DESK, DESK_ROOMS, type EventSpec, no, type PersonsCapability } from '../../capability/capability.ts'
import { otherCase } from '../../capability/case-field.ts'
import { OWING } from '../../case/case.ts'
import { hasOpenLike, openLikes, withAnswer } from './likes.ts'
import { otherNumber } from './other.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    different: { other: string }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** Nothing was suggested, or it is answered; `number`: which was named. */
    'nothing-alike': { number: number | null }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    'told-apart': { other: number }
  }
}

const toldApart: EventSpec<'told-apart'> = {
  fields: { other: 'plain' },
  apply: (state, { data }) => ({ ...state, likes: withAnswer(state.likes, data.other, 'different') }),
  tells: CARD_ONLY,
}

export const different = {
  names: { en: ['different'], zh: ['不同事项', '不是同一事项'] },
  who: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: OWING },
  hasObject: hasOpenLike,
  offered: { triage: 9, waiting: 94, handling: 94, reviewing: 94, approved: 94 },
  forms: [{ key: 'different', fields: { other: otherCase() } }],
  decide(story, { other: called }) {
    const { state } = story
    const number = otherNumber(state, called)
    if (number === null || !openLikes(state).some((like) => like.number === number))
      return no({ reason: 'nothing-alike', number })
    return story.happen('told-apart', { other: number })
  },
  events: { 'told-apart': toldApart },
} satisfies PersonsCapability<'different'>
