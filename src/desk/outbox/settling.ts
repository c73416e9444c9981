// A message whose time has passed loses its buttons and says what became of it: looked at whenever its case's card is shown.
import { readCase, readEvents } from '../../db/cases/cases.ts'
import { leaveAsks, settle, standingAsks } from '../../db/messages/asks.ts'
import type { OutboxRow } from '../../db/messages/outbox.ts'
import type { PersonsCommandType } from '../../domain/capability/command.ts'
import type { Case } from '../../domain/case/case.ts'
import type { RecordedEvent } from '../../domain/case/events.ts'
import { PERSONS } from '../../domain/commands/index.ts'
import { type Ask, fateOf } from '../../domain/notice/fate.ts'
import { namesOf } from '../../domain/notice/recipients.ts'
import type { Org } from '../../domain/org/org.ts'
import type { Card } from '../../wording/card/card.ts'
import type { Fate } from '../../wording/wording.ts'
import type { Desk } from '../desk.ts'

/** What its buttons offer. */
export const offeredBy = ({ buttons, more }: Card): PersonsCommandType[] =>
  [...buttons, ...more].map(({ action }) => action).filter((action): action is PersonsCommandType => action in PERSONS)

/**
 * With each showing of a case's card, which every event brings about, and which is tried until it is done: what was asked
 * about the case before is looked at. No decision waits for it. `cardOf` makes a row's card as it was said.
 */
export async function settleAsks(
  desk: Desk,
  number: number,
  cardOf: (row: OutboxRow) => Promise<Card | null>,
): Promise<void> {
  const { db } = desk.database
  const channels = [...desk.channels.values()].filter(({ showsOnce }) => !showsOnce).map(({ name }) => name)
  const rows = channels.length === 0 ? [] : await standingAsks(db, number, channels)
  if (rows.length === 0) return
  const state = await readCase(db, number)
  if (state === null) return
  const events = await eventsFor(desk, number, rows)
  const asks = await Promise.all(rows.map(async (row) => ({ row, ask: askOf(desk, row, await cardOf(row)) })))
  const over = asks.filter(({ ask }) => ask.commands.length > 0 && fateOf(state, events, ask) !== null)
  const none = asks.filter(({ ask }) => ask.commands.length === 0)
  await leaveAsks(db, idsOf(none))
  await settle(db, idsOf(over), desk.time.realNow())
  if (over.length > 0) desk.wake.outbox()
}

const idsOf = (asks: { row: OutboxRow }[]) => asks.map(({ row }) => row.id)

/** As it stands now; null where it stands. `card`: as it was said. */
export async function fateOfRow(desk: Desk, row: OutboxRow, card: Card, org: Org): Promise<Fate | null> {
  const state = await readCase(desk.database.db, row.caseNumber ?? 0)
  if (state === null) return null
  const found = fateOf(state, await eventsFor(desk, state.number, [row]), askOf(desk, row, card))
  return found === null ? null : { type: found.type, at: found.at, by: namesOf(org, [found.actor]).join('') }
}

/** Of a row that was not said. */
export const stillAsked = (desk: Desk, row: OutboxRow, card: Card, state: Case, events: RecordedEvent[]): boolean => {
  const ask = askOf(desk, row, card)
  return ask.commands.length > 0 && fateOf(state, events, ask) === null
}

function askOf(desk: Desk, row: OutboxRow, card: Card | null): Ask {
  const { kind, at } = row.notice as { kind: string; at?: string }
  const seq = seqIn(row)
  return {
    commands: card === null ? [] : offeredBy(card),
    clock: row.clockId,
    ofCard: kind === 'case-card',
    since: seq === null ? { at: at ?? desk.time.domainAt(row.postedAt ?? row.createdAt) } : { seq },
  }
}

/** What an event tells has the case and the event's number at the head of its key. */
function seqIn({ key, caseNumber, clockId }: OutboxRow): number | null {
  const [, number, seq] = /^(\d+):(\d+)(?::|$|\|)/u.exec(key) ?? []
  return clockId === null && Number(number) === caseNumber ? Number(seq) : null
}

/** Those that any of these rows does not know of. */
function eventsFor(desk: Desk, number: number, rows: OutboxRow[]): Promise<RecordedEvent[]> {
  const known = rows.map((row) => seqIn(row) ?? 0)
  return readEvents(desk.database.db, number, Math.min(...known))
}
