// The desk has come back to a room, or the room is another chat now: cards and calls that were given up there are said.
import { readCase, readEvents } from '../../db/cases/cases.ts'
import type { Db } from '../../db/engine/connect.ts'
import { callsInVain } from '../../db/messages/asks.ts'
import type { OutboxRow } from '../../db/messages/outbox.ts'
import { retryCards, retrySays } from '../../db/messages/sent-messages.ts'
import { DAY, later } from '../../domain/calendar/instant.ts'
import type { Desk } from '../desk.ts'
import { cardSaid } from './render.ts'
import { stillAsked } from './settling.ts'

interface Chat {
  channel: string
  room: string
}

/** In the caller's transaction, which wakes the outbox. What was asked and is over by now is not said any more. */
export async function sayAgain(tx: Db, desk: Desk, from: Chat, to: Chat): Promise<void> {
  const now = desk.time.realNow()
  const since = later(now, -(desk.channels.get(from.channel)?.cardLifeMs ?? 365 * DAY))
  await retryCards(tx, { ...from, to, since, now })
  const inVain = await callsInVain(tx, from)
  const standing: number[] = []
  for (const row of inVain) if (await stands(tx, desk, row)) standing.push(row.id)
  await retrySays(tx, standing, to, now)
}

async function stands(tx: Db, desk: Desk, row: OutboxRow): Promise<boolean> {
  const state = await readCase(tx, row.caseNumber ?? 0)
  // Rendered outside of the transaction's handle: on the embedded engine that would wait for itself.
  const card = state === null ? null : await cardSaid({ ...desk, database: { ...desk.database, db: tx } }, row)
  if (state === null || card === null) return false
  return stillAsked(desk, row, card, state, await readEvents(tx, state.number))
}
