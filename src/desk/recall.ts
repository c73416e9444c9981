// Somebody took a message back: what was forwarded stays on record, and that it was taken back joins it.
import type { IncomingRecall } from '../channel.ts'
import type { Db } from '../db/connect.ts'
import { isOurs } from '../db/shown.ts'
import type { Desk } from './desk.ts'
import { runCaseIn, TICKING } from './run-case.ts'
import type { Handled } from './said.ts'
import { caseByMessage } from './scene.ts'

/** A card of ours that an administrator took away is posted anew with the case's next change. */
export async function recall(tx: Db, desk: Desk, channel: string, { messageId }: IncomingRecall): Promise<Handled> {
  const number = await caseByMessage(tx, channel, [messageId])
  if (number === null || (await isOurs(tx, channel, messageId))) return { kind: 'nothing' }
  await runCaseIn(tx, desk, number, { type: 'record-recall', message: messageId }, TICKING)
  return { kind: 'done' }
}
