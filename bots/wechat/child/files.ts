// Fetches pictures and files as soon as they are received, while the login lasts. The service finds them by slot.
import { createWriteStream, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileRefused } from '../../../src/domain/capability/refusal.ts'
import { withTimeout } from '../../../src/with-timeout.ts'
import { missingName } from '../files.ts'
import type { Message } from './wechaty.ts'

/** Long enough for a desk that was down over a weekend. */
const KEPT_MS = 4 * 24 * 3_600_000
const PART = '.part'
/** Each of its three steps. */
const FETCH_MS = 30_000

const NO_ANSWER = { error: 'the puppet did not give the file' }

export class Files {
  private readonly folder: string

  constructor(
    folder: string,
    private readonly maxBytes: number,
  ) {
    this.folder = join(folder, 'files')
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(this.folder)) if (name.endsWith(PART)) this.lost(name.slice(0, -PART.length))
    this.tidy()
  }

  /** Never throws: what cannot be fetched is marked as missing. */
  async fetch(message: Message, slot: string): Promise<void> {
    const part = join(this.folder, `${slot}${PART}`)
    try {
      const box = await withTimeout(FETCH_MS, () => message.toFileBox(), NO_ANSWER)
      const stream = await withTimeout(FETCH_MS, () => box.toStream(), NO_ANSWER)
      const signal = AbortSignal.timeout(FETCH_MS)
      await pipeline(stream, capped(this.maxBytes), createWriteStream(part, { mode: 0o600 }), { signal })
      renameSync(part, join(this.folder, slot))
    } catch (error) {
      rmSync(part, { force: true })
      this.missing(slot, error instanceof TooBig ? 'too-big' : 'gone')
    }
  }

  /** The process ended while it was fetching the file. */
  private lost(slot: string): void {
    rmSync(join(this.folder, `${slot}${PART}`), { force: true })
    this.missing(slot, 'gone')
  }

  private missing(slot: string, why: FileRefused): void {
    try {
      writeFileSync(join(this.folder, missingName(slot)), why, { mode: 0o600 })
    } catch {
      // On a full disk: the service waits as long as for a file that never arrives.
    }
  }

  /** Deletes files that nobody asks for any more. */
  tidy(): void {
    for (const name of readdirSync(this.folder)) {
      const path = join(this.folder, name)
      if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { force: true })
    }
  }
}

class TooBig extends Error {}

function capped(maxBytes: number): Transform {
  let size = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength
      if (size > maxBytes) done(new TooBig())
      else done(null, chunk)
    },
  })
}
