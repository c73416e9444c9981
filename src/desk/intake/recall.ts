// Somebody took a message back: what was forwarded stays on record, and that it was taken back joins it.
import type { IncomingRecall } from '../../channel.ts'
import { sightingOfMessage } from '../../db/cases/posts.ts'
import { isOurs, threadFromCard } from '../../db/messages/sent-messages.ts'
import { runCaseIn, TICKING } from '../cases/run-case.ts'
import { currentOrg } from '../outbox/service-notice.ts'
import type { Handled } from './forwards/forwarded-message.ts'
import { type Arrival, caseByMessage } from './message-context.ts'

/** A card of ours that an administrator took away is posted anew with the case's next change. */
export async function handleRecall({ tx, desk, channel, incoming }: Arrival<IncomingRecall>): Promise<Handled> {
  const { messageId } = incoming
  const number = await caseByMessage(tx, channel, [messageId])
  if (number === null || (await isOurs(tx, channel, messageId))) return { kind: 'nothing' }
  // Nothing can be said below it any more: the thread goes on below our own card.
  const room = (await currentOrg(tx, desk)).rooms.find((each) => each.channel === channel && each.id === incoming.room)
  await threadFromCard(tx, { caseNumber: number, channel, root: messageId, card: `card:${number}:${room?.key ?? ''}` })
  const by = (await sightingOfMessage(tx, number, channel, messageId))?.person
  const command = { type: 'record-recall' as const, message: messageId, ...(by === undefined ? {} : { by }) }
  await runCaseIn(tx, desk, number, command, TICKING)
  return { kind: 'done' }
}
