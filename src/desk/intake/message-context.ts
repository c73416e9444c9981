// Where something was said, and by whom: the room's purpose, the person, and the case that the thread is about.
import { and, eq, sql } from 'drizzle-orm'
import type { Incoming, IncomingAction, IncomingMessage } from '../../channel.ts'
import type { Db } from '../../db/engine/connect.ts'
import { readCurrent } from '../../db/institution/institution.ts'
import { cases, caseThreads, messageRefs } from '../../db/schema/schema.ts'
import type { Place } from '../../domain/case/case.ts'
import { departmentOfRoom, type Org, type Person, type Room } from '../../domain/org/org.ts'
import { asOf } from '../../domain/org/rota.ts'
import type { Desk } from '../desk.ts'

/** What came in, with what it is handled with: everything is written within `tx`. `key`: unique to this arrival. */
export interface Arrival<I extends Incoming = Incoming> {
  tx: Db
  desk: Desk
  channel: string
  incoming: I
  key: string
}

/** What somebody said or pressed, with where and by whom. */
export interface Heard<I extends IncomingMessage | IncomingAction = IncomingMessage> extends Arrival<I> {
  scene: MessageContext
}

export interface MessageContext {
  org: Org
  /** The policy in force. */
  policyId: number
  person: Person | undefined
  room: Room | undefined
  /** A chat of several that is bound to nothing: its place is nobody's, and no command is taken there. */
  unbound: boolean
  place: Place
}

export async function heard<I extends IncomingMessage | IncomingAction>(arrival: Arrival<I>): Promise<Heard<I>> {
  return { ...arrival, scene: await messageContextOf(arrival) }
}

async function messageContextOf({
  tx,
  desk,
  channel,
  incoming: { room: id, from, direct },
}: Arrival<IncomingMessage | IncomingAction>): Promise<MessageContext> {
  const { orgVersion, policyId } = await readCurrent(tx)
  const org = asOf(await desk.versions.org(tx, orgVersion), desk.time.now())
  const room = org.rooms.find((each) => each.channel === channel && each.id === id)
  const person = org.people.find(({ ids }) => ids[channel] === from)
  return { org, policyId, person, room, unbound: room === undefined && !direct, place: placeOf(org, room) }
}

export function placeOf(org: Org, room: Room | undefined): Place {
  if (room === undefined) return { purpose: 'direct' }
  return { purpose: room.purpose, department: departmentOfRoom(org, room.key)?.key ?? null }
}

/** The case of a reply to any message of ours, or of the thread that the message stands in. */
export async function caseOf({ tx, channel, incoming }: Arrival<IncomingMessage>): Promise<number | null> {
  const { room, thread, replyTo } = incoming
  const found = await caseByMessage(
    tx,
    channel,
    [replyTo, thread].filter((id) => id !== null),
  )
  if (found !== null || thread === null) return found
  const [row] = await tx
    .select({ number: caseThreads.caseNumber })
    .from(caseThreads)
    .where(and(eq(caseThreads.channel, channel), eq(caseThreads.room, room), eq(caseThreads.root, thread)))
    .orderBy(sql`${caseThreads.caseNumber} desc`)
    .limit(1)
  return row?.number ?? null
}

/** What is forwarded beneath a case that is counted at another belongs to that one. */
export async function caseCounting({ tx }: Pick<Arrival, 'tx'>, number: number | null): Promise<number | null> {
  if (number === null) return null
  const into = sql<number | null>`(${cases.state} -> 'folded' ->> 'into')::integer`
  const [row] = await tx.select({ into }).from(cases).where(eq(cases.number, number))
  return row?.into ? caseCounting({ tx }, row.into) : number
}

export async function caseByMessage(tx: Db, channel: string, ids: string[]): Promise<number | null> {
  for (const messageId of ids) {
    const [row] = await tx
      .select({ number: messageRefs.caseNumber })
      .from(messageRefs)
      .where(and(eq(messageRefs.channel, channel), eq(messageRefs.messageId, messageId)))
    if (row) return row.number
  }
  return null
}
