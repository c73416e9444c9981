// From either mode: an event becomes something durable, a click is answered at once. The platform is asked nothing here.
import { type Cache, EventDispatcher, LoggerLevel } from '@larksuiteoapi/node-sdk'
import type { ChannelHost, RawIncoming } from '../../src/channel.ts'
import { shorten } from '../../src/domain/text/text.ts'
import { withTimeout } from '../../src/with-timeout.ts'
import type { Card } from '../../src/wording/card/card.ts'
import { quietLogger } from './api/logger.ts'
import { readPressed } from './cards/button.ts'
import { encodeCard } from './cards/encode.ts'
import { isReadable, KINDS } from './decode/decode.ts'
import type { Stored } from './decode/stored.ts'
import type { FeishuDeps } from './deps.ts'
import { wordsOf } from './words.ts'

export const CHANNEL = 'feishu'

/** An event that cannot even be kept: it has no id, or is nested without end. */
export class Unkeepable extends Error {}

export interface Toast {
  toast: { type: 'success' | 'error' | 'info'; content: string }
  card?: { type: 'raw'; data: unknown }
}

/** Registered, so that the SDK does not report each of them: nothing is made of them. */
const IGNORED = [
  'im.message.message_read_v1',
  'im.message.reaction.created_v1',
  'im.message.reaction.deleted_v1',
  'im.chat.updated_v1',
  'im.chat.access_event.bot_p2p_chat_entered_v1',
  'message_read',
  'p2p_chat_create',
  'group_setting_update',
]

const CLICK = 'card.action.trigger'
/** The platform waits three seconds for the answer to a click. */
const CLICK_BUDGET_MS = 2_600
const LONGEST_TOAST = 100
const DEEPEST = 60

export interface EventsParts {
  deps: FeishuDeps
  host: ChannelHost
  /** Told of each event after it is durable. */
  kept(stored: Stored): void
  /** Told of an event that never can be kept; where it throws, `invoke` does. */
  unkeepable(error: Unkeepable): void
}

/**
 * Its `invoke` resolves once the event is durable, and rejects where it could not be kept now, so that the platform sends
 * it again.
 */
export function dispatcherFor(parts: EventsParts): EventDispatcher {
  const dispatcher = new EventDispatcher({
    logger: quietLogger(parts.deps),
    loggerLevel: LoggerLevel.warn,
    cache: noTickets,
  })
  const handlers = KINDS.map((kind) => [kind, (data: Fields) => take(parts, kind, data)])
  const ignored = IGNORED.map((kind) => [kind, async () => {}])
  // The SDK's types know neither clicks nor the events of the old schema.
  dispatcher.register(Object.fromEntries([...handlers, ...ignored]))
  return dispatcher
}

/** The SDK would keep app tickets of an app of another kind, in a store that the whole process shares. */
const noTickets: Cache = { get: async () => undefined, set: async () => true }

type Fields = Record<string, unknown>

async function take(parts: EventsParts, kind: string, data: Fields): Promise<Toast | undefined> {
  const raw = rawOf(kind, data, parts)
  if (raw === null) return undefined
  if (kind === CLICK) return click(parts, raw, data)
  await parts.host.accept(raw)
  parts.kept(raw.body as Stored)
  return undefined
}

/** `data`: header and event in one, as the SDK flattens them. Null for what cannot be kept. */
function rawOf(kind: string, data: Fields, { deps, unkeepable }: EventsParts): RawIncoming | null {
  // `token` is the verification token, or lets whoever has it change the card.
  const event = Object.fromEntries(Object.entries(data).filter(([name]) => name !== 'token'))
  const body: Stored = { v: 1, kind, event, receivedAt: deps.now() }
  try {
    if (deeper(event, DEEPEST)) throw new Unkeepable(`${kind}: nested too deeply`)
    return { channel: CHANNEL, key: keyOf(kind, event), lane: laneFor(body, laneOf(kind, event)), body }
  } catch (error) {
    if (!(error instanceof Unkeepable)) throw error
    unkeepable(error)
    return null
  }
}

