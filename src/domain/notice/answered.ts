// Whoever forwarded a post learns once a round that it was answered, and where: privately, wherever they had forwarded it.
import { personOf } from '../org/org.ts'
import { leadName } from './audience.ts'
import { type NoticeContext, saying } from './context.ts'
import { type Envelope, subjectOf } from './envelope.ts'

/** `actor`: who has recorded it, and knows. */
export function tellForwarders(context: NoticeContext, actor: string): Envelope[] {
  const { before, after, facts } = context
  if (before === null || before.status === 'watching' || after.status !== 'watching') return []
  const { publication } = after
  const notice = {
    kind: 'answered' as const,
    subject: subjectOf(after, facts.policy),
    department: leadName(context),
    url: publication.way === 'link' ? publication.url : null,
    at: publication.at,
  }
  const forwarders = [...new Set([after.openedBy, ...after.posts.flatMap(({ by }) => by ?? [])])]
  return forwarders
    .filter((person) => person !== actor && personOf(facts.org, person) !== undefined)
    .flatMap((person) =>
      saying(`answered:${after.number}:${after.reopenedAt ?? ''}:${person}`, { person }, notice, [person]),
    )
}
