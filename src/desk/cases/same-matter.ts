// THE entry for whatever finds that two cases may be one matter: a comparison of texts, a picture, a short link that leads to a
// known post. The desk is asked on the newer one's card, once; nothing is joined.
import { readCase } from '../../db/cases/cases.ts'
import { standingCards } from '../../db/cases/moving-posts.ts'
import type { Db } from '../../db/engine/connect.ts'
import { enqueue } from '../../db/messages/outbox.ts'
import { type Case, isOpen } from '../../domain/case/case.ts'
import type { LikenessKind } from '../../domain/post/likeness/likeness.ts'
import type { Desk } from '../desk.ts'
import { type Outcome, runCaseIn, TICKING } from './run-case.ts'

/**
 * Within the caller's transaction; the caller wakes (`wakeAfter`). Null where there is nothing to ask: one of them is counted at
 * the other, or is not there. Asked before, or answered: nothing happens.
 */
export async function suggestSame(
  tx: Db,
  desk: Desk,
  { one, other, how }: { one: number; other: number; how: LikenessKind },
): Promise<Outcome | null> {
  const [a, b] = [await standing(tx, one), await standing(tx, other)]
  if (a === null || b === null || a.number === b.number) return null
  const [newer, older] = a.number > b.number ? [a, b] : [b, a]
  const command = { type: 'suggest-same' as const, like: older.number, title: older.title, how, ended: !isOpen(older) }
  const asked = await runCaseIn(tx, desk, newer.number, command, TICKING)
  if (asked.ok && asked.events.length > 0) await askBesideCard(tx, desk, newer.number, older.number)
  return asked
}

/** Where a card that stands cannot be shown anew, the question would stand nowhere: the card is said once more, with it. */
async function askBesideCard(tx: Db, desk: Desk, number: number, like: number): Promise<void> {
  const once = [...desk.channels.values()].filter(({ showsOnce }) => showsOnce).map(({ name }) => name)
  const standing = once.length === 0 ? [] : await standingCards(tx, number, once)
  const notice = { kind: 'case-card' as const, number }
  const rows = standing.map((card) => ({
    ...card,
    key: `alike:${like}:${card.key}`,
    kind: 'say' as const,
    notice,
    mention: [],
  }))
  if (rows.length > 0) await enqueue(tx, rows, desk.time.realNow())
}

/** That case, or the one at which it is counted. */
async function standing(tx: Db, number: number): Promise<Case | null> {
  const state = await readCase(tx, number)
  return state?.folded ? standing(tx, state.folded.into) : state
}
