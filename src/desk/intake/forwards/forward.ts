// A forward becomes a case, or is counted at the case that has it: in one transaction, whoever else forwards it now.

import { addSightings, isCountedAlready, type WonPosts, winPosts } from '../../../db/cases/posts.ts'
import type { Db } from '../../../db/engine/connect.ts'
import { commitBehind, send } from '../../../db/engine/prepared-statements.ts'
import { caseThreads, messageRefs } from '../../../db/schema/schema.ts'
import { millisOf } from '../../../domain/calendar/instant.ts'
import type { Refusal } from '../../../domain/capability/refusal.ts'
import type { CasePost } from '../../../domain/case/case.ts'
import { FORWARDED } from '../../../domain/case/source.ts'
import type { DecisionContext } from '../../../domain/decide/index.ts'
import { type Outcome, openCaseIn, type Recorded, type Requester, runCaseIn } from '../../cases/run-case.ts'
import type { Desk } from '../../desk.ts'
import { masked } from '../masking.ts'
import { answerElsewhere, answerEnded, answerKnown } from './answers.ts'
import type { Forward, Forwarded, Origin } from './forward-shape.ts'

/** Rolls the caller's transaction back with what was refused: a key that was won must not stay without a case. */
export class ForwardRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(`forward refused: ${refusal.reason}`)
  }
}

/** Rolls the caller's transaction back: the platform has delivered once more what was counted before. */
export class ForwardRepeated extends Error {
  override readonly name = 'ForwardRepeated'
}

/**
 * Within the caller's transaction. Throws ForwardRefused where the rules refuse, ForwardRepeated; then the caller must roll back. `last`:
 * nothing follows in the transaction.
 */
export async function forwardIn(
  tx: Db,
  desk: Desk,
  given: Forward,
  asking: Requester,
  { last = false } = {},
): Promise<Extract<Forwarded, { ok: true }>> {
  const { forward, won, like } = await winning(tx, maskedForward(given))
  if (won.fresh.length === 0 && (await isRepeated(tx, forward, won, asking))) throw new ForwardRepeated()
  const taken: Taken[] = []
  const commits = last && won.known.length === 0
  if (won.fresh.length > 0) taken.push(await takeFresh(tx, desk, forward, won, asking, commits))
  for (const number of casesOf(won)) taken.push(await takeKnown(tx, desk, forward, won, number, asking))
  if (taken[0] === undefined) throw new Error('a forward without a post')
  const { number, opened, sighting } = taken[0]
  return { ok: true, number, opened, sighting, outcomes: taken.map(({ outcome }) => outcome), like }
}

/** `like`: the case whose words these are, where it is not joined. Whoever comes second learns of it, however near. */
async function winning(tx: Db, forward: Forward): Promise<{ forward: Forward; won: WonPosts; like: number | null }> {
  const opens = { opens: forward.within === null }
  const won = await winPosts(tx, forward.posts, opens)
  const [known] = won.known
  if (forward.apart === undefined || known === undefined) return { forward, won, like: null }
  const posts = forward.posts.map((post) => ({ ...post, key: `${post.key}:${forward.apart}` }))
  const like = known.caseNumber === forward.within ? null : known.caseNumber
  return { forward: { ...forward, posts }, won: await winPosts(tx, posts, opens), like }
}

/**
 * The same person, room, instant and posts: nobody says the same twice at once, but platforms deliver twice under two ids.
 * A time in whole seconds is no instant: in a second two may be said.
 */
async function isRepeated(tx: Db, { origin, discoveredAt: at }: Forward, { known }: WonPosts, { by }: Requester) {
  if (origin === null || !('person' in by) || millisOf(at) % 1_000 === 0) return false
  return isCountedAlready(tx, { ...origin, person: by.person, at, posts: known.map(({ id }) => id) })
}

/** Whatever door it came in by. A post's link was masked when its identity was made. */
const maskedForward = (forward: Forward): Forward => ({
  ...forward,
  title: masked(forward.title),
  text: masked(forward.text),
  posts: forward.posts.map((post) => ({ ...post, title: masked(post.title), platform: maskedOrNull(post.platform) })),
})

const maskedOrNull = (text: string | null): string | null => (text === null ? null : masked(text))

/** `sighting`: the first that was counted. */
interface Taken {
  number: number
  opened: boolean
  sighting: number
  outcome: Recorded
}

