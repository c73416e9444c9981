// Somebody took a message back: what was forwarded stays on record, and that it was taken back joins it.
import type { IncomingRecall } from '../../channel.ts'
import { isOurs } from '../../db/messages/sent-messages.ts'
import { runCaseIn, TICKING } from '../cases/run-case.ts'
import type { Handled } from './forwarded-message.ts'
import { type Arrival, caseByMessage } from './message-context.ts'

/** A card of ours that an administrator took away is posted anew with the case's next change. */
export async function handleRecall({ tx, desk, channel, incoming }: Arrival<IncomingRecall>): Promise<Handled> {
  const { messageId } = incoming
  const number = await caseByMessage(tx, channel, [messageId])
  if (number === null || (await isOurs(tx, channel, messageId))) return { kind: 'nothing' }
  await runCaseIn(tx, desk, number, { type: 'record-recall', message: messageId }, TICKING)
  return { kind: 'done' }
}
