// The other half of what is decided of two cases that are one matter: the older one counts what came in with the newer, or gives it
// back. In the transaction of the first half.
import { lockCase } from '../../db/cases/cases.ts'
import { movePosts, shareFiles } from '../../db/cases/moving-posts.ts'
import type { Db } from '../../db/engine/connect.ts'
import type { Case } from '../../domain/case/case.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import { otherNumber } from '../../domain/commands/alike/other.ts'
import { isPersons, PERSONS } from '../../domain/commands/index.ts'
import type { CaseCommand, DecisionContext } from '../../domain/decide/index.ts'
import { type Actor, actorOf, type Org, personOf } from '../../domain/org/org.ts'
import type { Desk } from '../desk.ts'
import type { Outcome, Requester } from './outcome.ts'

/** What is counted at another case leads there; nobody joins in a ring. */
const MOST_STEPS = 20

/** The case that a command means besides its own, locked; undefined where it means none, or there is none. */
export async function otherOf(tx: Db, command: CaseCommand, state: Case): Promise<Case | undefined> {
  if (!isPersons(command.type) || PERSONS[command.type].reads !== 'other' || !('other' in command)) return undefined
  const number = otherNumber(state, command.other)
  return number === null ? undefined : standing(tx, number)
}

/** That one, or the case at which it is counted. */
async function standing(tx: Db, number: number): Promise<Case | undefined> {
  let found = await lockCase(tx, number)
  for (let steps = 0; found?.state.folded && steps < MOST_STEPS; steps += 1)
    found = await lockCase(tx, found.state.folded.into)
  return found?.state
}

type Run = (tx: Db, desk: Desk, number: number, command: CaseCommand, asking: Requester) => Promise<Outcome>

/** `run`: the write path itself, of which this is a part. */
export async function settleOther(
  tx: Db,
  desk: Desk,
  { before, after, happened }: { before: Case | null; after: Case; happened: readonly CaseEvent[] },
  facts: DecisionContext,
  run: Run,
): Promise<void> {
  const folded = happened.some(({ type }) => type === 'folded') ? after.folded : null
  if (folded !== null) await joinInto(tx, desk, after, folded.into, facts, run)
  const left = before?.folded ?? null
  const has = left === null || after.folded !== null ? undefined : await standing(tx, left.into)
  if (has !== undefined) await takeBack(tx, desk, after, has.number, facts, run)
}

async function joinInto(
  tx: Db,
  desk: Desk,
  state: Case,
  into: number,
  facts: DecisionContext,
  run: Run,
): Promise<void> {
  const { number: from, posts, sightings, forwarders, metrics, files, order } = state
  const asking = { by: { actor: forwarderOf(state, facts.org) }, place: facts.place }
  const command = { type: 'join' as const, from, posts, sightings, forwarders, metrics, files, order }
  must(await run(tx, desk, into, command, asking))
  await movePosts(tx, keysOf(state), { from, into })
  await shareFiles(tx, { from, into })
}

async function takeBack(
  tx: Db,
  desk: Desk,
  state: Case,
  from: number,
  facts: DecisionContext,
  run: Run,
): Promise<void> {
  const { number, sightings } = state
  const posts = keysOf(state)
  await movePosts(tx, posts, { from, into: number })
  const asking = { by: { actor: facts.actor }, place: facts.place }
  must(await run(tx, desk, from, { type: 'part' as const, from: number, posts, sightings }, asking))
}

const keysOf = ({ posts }: Case): string[] => posts.map(({ key }) => key)

/** Whoever forwarded it brings it in there, as if they had forwarded what is known. */
function forwarderOf({ openedBy }: Case, org: Org): Actor {
  const person = personOf(org, openedBy)
  return person ? actorOf(org, person) : { person: openedBy, name: openedBy, roles: [], departments: [] }
}

function must(outcome: Outcome): void {
  if (!outcome.ok) throw new Error(`the other case refused: ${outcome.refusal.reason}`)
}
