// A forward becomes a case, or is counted at the case that has it: in one transaction, whoever else forwards it now.

import { sha256 } from '../db/chain.ts'
import type { Db } from '../db/connect.ts'
import { enqueue } from '../db/outbox.ts'
import { addSightings, attachPosts, nextCaseNumber, type WonPosts, winPosts } from '../db/posts.ts'
import { caseThreads, messageRefs } from '../db/schema.ts'
import type { Case, CasePost } from '../domain/case.ts'
import type { Instant } from '../domain/instant.ts'
import { subjectOf } from '../domain/notice/envelope.ts'
import { departmentOf, type Org } from '../domain/org.ts'
import type { Metrics } from '../domain/policy.ts'
import { identifyUrl, textIdentity } from '../domain/post.ts'
import type { Refusal } from '../domain/refusal.ts'
import { namesOf } from '../domain/told.ts'
import type { Desk } from './desk.ts'
import { answerRow } from './enqueue.ts'
import { type Asking, type Outcome, openCaseIn, runCaseIn } from './run-case.ts'

/** The message that a forward came in; null for a push over the API. */
export interface Origin {
  channel: string
  room: string
  messageId: string
}

export interface Forward {
  posts: CasePost[]
  title: string
  text: string
  source: string
  metrics: Metrics
  discoveredAt: Instant
  level: string | null
  department: string | null
  origin: Origin | null
  /** The case in whose thread the forward stands: what is new in it belongs to that case. */
  within: number | null
}

export type Forwarded =
  | { ok: true; number: number; opened: boolean; sighting: number; outcomes: Extract<Outcome, { ok: true }>[] }
  | { ok: false; refusal: Refusal }

/** Rolls the caller's transaction back with what was refused: a key that was won must not stay without a case. */
export class ForwardRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(`forward refused: ${refusal.reason}`)
  }
}

/** Within the caller's transaction. Throws ForwardRefused where the rules refuse; then the caller must roll back. */
export async function forwardIn(
  tx: Db,
  desk: Desk,
  forward: Forward,
  asking: Asking,
): Promise<Extract<Forwarded, { ok: true }>> {
  const won = await winPosts(tx, forward.posts)
  const sighted: { number: number; ids: number[]; opened: boolean; outcome: Extract<Outcome, { ok: true }> }[] = []
  if (won.fresh.length > 0) {
    const ids = won.fresh.map(({ id }) => id)
    sighted.push({ ...(await takeFresh(tx, desk, forward, won, asking)), ids })
  }
  for (const number of casesOf(won)) {
    const ids = won.known.filter((post) => post.caseNumber === number).map(({ id }) => id)
    const outcome = mustBe(await runCaseIn(tx, desk, number, sightingOf(forward, []), asking))
    if (forward.origin !== null && forward.within !== number) await answerKnown(tx, desk, forward.origin, outcome)
    sighted.push({ number, ids, opened: false, outcome })
  }
  const by = sighted[0]?.outcome.facts.actor.person ?? ''
  const rows = sighted.flatMap(({ number, ids }) => ids.map((postId) => sightingRow(forward, postId, number, by)))
  const [sighting = 0] = await addSightings(tx, rows)
  const [first] = sighted
  if (first === undefined) throw new Error('a forward without a post')
  return {
    ok: true,
    number: first.number,
    opened: first.opened,
    sighting,
    outcomes: sighted.map(({ outcome }) => outcome),
  }
}

/** The post of a link; a refusal where the link cannot be one. */
export function postOfUrl(
  url: string,
  title: string,
  discoveredAt: Instant,
  publishedAt: Instant | null,
): CasePost | Refusal {
  const identity = identifyUrl(url)
  if (!identity.ok) return { reason: 'bad-link', text: url, why: identity.reason }
  const { canonical, platform } = identity
  return { key: `url:${canonical}`, url, canonicalUrl: canonical, platform, title, publishedAt, discoveredAt }
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

async function takeFresh(tx: Db, desk: Desk, forward: Forward, won: WonPosts, asking: Asking) {
  const keys = new Set(won.fresh.map(({ key }) => key))
  const posts = forward.posts.filter(({ key }) => keys.has(key))
  const ids = won.fresh.map(({ id }) => id)
  if (forward.within !== null) {
    const outcome = mustBe(await runCaseIn(tx, desk, forward.within, sightingOf(forward, posts), asking))
    await attachPosts(tx, ids, forward.within)
    return { number: forward.within, opened: false, outcome }
  }
  const number = await nextCaseNumber(tx)
  const outcome = mustBe(await openCaseIn(tx, desk, number, { ...forward, type: 'open', posts }, asking))
  if (forward.origin !== null) await rootThread(tx, forward.origin, number)
  await attachPosts(tx, ids, number)
  return { number, opened: true, outcome }
}

// The case's thread in the room is the forwarder's own message.
async function rootThread(tx: Db, { channel, room, messageId }: Origin, caseNumber: number): Promise<void> {
  await tx.insert(caseThreads).values({ caseNumber, channel, room, root: messageId })
  await tx.insert(messageRefs).values({ channel, messageId, caseNumber }).onConflictDoNothing()
}

const casesOf = (won: WonPosts) => [...new Set(won.known.map(({ caseNumber }) => caseNumber))].sort((a, b) => a - b)

const sightingOf = ({ metrics, source, text }: Forward, posts: CasePost[]) => ({
  type: 'sight' as const,
  posts,
  source,
  metrics,
  text,
})

function mustBe(outcome: Outcome): Extract<Outcome, { ok: true }> {
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

async function answerKnown(
  tx: Db,
  desk: Desk,
  origin: Origin,
  { state, facts }: Extract<Outcome, { ok: true }>,
): Promise<void> {
  const notice = {
    kind: 'already-known' as const,
    subject: subjectOf(state, facts.policy),
    status: state.status,
    department: 'lead' in state ? departmentName(facts.org, state) : null,
    claimedBy:
      'claims' in state
        ? namesOf(
            facts.org,
            state.claims.map(({ person }) => person),
          )
        : [],
    openedAt: state.openedAt,
    sightings: state.sightings,
  }
  const key = `known:${origin.channel}:${origin.messageId}:${state.number}`
  await enqueue(tx, [answerRow(origin, { key, notice, mention: [], caseNumber: state.number })], desk.time.realNow())
}

const departmentName = (org: Org, state: Case & { lead: string }) => departmentOf(org, state.lead)?.name ?? state.lead
