// One post compared with those that are known: the most alike of them decides what is done.
import { lockCase, readEvents } from '../../../db/cases/cases.ts'
import {
  candidates,
  keepMarks,
  type Told,
  textsOf,
  textWith,
  type WaitingPost,
} from '../../../db/cases/likeness-rows.ts'
import { messagesOf, withholdCards } from '../../../db/cases/moving-posts.ts'
import type { Db } from '../../../db/engine/connect.ts'
import { readCurrent } from '../../../db/institution/institution.ts'
import { localDate } from '../../../domain/calendar/calendar.ts'
import type { Instant } from '../../../domain/calendar/instant.ts'
import { mayFold } from '../../../domain/decide/untouched.ts'
import { type Compared, compare, comparedText, marksOf, type Verdict } from '../../../domain/post/likeness/likeness.ts'
import type { Marks } from '../../../domain/post/likeness/marks.ts'
import { type Outcome, type Recorded, runCaseIn, TICKING, wakeAfter } from '../../cases/run-case.ts'
import { suggestSame } from '../../cases/same-matter.ts'
import type { Desk } from '../../desk.ts'
import { answerKnown } from '../forwards/answers.ts'

/** Of what shares the most marks so many are compared letter by letter. */
const MOST_COMPARED = 20
/** Messages that are answered when their case is counted at another. */
const MOST_ANSWERED = 20

type Wake = () => void
const NOBODY: Wake = () => {}

/** Others are compared with it from now on. */
export async function learnPost(tx: Db, desk: Desk, post: WaitingPost): Promise<Wake> {
  await known(tx, desk, post)
  return NOBODY
}

/** Done within `tx`; the answer wakes whoever has to do with it, once that is committed. */
export async function comparePost(tx: Db, desk: Desk, post: WaitingPost): Promise<Wake> {
  const own = await known(tx, desk, post)
  if (own === null) return NOBODY
  for (const like of await likesOf(tx, desk, post, own)) {
    const done = (await joining(tx, desk, post, own, like)) ?? (await suggesting(tx, desk, post, like))
    if (done?.ok && done.events.length > 0) return () => wakeAfter(desk, done)
  }
  return NOBODY
}

interface Own extends Told {
  compared: Compared
  marks: Marks
}

/** With its marks kept; null where no text is known of it. */
async function known(tx: Db, desk: Desk, { id, caseNumber, key, discoveredAt }: WaitingPost): Promise<Own | null> {
  const told = await textWith(tx, caseNumber, key)
  if (told === null) return null
  const compared = comparedText(told.text, await dayOf(tx, desk, discoveredAt))
  const marks = marksOf(compared)
  await keepMarks(tx, id, told, marks)
  return { ...told, compared, marks }
}

async function dayOf(tx: Db, desk: Desk, at: Instant): Promise<string> {
  const { policyId } = await readCurrent(tx)
  return localDate((await desk.versions.policy(tx, policyId)).calendar, at)
}

interface AlikeCase {
  number: number
  verdict: Verdict
  /** The post is one of those with which its case was opened. */
  opened: boolean
}

/** Cases with a post that is alike, the most alike first; of equals the oldest. */
async function likesOf(tx: Db, desk: Desk, post: WaitingPost, own: Own): Promise<AlikeCase[]> {
  const found = await candidates(tx, { marks: own.marks, notOf: post.caseNumber, limit: MOST_COMPARED })
  const texts = await textsOf(tx, found)
  const likes: AlikeCase[] = []
  for (const { postId, caseNumber: number, discoveredAt } of found) {
    const told = texts.get(postId)
    if (told === undefined) continue
    const verdict = compare(own.compared, comparedText(told.text, await dayOf(tx, desk, discoveredAt)))
    if (verdict !== null) likes.push({ number, verdict, opened: told.opened })
    // In a storm the next would say no more.
    if (verdict?.is === 'same') break
  }
  const best = likes.sort((a, b) => rank(b.verdict) - rank(a.verdict) || a.number - b.number)
  return [...new Map(best.toReversed().map((like) => [like.number, like])).values()].toReversed()
}

const rank = ({ is, share }: Verdict): number => (is === 'same' ? 1 : 0) + share

/** The same post: the newer case is counted at the older one. Null where a person must say so. */
async function joining(
  tx: Db,
  desk: Desk,
  { caseNumber }: WaitingPost,
  { opened }: Own,
  { number, verdict, opened: theirsOpened }: AlikeCase,
): Promise<Outcome | null> {
  if (verdict.is !== 'same') return null
  const isNewer = caseNumber > number
  // Of a case's later posts only a person says that they are the whole matter.
  if (!(isNewer ? opened : theirsOpened)) return null
  const [into, from] = isNewer ? [number, caseNumber] : [caseNumber, number]
  // In the order of their numbers, as every transaction that has several in hand.
  const older = await lockCase(tx, into)
  const newer = await lockCase(tx, from)
  if (older === null || newer === null) return null
  if (!mayFold(newer.state, older.state, await readEvents(tx, from))) return null
  const folded = await runCaseIn(tx, desk, from, { type: 'fold', into }, TICKING)
  if (folded.ok) await tellForwarders(tx, desk, { into, folded })
  return folded
}

/** As if they had forwarded what is known. A card that nobody has seen yet does not come. */
async function tellForwarders(tx: Db, desk: Desk, { into, folded }: { into: number; folded: Recorded }): Promise<void> {
  const { number, posts } = folded.state
  await withholdCards(tx, number)
  const joined = await lockCase(tx, into)
  if (joined === null) return
  const { policy } = await desk.versions.policy(tx, joined.policyId)
  const recorded: Recorded = { ...folded, state: joined.state, facts: { ...folded.facts, policy }, events: [] }
  const keys = posts.map(({ key }) => key)
  for (const origin of await messagesOf(tx, into, keys, MOST_ANSWERED))
    await answerKnown(tx, desk, origin, recorded, number)
}

const suggesting = (tx: Db, desk: Desk, { caseNumber }: WaitingPost, { number, verdict }: AlikeCase) =>
  suggestSame(tx, desk, { one: caseNumber, other: number, how: verdict.how })
