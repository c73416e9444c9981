// What the service and the process that reads pictures say to each other; what comes from that process is validated.
import { z } from 'zod'
import { UNREADABLE } from '../../../domain/commands/intake/learned.ts'

/** Base64. */
export interface Asked {
  ask: number
  picture: string
}

/** In pixels of the picture as it was read. `sure`: of 1. */
export const lineShape = z.object({
  text: z.string().max(2_000),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  sure: z.number(),
})

export const answerShape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('read'),
    ask: z.number().int(),
    lines: z.array(lineShape).max(2_000),
    width: z.number(),
    height: z.number(),
    hash: z.string().regex(/^[0-9a-f]{16}$/),
  }),
  z.object({ kind: z.literal('refused'), ask: z.number().int(), why: z.enum(UNREADABLE) }),
  z.object({ kind: z.literal('failed'), ask: z.number().int(), error: z.string() }),
])
export type Answer = z.infer<typeof answerShape>
