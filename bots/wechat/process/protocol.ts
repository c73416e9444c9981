// The protocol between the service and its WeChat process: one versioned set of messages, validated on both sides.
import { z } from 'zod'

export const VERSION = 1

const contact = z.object({ id: z.string(), name: z.string(), remark: z.string() })

/** A message as WeChat delivered it, not decoded. Its ids are those of the current login. */
export const heardShape = z.object({
  id: z.string().min(1),
  /** Of wechaty: `Text`, `Url`, `ChatHistory` … */
  type: z.string(),
  /** In milliseconds: when it was sent, and when it was received. */
  at: z.number(),
  heardAt: z.number(),
  /** How long it had been logged in when it was heard; null where that is not known. */
  sinceLoginMs: z.number().nullish(),
  room: z.object({ id: z.string(), topic: z.string() }).nullable(),
  from: contact,
  text: z.string(),
  mentions: z.array(contact),
  /** What the desk's own account is called there. */
  own: z.array(z.string()),
  /** It was called by name. */
  called: z.boolean(),
  link: z.object({ title: z.string(), url: z.string() }).nullable(),
  /** `slot`: the name under which the child puts the bytes. */
  file: z.object({ kind: z.enum(['image', 'file']), name: z.string().nullable(), slot: z.string() }).nullable(),
})
export type Heard = z.infer<typeof heardShape>

/** `members`: short hashes of their names. */
const room = z.object({ id: z.string(), topic: z.string(), members: z.array(z.string()) })

/** `again`: an outcome is open or was never known. `never`: WeChat refused it, or it stayed unknown twice. */
const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('confirmed'), id: z.string() }),
  z.object({ kind: z.literal('unsent'), error: z.string() }),
  z.object({ kind: z.literal('again'), error: z.string() }),
  z.object({ kind: z.literal('never'), error: z.string() }),
])
export type Outcome = z.infer<typeof outcome>

const fromChild = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), version: z.literal(VERSION) }),
  /** It cannot start: `missing` names a package that is not installed. */
  z.object({ type: z.literal('failed'), missing: z.string().nullable(), error: z.string() }),
  /** Wechaty is loaded and the puppet started. */
  z.object({ type: z.literal('started') }),
  z.object({ type: z.literal('scan'), qr: z.string() }),
  z.object({ type: z.literal('login'), account: z.string() }),
  z.object({ type: z.literal('logout') }),
  z.object({ type: z.literal('seen'), rooms: z.array(room), people: z.array(contact) }),
  /** Everything there is has been seen. */
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('heard'), seq: z.number().int(), message: heardShape }),
  z.object({ type: z.literal('said'), ask: z.number().int(), outcome }),
  z.object({
    type: z.literal('pong'),
    memoryMb: z.number(),
    /** For how long WeChat has given no sign of life: no message, no echo. */
    quietMs: z.number(),
    /** How many messages were sent a second time, since the folder was created. */
    resent: z.number().int(),
  }),
  z.object({ type: z.literal('trouble'), error: z.string() }),
])
export type FromChild = z.infer<typeof fromChild>
export type SeenRoom = z.infer<typeof room>
export type SeenPerson = z.infer<typeof contact>

const fromParent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('begin'),
    version: z.literal(VERSION),
    puppet: z.string(),
    folder: z.string(),
    echoMs: z.number(),
    paceMs: z.tuple([z.number(), z.number()]),
    maxFileBytes: z.number(),
  }),
  /** The message is durable on the other side. */
  z.object({ type: z.literal('ack'), seq: z.number().int() }),
  z.object({
    type: z.literal('send'),
    ask: z.number().int(),
    key: z.string(),
    to: z.string(),
    text: z.string(),
    /** Put in front of the text where it is sent again. */
    againMark: z.string(),
    mention: z.array(z.string()),
  }),
  /** A test message to the account itself: is it echoed? */
  z.object({ type: z.literal('try'), ask: z.number().int(), text: z.string() }),
  /** `withinMs`: what is left of the lease; without another ping in that time the child ends itself. Null: no limit. */
  z.object({ type: z.literal('ping'), withinMs: z.number().nullable() }),
  /** The account is not the desk's. */
  z.object({ type: z.literal('log-out') }),
  z.object({ type: z.literal('stop') }),
])
export type FromParent = z.infer<typeof fromParent>
export type Begin = Extract<FromParent, { type: 'begin' }>
export type SendAsked = Extract<FromParent, { type: 'send' }>

export class Garbage extends Error {}

/** Takes chunks of the pipe, passes on whole messages. Throws Garbage on anything else. */
export const readChild = (give: (message: FromChild) => void) => reader(fromChild, give)
export const readParent = (give: (message: FromParent) => void) => reader(fromParent, give)

export const lineOf = (message: FromChild | FromParent): string => `${JSON.stringify(message)}\n`

/** A message of WeChat has at most some 100 KB; a roster of thousands is less than a megabyte. */
const LONGEST_LINE = 8 * 1024 * 1024

function reader<T>(shape: z.ZodType<T>, give: (message: T) => void): (chunk: Buffer) => void {
  let parts: Buffer[] = []
  let size = 0
  return (chunk) => {
    let rest = chunk
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      // Cut at bytes, joined before they are read: a character may lie across two chunks.
      const line = Buffer.concat([...parts, rest.subarray(0, end)]).toString()
      rest = rest.subarray(end + 1)
      parts = []
      size = 0
      give(parsed(shape, line))
    }
    if (rest.length === 0) return
    parts.push(rest)
    size += rest.length
    if (size > LONGEST_LINE) throw new Garbage('a line without an end')
  }
}

function parsed<T>(shape: z.ZodType<T>, line: string): T {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new Garbage('a line that is no JSON')
  }
  const read = shape.safeParse(value)
  // Without its content, which may be people's messages.
  if (!read.success) throw new Garbage(`a message of another shape (${read.error.issues[0]?.path.join('.') ?? ''})`)
  return read.data
}
