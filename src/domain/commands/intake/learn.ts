// What was found out about a post after it came in, by looking where its link leads or at the picture: it fills what is empty.
import { dateBehind } from '../../calendar/date-text.ts'
import type { EventSpec, ServiceCapability, Story } from '../../capability/capability.ts'
import type { Case, CasePost } from '../../case/case.ts'
import type { EventData } from '../../case/events.ts'
import type { Metrics } from '../../policy/policy.ts'
import { EARLIEST, withPublished } from './correct.ts'
import { tellLearned } from './learn-notice.ts'
import type { Learned, Unreadable, WayToLearn } from './learned.ts'
import { raiseByRule } from './sight.ts'

declare module '../../capability/command.ts' {
  interface ServiceCommands {
    /** Masked, and without the poster. Empty where nothing was found; `placeholder`: the title of a post that nobody has given one. */
    learn: {
      post: string
      by: WayToLearn
      placeholder: string
      title: string
      /** As it was written there. */
      published: string
      platform: string
      metrics: Metrics
      text: string
      unreadable: Unreadable | null
    }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    /** Once for each post and way, in order. */
    learned: Learned[]
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    learned: Learned
  }
}

const learned: EventSpec<'learned'> = {
  fields: {
    post: 'personal',
    by: 'plain',
    title: 'personal',
    publishedAt: 'plain',
    dayOnly: 'plain',
    platform: 'plain',
    metrics: 'plain',
    text: 'personal',
    unreadable: 'plain',
    untitled: 'personal',
  },
  byDesk: true,
  apply(state, { data }) {
    const { post: key, title, publishedAt, dayOnly, platform, metrics } = data
    const post = state.posts.find((each) => each.key === key)
    const filled: Partial<CasePost> = {
      ...(title === undefined ? {} : { title }),
      ...(platform === undefined ? {} : { platform }),
      ...(publishedAt === undefined ? {} : { publishedAt, toDay: dayOnly ?? false }),
    }
    const posts = state.posts.map((each) => (each.key === key ? { ...each, ...filled } : each))
    const known: Case = {
      ...(publishedAt === undefined ? { ...state, posts } : withPublished(state, posts)),
      metrics: { ...metrics, ...state.metrics },
      learned: [...state.learned, data],
    }
    // The case is called by the post that had no title either.
    return title !== undefined && post?.title === state.title ? { ...known, title } : known
  },
  clocks: ({ data }) => (data.publishedAt === undefined ? {} : { movesFrom: ['published'] }),
  tells: tellLearned,
}

export const learn = {
  decide(story, command) {
    const { post: key, by } = command
    const { posts, learned: known } = story.state
    const post = posts.find((each) => each.key === key)
    // It was taken out meanwhile, or was looked at before.
    if (post === undefined || known.some((each) => each.post === key && each.by === by)) return story
    const facts = emptyFacts(story, post, command)
    return Object.keys(facts).length === 0 ? story : raiseByRule(story.happen('learned', { post: key, by, ...facts }))
  },
  events: { learned },
  regions: { learned: { begins: [], perRound: false } },
} satisfies ServiceCapability<'learn'>

type Found = Omit<EventData<'learned'>, 'post' | 'by'>
type Command = Parameters<(typeof learn)['decide']>[1]

/** What a person has said is never written over. */
function emptyFacts(story: Story, post: CasePost, command: Command): Found {
  const { placeholder, title, platform, text, unreadable } = command
  const metrics = Object.entries(command.metrics).filter(
    ([name, figure]) => figure !== undefined && story.state.metrics[name as keyof Metrics] === undefined,
  )
  return {
    ...(title !== '' && post.title === placeholder && title !== placeholder ? { title } : {}),
    ...(post.publishedAt === null ? publishedIn(story, post, command.published) : {}),
    ...(platform !== '' && post.platform === null ? { platform } : {}),
    ...(metrics.length > 0 ? { metrics: Object.fromEntries(metrics) } : {}),
    ...(text === '' ? {} : { text }),
    ...(unreadable === null ? {} : { unreadable }),
    ...(unreadable !== null && post.title === placeholder ? { untitled: placeholder } : {}),
  }
}

/** Nobody has found a post before it was there: a page that says so is not believed. */
function publishedIn({ context }: Story, { discoveredAt }: CasePost, text: string): Found {
  const meant = text === '' ? null : dateBehind(text, context.now, context.calendar)
  if (meant === null || meant.at < EARLIEST || meant.at > discoveredAt) return {}
  return { publishedAt: meant.at, ...(meant.dayOnly ? { dayOnly: true } : {}) }
}
