// It seems to be one matter with an older case: the desk is asked on the card, once.
import { CARD_ONLY, type EventSpec, type ServiceCapability } from '../../capability/capability.ts'
import { isOwing } from '../../case/case.ts'
import type { LikenessKind } from '../../post/likeness/likeness.ts'
import { type Like, openLikes } from './likes.ts'

declare module '../../capability/command.ts' {
  interface ServiceCommands {
    /** `like`: the number of the older case. */
    'suggest-same': { like: number; title: string; how: LikenessKind; ended?: boolean }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    likes: Like[]
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    'same-suggested': { like: number; title: string; how: LikenessKind; ended?: true }
  }
}

const sameSuggested: EventSpec<'same-suggested'> = {
  fields: { like: 'plain', title: 'personal', how: 'plain', ended: 'plain' },
  byDesk: true,
  apply: (state, { data: { like: number, title, how, ended } }) => ({
    ...state,
    likes: [...state.likes, { number, title: title ?? '', how, ...(ended ? { ended } : {}), answer: null }],
  }),
  tells: CARD_ONLY,
}

/** Nobody is asked about more at once: of a storm every case resembles every other. */
const MOST = 3

export const suggestSame = {
  decide(story, { like, title, how, ended }) {
    const { state } = story
    const isAsked = state.likes.some(({ number }) => number === like)
    if (isAsked || like === state.number || !isOwing(state) || openLikes(state).length >= MOST) return story
    return story.happen('same-suggested', { like, title, how, ...(ended ? { ended: true as const } : {}) })
  },
  events: { 'same-suggested': sameSuggested },
  regions: { likes: { begins: [], perRound: false } },
} satisfies ServiceCapability<'suggest-same'>
