// Sends a message by the bot or the group's robot: once, as far as a platform without idempotency keys permits.
import { createHash } from 'node:crypto'
import type { SendMsgBody } from '@wecom/aibot-node-sdk'
import type { Outgoing, SendResult, Urgent } from '../../../src/channel.ts'
import type { Connection } from '../connection/connection.ts'
import { keepSaid } from '../decode/quoted.ts'
import { timingOf, type WecomDeps } from '../deps.ts'
import { type Failure, notSent, SOON_MS } from '../failure.ts'
import { heardKey, isId } from '../ids.ts'
import { wordsOf } from '../words.ts'
import { calledBy, type Layout, markdownOf, plainOf } from './encode.ts'
import { type RobotMessage, sendByRobot } from './robot.ts'
import { begunBy, isBegun, keepTries, MOST_UNKNOWN, pieceOf, type Tries, triesOf } from './send-attempts.ts'
import { templateCardOf } from './template-card.ts'

export interface SendParts {
  deps: WecomDeps
  connection: Pick<Connection, 'send' | 'speaks' | 'awayMs'>
}

/** Never throws; settles soon after `signal` does. */
export async function send(parts: SendParts, outgoing: Outgoing, signal: AbortSignal): Promise<SendResult> {
  try {
    return await say(parts, outgoing, signal)
  } catch (error) {
    // The store could not be read or written; that happens before anything is sent.
    return { ok: false, again: true, unsent: true, error: error instanceof Error ? error.message : String(error) }
  }
}

async function say(parts: SendParts, outgoing: Outgoing, signal: AbortSignal): Promise<SendResult> {
  const { deps } = parts
  const place = 'room' in outgoing.to ? outgoing.to.room : outgoing.to.person
  if (!isId(place)) return { ok: false, again: false, error: 'no such place' }
  const tries = await triesOf(deps.keeping, outgoing.key)
  if (tries.id !== null) return sentAs(deps, outgoing, tries.id)
  const id = `z_${createHash('sha256').update(outgoing.key).digest('hex').slice(0, 40)}`
  const heard = await deps.keeping.get(heardKey(place))
  const robot = 'room' in outgoing.to ? deps.settings.robots[place] : undefined
  const way = wayTo(parts, { isHeard: heard !== null, robot, tries })
  const saying = { outgoing, place, isDirect: 'person' in outgoing.to || heard === 'single', id, tries }
  let failure = await sayAll(parts, { ...saying, way }, signal)
  // What the platform will not let the bot say in this room, the robot may.
  if (failure !== null && !failure.again && failure.unsent && way === 'bot' && robot !== undefined)
    failure = await sayAll(parts, { ...saying, way: { robot } }, signal)
  // A deleted robot cannot replace the bot, which sends as soon as it has reconnected.
  else if (failure !== null && way !== 'bot' && heard !== null && !isBegun(tries))
    failure = { ...failure, again: true, afterMs: failure.afterMs ?? BACK_MS }
  if (failure !== null) return failed(failure)
  await keepSent(deps, saying)
  return sentAs(deps, outgoing, id)
}

function failed({ again, unsent, error, afterMs }: Failure): SendResult {
  if (!again) return { ok: false, again: false, error }
  return { ok: false, again: true, error, ...(unsent ? { unsent } : {}), ...(afterMs === undefined ? {} : { afterMs }) }
}

function sentAs({ lang }: WecomDeps, { way, to }: Outgoing, messageId: string): SendResult {
  if (way === 'mention' || way === 'dm') return { ok: true, messageId }
  const used = 'room' in to ? 'mention' : 'dm'
  const error = wordsOf(lang).notUrgent
  return { ok: true, messageId, weaker: { asked: way satisfies Urgent, used, error, says: error } }
}

type Way = { robot: string } | 'bot'

/** When to check again whether the bot has reconnected. */
const BACK_MS = 5_000

/**
 * The bot, where somebody in the room has spoken to it (before that the platform lets it say nothing there) and some
 * instance is connected; otherwise the room's robot, where it has one. What the robot has begun it ends: said by the bot,
 * then by the robot, it would be there a third time.
 */
function wayTo(
  { deps, connection }: SendParts,
  { isHeard, robot, tries }: { isHeard: boolean; robot: string | undefined; tries: Tries },
): Way {
  if (robot === undefined) return 'bot'
  if (tries.by === 'robot' && isBegun(tries)) return { robot }
  return isHeard && connection.awayMs() < timingOf(deps).robotAfterMs ? 'bot' : { robot }
}

interface Saying {
  outgoing: Outgoing
  place: string
  /** Nobody but the two reads there. */
  isDirect: boolean
  id: string
  way: Way
  tries: Tries
}

