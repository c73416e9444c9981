// Somebody forwards what is known, or a further post of the case: it is counted, and may raise the level or reopen the case.
import { type EventSpec, no, type ServiceCapability, type Story } from '../../capability/capability.ts'
import { type Case, type CasePost, isOwing } from '../../case/case.ts'
import type { EventOf } from '../../case/events.ts'
import { type CameIn, FORWARDED, type Source } from '../../case/source.ts'
import { elsewhere } from '../../notice/audience.ts'
import { type NoticeContext, saying } from '../../notice/context.ts'
import { dutyRoom, type Envelope, subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'
import { levelByThresholds, levelOf, type Metrics } from '../../policy/policy.ts'
import { keyOfUrl } from '../../post/post.ts'
import { rebound } from '../handling/reopen.ts'
import { cameMeant } from './order.ts'

declare module '../../capability/command.ts' {
  interface ServiceCommands {
    /**
     * A further forward of a known post, or further posts of the case; `within`: said in the case's own thread. `known`:
     * keys of what is known.
     */
    sight: {
      posts: CasePost[]
      known?: string[]
      source: string
      metrics: Metrics
      text: string
      within?: boolean
      /** Left out: forwarded. */
      came?: CameIn
    }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    /** Who has forwarded what was in the case already, in order. Whoever brought a post is named beside it. */
    forwarders: string[]
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    sighted: { posts: CasePost[]; metrics: Metrics; source: string; text: string; cameBy?: Source }
  }
}
declare module '../../notice/notice.ts' {
  interface Meanings {
    /** The same matter has come in again, otherwise than by a forward. */
    'came-again': { subject: Subject; source: Source; by: string; text: string; sightings: number }
    /** A rule would change a level that a person has set. */
    'level-suggested': { subject: Subject; level: { zh: string; en: string }; setBy: string }
  }
}

const sighted: EventSpec<'sighted'> = {
  fields: { posts: 'personal', metrics: 'plain', source: 'plain', text: 'personal', cameBy: 'plain' },
  apply(state, { data, actor }) {
    const known = new Set(state.posts.map(({ key }) => key))
    const fresh = data.posts.filter(({ key }) => !known.has(key)).map((post) => ({ ...post, by: actor }))
    return {
      ...state,
      posts: [...state.posts, ...fresh],
      sightings: state.sightings + 1,
      forwarders: state.forwarders.includes(actor) ? state.forwarders : [...state.forwarders, actor],
      metrics: { ...state.metrics, ...data.metrics },
    }
  },
  tells: (context, event, key) => [...tellAgain(context, event, key), ...suggestLevel(context, `${key}:sighted`)],
}

export const sight = {
  decide(before, { posts, known = [], metrics, source, text, within, came = FORWARDED }) {
    const meant = cameMeant(came, before.context)
    if ('reason' in meant) return no(meant)
    const { source: by, order } = meant
    const seen = before.add('sighted', { posts, metrics, source, text, ...(by === 'forward' ? {} : { cameBy: by }) })
    const story = order === null ? seen : seen.happen('ordered', order)
    // What is said again in the case's own thread has not come up again in public.
    const isBack = !(within && posts.length === 0) && isBackIn(before.state, posts, known)
    return raiseByRule(isBack ? rebound(story) : story)
  },
  events: { sighted },
  regions: { forwarders: { begins: [], perRound: false } },
} satisfies ServiceCapability<'sight'>

/** What was answered has come up again, with these posts and keys of known ones. */
export const isBackIn = (state: Case, posts: CasePost[], known: string[] = []): boolean =>
  state.status === 'watching' && !isReply(state, [...posts.map(({ key }) => key), ...known])

// Who passes on the official reply, or what was said before it, does not say that the matter has come up again; what the public had posted before does.
function isReply(state: Case & { status: 'watching' }, seen: string[]): boolean {
  const said = [state.publication, ...state.statements.map(({ publication }) => publication)]
  const ours = said.flatMap((publication) => (publication.way === 'link' ? (keyOfUrl(publication.url) ?? []) : []))
  return (
    seen.length > 0 && seen.every((key) => ours.includes(key)) && !state.posts.some(({ key }) => seen.includes(key))
  )
}

// A rule only raises, and never over a person's word: then the desk is told what the rule would have done.
export function raiseByRule(story: Story): Story {
  const { state, context } = story
  const level = levelByThresholds(context.policy, state.metrics, state.sightings)
  if (level === null || level >= state.level || typeof state.levelSetBy === 'object') return story
  if (!isOwing(state)) return story
  return story.happen('level-set', { level, from: state.level, by: 'rule', reason: '' })
}

/** In the rooms where it was not said: nobody can look it up behind a link. */
function tellAgain(context: NoticeContext, event: EventOf<'sighted'>, key: string): Envelope[] {
  const { cameBy: source, text } = event.data
  if (source === undefined) return []
  const { after, facts } = context
  const subject = subjectOf(after, facts.policy)
  const by = namesOf(facts.org, [event.actor]).join('')
  const notice = { kind: 'came-again' as const, subject, source, by, text, sightings: after.sightings }
  return elsewhere(context, `${key}:again`, notice)
}

/** Once for each level. */
export function suggestLevel(context: NoticeContext, key: string): Envelope[] {
  const { after, before, facts } = context
  if (typeof after.levelSetBy !== 'object' || before === null) return []
  const would = levelByThresholds(facts.policy, after.metrics, after.sightings)
  const was = levelByThresholds(facts.policy, before.metrics, before.sightings)
  const level = would === null || would === was || would >= after.level ? undefined : levelOf(facts.policy, would)?.name
  if (level === undefined) return []
  const setBy = namesOf(facts.org, [after.levelSetBy.person]).join('')
  const subject = subjectOf(after, facts.policy)
  return saying(key, dutyRoom(facts.org), { kind: 'level-suggested', subject, level, setBy })
}
