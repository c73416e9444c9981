// What is no command: a link, a record that was passed on, a picture, a word under a forward, or small talk.
import type { IncomingFile } from '../../channel.ts'
import type { Db } from '../../db/engine/connect.ts'
import { enqueue } from '../../db/messages/outbox.ts'
import type { Refusal } from '../../domain/capability/refusal.ts'
import type { Org } from '../../domain/org/org.ts'
import { sharedIn } from '../../domain/post/share-texts/share-text.ts'
import { unlinkedIn } from '../../domain/post/unlinked.ts'
import { answerRow } from '../cases/enqueue.ts'
import type { Recorded } from '../cases/run-case.ts'
import { attachFiles, isKept, pictureOf } from './attachments.ts'
import { answerEnded, answerKnown } from './forwards/answers.ts'
import { ForwardRefused, ForwardRepeated } from './forwards/forward.ts'
import { handleForwardComment } from './forwards/forward-comment.ts'
import {
  alsoRefused,
  type ForwardedMessage,
  forwardSaid,
  type Handled,
  LONGEST_FORWARD,
  originOf,
} from './forwards/forwarded-message.ts'
import { confirmPosts, handleMergedForward } from './forwards/merged-forward.ts'
import { postsOfUrls, urlsOf } from './forwards/post-of.ts'
import { masked } from './masking.ts'
import { caseCounting, caseOf, type Heard } from './message-context.ts'
import { isTalk, mayBeMeantAsForward } from './opaque.ts'
import { answerQuery } from './queries.ts'
import { asListed, isTable, listOf, takeList, takeTables } from './tables/take-table.ts'

const NOTHING: Handled = { kind: 'nothing' }
const refused = (refusal: Refusal): Handled => ({ kind: 'refused', refusal })

/** `text` is clean; links are looked for in the message as it came. */
export async function handleFreeText(heard: Heard, text: string): Promise<Handled> {
  const { tx, desk, incoming, scene } = heard
  const within = await caseCounting(heard, await caseOf(heard))
  const isHeard = !scene.unbound && (within !== null || scene.place.purpose === 'duty')
  const urls = urlsOf(incoming)
  const { parts, files = [], opaque } = incoming
  const isForward = urls.length > 0 || parts !== undefined || files.length > 0
  const isAnswered = opaque !== undefined && answersOpaque(heard, within, opaque)
  // Nobody forwards in vain and unseen: not in a chat either that was the duty room until it was bound anew elsewhere.
  if (scene.unbound && scene.person !== undefined && (urls.length > 0 || parts !== undefined))
    return refused({ reason: 'unbound-forward', belongs: dutyRooms(scene.org) })
  const { person, place } = scene
  if (
    !isAnswered &&
    person &&
    isHeard &&
    place.purpose === 'duty' &&
    opaque !== undefined &&
    mayBeMeantAsForward(opaque)
  )
    return answerOnce(heard, person.key, opaque)
  if (!isAnswered && !(isHeard && isForward)) return smallTalk(heard, { within, isHeard, isForward }, text)
  if (scene.person === undefined) return refused({ reason: 'not-registered' })
  // What is heard or seen is kept with the case in whose thread it is.
  if (opaque !== undefined && !(within !== null && files.length > 0))
    return refused({ reason: 'not-understood', what: opaque })
  if (text.length > LONGEST_FORWARD) return refused({ reason: 'too-long', max: LONGEST_FORWARD, length: text.length })
  const now = desk.time.now()
  const said: ForwardedMessage = { ...heard, within, at: incoming.at < now ? incoming.at : now }
  if (parts !== undefined) return undone(tx, (inner) => handleMergedForward({ ...said, tx: inner }, parts))
  return undone(tx, (inner) => post({ ...said, tx: inner }, urls, text))
}

const dutyRooms = ({ rooms }: Org): string[] =>
  rooms.filter(({ purpose }) => purpose === 'duty').map(({ name }) => name)

