// What somebody types while forwarding comes as a message of its own under the forward, after it or before it.
import { sightingOfMessage } from '../../../db/cases/posts.ts'
import { storePendingComment } from '../../../db/messages/pending-comments.ts'
import { millisBetween } from '../../../domain/calendar/instant.ts'
import { runCaseIn } from '../../cases/run-case.ts'
import { masked } from '../masking.ts'
import { caseByMessage, type Heard } from '../message-context.ts'

/** What is said under one's own forward within so long belongs to it; later it is talk. */
const WITHIN_MS = 30_000
const LONGEST = 2_000

/** True where it belongs to a forward, or may turn out to. */
export async function handleForwardComment(
  { tx, desk, channel, incoming, scene: { person, place } }: Heard,
  text: string,
): Promise<boolean> {
  const { replyTo: under, thread, from, messageId, at } = incoming
  if (under === null || under !== thread || person === undefined || text === '') return false
  const words = masked(text.slice(0, LONGEST))
  const number = await caseByMessage(tx, channel, [under])
  if (number === null) {
    await storePendingComment(tx, {
      channel,
      messageId,
      under,
      account: from,
      text: words,
      saidAt: at,
      keptAt: desk.time.realNow(),
    })
    return true
  }
  const forward = await sightingOfMessage(tx, number, channel, under)
  if (forward?.person !== person.key || Math.abs(millisBetween(forward.at, at)) > WITHIN_MS) return false
  await runCaseIn(tx, desk, number, { type: 'note', text: words }, { by: { person: person.key }, place })
  return true
}
