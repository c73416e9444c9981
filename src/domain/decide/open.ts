// A first forward opens a case; a further one is counted, and may raise the level.

import { type Case, type CasePost, isOwing, type Watching } from '../case/case.ts'
import { evolve } from '../case/evolve.ts'
import { AUTHORITY } from '../commands/authority.ts'
import type { CommandOf } from '../commands/command.ts'
import { departmentCalled } from '../org/org.ts'
import { levelByThresholds } from '../policy/policy.ts'
import { keyOfUrl } from '../post/post.ts'
import { assignTo } from './assign.ts'
import { levelCalled, unknownLevel } from './level.ts'
import { add, begin, type Decision, type DecisionContext, end, follow, happen, no, type Story } from './unfold.ts'
import { rebound } from './watch.ts'

/** `number` was drawn after the post's key was won. */
export function open(number: number, command: CommandOf<'open'>, facts: DecisionContext): Decision {
  const { policy, org, now, actor } = facts
  const asked = command.level === null ? null : levelCalled(policy, command.level)
  if (asked === undefined) return no(unknownLevel(policy, command.level ?? ''))
  const department = command.department === null ? null : departmentCalled(org, command.department)
  if (department === undefined) {
    return no({
      reason: 'unknown-department',
      called: command.department ?? '',
      known: org.departments.map(({ name }) => name),
    })
  }
  const byRule = levelByThresholds(policy, command.metrics, 1)
  const data = {
    policy: facts.policyId,
    title: command.title,
    text: command.text,
    level: asked?.number ?? byRule ?? policy.opensAt,
    levelSetBy: asked ? { person: actor.person } : byRule === null ? ('policy' as const) : ('rule' as const),
    discoveredAt: command.discoveredAt,
    publishedAt: command.posts.map(({ publishedAt }) => publishedAt).find((at) => at !== null) ?? null,
    posts: command.posts,
    metrics: command.metrics,
    source: command.source,
  }
  const opening = { type: 'opened' as const, at: now, actor: actor.person, data }
  // The case as it is before anything has happened to its clocks; `happen` then follows the opening through.
  const bare = evolve(null, opening, number)
  const story = follow({ state: bare, events: [opening] }, bare, facts, 'opened')
  return end(department === null ? story : assignTo(story, facts, department.key, []))
}

/** Somebody forwards what is known, or a further post of the case. */
export function sight(state: Case, command: CommandOf<'sight'>, facts: DecisionContext): Decision {
  const { posts, known = [], metrics, source, text } = command
  const story = add(begin(state), facts, 'sighted', { posts, metrics, source, text })
  // What is said again in the case's own thread has not come up again in public.
  const isBack = state.status === 'watching' && !(command.within && posts.length === 0) && !isReply(state, posts, known)
  return end(raiseByRule(isBack ? rebound(story, facts) : story, facts))
}

/** Posts that do not belong to the matter leave it; a later forward of theirs is a matter of its own. */
export function drop(state: Case, { posts: called }: CommandOf<'drop'>, facts: DecisionContext): Decision {
  if (called.length === 0) return no({ reason: 'missing', command: 'drop', what: 'posts' })
  const found = called.map((each) => ({ each, post: postCalled(state, each) }))
  const unknown = found.find(({ post }) => post === undefined)
  if (unknown) return no({ reason: 'unknown-post', called: unknown.each })
  const posts = found.flatMap(({ post }) => (post ? [post] : []))
  const others = facts.actor.roles.some((role) => role !== 'monitor' && AUTHORITY.drop.roles.includes(role))
  const foreign = others ? undefined : posts.find(({ by }) => by !== facts.actor.person)
  if (foreign) return no({ reason: 'not-your-forward', title: foreign.title })
  const keys = [...new Set(posts.map(({ key }) => key))]
  if (keys.length === state.posts.length) return no({ reason: 'last-post' })
  return end(add(begin(state), facts, 'dropped', { posts: keys }))
}

const postCalled = ({ posts }: Case, called: string): CasePost | undefined =>
  posts.find(({ key }) => key === called || key === keyOfUrl(called))

// Who passes on the official reply does not say that the matter has come up again; what the public had posted before does.
function isReply(state: Watching, posts: CasePost[], known: string[]): boolean {
  const reply = state.publication.way === 'link' ? keyOfUrl(state.publication.url) : null
  const seen = [...posts.map(({ key }) => key), ...known]
  return (
    reply !== null &&
    seen.length > 0 &&
    seen.every((key) => key === reply) &&
    !state.posts.some(({ key }) => key === reply)
  )
}

// A rule only raises, and never over a person's word: then the desk is told what the rule would have done (notices).
function raiseByRule(story: Story, facts: DecisionContext): Story {
  const { state } = story
  const level = levelByThresholds(facts.policy, state.metrics, state.sightings)
  if (level === null || level >= state.level || typeof state.levelSetBy === 'object') return story
  if (!isOwing(state)) return story
  return happen(story, facts, 'level-set', { level, from: state.level, by: 'rule', reason: '' })
}
