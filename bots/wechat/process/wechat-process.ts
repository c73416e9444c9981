// One WeChat child process: started, connected by a pipe of its own, and ended for certain.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { WechatSettings } from '../deps.ts'
import { type FromChild, type FromParent, Garbage, lineOf, readChild } from './protocol.ts'

/** Runs `../child/main.ts`, compiled where that is possible. */
const PROGRAM = fileURLToPath(new URL('../../../launch/wechat.mjs', import.meta.url))
/** Of the JavaScript heap; the supervisor watches the rest. */
const HEAP_MB = 512
const LEAVE_MS = 3_000

export class WechatProcess {
  readonly #process: ChildProcess
  readonly #pipe: Duplex
  #why: string | null = null
  /** Resolves with the reason once the process has ended. */
  readonly ended: Promise<string>

  constructor(
    { folder, puppet, environment = {}, heapMb = HEAP_MB }: WechatSettings,
    hear: (message: FromChild) => void,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.#process = spawn(process.execPath, [`--max-old-space-size=${heapMb}`, PROGRAM, `${process.pid}`, puppet], {
      // Wechaty stores the login in the working folder. It gets neither the desk's secrets nor its database.
      cwd: folder,
      env: { HOME: folder, NODE_ENV: 'production', WECHATY_LOG: 'silent', ...environment },
      // Its output may contain people's messages.
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    // First: an `error` event without a listener would end the service.
    this.ended = new Promise((resolve) => {
      this.#process.on('error', (error) => resolve(`it cannot be started: ${error.message}`))
      this.#process.on('close', (status, signal) => resolve(this.#why ?? `it ended (${signal ?? status})`))
    })
    this.#pipe = this.#process.stdio[3] as Duplex
    const read = readChild(hear)
    this.#pipe.on('data', (chunk: Buffer) => {
      // Once it is killed, its output is ignored.
      if (this.#why !== null) return
      try {
        read(chunk)
      } catch (error) {
        // No message of it may end the service.
        const what = error instanceof Garbage ? 'be understood' : 'be taken'
        this.kill(`it said what cannot ${what}: ${error instanceof Error ? error.message : String(error)}`)
      }
    })
    // It may end before it has read; `ended` reports that.
    this.#pipe.on('error', () => {})
  }

  get pid(): number {
    return this.#process.pid ?? 0
  }

  tell(message: FromParent): void {
    if (this.#pipe.writable) this.#pipe.write(lineOf(message))
  }

  kill(why: string): void {
    this.#why ??= why
    this.#process.kill('SIGKILL')
  }

  /** Ends it without logging out; kills it if it does not stop in time. */
  async leave(): Promise<void> {
    this.tell({ type: 'stop' })
    const timer = setTimeout(() => this.kill('it did not stop'), LEAVE_MS)
    await this.ended
    clearTimeout(timer)
  }
}
