// Something that was said in a chat and means a forward: with everything that what it means depends on.
import { enqueue } from '../../../db/messages/outbox.ts'
import { takePendingComments } from '../../../db/messages/pending-comments.ts'
import type { Instant } from '../../../domain/calendar/instant.ts'
import type { PersonsCommandType } from '../../../domain/capability/command.ts'
import type { Refusal } from '../../../domain/capability/refusal.ts'
import { answerRow } from '../../cases/enqueue.ts'
import { runCaseIn } from '../../cases/run-case.ts'
import type { Heard } from '../message-context.ts'
import { ForwardRefused, forwardIn } from './forward.ts'
import type { Forward, Forwarded, Origin } from './forward-shape.ts'

/**
 * What came of it: nothing to say, done, or refused (the refusal is enqueued for a message, returned for a click).
 * `command`: what a click has done.
 */
export type Handled =
  | { kind: 'nothing' }
  | { kind: 'done'; command?: PersonsCommandType }
  | { kind: 'refused'; refusal: Refusal }

/** The message with everything that what it means depends on. */
export interface ForwardedMessage extends Heard {
  /** The case whose thread it stands in. */
  within: number | null
  /** The platform's time, never ahead of ours. */
  at: Instant
  /** Of a form that was filled in: the message that bears its button. */
  under?: string
}

/** What answers it. */
export const originOf = ({ channel, incoming: { room, messageId }, under }: ForwardedMessage): Origin => ({
  channel,
  room,
  messageId,
  ...(under === undefined ? {} : { under }),
})

/** The text that is forwarded with a link, in UTF-16 units. */
export const LONGEST_FORWARD = 100_000

/** The posts' case; with what its forwarder had said under it before it came. Throws ForwardRefused, ForwardRepeated. */
export async function forwardSaid(
  said: ForwardedMessage,
  found: Pick<Forward, 'posts' | 'title' | 'text' | 'quiet' | 'came' | 'apart'> & Partial<Pick<Forward, 'metrics'>>,
): Promise<Extract<Forwarded, { ok: true }>> {
  const { tx, desk, channel, incoming, scene, within, at } = said
  const { person, place } = scene
  if (person === undefined) throw new ForwardRefused({ reason: 'not-registered' })
  const unique = [...new Map(found.posts.map((each) => [each.key, each])).values()]
  const forwarded: Forward = {
    ...found,
    posts: unique,
    source: scene.room?.key ?? channel,
    metrics: found.metrics ?? {},
    discoveredAt: at,
    level: null,
    department: null,
    origin: originOf(said),
    within,
  }
  const asking = { by: { person: person.key }, place }
  const taken = await forwardIn(tx, desk, forwarded, asking)
  for (const words of await takePendingComments(tx, channel, incoming.messageId, incoming.from))
    await runCaseIn(tx, desk, taken.number, { type: 'note', text: words }, asking)
  return taken
}

/** What of a message was not taken, told beneath it, while the rest of it stands. */
export async function alsoRefused(said: ForwardedMessage, refusals: Refusal[]): Promise<void> {
  if (refusals.length === 0) return
  const { tx, desk, channel, scene } = said
  const { messageId } = said.incoming
  const mention = scene.person ? [scene.person.key] : []
  const rows = refusals.slice(0, MOST).map((refusal, i) =>
    answerRow(originOf(said), {
      key: `partly:${channel}:${messageId}${i === 0 ? '' : `:${i}`}`,
      notice: { kind: 'refused' as const, refusal, case: null },
      mention,
      caseNumber: null,
    }),
  )
  await enqueue(tx, rows, desk.time.realNow())
}

/** More answers than that under one message are read by nobody; one more would say the same. */
const MOST = 5
