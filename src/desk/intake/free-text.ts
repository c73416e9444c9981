// What is no command: a link, a record that was passed on, a picture, a word under a forward, or small talk.
import type { Db } from '../../db/engine/connect.ts'
import { enqueue } from '../../db/messages/outbox.ts'
import type { Refusal } from '../../domain/capability/refusal.ts'
import { findUrls } from '../../domain/post/post.ts'
import { titleOf, titleOfLink } from '../../domain/text/text.ts'
import { answerRow } from '../cases/enqueue.ts'
import { attachFiles, isKept, pictureOf } from './attachments.ts'
import { ForwardRefused, postOfUrl } from './forward.ts'
import { handleForwardComment } from './forward-comment.ts'
import { type ForwardedMessage, forwardSaid, type Handled, LONGEST_FORWARD } from './forwarded-message.ts'
import { masked } from './masking.ts'
import { handleMergedForward } from './merged-forward.ts'
import { caseOf, type Heard } from './message-context.ts'
import { answerQuery } from './queries.ts'

const NOTHING: Handled = { kind: 'nothing' }
const refused = (refusal: Refusal): Handled => ({ kind: 'refused', refusal })

/** `text` is clean; links are looked for in the message as it came, whose invisible characters end them. */
export async function handleFreeText(heard: Heard, text: string): Promise<Handled> {
  const { tx, desk, incoming, scene } = heard
  const within = await caseOf(heard)
  const isHeard = !scene.unbound && (within !== null || scene.place.purpose === 'duty')
  const urls = findUrls(incoming.text)
  const { parts, files = [], opaque } = incoming
  if (!isHeard || (urls.length === 0 && parts === undefined && files.length === 0 && opaque === undefined))
    return smallTalk(heard, within, text)
  if (scene.person === undefined) return refused({ reason: 'not-registered' })
  if (opaque !== undefined) return refused({ reason: 'not-understood', what: opaque })
  if (text.length > LONGEST_FORWARD) return refused({ reason: 'too-long', max: LONGEST_FORWARD, length: text.length })
  const now = desk.time.now()
  const said: ForwardedMessage = { ...heard, within, at: incoming.at < now ? incoming.at : now }
  if (parts !== undefined) return undone(tx, (inner) => handleMergedForward({ ...said, tx: inner }, parts))
  return undone(tx, (inner) => post({ ...said, tx: inner }, urls, text))
}

/** What is refused is undone alone: that the message was handled, and its answer, stand. */
export async function undone(tx: Db, work: (inner: Db) => Promise<Handled>): Promise<Handled> {
  try {
    return await tx.transaction(work)
  } catch (error) {
    if (error instanceof ForwardRefused) return refused(error.refusal)
    throw error
  }
}

async function post(said: ForwardedMessage, urls: string[], text: string): Promise<Handled> {
  const { tx, desk } = said
  const { files = [] } = said.incoming
  const title = titleOf(masked(text)) || titleOfLink(masked(urls[0] ?? ''))
  const posts = urls.slice(0, MAX_LINKS).map((url) => postOfUrl(url, title, said.at, null))
  const good = posts.flatMap((each) => ('key' in each ? [each] : []))
  const [bad] = posts.flatMap((each) => ('key' in each ? [] : [each]))
  if (bad && good.length === 0) return refused(bad)
  const kept = files.filter(isKept)
  const [lost] = files.filter((file) => !isKept(file))
  if (lost && kept.length === 0 && good.length === 0)
    return refused({ reason: 'file-not-kept', name: lost.name ?? '', why: lost.missing ?? 'gone' })
  // A picture by itself, out in the duty room, is a screenshot of a post.
  if (good.length === 0 && said.within === null) {
    const pictures = kept
      .filter(({ kind }) => kind === 'image')
      .map((file) => pictureOf(file, desk.wording, said.at, title))
    if (pictures.length === 0) return refused({ reason: 'file-needs-case', name: kept[0]?.name ?? '' })
    good.push(...pictures)
  }
  const number =
    good.length > 0
      ? (await forwardSaid(said, { posts: good, title: title || (good[0]?.title ?? ''), text })).number
      : (said.within ?? 0)
  await attachFiles(tx, desk, number, kept, said)
  return lost === undefined
    ? { kind: 'done' }
    : refusedToo(said, { reason: 'file-not-kept', name: lost.name ?? '', why: lost.missing ?? 'gone' })
}

/** What was taken stands, and what was not is told. */
export async function refusedToo(
  { tx, desk, channel, incoming, scene }: ForwardedMessage,
  refusal: Refusal,
): Promise<Handled> {
  const { room, messageId } = incoming
  const notice = { kind: 'refused' as const, refusal, case: null }
  const mention = scene.person ? [scene.person.key] : []
  const row = answerRow(
    { channel, room, messageId },
    { key: `partly:${channel}:${messageId}`, notice, mention, caseNumber: null },
  )
  await enqueue(tx, [row], desk.time.realNow())
  return { kind: 'done' }
}

async function smallTalk(heard: Heard, within: number | null, text: string): Promise<Handled> {
  const { tx, desk, channel, incoming, scene } = heard
  const { addressed = false, replyTo, room, messageId } = incoming
  if (replyTo !== null && scene.place.purpose === 'duty' && (await handleForwardComment(heard, text)))
    return { kind: 'done' }
  if (!addressed) return NOTHING
  if (scene.person === undefined) return refused({ reason: 'not-registered' })
  if (scene.unbound) return refused({ reason: 'unbound-room' })
  const asking = { scene, person: scene.person, origin: { channel, room, messageId }, number: within, mentions: [] }
  await answerQuery(tx, desk, { type: 'help' }, asking)
  return { kind: 'done' }
}

// More links than that make a document, not a forward; what is over the limit is still in the case's text.
export const MAX_LINKS = 20
