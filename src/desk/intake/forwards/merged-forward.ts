// A record of a chat that was passed on as one message: each link or text of it is a post, and one card says what was taken.
import type { Part } from '../../../channel.ts'
import { enqueue } from '../../../db/messages/outbox.ts'
import type { Refusal, RefusalOf } from '../../../domain/capability/refusal.ts'
import type { CasePost } from '../../../domain/case/case.ts'
import { sharedIn } from '../../../domain/post/share-texts/share-text.ts'
import { cleanText, titleOf, titleOfLink } from '../../../domain/text/text.ts'
import { answerRow } from '../../cases/enqueue.ts'
import type { Recorded } from '../../cases/run-case.ts'
import { masked } from '../masking.ts'
import { alsoRefused, type ForwardedMessage, forwardSaid, type Handled, LONGEST_FORWARD } from './forwarded-message.ts'
import { postOfText, postsOfUrls, titleOfShared, urlsOf } from './post-of.ts'

/** Messages of a record that are looked at: a platform passes on no more. */
const MOST_PARTS = 100

/** Throws ForwardRefused. */
export async function handleMergedForward(said: ForwardedMessage, parts: Part[]): Promise<Handled> {
  const looked = parts.slice(0, MOST_PARTS).map((part) => postsOf(part, said))
  const posts = [...new Map(looked.flatMap((part) => part.posts).map((post) => [post.key, post])).values()]
  const unfit = looked.flatMap((part) => part.refused)
  // Nothing was taken: one answer, whatever was in it.
  if (posts.length === 0) return { kind: 'refused', refusal: { reason: 'empty-record', ...unfitLinks(unfit) } }
  const title = titleFor(parts, posts)
  const own = parts.map((part, index) => looked[index]?.text ?? part.text)
  const text = cleanText(own.join('\n')).slice(0, LONGEST_FORWARD)
  const taken = await forwardSaid(said, { posts, title, text, quiet: true })
  const skipped = looked.filter((part) => part.posts.length === 0).length + Math.max(0, parts.length - MOST_PARTS)
  await confirmPosts(said, posts, { number: taken.number, skipped, outcomes: taken.outcomes })
  await alsoRefused(said, unfit)
  return { kind: 'done' }
}

/** Each link once. */
function unfitLinks(refusals: Refusal[]): Pick<RefusalOf<'empty-record'>, 'unfit'> {
  const links = refusals.flatMap((each): NonNullable<RefusalOf<'empty-record'>['unfit']> => {
    if (each.reason === 'bad-link') return [{ text: each.text, why: each.why }]
    return each.reason === 'front-page' ? [{ text: each.text, why: each.reason }] : []
  })
  const unfit = [...new Map(links.map((each) => [each.text, each])).values()]
  return unfit.length === 0 ? {} : { unfit }
}

/** The words of the first post, else the first words that come before a bare link, else the link. */
function titleFor(parts: Part[], posts: CasePost[]): string {
  const worded = posts.find(({ title, url }) => url === null || title !== titleOfLink(url))
  const words = parts
    .map(({ text, links = [] }) => ({ text, shared: sharedIn(cleanText(text), { links }) }))
    .map(({ text, shared }) => (shared === null ? titleOf(masked(cleanText(text))) : titleOfShared(shared)))
    .find((each) => [...each].length >= FEWEST)
  return worded?.title ?? words ?? posts[0]?.title ?? ''
}

/** Fewer characters are an answer (收到, 好的), no title. */
const FEWEST = 4

/** A text with links is told by them; one without by its words, where there are enough to tell it from others. */
function postsOf(
  part: Part,
  { at, scene }: ForwardedMessage,
): { posts: CasePost[]; refused: Refusal[]; text?: string } {
  const urls = urlsOf(part)
  if (urls.length > 0)
    return postsOfUrls(
      urls,
      part,
      at,
      scene.org.people.map(({ name }) => name),
    )
  const clean = masked(cleanText(part.text))
  return { posts: [postOfText(clean, titleOf(clean), at, null)].filter((post) => post !== null), refused: [] }
}

/**
 * Under the record, or a message with several links: what is the case's now, and what was known. Kept up to date, for what is
 * taken out again.
 */
export async function confirmPosts(
  { tx, desk, channel, incoming }: ForwardedMessage,
  posts: CasePost[],
  { number, skipped, outcomes, of }: { number: number; skipped: number; outcomes: Recorded[]; of?: 'message' },
): Promise<void> {
  const mine = outcomes.find(({ state }) => state.number === number)
  const keys = new Set(mine?.state.posts.map(({ key }) => key))
  const known = outcomes
    .filter(({ state }) => state.number !== number)
    .map(({ state }) => ({ number: state.number, title: state.title }))
  const notice = {
    kind: 'record-taken' as const,
    number,
    posts: posts.filter(({ key }) => keys.has(key)).map(({ key, title, url }) => ({ key, title, url })),
    known,
    skipped,
    ...(of === undefined ? {} : { of }),
  }
  const { room, messageId } = incoming
  const key = `record:${channel}:${messageId}`
  const row = answerRow({ channel, room, messageId }, { key, notice, mention: [], caseNumber: number })
  // In the case's own lane, behind its card: what is said of a case stands below it.
  await enqueue(tx, [{ ...row, kind: 'show', lane: `${row.pace}|${number}` }], desk.time.realNow())
}
