// What the channel stored, understood: messages, and buttons that were pressed. Reads nothing else.
import { z } from 'zod'
import type { Incoming, IncomingAction, IncomingMessage } from '../../../src/channel.ts'
import type { Instant } from '../../../src/domain/calendar/instant.ts'
import { aboutCase, readCommand } from '../../../src/domain/input/command-text.ts'
import { readButton } from '../send/button.ts'
import { type DecodedContent, type FileRef, quotedIn, saidIn } from './decode-content.ts'
import { withoutBot } from './mention.ts'
import { instantFrom, placeShape, read, readStored, type Stored, Unreadable } from './stored.ts'

/** What decoding needs to know. */
export interface Reading {
  /** What the bot is called in groups. */
  name: string | undefined
  /** The institution's time at an instant of the world. */
  drillTime(real: Instant): Instant
}

/** Null: nothing that a person said or did. Throws Unreadable on what cannot be understood. */
export function decode(body: unknown, reading: Reading): Incoming | null {
  const stored = readStored(body)
  return stored.kind === 'event' ? pressed(stored, reading) : message(stored, reading)
}

/** Whether it can be understood; whoever reads it, and when, makes no difference to that. */
export function isReadable(body: Stored): boolean {
  try {
    decode(body, { name: undefined, drillTime: (real) => real })
    return true
  } catch (error) {
    if (error instanceof Unreadable) return false
    throw error
  }
}

/** What a stored message says and quotes, with where its files are. */
export function contentOf({ body }: Stored): { said: DecodedContent; quoted: DecodedContent | null } {
  return { said: saidIn(body), quoted: quotedIn(body) }
}

/** The case that a quoted text is about; it stands in the first lines of each message of ours. */
export function caseIn({ text }: DecodedContent): number | null {
  const head = text.trimStart().split('\n').slice(0, 3).join('\n')
  const [, digits] = /(?:^|[\s*】])#(\d{1,9})(?=[\s*]|$)/mu.exec(head) ?? []
  const number = Number(digits)
  return number > 0 ? number : null
}

/** In the place of a quoted message's id, which the platform does not tell, until it is looked up. */
export const quotedCase = (number: number): string => `quoted:${number}`

function message(stored: Stored, { name, drillTime }: Reading): IncomingMessage | null {
  const { room, direct, messageId, from, createTime } = read(placeShape, stored.body)
  const { said, quoted } = contentOf(stored)
  const own = direct ? said.text.trim() : withoutBot(said.text, name)
  const number = quoted === null ? null : caseIn(quoted)
  const incoming: IncomingMessage = {
    kind: 'message',
    room,
    direct,
    messageId,
    thread: null,
    replyTo: number === null ? null : quotedCase(number),
    from,
    at: drillTime(instantFrom(createTime, stored.receivedAt)),
    text: number === null ? own : aboutCase(own, number),
    // In a group the platform hands over nothing else.
    addressed: true,
  }
  const refs = refsOf(said, quoted, number)
  if (quoted !== null && number === null) incoming.text = withQuoted(incoming.text, quoted)
  if (refs.length > 0) incoming.files = refs.map(({ kind, name }) => ({ kind, name }))
  // To call the bot under something that the platform does not hand over is to pass that on.
  const opaque = said.opaque ?? (own === '' ? quoted?.opaque : undefined)
  if (opaque !== undefined) incoming.opaque = opaque
  return incoming
}

/** Of a message that quotes somebody else's both: what is quoted is what is passed on. */
export const refsOf = (said: DecodedContent, quoted: DecodedContent | null, number: number | null): FileRef[] => [
  ...said.refs,
  ...(number === null ? (quoted?.refs ?? []) : []),
]

/** A command needs nothing of what it was said about, but the case; anything else passes it on. */
export const withQuoted = (own: string, quoted: DecodedContent): string =>
  readCommand(own).kind === 'talk' ? [own, quoted.text.trim()].filter(Boolean).join('\n') : own

const eventShape = z.object({
  eventtype: z.string(),
  event_key: z.string().nullish(),
  task_id: z.string().nullish(),
  template_card_event: z.object({ event_key: z.string().nullish(), task_id: z.string().nullish() }).nullish(),
})

/** The documents have the key and the card within a part of their own, the SDK beside the event's type. */
export function pressIn(body: Record<string, unknown>): { key: string | null; task: string | null } | null {
  const found = eventShape.safeParse(body.event)
  if (!found.success || found.data.eventtype !== 'template_card_event') return null
  const { template_card_event: inner, event_key, task_id } = found.data
  return { key: inner?.event_key ?? event_key ?? null, task: inner?.task_id ?? task_id ?? null }
}

/** Null for events that nothing is made of, and for a button that is none of ours. */
function pressed(stored: Stored, { drillTime }: Reading): IncomingAction | null {
  const press = pressIn(stored.body)
  const button = press && readButton(press.key)
  if (!press || !button) return null
  const { room, from, createTime } = read(placeShape, stored.body)
  return {
    kind: 'action',
    room,
    direct: button.direct,
    // A card that was sent once more has another task's id, and is the same message.
    messageId: (press.task ?? '').replace(/_\d$/u, ''),
    from,
    at: drillTime(instantFrom(createTime, stored.receivedAt)),
    action: button.action,
    case: button.case,
    values: {},
  }
}