/**
 * One rule for what no text can be made of, on every channel. What people send to each other, and never to register
 * anything, is talk: it gets an answer only where it was said to the desk, by name, privately or in a case's thread. What
 * may hold a post (a record that cannot be opened, a shared page, a video, a kind that nobody knows) is answered in the duty
 * room as well, so that no forward is lost unseen; so is, once a day, a voice or a place, which people forward like a post.
 */
function answersOpaque({ incoming, scene }: Heard, within: number | null, opaque: string): boolean {
  if (scene.unbound) return false
  const isToDesk = incoming.addressed === true || incoming.direct || within !== null
  return isToDesk || (scene.place.purpose === 'duty' && !isTalk(opaque))
}

/** Nobody can tell a forwarded voice or place from talk: each person is told once a day what to send instead, and then let be. */
async function answerOnce({ tx, desk, channel, incoming }: Heard, person: string, what: string): Promise<Handled> {
  const { room, messageId, at } = incoming
  const notice = { kind: 'refused' as const, refusal: { reason: 'not-understood' as const, what }, case: null }
  const key = `once:${channel}:${room}:${person}:${what}:${at.slice(0, 10)}`
  const row = answerRow({ channel, room, messageId }, { key, notice, mention: [], caseNumber: null })
  await enqueue(tx, [row], desk.time.realNow())
  return { kind: 'done' }
}

/** What is refused is undone alone: that the message was handled, and its answer, stand. */
export async function undone(tx: Db, work: (inner: Db) => Promise<Handled>): Promise<Handled> {
  try {
    return await tx.transaction(work)
  } catch (error) {
    if (error instanceof ForwardRefused) return refused(error.refusal)
    if (error instanceof ForwardRepeated) return NOTHING
    throw error
  }
}

async function post(said: ForwardedMessage, urls: string[], text: string): Promise<Handled> {
  const { files = [] } = said.incoming
  const tables = said.within === null && urls.length === 0 ? files.filter((file) => isKept(file) && isTable(file)) : []
  if (tables.length > 0) return postTables(said, files, tables)
  const list = urls.length > 0 ? await listOf(said, text) : null
  if (list === null || said.within !== null) return postLinks(said, urls, text, list)
  const taken = await takeList(said, list)
  if (taken.kind === 'done') await alsoRefused(said, [...lostOf(files), ...needCase(files.filter(isKept))])
  return taken
}

/** Tables in the duty room are posts, a row each; in a case's thread they are files of the case. */
async function postTables(said: ForwardedMessage, files: IncomingFile[], tables: IncomingFile[]): Promise<Handled> {
  const bad = await takeTables(said, tables)
  const left = needCase(files.filter((file) => isKept(file) && !tables.includes(file)))
  const [first] = bad
  if (first !== undefined && bad.length === tables.length) return refused(first)
  await alsoRefused(said, [...bad, ...lostOf(files), ...left])
  return { kind: 'done' }
}

/** Of several cases none has them. */
const needCase = (files: IncomingFile[]): Refusal[] =>
  files.map(({ name, kind }) => ({ reason: 'file-needs-case', name: name ?? '', what: kind }))

async function postLinks(
  said: ForwardedMessage,
  urls: string[],
  text: string,
  list: Awaited<ReturnType<typeof listOf>>,
): Promise<Handled> {
  const { tx, desk, incoming } = said
  const { files = [] } = incoming
  const people = said.scene.org.people.map(({ name }) => name)
  const linked = postsOfUrls(urls.slice(0, MAX_LINKS), incoming, said.at, people)
  const { title, metrics, refused: bad } = linked
  const posts = asListed(linked.posts, list)
  const own = sharedIn(text, { links: incoming.links ?? [], people })?.text ?? text
  const kept = files.filter(isKept)
  const refusals: Refusal[] = [...bad, ...tooMany(urls), ...lostOf(files)]
  const [first] = refusals
  // Nothing was taken: one answer, the message is sent anew as a whole.
  if (first && posts.length === 0 && (bad.length > 0 || kept.length === 0)) return refused(first)
  // A picture by itself, out in the duty room, is a screenshot of a post.
  if (posts.length === 0 && said.within === null) {
    const pictures = kept
      .filter(({ kind }) => kind === 'image')
      .map((file) => pictureOf(file, desk.wording, said.at, title))
    if (pictures.length === 0)
      return refused({ reason: 'file-needs-case', name: kept[0]?.name ?? '', what: kept[0]?.kind ?? 'file' })
    posts.push(...pictures)
  }
  const found = { posts, title: title || (posts[0]?.title ?? ''), text: own, metrics }
  const number = posts.length > 0 ? await forwardPosts(said, found) : (said.within ?? 0)
  await attachFiles(tx, desk, number, kept, said)
  await alsoRefused(said, refusals)
  return { kind: 'done' }
}

