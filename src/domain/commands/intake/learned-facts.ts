// What a case's card says of where its facts come from: what was found out, as long as nobody has set it right.
import type { PersonsCommandType } from '../../capability/command.ts'
import type { Case } from '../../case/case.ts'
import type { Learned, Unreadable, WayToLearn } from './learned.ts'

/** In the order in which they are named. */
export const LEARNED_FACTS = ['title', 'published', 'platform', 'metrics'] as const
export type LearnedFact = (typeof LEARNED_FACTS)[number]

export interface LearnedFacts {
  /** What each way has told. */
  facts: { by: WayToLearn; facts: LearnedFact[] }[]
  /** What stands on a picture; somebody is asked to compare it. */
  text: string | null
  unreadable: Unreadable | null
}

export function learnedFacts(state: Case): LearnedFacts {
  const ways = new Map<WayToLearn, Set<LearnedFact>>()
  for (const each of state.learned) {
    const so = ways.get(each.by) ?? new Set()
    ways.set(each.by, so)
    for (const fact of standing(state, each)) so.add(fact)
  }
  const [read] = state.learned.flatMap(({ text }) => text ?? [])
  const unread = state.learned.find((each) => each.unreadable !== undefined && isUntitled(state, each))
  return {
    facts: [...ways].flatMap(([by, facts]) =>
      facts.size === 0 ? [] : [{ by, facts: LEARNED_FACTS.filter((fact) => facts.has(fact)) }],
    ),
    text: read ?? null,
    unreadable: unread?.unreadable ?? null,
  }
}

/** Whoever looks at the card is asked to compare it with the picture: the button stands among those that are seen. */
export function toBeChecked({ facts, unreadable }: LearnedFacts, allowed: PersonsCommandType[]): PersonsCommandType[] {
  const isOpen = unreadable !== null || facts.some(({ by }) => by === 'picture')
  if (!isOpen || !allowed.includes('correct')) return allowed
  const [first, ...others] = allowed.filter((command) => command !== 'correct')
  return first === undefined ? allowed : [first, 'correct', ...others]
}

/** A fact that is another by now was set right by somebody. */
function standing(state: Case, { post: key, title, publishedAt, platform, metrics }: Learned): LearnedFact[] {
  const post = state.posts.find((each) => each.key === key)
  if (post === undefined) return []
  const figures = Object.entries(metrics ?? {})
  return [
    ...(title !== undefined && post.title === title ? ['title' as const] : []),
    ...(publishedAt !== undefined && post.publishedAt === publishedAt ? ['published' as const] : []),
    ...(platform !== undefined && post.platform === platform ? ['platform' as const] : []),
    ...(figures.some(([name, figure]) => state.metrics[name as keyof typeof state.metrics] === figure)
      ? ['metrics' as const]
      : []),
  ]
}

/** Nobody has called it otherwise since it came in. */
const isUntitled = ({ posts }: Case, { post, untitled }: Learned): boolean =>
  posts.some((each) => each.key === post && each.title === untitled)
