// Looks where a forwarded link leads: what the page calls itself, when it was published, and which post it is.
import type { Claimed } from '../../../db/cases/lookups.ts'
import { isFrontPage } from '../../../domain/post/front-page.ts'
import { identifyUrl, type UrlIdentity } from '../../../domain/post/post.ts'
import { postOfPage } from '../../../domain/post/preview/page-facts.ts'
import { isGate } from '../../../domain/post/wrappers.ts'
import { titleOfLink } from '../../../domain/text/text.ts'
import type { Desk } from '../../desk.ts'
import { masked } from '../../intake/masking.ts'
import { currentOrg } from '../../outbox/service-notice.ts'
import type { Learns, Look, Looking } from '../lookups.ts'
import { textOf } from './charset.ts'
import { FetchFailed, type FetchLimits, fetchPage, INTERNET, LIMITS, type Network } from './fetch-page.ts'
import { factsOfPage } from './page.ts'

const MOST_AT_ONCE = 4

export const previews = (desk: Desk, network: Network = INTERNET, limits: FetchLimits = LIMITS): Looking => ({
  kind: 'preview',
  most: MOST_AT_ONCE,
  leaseMs: limits.ms * 4,
  look: (post) => preview(desk, post, network, limits),
})

async function preview(desk: Desk, { url }: Claimed, network: Network, limits: FetchLimits): Promise<Look> {
  if (url === null) return { kind: 'found', learns: null, knownBy: [], kept: {} }
  try {
    const page = await fetchPage(url, network, limits)
    const facts = page.body === null ? null : factsOfPage(textOf(page.body, page.contentType))
    const people = (await currentOrg(desk.database.db, desk)).people.map(({ name }) => name)
    const { title: told, published, address } = facts === null ? NONE : postOfPage(facts, page.url, people)
    const target = targetOf(page.url, address)
    // What stands in front of the post tells nothing of it.
    const isPost = target !== null
    const learns: Learns = {
      placeholder: titleOfLink(masked(url)),
      title: isPost ? masked(told) : '',
      published: isPost ? published : '',
      platform: target?.platform ?? '',
      metrics: {},
      text: '',
      unreadable: null,
    }
    const key = target === null ? null : keyOf(target)
    return { kind: 'found', learns, knownBy: key === null ? [] : [key], kept: { targetKey: key } }
  } catch (error) {
    if (!(error instanceof FetchFailed)) throw error
    const failed = { kind: 'failed' as const, error: error.message, again: error.again }
    // Where it leads may be known, though nothing can be read there.
    const target = error.reached === null ? null : targetOf(error.reached, '')
    return target === null ? failed : { ...failed, knownBy: [keyOf(target)], kept: { targetKey: keyOf(target) } }
  }
}

const NONE = { title: '', published: '', address: '' }

type Known = Extract<UrlIdentity, { ok: true }>

const keyOf = ({ canonical }: Known): string => `url:${canonical}`

/** The post at the address; what the page says of where it belongs counts on its own site alone. */
function targetOf(url: string, says: string): Known | null {
  const at = identifyUrl(masked(url))
  if (!at.ok) return null
  const said = URL.canParse(says, url) ? identifyUrl(masked(new URL(says, url).href)) : null
  const better = said?.ok && said.registrable === at.registrable && isPost(said) ? said : null
  return better ?? (isPost(at) ? at : null)
}

const isPost = ({ canonical, short }: Known): boolean => !short && !isFrontPage(canonical) && !isGate(canonical)