async function takeFresh(
  tx: Db,
  desk: Desk,
  forward: Forward,
  { fresh, opening }: WonPosts,
  asking: Requester,
  commits: boolean,
): Promise<Taken> {
  const ids = fresh.map(({ id }) => id)
  const keys = new Set(fresh.map(({ key }) => key))
  const posts = forward.posts.filter(({ key }) => keys.has(key))
  if (forward.within !== null) {
    const outcome = mustBe(await runCaseIn(tx, desk, forward.within, sightingOf(forward, posts, []), asking))
    const { number } = outcome.state
    const [sighting] = await Promise.all([
      count(tx, forward, { number, ids, facts: outcome.facts, attach: true }),
      answerEnded(tx, desk, forward, outcome),
    ])
    return { number, opened: false, sighting, outcome }
  }
  if (opening === null) throw new Error('no number was drawn for what is new')
  const { number } = opening
  const opens = openingOf(forward, number, posts)
  const decided = await openCaseIn(tx, desk, opening, opens, asking, { cardLater: forward.cardLater ?? false })
  if (!decided.ok) throw new ForwardRefused(decided.refusal)
  const { state, facts } = decided
  const written = Promise.all([
    decided.recorded,
    count(tx, forward, { number, ids, facts, attach: true }),
    forward.origin === null || forward.origin.under !== undefined ? null : rootThread(tx, forward.origin, number),
    answerElsewhere(tx, desk, forward, state, facts),
  ])
  if (commits) commitBehind(tx)
  const [outcome, sighting] = await written
  return { number, opened: true, sighting, outcome }
}

async function takeKnown(
  tx: Db,
  desk: Desk,
  forward: Forward,
  { known }: WonPosts,
  number: number,
  asking: Requester,
): Promise<Taken> {
  const seen = known.filter((post) => post.caseNumber === number)
  const ids = seen.map(({ id }) => id)
  const keys = seen.map(({ key }) => key)
  const outcome = mustBe(await runCaseIn(tx, desk, number, sightingOf(forward, [], keys), asking))
  const [sighting] = await Promise.all([
    count(tx, forward, { number, ids, facts: outcome.facts, attach: false }),
    refer(tx, forward, number),
    forward.quiet
      ? null
      : forward.within === number
        ? answerEnded(tx, desk, forward, outcome)
        : answerKnown(tx, desk, forward.origin, outcome),
  ])
  return { number, opened: false, sighting, outcome }
}

/** The posts' sightings; `attach`: the posts become the case's, too. */
async function count(
  tx: Db,
  forward: Forward,
  { number, ids, facts, attach }: { number: number; ids: number[]; facts: DecisionContext; attach: boolean },
): Promise<number> {
  const rows = ids.map((id) => sightingRow(forward, id, number, facts.actor.person))
  const [first = 0] = await addSightings(tx, rows, { attach })
  return first
}

// What is typed with the forward, or its being taken back, finds the case by it. Within a thread the thread does that.
async function refer(tx: Db, { origin, within }: Forward, caseNumber: number): Promise<void> {
  if (origin === null || origin.under !== undefined || within !== null) return
  const { channel, messageId } = origin
  await tx.insert(messageRefs).values({ channel, messageId, caseNumber }).onConflictDoNothing()
}

// The case's thread in the room is the forwarder's own message.
async function rootThread(tx: Db, { channel, room, messageId }: Origin, caseNumber: number): Promise<void> {
  await send(
    tx.insert(caseThreads).values({ caseNumber, channel, room, root: messageId }),
    tx.insert(messageRefs).values({ channel, messageId, caseNumber }).onConflictDoNothing(),
  )
}

const casesOf = (won: WonPosts) => [...new Set(won.known.map(({ caseNumber }) => caseNumber))].sort((a, b) => a - b)

const openingOf = (
  { title, text, source, metrics, discoveredAt, level, department, came = FORWARDED }: Forward,
  number: number,
  posts: CasePost[],
) => ({ type: 'open' as const, number, posts, title, text, source, metrics, discoveredAt, level, department, came })

const sightingOf = (
  { metrics, source, text, within, came = FORWARDED }: Forward,
  posts: CasePost[],
  known: string[],
) => ({
  type: 'sight' as const,
  posts,
  known,
  source,
  metrics,
  text,
  within: within !== null,
  came,
})

function mustBe(outcome: Outcome): Recorded {
  if (!outcome.ok) throw new ForwardRefused(outcome.refusal)
  return outcome
}

const sightingRow = (
  { origin, discoveredAt, metrics }: Forward,
  postId: number,
  caseNumber: number,
  person: string,
) => ({
  postId,
  caseNumber,
  channel: origin?.channel ?? 'api',
  room: origin?.room ?? null,
  messageId: origin?.messageId ?? null,
  person,
  at: discoveredAt,
  metrics,
})
