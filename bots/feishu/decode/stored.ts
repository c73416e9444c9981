// What the channel stores of an event: the event as the SDK hands it over, without its token, and when it came.
import { z } from 'zod'
import type { Instant } from '../../../src/domain/calendar/instant.ts'
import { instantOf, millisOf } from '../../../src/domain/calendar/instant.ts'

/** `kind`: the platform's name of the event, or `history` for a message that was found in a chat's history. */
export interface Stored {
  v: 1
  kind: string
  event: Record<string, unknown>
  receivedAt: Instant
  /** Of a message from a history, which does not tell it: whether the chat is with one person alone. */
  direct?: boolean
}

/** What was stored cannot be understood: the platform's shape has changed, or it was never the platform's. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** Throws Unreadable. */
export function readStored(body: unknown): Stored {
  return read(storedShape, body) as Stored
}

/** Throws Unreadable with the first offending field. */
export function read<T extends z.ZodType>(shape: T, value: unknown): z.output<T> {
  const found = shape.safeParse(value)
  if (found.success) return found.data
  const [issue] = found.error.issues
  throw new Unreadable(`${issue?.path.join('.') || 'the event'}: ${issue?.message}`)
}

const storedShape = z.object({
  v: z.literal(1),
  kind: z.string(),
  event: z.record(z.string(), z.unknown()),
  receivedAt: z.iso.datetime(),
  direct: z.boolean().optional(),
})

/** Ids go into paths and keys later: nothing that could lead elsewhere. */
export const id = z.string().regex(/^[\w-]{1,200}$/u, 'no id of the platform')

/** Where there is none the platform leaves it out or writes ''. */
export const optionalId = z
  .union([z.literal(''), id])
  .nullish()
  .transform((given) => given || null)

export const optionalText = z
  .string()
  .nullish()
  .transform((given) => given ?? '')

const EARLIEST = millisOf('2015-01-01T00:00:00.000Z')
const AHEAD_MS = 24 * 3_600_000

/** Of seconds (also with a fraction), milliseconds or microseconds, as text or number; `receivedAt` where it is none. */
export function instantFrom(given: unknown, receivedAt: Instant): Instant {
  const millis = millisIn(String(given))
  if (millis === null || millis < EARLIEST || millis > millisOf(receivedAt) + AHEAD_MS) return receivedAt
  return instantOf(millis)
}

function millisIn(text: string): number | null {
  if (/^\d{10}(\.\d{1,9})?$/u.test(text)) return Math.floor(Number(text) * 1_000)
  if (/^\d{13}$/u.test(text)) return Number(text)
  if (/^\d{16}$/u.test(text)) return Math.floor(Number(text) / 1_000)
  return null
}
