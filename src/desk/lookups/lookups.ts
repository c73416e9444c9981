// The worker of one kind of lookups: finds posts that nobody has looked at, looks, and has the case learn what was found.
import {
  type Claimed,
  caseKnownBy,
  claimLookups,
  compareAlone,
  type Ended,
  endLookup,
  type LookupKind,
  nextLookup,
  queueNew,
  retryLookup,
} from '../../db/cases/lookups.ts'
import { DAY, later, MINUTE, millisBetween } from '../../domain/calendar/instant.ts'
import type { CommandOf } from '../../domain/capability/command.ts'
import { type Outcome, runCaseIn, TICKING, wakeAfter } from '../cases/run-case.ts'
import { suggestSame } from '../cases/same-matter.ts'
import { transact } from '../cases/transact.ts'
import type { Desk } from '../desk.ts'
import { LONGEST_SLEEP_MS } from '../operations/lookout.ts'
import { type Meter, NO_METER } from '../operations/metrics-port.ts'

/** What came of looking. `again`: not this time, or never; `learns` also where nothing more will come of it. */
export type Look = ({ kind: 'found' } & Found) | ({ kind: 'failed'; error: string; again: boolean } & Partial<Found>)

interface Found {
  learns: Learns | null
  /** Keys beside its own by which another case may know the post. */
  knownBy: string[]
  kept: Ended
}

/** What the case is told, masked and without the poster. */
export type Learns = Omit<CommandOf<'learn'>, 'type' | 'post' | 'by'>

export interface Looking {
  kind: LookupKind
  /** At a time. */
  most: number
  /** Longer than a look may take. */
  leaseMs: number
  look(post: Claimed): Promise<Look>
  /** Ends what it has started; nothing is looked at any more. */
  close?(): Promise<void>
}

/** Nobody needs it of a post that came in longer ago: what was turned on, or was out, does not ask for old links. */
const WITHIN_MS = DAY
const MOST_ATTEMPTS = 3
const FIRST_PAUSE_MS = MINUTE

export interface Lookups {
  /** Answers the milliseconds until the next. */
  round(): Promise<number>
}

export function lookupsOf(desk: Desk, looking: Looking, meter: Meter = NO_METER): Lookups {
  const { db } = desk.database
  const { kind, most, leaseMs } = looking
  return {
    async round() {
      const now = desk.time.realNow()
      await queueNew(db, kind, { since: later(desk.time.now(), -WITHIN_MS), now })
      const until = later(now, leaseMs)
      const claimed = await claimLookups(db, { kind, by: desk.instance, now, until, most })
      await Promise.all(claimed.map((post) => lookAt(desk, looking, post, meter)))
      if (claimed.length > 0) return 0
      const next = await nextLookup(db, kind)
      return next === null ? LONGEST_SLEEP_MS : Math.max(1, millisBetween(desk.time.realNow(), next))
    },
  }
}

async function lookAt(desk: Desk, { kind, look }: Looking, post: Claimed, meter: Meter): Promise<void> {
  const came = await look(post).catch(
    (error: unknown): Look => ({
      kind: 'failed',
      error: error instanceof Error ? error.message : String(error),
      again: true,
    }),
  )
  if (came.kind === 'failed' && came.again && post.attempts < MOST_ATTEMPTS) {
    const tryAt = later(desk.time.realNow(), FIRST_PAUSE_MS * 4 ** (post.attempts - 1))
    await retryLookup(desk.database.db, { postId: post.postId, by: desk.instance }, tryAt, came.error)
    meter.lookup(kind, 'again')
    return
  }
  if (came.kind === 'failed') desk.log.warn({ case: post.caseNumber, error: came.error }, `the ${kind} was given up`)
  const learned = await learnFrom(desk, kind, post, came)
  meter.lookup(kind, came.kind === 'failed' ? 'given-up' : learned ? 'learned' : 'nothing')
}

/**
 * In one transaction: that it was looked at, what the case learns of it, and whether another case seems to have the same post. Killed before that commits, it is looked at once more
 * when the lease is over, and the case has learnt nothing yet.
 */
async function learnFrom(desk: Desk, kind: LookupKind, post: Claimed, came: Look): Promise<boolean> {
  const learns = came.learns ?? null
  const outcomes = await transact(desk, async (tx): Promise<Outcome[]> => {
    await compareAlone(tx)
    const now = desk.time.realNow()
    const held = { postId: post.postId, by: desk.instance }
    const kept = { ...came.kept, ...(came.kind === 'failed' ? { error: came.error } : {}) }
    const isMine = await endLookup(tx, held, came.kind === 'failed' ? 'given-up' : 'done', now, kept)
    if (!isMine) return []
    const like = await caseKnownBy(tx, [post.key, ...(came.knownBy ?? [])], post.caseNumber)
    const command = learns && { type: 'learn' as const, post: post.key, by: kind, ...learns }
    const learned = command && (await runCaseIn(tx, desk, post.caseNumber, command, TICKING))
    const two = like === null ? null : { one: post.caseNumber, other: like, how: HOW[kind] }
    const asked = two && (await suggestSame(tx, desk, two))
    return [learned, asked].filter((each) => each !== null)
  })
  for (const each of outcomes) wakeAfter(desk, each)
  return outcomes.some((each) => each.ok && each.events.length > 0)
}

const HOW = { preview: 'link', picture: 'picture' } as const
