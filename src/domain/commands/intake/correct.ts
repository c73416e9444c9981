// A fact of the case was recorded wrongly: it is set right, and what hangs on it is worked out anew.
import { dateBehind } from '../../calendar/date-text.ts'
import type { Instant } from '../../calendar/instant.ts'
import {
  DESK,
  DESK_ROOMS,
  type EventSpec,
  no,
  type PersonsCapability,
  type Story,
} from '../../capability/capability.ts'
import type { Refusal } from '../../capability/refusal.ts'
import { type Case, type CasePost, STATUSES } from '../../case/case.ts'
import type { EventData } from '../../case/events.ts'
import { platformCalled } from '../../post/platform-names.ts'
import { keyOfUrl } from '../../post/post.ts'
import { FACTS, type Fact, factField, postField } from './correct-fields.ts'
import { tellCorrected } from './correct-notice.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    /** What is empty stays as it is. `post`: a link or key, or its place among the case's posts. */
    correct: { title: string; published: string; platform: string; place: string; post: string }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** Nothing was named that could be corrected; `text` is what was written, if anything. */
    'which-fact': { text: string }
    'which-post': { field: Fact; posts: { title: string; url: string | null }[] }
    'not-yours-to-correct': { title: string }
    'same-fact': { field: Fact; value: string; dayOnly: boolean }
    'bad-published': { text: string }
    'published-ahead': { at: Instant; now: Instant }
    'published-too-early': { text: string }
    'published-after-discovery': { at: Instant; discoveredAt: Instant; dayOnly: boolean }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    /** Where the matter is. */
    place: string | null
    /** Of `publishedAt` only the day is known. */
    publishedToDay: boolean
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** `post`: the key of the post that it is about. Instants in ISO 8601; `dayOnly`: only the day is known. */
    corrected: { field: Fact; from: string | null; to: string; post?: string; dayOnly?: true }
  }
}

const corrected: EventSpec<'corrected'> = {
  fields: { field: 'plain', from: 'personal', to: 'personal', post: 'personal', dayOnly: 'plain' },
  apply(state, { data }) {
    const { field, to } = data
    switch (field) {
      case 'title':
        return { ...state, title: to, posts: state.posts.map((post) => retitled(post, state.title, to)) }
      case 'place':
        return { ...state, place: to }
      case 'platform':
        return { ...state, posts: changed(state, data.post, { platform: to }) }
      case 'published':
        return withPublished(state, changed(state, data.post, { publishedAt: to, toDay: data.dayOnly ?? false }))
    }
  },
  clocks: { movesFrom: ['published'] },
  tells: tellCorrected,
}

export const correct = {
  names: { en: ['correct'], zh: ['更正', '勘误'] },
  who: { roles: [...DESK, 'monitor'], of: 'anybody', rooms: DESK_ROOMS, statuses: STATUSES },
  offered: { triage: 90, waiting: 90, handling: 95, reviewing: 90, approved: 90, watching: 90 },
  forms: [
    {
      key: 'correct',
      fields: {
        title: factField('title', 'text'),
        published: factField('published', 'instant'),
        platform: factField('platform', 'text'),
        place: factField('place', 'text'),
        post: postField(),
      },
    },
  ],
  decide(story, command) {
    const wanted = FACTS.filter((field) => command[field] !== '')
    if (wanted.length === 0) return no({ reason: 'which-fact', text: '' })
    const facts: Meant[] = []
    for (const field of wanted) {
      const meant = factMeant(story, field, command[field], command.post)
      if ('reason' in meant) return no(meant)
      facts.push(meant)
    }
    const fresh = facts.filter(({ isSame }) => !isSame)
    const [same] = facts
    if (fresh.length === 0 && same) return no(sameFact(same))
    return fresh.reduce<Story>((so, { data }) => so.happen('corrected', data), story)
  },
  events: { corrected },
  regions: {
    place: { begins: null, perRound: false },
    publishedToDay: { begins: false, perRound: false },
  },
} satisfies PersonsCapability<'correct'>

interface Meant {
  data: EventData<'corrected'>
  isSame: boolean
}

const sameFact = ({ data: { field, to, dayOnly } }: Meant): Refusal => ({
  reason: 'same-fact',
  field,
  value: to,
  dayOnly: dayOnly ?? false,
})

const LONGEST_FACT = 100

function factMeant(story: Story, field: Fact, written: string, called: string): Meant | Refusal {
  const { state } = story
  const value = written.replace(/\s+/gu, ' ').trim()
  if (value.length > LONGEST_FACT) return { reason: 'too-long', max: LONGEST_FACT, length: value.length }
  if (field === 'title' || field === 'place') {
    const foreign = isTheirs(story, state.posts) ? null : state.posts[0]
    if (foreign) return { reason: 'not-yours-to-correct', title: state.title }
    return { data: { field, from: state[field], to: value }, isSame: state[field] === value }
  }
  const post = postMeant(state, field, called)
  if ('reason' in post) return post
  if (!isTheirs(story, [post])) return { reason: 'not-yours-to-correct', title: post.title }
  if (field === 'published') return publishedMeant(story, post, value)
  const to = platformCalled(value)
  return { data: { field, from: post.platform, to, post: post.key }, isSame: post.platform === to }
}

/** The desk's, or of whoever forwarded one of them. */
const isTheirs = ({ context: { actor } }: Story, posts: CasePost[]): boolean =>
  actor.roles.some((role) => DESK.includes(role)) || posts.some(({ by }) => by === actor.person)

function postMeant(state: Case, field: Fact, called: string): CasePost | Refusal {
  const { posts } = state
  const [only, ...others] = posts
  if (called === '') {
    if (only !== undefined && others.length === 0) return only
    return { reason: 'which-post', field, posts: posts.map(({ title, url }) => ({ title, url })) }
  }
  const key = keyOfUrl(called)
  const found = posts.find((post) => post.key === called || post.key === key) ?? posts[Number(called) - 1]
  return found ?? { reason: 'unknown-post', called }
}

export const EARLIEST: Instant = '2000-01-01T00:00:00.000Z'

/** Nobody has found a post before it was there. */
function publishedMeant({ context }: Story, post: CasePost, text: string): Meant | Refusal {
  const { now, calendar } = context
  const meant = dateBehind(text, now, calendar)
  if (meant === null) return { reason: 'bad-published', text }
  const { at, dayOnly } = meant
  if (at < EARLIEST || at.startsWith('-')) return { reason: 'published-too-early', text }
  if (at > now || at.startsWith('+')) return { reason: 'published-ahead', at, now }
  const { discoveredAt } = post
  if (at > discoveredAt) return { reason: 'published-after-discovery', at, discoveredAt, dayOnly }
  const isSame = post.publishedAt === at && (post.toDay ?? false) === dayOnly
  const data = { field: 'published' as const, from: post.publishedAt, to: at, post: post.key }
  return { data: dayOnly ? { ...data, dayOnly: true } : data, isSame }
}

const retitled = (post: CasePost, from: string, to: string): CasePost =>
  post.title === from ? { ...post, title: to } : post

const changed = (state: Case, key: string | undefined, facts: Partial<CasePost>): CasePost[] =>
  state.posts.map((post) => (post.key === key ? { ...post, ...facts } : post))

/** The case was published when the first of its posts was of which that is known. */
export function withPublished(state: Case, posts: CasePost[]): Case {
  const first = posts.find(({ publishedAt }) => publishedAt !== null)
  return { ...state, posts, publishedAt: first?.publishedAt ?? null, publishedToDay: first?.toDay ?? false }
}
