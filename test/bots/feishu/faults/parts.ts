// What must be true of a desk in Feishu once bad luck is over: nothing lost, nothing twice, nothing that waits.
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { readCase } from '../../../../src/db/cases/cases.ts'
import { verify } from '../../../../src/db/operations/audit.ts'
import { inbox, outbox } from '../../../../src/db/schema/schema.ts'
import type { Desk } from '../../../../src/desk/desk.ts'
import type { Case } from '../../../../src/domain/case/case.ts'
import type { FeishuPlatform } from '../../../support/feishu/platform.ts'
import type { Shown } from '../../../support/feishu/shown.ts'
import type { FeishuService } from '../../../support/feishu-service.ts'

export const ROOMS = ['值班群', '城管局工作群', '住建局工作群', '卫健委工作群', '教育局工作群', '领导群']

export const is =
  (...words: string[]) =>
  ({ text }: { text: string }) =>
    words.every((word) => text.includes(word))

/** A service, or its database when its processes are gone, and the platform. */
export interface Whole {
  platform: FeishuPlatform
  services: { desk: Pick<Desk, 'database'> }[]
}

export const db = (desk: Whole) => {
  const [service] = desk.services
  if (service === undefined) throw new Error('no instance is left')
  return service.desk.database.db
}

export const caseOf = (desk: Whole, number: number): Promise<Case | null> => readCase(db(desk), number)

/** Polls what the database says until it is so. */
export async function comesTrue(
  look: () => Promise<boolean>,
  otherwise: () => Promise<string>,
  patienceMs = 60_000,
): Promise<void> {
  const began = performance.now()
  while (!(await look())) {
    if (performance.now() - began > patienceMs) throw new Error(`it did not come true:\n${await otherwise()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Everything that came in is handled, and everything that is to be said is said. */
export async function atRest(desk: Whole, patienceMs?: number): Promise<void> {
  await desk.platform.settled()
  const waiting = async () => [...(await open(desk, inbox)), ...(await open(desk, outbox))]
  await comesTrue(
    async () => (await waiting()).length === 0,
    async () => JSON.stringify(await waiting(), null, 1),
    patienceMs,
  )
}

const open = (desk: Whole, table: typeof inbox | typeof outbox) =>
  db(desk)
    .select({ id: table.id, key: table.key, lane: table.lane, state: table.state, error: table.error })
    .from(table)
    .where(sql`${table.state} in ('waiting', 'sending', 'working')`)

/** Every chat of ours, the private ones too. */
export const allSaid = (desk: Whole): Shown[] =>
  desk.platform
    .chats()
    .flatMap(({ chatId }) => desk.platform.messages(chatId))
    .filter(({ sender, deleted }) => sender.type === 'app' && !deleted)

/**
 * At rest: no message was set aside, every message of ours in the chats is one that the desk knows (what a card was posted
 * anew for, because the platform would not change it, left out), and the record is whole.
 */
export async function expectSound(desk: Whole, { replaced = [] }: { replaced?: string[] } = {}): Promise<void> {
  const parked = await db(desk)
    .select({ key: inbox.key, error: inbox.error })
    .from(inbox)
    .where(sql`${inbox.state} = 'parked'`)
  expect(parked).toEqual([])
  const rows = await db(desk)
    .select({
      key: outbox.key,
      kind: outbox.kind,
      messageId: outbox.messageId,
      wanted: outbox.wanted,
      shown: outbox.shown,
    })
    .from(outbox)
    .where(sql`${outbox.state} = 'sent'`)
  const known = new Set(rows.map(({ messageId }) => messageId))
  const twice = allSaid(desk).filter(({ messageId }) => !known.has(messageId) && !replaced.includes(messageId))
  expect(twice.map(({ text }) => text)).toEqual([])
  const there = new Set(allSaid(desk).map(({ messageId }) => messageId))
  expect(rows.filter(({ messageId }) => !there.has(messageId ?? ''))).toEqual([])
  expect(new Set(rows.map(({ messageId }) => messageId)).size).toBe(rows.length)
  expect(rows.filter(({ kind, wanted, shown }) => kind === 'show' && wanted !== shown)).toEqual([])
  expect((await verify(db(desk), null)).findings).toEqual([])
}

/** The cards of a case in a chat. */
export const cardsOf = (desk: FeishuService, chat: string, number: number): Shown[] =>
  desk
    .said(chat)
    .filter(({ text }) => new RegExp(`#${number}\\b`).test(text.split('\n')[0] ?? '') && text.includes('\n来源\n'))

/** The texts that answer the same message more than once. */
export function saidTwice(desk: Whole): string[] {
  const seen = new Map<string, number>()
  for (const { chatId, parentId, text } of allSaid(desk)) {
    const key = `${chatId} ${parentId} ${text}`
    seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  // Each time that it is put out of a room the desk says so, and what did not arrive for it.
  return [...seen].filter(([key, count]) => count > 1 && !/群聊失联提示|未能送达/u.test(key)).map(([key]) => key)
}
