// A platform may deliver a message once more under another id: what tells that it is the same, and is counted once.
import { createHash } from 'node:crypto'
import type { Incoming, IncomingAction, IncomingFile, IncomingMessage } from '../../channel.ts'
import type { Db } from '../../db/engine/connect.ts'
import { firstToSay, type InboxRow, referAsWell } from '../../db/messages/inbox.ts'
import { DAY, later, millisOf } from '../../domain/calendar/instant.ts'
import { readCommand } from '../../domain/input/command-text.ts'
import { cleanText } from '../../domain/text/text.ts'
import type { Desk } from '../desk.ts'

/** Platforms repeat themselves within hours; a gap's messages are fetched from the history within days. */
const KEPT_MS = 7 * DAY

/**
 * Whether this is what the same person said (or pressed) in the same room at the same instant, under another id. In `tx`,
 * with whatever follows: an instance that has the other delivery waits here, and one that rolls back has said nothing.
 */
export async function isSaidAgain(tx: Db, desk: Desk, row: InboxRow, incoming: Incoming): Promise<boolean> {
  if (incoming.kind !== 'message' && incoming.kind !== 'action') return false
  const { channel } = row
  if (!desk.channels.get(channel)?.redelivers || mayBeMeantTwice(incoming)) return false
  const digest = desk.cipher.fingerprint(JSON.stringify(contentOf(incoming)))
  const expiresAt = later(desk.time.realNow(), KEPT_MS)
  const first = await firstToSay(tx, { channel, digest, messageId: incoming.messageId, expiresAt })
  if (first === null) return false
  // What is said under it is about the same case.
  if (incoming.kind === 'message') await referAsWell(tx, channel, { known: first, messageId: incoming.messageId })
  desk.log.info({ inbox: row.id, channel }, 'a message came again under another id: it is counted once')
  return true
}

/**
 * A time in whole seconds is no instant: in a second somebody may type the same twice (`1`, `1`), or pass a post on twice.
 * But a command is given once.
 */
const mayBeMeantTwice = (incoming: IncomingMessage | IncomingAction): boolean =>
  incoming.kind === 'message' &&
  millisOf(incoming.at) % 1_000 === 0 &&
  readCommand(cleanText(incoming.text)).kind === 'talk'

/** All that was said but for its id. A platform's key of a file is another each time: its bytes are not. */
function contentOf(incoming: IncomingMessage | IncomingAction): unknown[] {
  const { kind, room, from, at } = incoming
  const who = [kind, room, from, at]
  if (incoming.kind === 'action') {
    const { messageId, action, values } = incoming
    return [...who, messageId, action, incoming.case, Object.entries(values).sort()]
  }
  const { thread, replyTo, text, links = [], opaque = null, files = [], parts = [] } = incoming
  const inside = parts.map((part) => [part.text, part.links ?? [], (part.files ?? []).map(fileOf)])
  return [...who, thread, replyTo, text, links, opaque, files.map(fileOf), inside]
}

const fileOf = ({ kind, name, bytes }: IncomingFile) => [
  kind,
  name,
  bytes === undefined ? null : createHash('sha256').update(bytes).digest('hex'),
]