/** Piece by piece; pieces that were sent are not sent again. Null once all are sent. */
async function sayAll(parts: SendParts, saying: Saying, signal: AbortSignal): Promise<Failure | null> {
  const { deps, connection } = parts
  const { outgoing, way, tries } = saying
  // Checked before anything is recorded: another instance sends it.
  if (way === 'bot' && !connection.speaks()) return notSent('this instance is not connected', SOON_MS)
  const layout = layoutOf(deps, saying)
  begunBy(tries, way === 'bot' ? 'bot' : 'robot')
  for (const [index, body] of bodiesOf(saying, layout).entries()) {
    const piece = pieceOf(tries, index)
    if (piece.sent) continue
    // The desk has stopped waiting, and another instance may be sending the rest.
    if (signal.aborted) return notSent('the time for this try is over')
    const before = piece.unknown
    if (before >= MOST_UNKNOWN) return givenUp(deps, 'its outcome was unknown twice')
    // Recorded first: the outcome of an attempt that a crash interrupts is unknown.
    piece.unknown = before + 1
    await keepTries(deps.keeping, outgoing.key, tries)
    if (before > 0) markResent(deps, outgoing.key)
    const failure = await put(parts, saying, body(before, wordsOf(deps.lang).resent), signal)
    if (failure === null || failure.unsent) piece.unknown = before
    piece.sent = failure === null
    await keepTries(deps.keeping, outgoing.key, tries).catch((error: unknown) => notKept(deps, error))
    if (failure === null) continue
    if (!failure.unsent && piece.unknown >= MOST_UNKNOWN) return givenUp(deps, failure.error)
    return failure
  }
  return null
}

const layoutOf = ({ lang, settings }: WecomDeps, { outgoing, isDirect }: Saying): Layout => ({
  lang,
  bot: settings.name,
  mention: outgoing.mention,
  direct: isDirect,
})

type Body = { bot: SendMsgBody } | { robot: RobotMessage }

/** Depends on how many attempts had an unknown outcome. */
function bodiesOf({ outgoing, way, id }: Saying, layout: Layout): ((unknown: number, resent: string) => Body)[] {
  const mark = (unknown: number, resent: string, text: string) => `${unknown > 0 ? resent : ''}${text}`
  const { card } = outgoing
  if (way !== 'bot') {
    const called = calledBy(layout)
    if (called.length === 0)
      return markdownOf(card, layout).map((text) => (unknown, resent) => ({
        robot: { msgtype: 'markdown', markdown: { content: mark(unknown, resent, text) } },
      }))
    return plainOf(card, layout).map((text, index) => (unknown, resent) => ({
      robot: {
        msgtype: 'text',
        // Called once, however many pieces there are.
        text: { content: mark(unknown, resent, text), mentioned_list: index === 0 ? called : [] },
      },
    }))
  }
  const template = templateCardOf(card, layout, id)
  if (template !== null)
    return [
      (unknown, resent) => ({
        bot: {
          msgtype: 'template_card',
          template_card: {
            ...template,
            main_title: { ...template.main_title, title: mark(unknown, resent, template.main_title?.title ?? '') },
            // The platform takes each task id only once, whatever the outcome.
            task_id: unknown > 0 ? `${id}_${unknown + 1}` : id,
          },
        },
      }),
    ]
  return markdownOf(card, layout).map((text) => (unknown, resent) => ({
    bot: { msgtype: 'markdown', markdown: { content: mark(unknown, resent, text) } },
  }))
}

function put({ deps, connection }: SendParts, { place, way }: Saying, body: Body, signal: AbortSignal) {
  if ('robot' in body) return sendByRobot(deps, way === 'bot' ? '' : way.robot, body.robot, signal)
  return connection.send(place, body.bot)
}

function markResent(deps: WecomDeps, key: string): void {
  deps.counted('resent')
  deps.log.warn({ key }, 'wecom: a message is sent again, marked so: whether it was shown is unknown')
}

function givenUp(deps: WecomDeps, error: string): Failure {
  deps.counted('given-up-unknown')
  return { again: false, unsent: false, code: null, error: wordsOf(deps.lang).unknown(error) }
}

/** The message was sent; at worst it is sent once more, marked so. */
function notKept(deps: WecomDeps, error: unknown): void {
  deps.log.warn({ err: error }, 'wecom: that a message was sent could not be recorded')
}

async function keepSent(deps: WecomDeps, { outgoing, place, id, tries }: Omit<Saying, 'way'>): Promise<void> {
  const number = outgoing.card.case
  try {
    await keepTries(deps.keeping, outgoing.key, { ...tries, id })
    if (number !== null) await keepSaid(deps.keeping, place, { number, title: outgoing.card.title, id })
  } catch (error) {
    notKept(deps, error)
  }
}
