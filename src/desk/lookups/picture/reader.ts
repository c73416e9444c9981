// The process that reads pictures as the service sees it: started with the first picture, asked one at a time, killed where it
// hangs, started anew after it has died, and ended when nobody has asked for a while.
import { type ChildProcess, fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Unreadable } from '../../../domain/commands/intake/learned.ts'
import type { ScreenLine } from '../../../domain/post/screenshot/screen-line.ts'
import { answerShape } from './protocol.ts'

export type PictureRead =
  | { kind: 'read'; lines: ScreenLine[]; width: number; height: number; hash: string }
  | { kind: 'refused'; why: Unreadable }

export interface PictureReader {
  /** Rejects where the process died, hung or made no sense of it: another time it may. */
  read(picture: Uint8Array): Promise<PictureRead>
  close(): Promise<void>
}

export interface ReaderTiming {
  /** Until the process is there. */
  startMs: number
  /** For one picture. */
  readMs: number
  /** Without a picture for so long it is ended: its memory is more than the service's. */
  idleMs: number
}
export const READER_TIMING: ReaderTiming = { startMs: 15_000, readMs: 40_000, idleMs: 120_000 }

/** Runs `child/main.ts`, compiled where that is possible. */
const PROGRAM = fileURLToPath(new URL('../../../../launch/pictures.mjs', import.meta.url))
/** Of the JavaScript heap; the process watches the rest itself. */
const HEAP_MB = 512

const messageShape = z.union([z.object({ kind: z.literal('ready') }), answerShape])

/** `program`: for tests alone, another one that is started in its place. */
export function pictureReader(timing: ReaderTiming = READER_TIMING, program = PROGRAM): PictureReader {
  let child: Child | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined
  const end = async () => {
    clearTimeout(idle)
    const ending = child
    child = null
    await ending?.end()
  }
  const readNext = async (picture: Uint8Array): Promise<PictureRead> => {
    clearTimeout(idle)
    child ??= new Child(program, timing)
    try {
      return await child.read(picture)
    } catch (error) {
      await end()
      throw error
    } finally {
      if (child !== null) idle = setTimeout(() => void end(), timing.idleMs).unref()
    }
  }
  return {
    read(picture) {
      const reading = queue.then(() => readNext(picture))
      queue = reading.catch(() => {})
      return reading
    },
    close: end,
  }
}

class Child {
  readonly #process: ChildProcess
  readonly #ended: Promise<string>
  readonly #ready: Promise<void>
  #answered: (answer: z.infer<typeof answerShape>) => void = () => {}
  #broken: (error: Error) => void = () => {}
  #asked = 0

  constructor(
    program: string,
    private readonly timing: ReaderTiming,
  ) {
    this.#process = fork(program, [`${process.pid}`], {
      cwd: tmpdir(),
      // Neither the desk's secrets nor its database. What it writes may hold what stands on a picture.
      env: { NODE_ENV: 'production' },
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'json',
    })
    this.#ended = new Promise((resolve) => {
      this.#process.on('error', (error) => resolve(`it cannot be started: ${error.message}`))
      this.#process.on('exit', (status, signal) => resolve(`it ended (${signal ?? status})`))
    })
    this.#ready = new Promise((resolve) => {
      this.#process.on('message', (message) => {
        const read = messageShape.safeParse(message)
        // Without its content, which may quote a picture.
        if (!read.success) this.#broken(new Error('it answered in no known way'))
        else if (read.data.kind === 'ready') resolve()
        else this.#answered(read.data)
      })
    })
  }

  async read(picture: Uint8Array): Promise<PictureRead> {
    const { startMs, readMs } = this.timing
    await this.#within(startMs, this.#ready, 'it did not start')
    this.#asked += 1
    const ask = this.#asked
    const answer = new Promise<z.infer<typeof answerShape>>((resolve, reject) => {
      this.#answered = (given) => given.ask === ask && resolve(given)
      this.#broken = reject
    })
    this.#process.send({ ask, picture: Buffer.from(picture).toString('base64') }, () => {})
    const given = await this.#within(readMs, answer, 'it did not answer')
    if (given.kind === 'failed') throw new Error(given.error)
    return given
  }

  async end(): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.#ended
  }

  async #within<T>(ms: number, work: Promise<T>, says: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`${says} within ${ms} ms`)), ms)
    })
    const gone = this.#ended.then((why): never => {
      throw new Error(why)
    })
    try {
      return await Promise.race([work, late, gone])
    } finally {
      clearTimeout(timer)
      gone.catch(() => {})
    }
  }
}
