// What the room stored of a message or click, understood again.
import { z } from 'zod'
import type { Incoming } from '../../src/channel.ts'
import { isPrivate } from './people.ts'

const message = z.strictObject({
  kind: z.literal('message'),
  room: z.string(),
  // Not there in what was stored before this was kept.
  direct: z.boolean().optional(),
  messageId: z.string(),
  thread: z.string().nullable(),
  replyTo: z.string().nullable(),
  from: z.string(),
  at: z.string(),
  text: z.string(),
})

const action = z.strictObject({
  kind: z.literal('action'),
  room: z.string(),
  // Not there in what was stored before this was kept.
  direct: z.boolean().optional(),
  messageId: z.string(),
  from: z.string(),
  at: z.string(),
  action: z.string(),
  case: z.number().int().nullable(),
  values: z.record(z.string(), z.string()),
})

const stored = z.discriminatedUnion('kind', [message, action])

/** Throws on what the room never stored. */
export function decode(body: unknown): Incoming {
  const { direct, ...said } = stored.parse(body)
  return { ...said, direct: direct ?? isPrivate(said.room) }
}
