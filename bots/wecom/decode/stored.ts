// What the channel stores of a frame: its body as the platform sent it, and when it came.
import { z } from 'zod'
import { type Instant, instantOf, millisOf } from '../../../src/domain/calendar/instant.ts'
import { isId } from '../ids.ts'

export interface Stored {
  v: 1
  kind: 'message' | 'event'
  body: Record<string, unknown>
  receivedAt: Instant
}

/** What was stored cannot be understood: the platform's shape has changed, or it was never the platform's. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** Throws Unreadable. */
export const readStored = (body: unknown): Stored => read(storedShape, body)

/** Throws Unreadable with the first offending field. */
export function read<T extends z.ZodType>(shape: T, value: unknown): z.output<T> {
  const found = shape.safeParse(value)
  if (found.success) return found.data
  const [issue] = found.error.issues
  throw new Unreadable(`${issue?.path.join('.') || 'the frame'}: ${issue?.message}`)
}

const storedShape = z.object({
  v: z.literal(1),
  kind: z.enum(['message', 'event']),
  body: z.record(z.string(), z.unknown()),
  receivedAt: z.iso.datetime(),
})

export const id = z.string().refine(isId, 'no id of the platform')

/** Where and by whom; the private chat is called as the person is. */
export const placeShape = z
  .object({
    msgid: id,
    chatid: z.string().nullish(),
    chattype: z.string().nullish(),
    from: z.object({ userid: id }),
    create_time: z.unknown().optional(),
  })
  .transform(({ msgid, chatid, chattype, from: { userid }, create_time }, context) => {
    const direct = chattype === 'single' || (chattype == null && !chatid)
    const room = direct ? userid : chatid
    if (!isId(room)) {
      context.addIssue({ code: 'custom', message: 'no id of the platform', path: ['chatid'] })
      return z.NEVER
    }
    return { messageId: msgid, room, direct, from: userid, createTime: create_time }
  })

const EARLIEST = millisOf('2015-01-01T00:00:00.000Z')
const AHEAD_MS = 24 * 3_600_000

/** Of seconds or milliseconds; `receivedAt` where the platform tells no time, or one that cannot be. */
export function instantFrom(given: unknown, receivedAt: Instant): Instant {
  const text = String(given)
  const millis = /^\d{10}$/u.test(text) ? Number(text) * 1_000 : /^\d{13}$/u.test(text) ? Number(text) : null
  if (millis === null || millis < EARLIEST || millis > millisOf(receivedAt) + AHEAD_MS) return receivedAt
  return instantOf(millis)
}