/** Several links of one message are told by one card, however many cases know them. */
async function forwardPosts(said: ForwardedMessage, found: Parameters<typeof forwardSaid>[1]): Promise<number> {
  const posts = [...new Map(found.posts.map((post) => [post.key, post])).values()]
  const several = posts.filter(({ url }) => url !== null).length > 1
  const taken = await forwardSaid(said, { ...found, posts, ...(several ? { quiet: 'known' } : {}) })
  const { number, opened, outcomes } = taken
  const [only, ...others] = outcomes
  // One case answers for itself: by its card where it is new, as for a single link where it knew them.
  if (several && others.length > 0) await confirmPosts(said, posts, { number, skipped: 0, outcomes, of: 'message' })
  else if (several && !opened && only !== undefined) await answerKnownPosts(said, only)
  return number
}

async function answerKnownPosts(said: ForwardedMessage, known: Recorded): Promise<void> {
  const { tx, desk, within } = said
  if (within !== known.state.number) await answerKnown(tx, desk, originOf(said), known)
  else if (!known.events.some(({ type, data }) => type === 'sighted' && data.posts.length > 0))
    await answerEnded(tx, desk, { origin: originOf(said) }, known)
}

/** Files that came and could not be kept. */
export const lostOf = (files: IncomingFile[]): Refusal[] =>
  files
    .filter((file) => !isKept(file))
    .map(({ name, kind, missing }) => ({
      reason: 'file-not-kept',
      name: name ?? '',
      why: missing ?? 'gone',
      what: kind,
    }))

export const tooMany = (urls: string[]): Refusal[] => {
  const [first, ...others] = urls.slice(MAX_LINKS)
  return first === undefined
    ? []
    : [{ reason: 'too-many-links', max: MAX_LINKS, left: others.length + 1, first: masked(first) }]
}

async function smallTalk(
  heard: Heard,
  { within, isHeard, isForward }: { within: number | null; isHeard: boolean; isForward: boolean },
  text: string,
): Promise<Handled> {
  const { tx, desk, channel, incoming, scene } = heard
  const { addressed = false, replyTo, room, messageId } = incoming
  if (replyTo !== null && scene.place.purpose === 'duty' && (await handleForwardComment(heard, text)))
    return { kind: 'done' }
  const unlinked = isForward ? null : unlinkedIn(text)
  if (!addressed && !(isHeard && unlinked !== null)) return NOTHING
  if (scene.person === undefined) return refused({ reason: 'not-registered' })
  if (scene.unbound) return refused({ reason: 'unbound-room' })
  // A post is passed on where the desk's officers see it, and its thread is beneath the message that it came in.
  if (!isHeard && (isForward || unlinked !== null)) return refused({ reason: 'not-here', rooms: dutyRooms(scene.org) })
  if (unlinked !== null) return refused({ reason: 'no-link', ...unlinked })
  const asking = { scene, person: scene.person, origin: { channel, room, messageId }, number: within, mentions: [] }
  await answerQuery(tx, desk, { type: 'help' }, asking)
  return { kind: 'done' }
}

// More links than that make a document, not a forward; what is over the limit is told, and still in the case's text.
export const MAX_LINKS = 20
