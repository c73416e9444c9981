// What requests may say: each wrong one is answered with the path of the field that is wrong.
import { z } from 'zod'
import type { Card } from '../../src/wording/card/card.ts'
import { buttonsOf } from './encode.ts'
import { RequestError } from './errors.ts'
import type { RoomWords } from './words.ts'

/** Code points, not bytes. */
export const LONGEST_TEXT = 20_000
const LONGEST_KEY = 200
const LONGEST_LIST = 1_000
const DEFAULT_LIST = 200

const room = z.string().min(1).max(100)
const id = z.string().regex(/^[1-9]\d{0,14}$/)
const cursor = z.string().regex(/^\d{1,15}$/)

export const messageBody = z.strictObject({ room, text: z.string(), replyTo: id.nullish() })

export const actionBody = z.strictObject({
  messageId: id,
  action: z.string().regex(/^[a-z][a-z-]{0,39}(?::[a-z][a-z0-9-]{0,39})?$/),
  values: z.record(z.string().min(1).max(100), z.string()).nullish(),
})

export const roomsQuery = z.strictObject({ seen: z.string().max(10_000).optional(), as: z.string().optional() })

export const messagesQuery = z.strictObject({
  room,
  after: cursor.optional(),
  thread: id.optional(),
  limit: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(LONGEST_LIST))
    .default(DEFAULT_LIST),
  as: z.string().optional(),
})

/** A message's id as the channel gives it out; null for what is none. */
export const parseId = (text: string | null | undefined): number | null =>
  text !== null && text !== undefined && id.safeParse(text).success ? Number(text) : null

/** The value, or a 400 that names the first field that is wrong. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, words: RoomWords): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  if (issue?.code === 'unrecognized_keys') {
    const path = [...issue.path, issue.keys[0]].join('.')
    throw new RequestError(400, 'unknown-field', `${words.errors.unknownField}：${path}`, path)
  }
  const path = issue?.path.join('.') ?? ''
  throw new RequestError(
    400,
    'malformed',
    path ? `${words.errors.malformed}：${path}` : words.errors.malformed,
    path || undefined,
  )
}

export function checkLength(text: string, path: string, words: RoomWords): void {
  // Most texts are short; only one that may be too long is counted by characters.
  if (text.length <= LONGEST_TEXT || [...text].length <= LONGEST_TEXT) return
  throw new RequestError(422, 'too-long', words.errors.tooLong(LONGEST_TEXT), path)
}

/** What a button asks for must be there. A button that the card no longer has is left to the desk's refusal. */
export function checkValues(card: Card | null, action: string, values: Record<string, string>, words: RoomWords): void {
  for (const [name, value] of Object.entries(values)) checkLength(value, `values.${name}`, words)
  // Of a command of several forms that which asks for what was filled in.
  const named = buttonsOf(card).filter((each) => each.action === action)
  const button = named.find(({ inputs }) => inputs.some(({ name }) => Object.hasOwn(values, name))) ?? named[0]
  for (const input of button?.inputs ?? []) {
    const value = Object.hasOwn(values, input.name) ? (values[input.name] ?? '').trim() : ''
    const path = `values.${input.name}`
    if (value === '' && input.required)
      throw new RequestError(400, 'required', words.errors.missingInput(input.label), path)
    if (value === '' || input.kind === 'text' || input.kind === 'instant') continue
    const chosen = input.kind === 'choices' ? value.split(',') : [value]
    if (!chosen.every((each) => input.options.some((option) => option.value === each))) {
      throw new RequestError(400, 'not-a-choice', words.errors.notAChoice(input.label), path)
    }
  }
}

export function idempotencyKey(header: string | string[] | undefined, words: RoomWords): string | null {
  if (header === undefined) return null
  if (typeof header === 'string' && header !== '' && header.length <= LONGEST_KEY) return header
  throw new RequestError(400, 'malformed', `${words.errors.malformed}：Idempotency-Key`, 'Idempotency-Key')
}
