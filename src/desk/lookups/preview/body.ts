// The body of an answer: unpacked as it comes, and no more of it than is allowed.
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import zlib from 'node:zlib'

/** The first `most` bytes, unpacked: a page says at its head what it is. What is packed in no known way is an error. */
export async function readBody(answer: IncomingMessage, most: number, signal: AbortSignal): Promise<Buffer> {
  const plain = unpacked(answer, most)
  const abort = () => plain.destroy(new Error('too slow'))
  signal.addEventListener('abort', abort, { once: true })
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      parts.push(chunk.subarray(0, most - size))
      size += chunk.length
      if (size >= most) break
    }
  } finally {
    signal.removeEventListener('abort', abort)
    plain.destroy()
    answer.destroy()
  }
  return Buffer.concat(parts)
}

/** One layer alone: nobody packs a page twice but to burst whoever unpacks it. */
function unpacked(answer: IncomingMessage, most: number): Readable {
  const encoding = (answer.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === '') return answer
  const unpack = UNPACKING[encoding]?.()
  if (unpack === undefined) throw new Error(`packed as ${encoding.slice(0, 40)}`)
  let packed = 0
  answer.on('data', (chunk: Buffer) => {
    packed += chunk.length
    if (packed > most) unpack.destroy(new Error('a packed page that is too long'))
  })
  answer.on('error', (error) => unpack.destroy(error))
  answer.on('aborted', () => unpack.destroy(new Error('the page ended early')))
  return answer.pipe(unpack)
}

// Small steps: a few bytes may unpack to a thousand times as many, and are looked at in between.
const STEP = { chunkSize: 16 * 1024 }
const UNPACKING: Record<string, () => zlib.Gunzip | zlib.Inflate | zlib.BrotliDecompress> = {
  gzip: () => zlib.createGunzip(STEP),
  'x-gzip': () => zlib.createGunzip(STEP),
  deflate: () => zlib.createInflate(STEP),
  br: () => zlib.createBrotliDecompress(STEP),
}
