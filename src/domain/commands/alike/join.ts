// What came in with another case is counted here, as further forwards; and goes back where that was a mistake.
import { CARD_ONLY, type EventSpec, type ServiceCapability, type Story } from '../../capability/capability.ts'
import type { Case, CasePost } from '../../case/case.ts'
import type { Order } from '../../case/source.ts'
import type { Metrics } from '../../policy/policy.ts'
import { rebound } from '../handling/reopen.ts'
import type { CaseFile } from '../intake/attach.ts'
import { isBackIn, raiseByRule, suggestLevel } from '../intake/sight.ts'

declare module '../../capability/command.ts' {
  interface ServiceCommands {
    /** Everything that came in with the case `from`. */
    join: {
      from: number
      posts: CasePost[]
      sightings: number
      forwarders: string[]
      metrics: Metrics
      files: CaseFile[]
      order: Order | null
    }
    /** That case was taken up again. */
    part: { from: number; posts: string[]; sightings: number }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    joined: {
      from: number
      posts: CasePost[]
      sightings: number
      forwarders: string[]
      metrics: Metrics
      files: CaseFile[]
    }
    parted: { from: number; posts: string[]; sightings: number }
  }
}

const joined: EventSpec<'joined'> = {
  fields: {
    from: 'plain',
    posts: 'personal',
    sightings: 'plain',
    forwarders: 'plain',
    metrics: 'plain',
    files: 'personal',
  },
  apply(state, { data }) {
    const known = new Set(state.posts.map(({ key }) => key))
    const kept = new Set(state.files.map(({ sha256 }) => sha256))
    return {
      ...state,
      posts: [...state.posts, ...data.posts.filter(({ key }) => !known.has(key))],
      sightings: state.sightings + data.sightings,
      forwarders: [...new Set([...state.forwarders, ...data.forwarders])],
      metrics: { ...state.metrics, ...data.metrics },
      files: [...state.files, ...data.files.filter(({ sha256 }) => !kept.has(sha256))],
    }
  },
  tells: (context, _event, key) => suggestLevel(context, `${key}:joined`),
}

export const join = {
  decide(before, { type: _type, order, ...data }) {
    const counted = before.add('joined', data)
    const story = order === null ? counted : counted.happen('ordered', order)
    return raiseByRule(isBackIn(before.state, data.posts) ? rebound(story) : story)
  },
  events: { joined },
} satisfies ServiceCapability<'join'>

const parted: EventSpec<'parted'> = {
  fields: { from: 'plain', posts: 'personal', sightings: 'plain' },
  apply: (state, { data }) => ({
    ...state,
    posts: withoutPosts(state, data.posts),
    sightings: Math.max(1, state.sightings - data.sightings),
  }),
  tells: CARD_ONLY,
}

/** A case keeps a post. */
function withoutPosts({ posts }: Case, keys: string[]): CasePost[] {
  const left = posts.filter(({ key }) => !keys.includes(key))
  return left.length === 0 ? posts : left
}

export const part = {
  decide: (story: Story, { type: _type, ...data }) => story.happen('parted', data),
  events: { parted },
} satisfies ServiceCapability<'part'>
