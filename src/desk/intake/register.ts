// `/登记 来电 内容`: what came in otherwise than by a forward opens a case, or is counted at the case that was named.
import type { IncomingAction } from '../../channel.ts'
import { readCase } from '../../db/cases/cases.ts'
import { enqueue } from '../../db/messages/outbox.ts'
import type { Refusal } from '../../domain/capability/refusal.ts'
import { type Case, isOpen } from '../../domain/case/case.ts'
import { type CameIn, isSaid, type Source } from '../../domain/case/source.ts'
import { takesRegistration } from '../../domain/commands/intake/open.ts'
import { type Registration, registrationFilled } from '../../domain/input/registration.ts'
import { subjectOf } from '../../domain/notice/envelope.ts'
import type { Notice } from '../../domain/notice/notice.ts'
import { findUrls } from '../../domain/post/post.ts'
import { titleOf } from '../../domain/text/text.ts'
import { answerRow } from '../cases/enqueue.ts'
import type { Desk } from '../desk.ts'
import { attachFiles, isKept } from './attachments.ts'
import type { Forwarded } from './forwards/forward-shape.ts'
import {
  alsoRefused,
  type ForwardedMessage,
  forwardSaid,
  type Handled,
  LONGEST_FORWARD,
  originOf,
} from './forwards/forwarded-message.ts'
import { ownPost, type PostsOfLinks, postOfText, postsOfUrls } from './forwards/post-of.ts'
import { lostOf, MAX_LINKS, tooMany, undone } from './free-text.ts'
import { masked } from './masking.ts'
import type { Heard } from './message-context.ts'

const refused = (refusal: Refusal): Handled => ({ kind: 'refused', refusal })

/** `number`: the case that was named, or in whose thread it was typed: what is registered belongs to that one. */
export async function register(
  heard: Heard,
  { source, text, order }: Registration,
  { number, inThread, under }: { number: number | null; inThread: boolean; under?: string },
): Promise<Handled> {
  const { tx, desk, incoming, scene } = heard
  if (!takesRegistration(scene.place, number !== null && inThread)) return refused(elsewhere(heard))
  if (text.length > LONGEST_FORWARD) return refused({ reason: 'too-long', max: LONGEST_FORWARD, length: text.length })
  if (number !== null && (await readCase(tx, number)) === null) return refused({ reason: 'unknown-case', number })
  const now = desk.time.now()
  const at = incoming.at < now ? incoming.at : now
  const said = { ...heard, within: number, at, ...(under === undefined ? {} : { under }) }
  return undone(tx, (inner) => take({ ...said, tx: inner }, text, { source, order }))
}

/**
 * The same as it is filled in beneath an answer of ours. Each press is a saying of its own, however many there are beneath the
 * same message.
 */
export async function registerFilled(pressed: Heard<IncomingAction>): Promise<Handled> {
  const { incoming, key } = pressed
  const read = registrationFilled(incoming.values)
  if ('reason' in read) return refused(read)
  const { room, direct, messageId, from, at } = incoming
  const said = { kind: 'message' as const, room, direct, messageId: key, thread: null, replyTo: null, from, at }
  const heard: Heard = { ...pressed, incoming: { ...said, text: read.text } }
  return register(heard, read, { number: null, inThread: false, under: messageId })
}

const elsewhere = ({ scene: { org } }: Heard): Refusal => {
  const belongs = org.rooms.filter(({ purpose }) => purpose === 'duty').map(({ name }) => name)
  return { reason: 'wrong-room', command: 'open', belongs }
}

async function take(said: ForwardedMessage, text: string, came: CameIn): Promise<Handled> {
  const { tx, desk, incoming } = said
  const { posts, title, apart, refused: bad } = matterIn(text, came.source, said)
  const [first] = bad
  // Nothing was taken: one answer, the message is sent anew as a whole.
  if (posts.length === 0 && first) return refused(first)
  const taken = await forwardSaid(said, { posts, title, text, came, ...(apart === null ? {} : { apart }) })
  const files = incoming.files ?? []
  await attachFiles(tx, desk, taken.number, files.filter(isKept), said)
  await tellWhoRegistered(said, came.source, taken)
  await alsoRefused(said, [...bad, ...lostOf(files)])
  return { kind: 'done' }
}

interface Matter extends Omit<PostsOfLinks, 'text' | 'metrics'> {
  /** Tells a text from another in the same words. */
  apart: string | null
}

/** The posts of its links; without any, the text is the post. */
function matterIn(text: string, source: Source, { at, channel, incoming }: ForwardedMessage): Matter {
  const apart = `${channel}:${incoming.messageId}`
  const urls = findUrls(text)
  if (urls.length > 0) {
    const found = postsOfUrls(urls.slice(0, MAX_LINKS), { text }, at)
    const isWorded = found.posts.every(({ key }) => key.startsWith('text:'))
    return { ...found, refused: [...found.refused, ...tooMany(urls)], apart: isSaid(source) && isWorded ? apart : null }
  }
  const title = titleOf(masked(text))
  const known = postOfText(masked(text), title, at, null)
  // Too short to be told from others by its words: nobody else's.
  if (known === null) return { posts: [ownPost(apart, title, at, null)], title, refused: [], apart: null }
  return { posts: [known], title, refused: [], apart: isSaid(source) ? apart : null }
}

/** The card answers what opened a case. What was joined, or is like another, would otherwise go unsaid. */
async function tellWhoRegistered(
  said: ForwardedMessage,
  source: Source,
  { number, opened, like, outcomes }: Extract<Forwarded, { ok: true }>,
): Promise<void> {
  const { desk, within, scene } = said
  const outcome = outcomes.find(({ state }) => state.number === number)
  if (outcome === undefined) return
  const { state, facts, saidIn } = outcome
  const subject = subjectOf(state, facts.policy)
  if (opened && like !== null) await tellLike(said, source, state, like)
  // A case that is at its end answers with what to do; who forwards what another case has is answered by that.
  const heardThere = scene.room !== undefined && saidIn.includes(scene.room.key)
  if (opened || number !== within || !isOpen(state) || heardThere) return
  const by = scene.person?.name ?? ''
  await answer(desk, said, `again:${number}`, {
    kind: 'came-again',
    subject,
    source,
    by,
    text: '',
    sightings: state.sightings,
  })
}

async function tellLike(said: ForwardedMessage, source: Source, state: Case, like: number): Promise<void> {
  const { tx, desk } = said
  const other = await readCase(tx, like)
  if (other === null) return
  const [mine, theirs] = await Promise.all([state, other].map((each) => subjectIn(said, each)))
  if (mine === undefined || theirs === undefined) return
  const notice: Notice = { kind: 'same-words', subject: mine, source, like: theirs, likeStatus: other.status }
  await answer(desk, said, 'like', notice)
}

async function subjectIn({ tx, desk }: ForwardedMessage, state: Case) {
  const { policy } = await desk.versions.policy(tx, state.policy)
  return subjectOf(state, policy)
}

async function answer(desk: Desk, said: ForwardedMessage, key: string, notice: Notice): Promise<void> {
  const { tx, channel, incoming, scene } = said
  const { messageId } = incoming
  const mention = scene.person ? [scene.person.key] : []
  const row = answerRow(originOf(said), { key: `${key}:${channel}:${messageId}`, notice, mention, caseNumber: null })
  await enqueue(tx, [row], desk.time.realNow())
}
