// What a button of ours says when it is pressed: written into its key here, and read again from the event.
import { z } from 'zod'

/** `z` marks it as ours. */
export interface ButtonKey {
  action: string
  label: string
  case: number | null
  /** The card was said to one person alone. */
  direct: boolean
  /** Where the case can be read; '' where that was not told. */
  url: string
}

/** The platform bears 1024 bytes; a longer address is left out, since the button works without. */
const MOST_BYTES = 1_000

export function buttonKey(button: ButtonKey): string {
  const { action, label, direct, url } = button
  const written = JSON.stringify({ z: 1, a: action, l: label, c: button.case, d: direct, u: url })
  return Buffer.byteLength(written) <= MOST_BYTES || url === '' ? written : buttonKey({ ...button, url: '' })
}

/** Null for what is no button of ours. */
export function readButton(key: unknown): ButtonKey | null {
  const read = shape.safeParse(parsed(key))
  if (!read.success) return null
  const { a: action, l: label, c, d: direct, u: url } = read.data
  return { action, label, case: c, direct, url }
}

/** Of the database's numbers. */
const MAX_CASE = 2_147_483_647

const shape = z.object({
  z: z.literal(1),
  a: z.string().min(1).max(64),
  l: z.string().max(200),
  c: z.number().int().positive().max(MAX_CASE).nullable(),
  d: z.boolean(),
  u: z.string().max(1_024),
})

function parsed(key: unknown): unknown {
  if (typeof key !== 'string') return null
  try {
    return JSON.parse(key)
  } catch {
    return null
  }
}
