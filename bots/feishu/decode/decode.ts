// What the channel stored, understood: messages, clicks, messages taken back, who came and went. Reads nothing else.
import { z } from 'zod'
import type {
  Incoming,
  IncomingAction,
  IncomingMembership,
  IncomingMessage,
  IncomingRecall,
} from '../../../src/channel.ts'
import { readPressed } from '../cards/button.ts'
import type { FileRef } from './decode-content.ts'
import { eventMessage, historyMessage, type Reading } from './message.ts'
import { id, instantFrom, optionalText, read, readStored, type Stored, Unreadable } from './stored.ts'
import { OLD_CHANGES, oldMembership, oldMessage } from './v1.ts'

/** Null: nothing that a person said or did. Throws Unreadable on what cannot be understood. */
export function decode(body: unknown, reading: Reading): Incoming | null {
  const stored = readStored(body)
  return READERS.get(stored.kind)?.(stored, reading) ?? null
}

/** Whether it can be understood; whoever reads it, and when, makes no difference to that. */
export function isReadable(body: Stored): boolean {
  try {
    decode(body, { self: { openId: null, appId: '' }, drillTime: (real) => real })
    return true
  } catch (error) {
    if (error instanceof Unreadable) return false
    throw error
  }
}

/** The files of a stored message, in the order of its `files`. */
export function filesIn(body: unknown, reading: Reading): FileRef[] {
  const stored = readStored(body)
  return MESSAGES.get(stored.kind)?.(stored, reading)?.refs ?? []
}

type Reader = (stored: Stored, reading: Reading) => Incoming | null

const MESSAGES = new Map([
  ['im.message.receive_v1', eventMessage],
  ['message', oldMessage],
  ['history', historyMessage],
])

const message: Reader = (stored, reading) => MESSAGES.get(stored.kind)?.(stored, reading)?.message ?? null

const inHistory: Reader = (stored, reading) =>
  stored.event.deleted === true ? recallFound(stored, reading) : message(stored, reading)

const CHANGES = new Map<string, IncomingMembership['change']>([
  ['im.chat.member.bot.added_v1', 'desk-added'],
  ['im.chat.member.bot.deleted_v1', 'desk-removed'],
  ['im.chat.member.user.added_v1', 'joined'],
  ['im.chat.member.user.deleted_v1', 'left'],
  ['im.chat.member.user.withdrawn_v1', 'left'],
  ['im.chat.disbanded_v1', 'dissolved'],
])

const READERS = new Map<string, Reader>([
  ['im.message.receive_v1', message],
  ['message', message],
  ['history', inHistory],
  ['im.message.recalled_v1', recall],
  ['application.bot.menu_v6', menu],
  ['card.action.trigger', click],
  ...[...CHANGES.keys()].map((kind): [string, Reader] => [kind, membership]),
  ...[...OLD_CHANGES.keys()].map((kind): [string, Reader] => [kind, oldMembership]),
])

/** Every kind of event that anything is made of. */
export const KINDS: readonly string[] = [...READERS.keys()].filter((kind) => kind !== 'history')

const recallShape = z.object({ message_id: id, chat_id: id, recall_time: z.unknown().optional() })

function recall({ event, receivedAt }: Stored, { drillTime }: Reading): IncomingRecall {
  const { message_id, chat_id, recall_time } = read(recallShape, event)
  const at = drillTime(instantFrom(recall_time, receivedAt))
  return { kind: 'recall', room: chat_id, messageId: message_id, at }
}

const foundShape = z.object({ message_id: id, chat_id: id, update_time: z.unknown().optional() })

/** A history tells that a message was taken back, though not when: at its last change. */
function recallFound({ event, receivedAt }: Stored, { drillTime }: Reading): IncomingRecall {
  const { message_id, chat_id, update_time } = read(foundShape, event)
  const at = drillTime(instantFrom(update_time, receivedAt))
  return { kind: 'recall', room: chat_id, messageId: message_id, at }
}

const membershipShape = z.object({
  chat_id: id,
  name: optionalText,
  create_time: z.unknown().optional(),
  users: z
    .array(z.object({ name: optionalText, user_id: z.object({ open_id: optionalText }) }))
    .nullish()
    .transform((given) => given ?? []),
})

function membership({ kind, event, receivedAt }: Stored, { drillTime }: Reading): IncomingMembership {
  const { chat_id, name, create_time, users } = read(membershipShape, event)
  return {
    kind: 'membership',
    room: chat_id,
    name: name || null,
    change: CHANGES.get(kind) ?? 'left',
    // Of another tenant's people the platform tells no id.
    people: users.flatMap(({ name, user_id: { open_id } }) =>
      open_id === '' ? [] : [{ account: open_id, name: name || null }],
    ),
    at: drillTime(instantFrom(create_time, receivedAt)),
  }
}

const MENU = new Map([
  ['help', '/help'],
  ['mine', '/list mine'],
  ['list', '/list'],
  ['duty', '/duty'],
  ['web', '/web'],
])

const menuShape = z.object({
  event_id: id,
  event_key: z.string(),
  operator: z.object({ operator_id: z.object({ open_id: id }) }),
  timestamp: z.unknown().optional(),
})

/** An entry of the bot's menu is a command said to it alone; the event carries no chat. */
function menu({ event, receivedAt }: Stored, { drillTime }: Reading): IncomingMessage {
  const { event_id, event_key, operator, timestamp } = read(menuShape, event)
  const person = operator.operator_id.open_id
  return {
    kind: 'message',
    room: person,
    direct: true,
    messageId: event_id,
    thread: null,
    replyTo: null,
    from: person,
    at: drillTime(instantFrom(timestamp, receivedAt)),
    text: MENU.get(event_key) ?? '/help',
    addressed: true,
  }
}

const clickShape = z.object({
  operator: z.object({ open_id: id }),
  context: z.object({ open_message_id: id, open_chat_id: id }),
  create_time: z.unknown().optional(),
  action: z.unknown(),
})

/** Null for a button that is none of ours. */
function click({ event, receivedAt }: Stored, { drillTime }: Reading): IncomingAction | null {
  const { operator, context, create_time, action } = read(clickShape, event)
  const pressed = readPressed(action)
  if (pressed === null) return null
  return {
    kind: 'action',
    room: context.open_chat_id,
    direct: pressed.direct,
    messageId: context.open_message_id,
    from: operator.open_id,
    at: drillTime(instantFrom(create_time, receivedAt)),
    action: pressed.action,
    case: pressed.case,
    values: pressed.values,
  }
}
