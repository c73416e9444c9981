// Whoever forwarded a post learns once a round that it was answered, and where: privately, wherever they had forwarded it.
import type { Case } from '../case/case.ts'
import { type Org, personOf } from '../org/org.ts'
import { leadName } from './audience.ts'
import { type NoticeContext, saying } from './context.ts'
import { dutyRoom, type Envelope, subjectOf } from './envelope.ts'
import { namesOf } from './recipients.ts'

declare module './notice.ts' {
  interface Meanings {
    /** More people have forwarded it than are told by themselves. `told`: how many are; `others`: who is not, by name. */
    'answered-untold': { subject: Subject; told: number; others: string[] }
  }
}

/** In a storm hundreds forward the same post: private words beyond that would hold up what is urgent. */
const MOST_TOLD = 20

/** `actor`: who has recorded it, and knows. */
export function tellForwarders(context: NoticeContext, actor: string): Envelope[] {
  const { before, after, facts } = context
  if (before === null || before.status === 'watching' || after.status !== 'watching') return []
  const { publication } = after
  const subject = subjectOf(after, facts.policy)
  const notice = {
    kind: 'answered' as const,
    subject,
    department: leadName(context),
    url: publication.way === 'link' ? publication.url : null,
    at: publication.at,
  }
  const round = `${after.number}:${after.reopenedAt ?? ''}`
  const people = forwardersOf(after, facts.org).filter((person) => person !== actor)
  const told = people
    .slice(0, MOST_TOLD)
    .flatMap((person) => saying(`answered:${round}:${person}`, { person }, notice, [person]))
  const others = namesOf(facts.org, people.slice(MOST_TOLD))
  if (others.length === 0) return told
  const left = { kind: 'answered-untold' as const, subject, told: told.length, others }
  return [...told, ...saying(`answered-untold:${round}`, dutyRoom(facts.org), left)]
}

/** Each once, the first forward first. A webhook's token is nobody. */
function forwardersOf({ openedBy, posts, forwarders }: Case, org: Org): string[] {
  const all = new Set([openedBy, ...posts.flatMap(({ by }) => by ?? []), ...forwarders])
  return [...all].filter((person) => personOf(org, person) !== undefined)
}
