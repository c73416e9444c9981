// The process that reads pictures: one at a time, as they are asked for. It gets no secret, no database and no network address.
import os from 'node:os'
import type { z } from 'zod'
import type { Answer, Asked, lineShape } from '../protocol.ts'
import { endBeyond } from './bounds.ts'
import { decode, Refused } from './decode.ts'

/** All of it, measured at 500 to 700 at work. */
const MOST_MB = 1_200
/** The desk comes first. */
const NICE = 10

endBeyond(MOST_MB, Number(process.argv[2]))
try {
  os.setPriority(NICE)
} catch {
  // Not allowed everywhere; then it competes.
}

const [{ default: sharp }, { default: Ocr }] = await Promise.all([import('sharp'), import('@gutenye/ocr-node')])
sharp.concurrency(1)
sharp.cache(false)
const threads = Math.min(2, os.availableParallelism())
// Threads that wait must not turn: the desk's processors are the same.
const extra = { session: { intra_op: { allow_spinning: '0' } } }
const reader = await Ocr.create({ onnxOptions: { intraOpNumThreads: threads, executionMode: 'sequential', extra } })

let queue = Promise.resolve()
process.on('message', (asked: Asked) => {
  queue = queue.then(async () => void process.send?.(await answerTo(asked)))
})
process.on('disconnect', () => process.exit(0))
process.send?.({ kind: 'ready' })

async function answerTo({ ask, picture }: Asked): Promise<Answer> {
  try {
    const { pieces, width, height, hash } = await decode(Buffer.from(picture, 'base64'), sharp)
    const lines: z.infer<typeof lineShape>[] = []
    for (const { png, top } of pieces) {
      // The library names a path here and hands it to sharp, which takes the bytes as well.
      for (const { text, mean, box } of await reader.detect(png as unknown as string)) {
        if (box === undefined) continue
        const [x, y] = box[0] as [number, number]
        const [right] = box[1] as [number, number]
        const [, bottom] = box[3] as [number, number]
        const line = { text, sure: mean, x, y: y + top, width: right - x, height: bottom - y }
        // In the overlap of two pieces it was read already.
        const isKnown = lines.some((other) => other.text === text && Math.abs(other.y - line.y) < line.height)
        if (!isKnown) lines.push(line)
      }
    }
    return { kind: 'read', ask, lines, width, height, hash }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', ask, why: error.why }
    return { kind: 'failed', ask, error: (error instanceof Error ? error.message : String(error)).slice(0, 200) }
  }
}
