// Posts that do not belong to the matter leave it; a later forward of theirs is a matter of its own.
import {
  BEFORE_DRAFT,
  CARD_ONLY,
  DESK,
  DESK_ROOMS,
  type EventSpec,
  no,
  type PersonsCapability,
} from '../../capability/capability.ts'
import { posts as postsField } from '../../capability/fields.ts'
import type { Case, CasePost } from '../../case/case.ts'
import { keyOfUrl } from '../../post/post.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    /** Posts of the case: keys, or links as they were forwarded. */
    drop: { posts: string[] }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** Only who has forwarded a post, or the desk, may take it out. */
    'not-your-forward': { title: string }
    'last-post': object
    'unknown-post': { called: string }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** Keys of posts. */
    dropped: { posts: string[] }
  }
}

const dropped: EventSpec<'dropped'> = {
  fields: { posts: 'personal' },
  apply: (state, { data }) => ({ ...state, posts: state.posts.filter(({ key }) => !data.posts.includes(key)) }),
  tells: CARD_ONLY,
}

export const drop = {
  names: { en: ['drop'], zh: ['移除'] },
  who: { roles: [...DESK, 'monitor'], of: 'anybody', rooms: DESK_ROOMS, statuses: BEFORE_DRAFT },
  offered: {},
  forms: [{ key: 'drop', fields: { posts: postsField() } }],
  decide(story, { posts: called }) {
    const { state, context } = story
    const found = called.map((each) => ({ each, post: postCalled(state, each) }))
    const unknown = found.find(({ post }) => post === undefined)
    if (unknown) return no({ reason: 'unknown-post', called: unknown.each })
    const posts = found.flatMap(({ post }) => (post ? [post] : []))
    const ofDesk = context.actor.roles.some((role) => DESK.includes(role))
    const foreign = ofDesk ? undefined : posts.find(({ by }) => by !== context.actor.person)
    if (foreign) return no({ reason: 'not-your-forward', title: foreign.title })
    const keys = [...new Set(posts.map(({ key }) => key))]
    if (keys.length === state.posts.length) return no({ reason: 'last-post' })
    return story.add('dropped', { posts: keys })
  },
  events: { dropped },
} satisfies PersonsCapability<'drop'>

const postCalled = ({ posts }: Case, called: string): CasePost | undefined =>
  posts.find(({ key, url }) => key === called || key === keyOfUrl(called) || url === called)