/**
 * Messages by their own id, so that the event, its repetition and the same message in the chat's history are one. One that
 * the platform sends again under another id (reported, not documented) is told by the desk from what it says and when.
 */
function keyOf(kind: string, event: Fields): string {
  if (kind === 'im.message.receive_v1') return messageKey(textAt(kind, event, 'message', 'message_id'))
  if (kind === 'message') return messageKey(textAt(kind, event, 'open_message_id'))
  if (kind === 'im.message.recalled_v1') return recallKey(textAt(kind, event, 'message_id'))
  return `event:${textAt(kind, event, 'event_id' in event ? 'event_id' : 'uuid')}`
}

export const messageKey = (messageId: string): string => `message:${messageId}`
export const recallKey = (messageId: string): string => `recall:${messageId}`

/** What cannot be understood is tried again and again until it is set aside: beside its chat, where it would hold up the rest. */
export const laneFor = (body: Stored, lane: string): string => (isReadable(body) ? lane : 'unreadable')

/** A chat; for the bot's menu, which tells none, the person. */
function laneOf(kind: string, event: Fields): string {
  if (kind === 'im.message.receive_v1') return textAt(kind, event, 'message', 'chat_id')
  if (kind === CLICK) return textAt(kind, event, 'context', 'open_chat_id')
  if (kind === 'application.bot.menu_v6') return textAt(kind, event, 'operator', 'operator_id', 'open_id')
  return textAt(kind, event, 'open_chat_id' in event ? 'open_chat_id' : 'chat_id')
}

function textAt(kind: string, event: Fields, ...path: string[]): string {
  const found = path.reduce<unknown>(
    (within, name) => (typeof within === 'object' && within !== null ? (within as Fields)[name] : undefined),
    event,
  )
  // It becomes a key of the database: printable, and not longer than any id.
  if (typeof found === 'string' && /^[\x21-\x7e]{1,200}$/u.test(found)) return found
  throw new Unkeepable(`${kind}: ${path.join('.')} is no id`)
}

/** Without recursion: this is what keeps others from running out of stack. */
function deeper(value: unknown, most: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
  }
  return false
}

async function click(parts: EventsParts, raw: RawIncoming, data: Fields): Promise<Toast | undefined> {
  const { deps, host } = parts
  const words = wordsOf(deps.lang)
  const pressed = readPressed(data.action)
  // A button of a card that is none of ours.
  if (pressed === null) return undefined
  if (!isReadable(raw.body as Stored)) {
    deps.log.error({ event: raw.key }, 'feishu: a click does not say by whom or where it was made')
    return toast('error', words.notKept)
  }
  try {
    const acted = await withTimeout(CLICK_BUDGET_MS, () => host.act(raw), { answer: null })
    parts.kept(raw.body as Stored)
    if (acted === null || !acted.done) return toast('info', words.pending)
    const card = acted.card === null ? {} : shown(acted.card, deps, pressed.direct)
    if (acted.refused) return { ...toast('error', acted.text ?? words.notKept), ...card }
    return { ...toast('success', acted.text ?? words.done), ...card }
  } catch (error) {
    // A click is never sent again by the platform: only the person can.
    deps.log.error({ err: error }, 'feishu: a click could not be kept')
    return toast('error', words.notKept)
  }
}

const toast = (type: Toast['toast']['type'], content: string): Toast => ({
  toast: { type, content: shorten(content, LONGEST_TOAST) },
})

/** A card whose text has to be said beside it is shown anew by the desk alone. */
function shown(card: Card, { lang }: FeishuDeps, direct: boolean): Pick<Toast, 'card'> {
  const encoded = encodeCard(card, { mention: [], way: 'mention', lang, direct, renewed: true })
  return encoded.overflow === null ? { card: { type: 'raw', data: JSON.parse(encoded.card) } } : {}
}
