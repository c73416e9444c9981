// What the platform keeps elsewhere: the bytes of pictures and files, and which message of ours was quoted.
import { decryptFile } from '@wecom/aibot-node-sdk'
import { type Incoming, type IncomingFile, type IncomingMessage, TryLater } from '../../src/channel.ts'
import { MINUTE, millisBetween } from '../../src/domain/calendar/instant.ts'
import { caseIn, contentOf, quotedCase, refsOf, withQuoted } from './decode/decode.ts'
import type { DecodedContent, FileRef } from './decode/decode-content.ts'
import { withoutBot } from './decode/mention.ts'
import { isOneOf, saidBefore } from './decode/quoted.ts'
import { readStored, type Stored } from './decode/stored.ts'
import type { WecomDeps } from './deps.ts'
import { brokenOff } from './failure.ts'
import { mayFetch, nameIn, opened } from './web-file.ts'

const MAX_FILE_BYTES = 20 * 1024 * 1024
/** For how long the platform gives a file: five minutes, and one for clocks. */
const FILE_LIFE_MS = 6 * MINUTE
/** The padding of the platform's encryption. */
const PADDING_BYTES = 32

const isMissing = ({ bytes, missing }: IncomingFile) => bytes === undefined && missing === undefined

/** Files without their bytes, and quotations of a case that are still to be told apart from other people's words. */
export const isPartial = (incoming: Incoming): incoming is IncomingMessage =>
  incoming.kind === 'message' &&
  ((incoming.replyTo?.startsWith('quoted:') ?? false) || (incoming.files ?? []).some(isMissing))

/** Throws TryLater where the platform cannot be asked now. What it will not give is marked as missing. */
export async function resolve(
  deps: WecomDeps,
  incoming: Incoming,
  body: unknown,
  signal: AbortSignal,
): Promise<Incoming> {
  if (!isPartial(incoming)) return incoming
  const stored = readStored(body)
  const content = contentOf(stored)
  const known = await withMessage(deps, incoming, content)
  const refs = refsOf(content.said, content.quoted, known.replyTo === null ? null : caseOf(content.quoted))
  const given = known.files ?? []
  const files: IncomingFile[] = []
  // One after the other: each may be as large as all that is to be held at once.
  for (const [index, { kind, name }] of refs.entries()) {
    const file = given[index] ?? { kind, name }
    const ref = refs[index]
    files.push(isMissing(file) && ref ? await fetched(deps, file, ref, stored, signal) : file)
  }
  return files.length === 0 ? known : { ...known, files }
}

const caseOf = (quoted: DecodedContent | null): number | null => (quoted === null ? null : caseIn(quoted))

/** A quotation that names a case, but is no message of ours about it, is somebody else's words: passed on with the rest. */
async function withMessage(
  deps: WecomDeps,
  incoming: IncomingMessage,
  { said, quoted }: { said: DecodedContent; quoted: DecodedContent | null },
): Promise<IncomingMessage> {
  const number = caseOf(quoted)
  if (number === null || quoted === null || incoming.replyTo !== quotedCase(number)) return incoming
  const before = await saidBefore(deps.keeping, incoming.room, number)
  if (before === null) return { ...incoming, replyTo: null, text: withQuoted(incoming.text, quoted) }
  if (isOneOf(quoted.text, before)) return { ...incoming, replyTo: before.id }
  // A command is not about the number that happens to stand there either.
  const own = incoming.direct ? said.text.trim() : withoutBot(said.text, deps.settings.name)
  return { ...incoming, replyTo: null, text: withQuoted(own, quoted) }
}

async function fetched(
  { log, settings, now }: WecomDeps,
  file: IncomingFile,
  { url, aesKey }: FileRef,
  { body, receivedAt }: Stored,
  signal: AbortSignal,
): Promise<IncomingFile> {
  if (!mayFetch(url, settings.address)) return { ...file, missing: 'gone' }
  const got = await download(url, settings.address, signal).catch((error: unknown) => {
    // No use in trying on: the platform would give it no more.
    if (millisBetween(receivedAt, now()) > FILE_LIFE_MS) return 'gone' as const
    throw error
  })
  if (typeof got === 'string') {
    log.warn({ message: body.msgid, missing: got }, 'wecom: a file cannot be fetched')
    return { ...file, missing: got }
  }
  const named = { ...file, name: file.name ?? got.name }
  try {
    // Of nothing there is nothing to decrypt: the desk says that it is empty.
    const isPlain = aesKey === '' || got.bytes.length === 0
    return { ...named, bytes: isPlain ? got.bytes : decryptFile(got.bytes, aesKey) }
  } catch (error) {
    log.warn({ message: body.msgid, err: error }, 'wecom: a file cannot be decrypted')
    return { ...named, missing: 'gone' }
  }
}

interface Fetched {
  bytes: Buffer
  /** The frames of the platform tell none. */
  name: string | null
}

async function download(
  url: string,
  address: string | undefined,
  signal: AbortSignal,
): Promise<Fetched | 'gone' | 'too-big'> {
  try {
    const answered = await opened(url, address, signal)
    if (answered.status >= 500 || answered.status === 429) throw new TryLater(`HTTP ${answered.status}`)
    // Its five minutes are over, or it never was there.
    if (!answered.ok || answered.body === null) return 'gone'
    const bytes = await bytesOf(answered.body, MAX_FILE_BYTES + PADDING_BYTES)
    return bytes === null ? 'too-big' : { bytes, name: nameIn(answered.headers.get('content-disposition')) }
  } catch (error) {
    if (error instanceof TryLater) throw error
    throw new TryLater(brokenOff(error).error)
  }
}

/** Null where there is more than `most`. */
async function bytesOf(stream: ReadableStream<Uint8Array>, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop ends the stream.
  for await (const chunk of stream) {
    size += chunk.byteLength
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
