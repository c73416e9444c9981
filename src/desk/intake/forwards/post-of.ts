// The post that a link or a text stands for, or why it cannot be one; and those of a message's links.

import { sha256 } from '../../../db/cases/chain.ts'
import type { Instant } from '../../../domain/calendar/instant.ts'
import type { Refusal } from '../../../domain/capability/refusal.ts'
import type { CasePost } from '../../../domain/case/case.ts'
import type { Metrics } from '../../../domain/policy/policy.ts'
import { isFrontPage } from '../../../domain/post/front-page.ts'
import { identifyUrl, textIdentity, urlsWith, withoutLinks } from '../../../domain/post/post.ts'
import { type SharedText, sharedIn } from '../../../domain/post/share-texts/share-text.ts'
import { isGate } from '../../../domain/post/wrappers.ts'
import { cleanText, titleOf, titleOfLink, withoutUrls } from '../../../domain/text/text.ts'
import { masked } from '../masking.ts'

/** The post of a link; a refusal where the link cannot be one. */
export function postOfUrl(
  url: string,
  title: string,
  discoveredAt: Instant,
  publishedAt: Instant | null,
): CasePost | Refusal {
  const shown = masked(url)
  const identity = identifyUrl(shown)
  if (!identity.ok) return { reason: 'bad-link', text: shown, why: identity.reason }
  const { canonical, platform } = identity
  return { key: `url:${canonical}`, url: shown, canonicalUrl: canonical, platform, title, publishedAt, discoveredAt }
}

/** The post of a text without a link; null where it is too short to be told from others. */
export function postOfText(
  text: string,
  title: string,
  discoveredAt: Instant,
  publishedAt: Instant | null,
): CasePost | null {
  const identity = textIdentity(text)
  if (!identity.ok) return null
  const key = `text:${sha256(identity.normal)}`
  return { key, url: null, canonicalUrl: null, platform: null, title, publishedAt, discoveredAt }
}

/** The post of what somebody said: nobody else's, whatever the words. `apart` tells it from all others. */
export const ownPost = (
  apart: string,
  title: string,
  discoveredAt: Instant,
  publishedAt: Instant | null,
): CasePost => ({
  key: `said:${sha256(apart)}`,
  url: null,
  canonicalUrl: null,
  platform: null,
  title,
  publishedAt,
  discoveredAt,
})

/** What came with a link. */
export interface Told {
  words: string
  title: string
  discoveredAt: Instant
  publishedAt: Instant | null
}

/**
 * The post of a link. A front page, a list or a log-in page is none: with words that tell one matter from another (the site itself may be the
 * matter, or nobody has the post's own address) it is known by those, and without them it is asked for. `insists`: nobody is there to be asked.
 */
export function postOfLink(
  url: string,
  { words, title, discoveredAt, publishedAt }: Told,
  { insists = false } = {},
): CasePost | Refusal {
  const post = postOfUrl(url, title, discoveredAt, publishedAt)
  if (!('key' in post) || post.canonicalUrl === null) return post
  if (!isFrontPage(post.canonicalUrl) && !isGate(post.canonicalUrl)) return post
  const worded = postOfText(words, title, discoveredAt, publishedAt)
  if (worded === null && insists) return post
  return worded === null ? { reason: 'front-page', text: post.url ?? '' } : { ...post, key: worded.key }
}

/** The post's own title, else what a person wrote beside it; '' for neither: an app's words are no title. */
export const titleOfShared = ({ title, comment }: SharedText): string =>
  titleOf(masked(title)) || titleOf(masked(comment))

/** A message, or a part of a record. */
export interface Linked {
  text: string
  links?: string[]
}

export const urlsOf = ({ text, links = [] }: Linked): string[] => urlsWith(links, text)

export interface PostsOfLinks {
  title: string
  posts: CasePost[]
  /** The whole text without the poster whom an app names; not masked yet. */
  text: string
  /** Figures that an app's share button told. */
  metrics: Metrics
  /** What of it cannot be a post, with why. */
  refused: Refusal[]
}

/** `people`: names of the institution's own, who are no posters. */
export function postsOfUrls(
  urls: string[],
  { text, links = [] }: Linked,
  at: Instant,
  people: readonly string[] = [],
): PostsOfLinks {
  const clean = cleanText(text)
  const shared = sharedIn(clean, { links, people })
  const shown = masked(shared?.text ?? clean)
  const words = withoutUrls(withoutLinks(shown, links.map(masked)))
  const worded = shared === null ? titleOf(shown, links.map(masked)) : titleOfShared(shared)
  const title = worded || titleOfLink(masked(urls[0] ?? ''))
  const found = urls.map((url) => postOfLink(url, { words, title, discoveredAt: at, publishedAt: null }))
  return {
    title,
    text: shared?.text ?? clean,
    metrics: shared?.metrics ?? {},
    posts: found.flatMap((each) => ('key' in each ? [each] : [])),
    refused: found.flatMap((each) => ('key' in each ? [] : [each])),
  }
}
