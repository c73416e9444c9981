// `/登记 来电 内容`: what came in otherwise than by a forward opens a case, or is counted at the case that was named.
import { readCase } from '../../db/cases/cases.ts'
import { enqueue } from '../../db/messages/outbox.ts'
import type { Refusal } from '../../domain/capability/refusal.ts'
import { type Case, type CasePost, isOpen } from '../../domain/case/case.ts'
import { type CameIn, isSaid, type Source } from '../../domain/case/source.ts'
import type { Registration } from '../../domain/input/registration.ts'
import { subjectOf } from '../../domain/notice/envelope.ts'
import type { Notice } from '../../domain/notice/notice.ts'
import { findUrls } from '../../domain/post/post.ts'
import { titleOf, titleOfLink } from '../../domain/text/text.ts'
import { answerRow } from '../cases/enqueue.ts'
import type { Desk } from '../desk.ts'
import { attachFiles, isKept } from './attachments.ts'
import { type Forwarded, ownPost, postOfText, postOfUrl } from './forward.ts'
import { type ForwardedMessage, forwardSaid, type Handled, LONGEST_FORWARD } from './forwarded-message.ts'
import { MAX_LINKS, refusedToo, undone } from './free-text.ts'
import { masked } from './masking.ts'
import type { Heard } from './message-context.ts'

const refused = (refusal: Refusal): Handled => ({ kind: 'refused', refusal })

/** `number`: the case that was named, or in whose thread it was typed: what is registered belongs to that one. */
export async function register(
  heard: Heard,
  { source, text, order }: Registration,
  { number, inThread }: { number: number | null; inThread: boolean },
): Promise<Handled> {
  const { tx, desk, incoming, scene } = heard
  const isHere = ['duty', 'direct'].includes(scene.place.purpose) || (number !== null && inThread)
  if (!isHere) return refused(elsewhere(heard))
  if (text.length > LONGEST_FORWARD) return refused({ reason: 'too-long', max: LONGEST_FORWARD, length: text.length })
  if (number !== null && (await readCase(tx, number)) === null) return refused({ reason: 'unknown-case', number })
  const now = desk.time.now()
  const said = { ...heard, within: number, at: incoming.at < now ? incoming.at : now }
  return undone(tx, (inner) => take({ ...said, tx: inner }, text, { source, order }))
}

const elsewhere = ({ scene: { org } }: Heard): Refusal => {
  const belongs = org.rooms.filter(({ purpose }) => purpose === 'duty').map(({ name }) => name)
  return { reason: 'wrong-room', command: 'open', belongs }
}

async function take(said: ForwardedMessage, text: string, came: CameIn): Promise<Handled> {
  const { tx, desk, incoming } = said
  const found = matterIn(text, came.source, { at: said.at, apart: `${said.channel}:${incoming.messageId}` })
  if ('reason' in found) return refused(found)
  const taken = await forwardSaid(said, { ...found, text, came })
  const files = incoming.files ?? []
  await attachFiles(tx, desk, taken.number, files.filter(isKept), said)
  await tellWhoRegistered(said, came.source, taken)
  const lost = files.find((file) => !isKept(file))
  return lost === undefined
    ? { kind: 'done' }
    : refusedToo(said, { reason: 'file-not-kept', name: lost.name ?? '', why: lost.missing ?? 'gone' })
}

/** The posts of its links; without any, the text is the post. `apart` tells a text from another in the same words. */
export function matterIn(
  text: string,
  source: Source,
  { at, apart }: { at: string; apart: string },
): { posts: CasePost[]; title: string; apart?: string } | Refusal {
  const urls = findUrls(text).slice(0, MAX_LINKS)
  const title = titleOf(masked(text)) || titleOfLink(masked(urls[0] ?? text))
  const posts = urls.map((url) => postOfUrl(url, title, at, null))
  const good = posts.flatMap((each) => ('key' in each ? [each] : []))
  const [bad] = posts.flatMap((each) => ('key' in each ? [] : [each]))
  if (good.length > 0) return { posts: good, title }
  if (bad) return bad
  const known = postOfText(masked(text), title, at, null)
  // Too short to be told from others by its words: nobody else's.
  if (known === null) return { posts: [ownPost(apart, title, at, null)], title }
  return { posts: [known], title, ...(isSaid(source) ? { apart } : {}) }
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
  const { room, messageId } = incoming
  const mention = scene.person ? [scene.person.key] : []
  const row = answerRow(
    { channel, room, messageId },
    { key: `${key}:${channel}:${messageId}`, notice, mention, caseNumber: null },
  )
  await enqueue(tx, [row], desk.time.realNow())
}
