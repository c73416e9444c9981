// What a row of the outbox says when it is sent: told from what is there then, by the words of the institution.

import type { Outgoing } from '../../channel.ts'
import { readCase } from '../../db/cases/cases.ts'
import { sha256 } from '../../db/cases/chain.ts'
import { readCurrent } from '../../db/institution/institution.ts'
import { standsThere } from '../../db/messages/asks.ts'
import { standing } from '../../db/messages/bundles.ts'
import { type OutboxAddress, type OutboxRow, roomKey, threadRoot } from '../../db/messages/outbox.ts'
import { shownRow } from '../../db/messages/sent-messages.ts'
import { cardFacts, type RecordFacts } from '../../domain/case/card-facts.ts'
import type { Case, Place } from '../../domain/case/case.ts'
import { PERSONS } from '../../domain/commands/index.ts'
import { subjectOf } from '../../domain/notice/envelope.ts'
import type { Notice, NoticeOf } from '../../domain/notice/notice.ts'
import { upcastNotice } from '../../domain/notice/upcast-notice.ts'
import { departmentOfRoom, type Org, personOf } from '../../domain/org/org.ts'
import type { Policy, Way } from '../../domain/policy/policy.ts'
import { isLong } from '../../wording/asides.ts'
import type { Card } from '../../wording/card/card.ts'
import type { Desk } from '../desk.ts'
import { fateOfRow } from './settling.ts'
import { signInLink } from './sign-in-link.ts'

/** An answer has neither. */
export type Enqueued = Notice & { way?: Way; missed?: string[] }

/** Null where nothing is left to say. */
export async function outgoingOf(desk: Desk, row: OutboxRow): Promise<Outgoing | null> {
  const { db } = desk.database
  const org = await currentOrg(desk)
  const { under: _under, ...to } = row.address as OutboxAddress
  const notice = upcastNotice<Enqueued>(row.notice)
  const said = await cardOf(desk, row, notice, org)
  if (said === null) return null
  const isOver = row.kind === 'say' && row.messageId !== null
  const fate = isOver ? await fateOfRow(desk, row, said, org) : null
  const card = fate === null ? said : desk.wording.settled(said, fate)
  return {
    ...(isOver ? { onlyInPlace: true as const } : {}),
    key: sha256(`${desk.salt}:${row.key}${showingOf(row)}`).slice(0, 40),
    to,
    thread: await threadRoot(db, row),
    replaces: row.messageId,
    card,
    mention: (row.mention as string[]).flatMap((key) => personOf(org, key)?.ids[row.channel] ?? []),
    way: notice.way ?? 'mention',
    at: desk.time.now(),
  }
}

/** What a message of ours that is kept up to date shows now; null where it is no such card. */
export async function cardShownIn(desk: Desk, channel: string, messageId: string): Promise<Card | null> {
  const row = await shownRow(desk.database.db, channel, messageId)
  return row === null ? null : cardOf(desk, row, upcastNotice<Enqueued>(row.notice), await currentOrg(desk))
}

async function currentOrg({ database: { db }, versions }: Desk): Promise<Org> {
  const { orgVersion } = await readCurrent(db)
  return versions.org(db, orgVersion)
}

/** A card's first showing keeps its key through every try; each later one, and the first in another chat, has its own. */
function showingOf({ kind, messageId, wanted, shown, address }: OutboxRow): string {
  if (kind === 'say') return messageId === null ? '' : `:${wanted}`
  if (messageId !== null) return `:${wanted}`
  return shown === 0 ? '' : `:${shown}:${roomKey(address as OutboxAddress)}`
}

/** What a row says, or said. */
export async function cardSaid(desk: Desk, row: OutboxRow): Promise<Card | null> {
  return cardOf(desk, row, upcastNotice<Enqueued>(row.notice), await currentOrg(desk))
}

/** A long text that stands in the place already is not said whole again. */
async function cardOf(desk: Desk, row: OutboxRow, notice: Enqueued, org: Org): Promise<Card | null> {
  const card = await wholeCard(desk, row, notice, org)
  const text = card?.lines.find(isLong)
  if (card === null || text === undefined || row.caseNumber === null) return card
  return (await standsThere(desk.database.db, row, text)) ? desk.wording.abridged(card, text) : card
}

async function wholeCard(desk: Desk, row: OutboxRow, notice: Enqueued, org: Org): Promise<Card | null> {
  switch (notice.kind) {
    case 'case-card':
      return caseCard(desk, notice.number, row, org)
    case 'record-taken':
      return recordCard(desk, notice, row, org)
    case 'bundle': {
      // Looked at again now that it may be said: what was met in between is not told.
      const items = await standing(desk.database.db, notice.person, notice.release)
      const notices = items.map((item) => item.notice)
      return items.length === 0 ? null : desk.wording.bundle(notices, desk.time.now())
    }
    case 'sign-in-link':
      return desk.wording.notice({ ...notice, url: await signInLink(desk, notice.person) })
    default:
      return desk.wording.notice(notice)
  }
}

/** A card tells of the case as it is now, under the policy that the case has. */
async function caseCard(desk: Desk, number: number, row: OutboxRow, org: Org): Promise<Card> {
  const { state, policy } = await caseNow(desk, number)
  const card = desk.wording.caseCard(cardFacts(state, { policy, org, now: desk.time.now() }, placeOf(org, row)))
  const [file] = state.files ?? []
  if (card.link !== null || file === undefined) return card
  // What was forwarded as a picture has no address of its own.
  return { ...card, link: { label: file.name, url: `${desk.publicUrl()}/cases/${number}/files/${file.sha256}` } }
}

async function recordCard(desk: Desk, notice: NoticeOf<'record-taken'>, row: OutboxRow, org: Org): Promise<Card> {
  const { state, policy } = await caseNow(desk, notice.number)
  return desk.wording.recordTaken(recordFacts(state, policy, notice, mayDropIn(state, placeOf(org, row))))
}

function recordFacts(
  state: Case,
  policy: Policy,
  { posts, known, skipped, of }: NoticeOf<'record-taken'>,
  mayDrop: boolean,
): RecordFacts {
  const items = posts.map(({ key, title, url }) => ({
    key,
    title,
    url,
    dropped: !state.posts.some((post) => post.key === key),
  }))
  return { subject: subjectOf(state, policy), items, known, skipped, of: of ?? 'record', mayDrop }
}

const mayDropIn = ({ status }: Case, place: Place): boolean =>
  PERSONS.drop.who.statuses.includes(status) && 'department' in place && PERSONS.drop.who.rooms.includes(place.purpose)

async function caseNow(desk: Desk, number: number): Promise<{ state: Case; policy: Policy }> {
  const state = await readCase(desk.database.db, number)
  if (state === null) throw new Error(`no case ${number} to show`)
  const { policy } = await desk.versions.policy(desk.database.db, state.policy)
  return { state, policy }
}

function placeOf(org: Org, row: OutboxRow): Place {
  const address = row.address as OutboxAddress
  if (!('room' in address)) return { purpose: 'direct' }
  const room = org.rooms.find(({ channel, id }) => channel === row.channel && id === address.room)
  return room
    ? { purpose: room.purpose, department: departmentOfRoom(org, room.key)?.key ?? null }
    : { purpose: 'direct' }
}
