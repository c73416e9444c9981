// Incoming messages that are not durable yet: the platform never sends them again, so they wait here for the database.
import type { ChannelLog, RawIncoming } from '../../../src/channel.ts'
import { withTimeout } from '../../../src/with-timeout.ts'

/** Beyond this, messages are dropped rather than memory exhausted; the log says which. */
const MOST_WAITING = 10_000
const MOST_WAITING_BYTES = 64 * 1024 * 1024
const LONGEST_PAUSE_MS = 5_000
/** How long a stop waits for the database. */
const STOP_MS = 5_000

export class Arrivals {
  private readonly waiting: { raw: RawIncoming; bytes: number }[] = []
  private bytes = 0
  private working: Promise<void> | null = null
  private pause: { timer: NodeJS.Timeout; end(): void } | null = null
  private stopAt: number | null = null

  constructor(
    /** Resolves once it is durable. */
    private readonly keep: (raw: RawIncoming) => Promise<unknown>,
    private readonly log: ChannelLog,
    private readonly shortestMs: number,
  ) {}

  /** Stores them one after the other, in the order in which they arrived. Never throws. */
  take(raw: RawIncoming): void {
    if (this.stopAt !== null && performance.now() > this.stopAt) {
      this.log.error({ lost: [raw.key] }, 'wecom: a message is lost: it arrived after the stop')
      return
    }
    const bytes = Buffer.byteLength(JSON.stringify(raw.body))
    if (this.waiting.length >= MOST_WAITING || (this.bytes > 0 && this.bytes + bytes > MOST_WAITING_BYTES)) {
      this.log.error({ key: raw.key }, 'wecom: a message is lost: too many wait for the database')
      return
    }
    this.waiting.push({ raw, bytes })
    this.bytes += bytes
    this.working ??= this.work().finally(() => {
      this.working = null
    })
  }

  /** How many are not durable. */
  get count(): number {
    return this.waiting.length
  }

  /** Resolves once all are durable, or the time is up; then the log says what was lost. */
  async stop(): Promise<void> {
    this.stopAt = performance.now() + STOP_MS
    this.pause?.end()
    // A database that does not answer at all must not keep the process from ending.
    await withTimeout(STOP_MS, async () => this.working, { answer: null })
    if (this.waiting.length > 0)
      this.log.error(
        { lost: this.waiting.map(({ raw }) => raw.key) },
        'wecom: messages are lost: the database did not take them',
      )
  }

  private async work(): Promise<void> {
    let failures = 0
    for (let next = this.waiting[0]; next !== undefined; next = this.waiting[0]) {
      try {
        await this.keep(next.raw)
        this.waiting.shift()
        this.bytes -= next.bytes
        failures = 0
      } catch (error) {
        failures += 1
        if (failures === 1) this.log.warn({ key: next.raw.key, err: error }, 'wecom: a message cannot be kept yet')
        if (this.stopAt !== null && performance.now() > this.stopAt) return
        await this.rest(Math.min(LONGEST_PAUSE_MS, this.shortestMs * 2 ** Math.min(failures - 1, 10)))
      }
    }
  }

  private rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.pause = null
        resolve()
      }
      const timer = setTimeout(end, this.stopAt === null ? ms : Math.min(ms, 250))
      this.pause = { timer, end }
    })
  }
}
