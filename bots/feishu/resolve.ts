// What the platform keeps elsewhere: the messages of a forwarded record, the bytes of pictures and files.
import type { Readable } from 'node:stream'
import { type Incoming, type IncomingFile, type IncomingMessage, type Part, TryLater } from '../../src/channel.ts'
import { call } from './api/call.ts'
import { CallError } from './api/call-error.ts'
import { type FeishuClient, isPathId, pathId } from './api/client.ts'
import { type Failure, failureOf } from './api/failure.ts'
import { filesIn } from './decode/decode.ts'
import type { FileRef } from './decode/decode-content.ts'
import { partOf, type Reading } from './decode/message.ts'
import { Unreadable } from './decode/stored.ts'
import type { FeishuDeps } from './deps.ts'

export interface ResolveParts {
  client: FeishuClient
  deps: FeishuDeps
  reading: Reading
  /** Files are kept up to so many bytes; 20 MB unless told. */
  maxFileBytes?: number
}

const MAX_PARTS = 100
const MAX_FILE_BYTES = 20 * 1024 * 1024

/** Records whose messages are still to be fetched, and files without their bytes. */
export const isPartial = (incoming: Incoming): incoming is IncomingMessage =>
  incoming.kind === 'message' && (incoming.parts?.length === 0 || (incoming.files ?? []).some(isMissing))

/** Throws TryLater where the platform cannot be asked now. What it will not give is marked as missing. */
export async function resolve(
  parts: ResolveParts,
  incoming: Incoming,
  body: unknown,
  signal: AbortSignal,
): Promise<Incoming> {
  if (!isPartial(incoming)) return incoming
  if (incoming.parts?.length === 0) return withParts(parts, incoming, signal)
  const refs = filesIn(body, parts.reading)
  const files: IncomingFile[] = []
  // One after the other: each may be as large as all that is to be held at once.
  for (const [index, file] of (incoming.files ?? []).entries()) {
    const ref = refs[index]
    files.push(isMissing(file) && ref ? await fetched(parts, incoming.messageId, file, ref, signal) : file)
  }
  return { ...incoming, files }
}

const isMissing = ({ bytes, missing }: IncomingFile) => bytes === undefined && missing === undefined

/** A record that cannot be opened is as opaque as a sound. */
async function withParts(
  parts: ResolveParts,
  incoming: IncomingMessage,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { parts: _none, ...rest } = incoming
  const asked = await call<{ items?: unknown[] }>(
    parts.client,
    { method: 'GET', url: `/open-apis/im/v1/messages/${pathId(incoming.messageId)}` },
    signal,
  )
  if (!asked.ok) {
    laterIf(asked.failure)
    parts.deps.log.warn(
      { message: incoming.messageId, error: asked.failure.error },
      'feishu: a record cannot be opened',
    )
    return { ...rest, opaque: 'merge_forward' }
  }
  const found = inOrder(asked.data.items ?? [], incoming.messageId)
    .flatMap((item) => readable(item, parts.reading))
    .slice(0, MAX_PARTS)
  return found.length === 0 ? { ...rest, opaque: 'merge_forward' } : { ...incoming, parts: found }
}

/** A message of a record that cannot be read must not keep the others from being read. */
function readable(item: unknown, { self }: Reading): Part[] {
  try {
    const part = partOf(item, self)
    return part === null ? [] : [part]
  } catch (error) {
    if (error instanceof Unreadable) return []
    throw error
  }
}

type Item = Record<string, unknown>

/** The platform gives all descendants flat, each with its parent's id: a record within the record stands where it stood. */
function inOrder(items: unknown[], root: string): Item[] {
  const byParent = new Map<unknown, Item[]>()
  for (const item of items) {
    if (typeof item !== 'object' || item === null) continue
    const { message_id, upper_message_id } = item as Item
    if (message_id === root) continue
    byParent.set(upper_message_id, [...(byParent.get(upper_message_id) ?? []), item as Item])
  }
  const ordered: Item[] = []
  const below = (parent: unknown): void => {
    const children = byParent.get(parent) ?? []
    // Taken once: an item that names itself as its parent would never end.
    byParent.delete(parent)
    for (const child of children) {
      ordered.push(child)
      below(child.message_id)
    }
  }
  below(root)
  return ordered
}

async function fetched(
  { client, deps, maxFileBytes = MAX_FILE_BYTES }: ResolveParts,
  messageId: string,
  file: IncomingFile,
  { key, kind }: FileRef,
  signal: AbortSignal,
): Promise<IncomingFile> {
  if (!isPathId(key)) return { ...file, missing: 'gone' }
  try {
    const { data, headers } = await client.client.request<{ data: Readable; headers: Record<string, unknown> }>({
      method: 'GET',
      url: `/open-apis/im/v1/messages/${pathId(messageId)}/resources/${key}`,
      params: { type: kind },
      responseType: 'stream',
      signal,
      // Of the SDK's making: answers the headers too.
      ...({ $return_headers: true } as object),
    })
    if (Number(headers['content-length']) > maxFileBytes) {
      data.destroy()
      return { ...file, missing: 'too-big' }
    }
    const bytes = await bytesOf(data, maxFileBytes)
    return bytes === null ? { ...file, missing: 'too-big' } : { ...file, bytes }
  } catch (caught) {
    const failure = failureOf(caught)
    if (TOO_BIG.has(failure.code ?? 0)) return { ...file, missing: 'too-big' }
    // A plain 404 too: there is no such resource, whatever answered so.
    if (!(caught instanceof CallError && caught.response?.status === 404)) laterIf(failure)
    deps.log.warn({ message: messageId, error: failure.error }, 'feishu: a file cannot be fetched')
    return { ...file, missing: FORBIDDEN.has(failure.code ?? 0) ? 'forbidden' : 'gone' }
  }
}

/** 234037: over the platform's own limit of 100 MB. */
const TOO_BIG = new Set([234037])
/** Not in the chat, of a record or a card, protected against being taken out, no permission. */
const FORBIDDEN = new Set([230002, 234004, 234009, 234019, 234038, 234040, 234043, 99991672, 99991679])

/** Null where there is more than `most`. */
async function bytesOf(stream: Readable, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    // Leaving the loop ends the stream.
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function laterIf({ again, error, afterMs }: Failure): void {
  if (again) throw new TryLater(error, afterMs)
}
