// When the chats' histories are read: after each start and each connection of any instance, by one of them, until it succeeds.
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChannelHost } from '../../../src/channel.ts'
import type { Instant } from '../../../src/domain/calendar/instant.ts'
import { waitMs } from '../connection.ts'
import { type FeishuDeps, timingOf } from '../deps.ts'
import { type Gap, type HistoryParts, Incomplete, joined, scan } from './history.ts'

/** In shortest waits (a second): how long one instance has the turn, and how often the others look whether it is theirs. */
const TURN = 20
const LOOK = 5
/** Calls to the platform: so many at once, then one in each shortest wait. */
const AT_ONCE = 20

const DONE = 'caught-up'
const TURN_KEY = 'catching-up'

export class CatchUp {
  private readonly stopping = new AbortController()
  private readonly parts: HistoryParts
  private wantedAt: Instant | null = null
  private running: Promise<void> | null = null
  private gap: Gap | null = null

  constructor(
    private readonly deps: FeishuDeps,
    private readonly host: ChannelHost,
    parts: Pick<HistoryParts, 'client' | 'privateChats'>,
  ) {
    const pace = bucket(AT_ONCE, timingOf(deps).watchEveryMs, this.stopping.signal)
    this.parts = { ...parts, deps, host, pace }
  }

  /** Whatever was said before now is to be found. */
  wanted(): void {
    this.wantedAt = this.deps.now()
    this.running ??= this.run().finally(() => {
      this.running = null
    })
  }

  /** Resolves when nothing of it is going on any more. */
  async stop(): Promise<void> {
    this.stopping.abort()
    await this.running
  }

  private async run(): Promise<void> {
    const { watchEveryMs } = timingOf(this.deps)
    for (let attempt = 0; this.wantedAt !== null && !this.stopping.signal.aborted; ) {
      try {
        const ours = await this.turn(this.wantedAt)
        attempt = 0
        if (!ours) await this.pause(LOOK * watchEveryMs)
      } catch (error) {
        if (this.stopping.signal.aborted) return
        this.deps.log.warn({ err: error, attempt }, 'feishu: the histories could not be read; it is tried again')
        await this.pause(waitMs(attempt, watchEveryMs, Math.random))
        attempt += 1
      }
    }
  }

  /** False where another instance has the turn. */
  private async turn(wantedAt: Instant): Promise<boolean> {
    const { keeping, now } = this.deps
    const done = await keeping.get(DONE)
    if (done !== null && done >= wantedAt) {
      this.settle(wantedAt)
      return true
    }
    if (!(await keeping.take(TURN_KEY, TURN * timingOf(this.deps).watchEveryMs))) return false
    const started = now()
    const { more } = await this.read()
    if (more) return true
    await keeping.set(DONE, started)
    this.settle(wantedAt)
    return true
  }

  /** What was found is told even where a part of it is still to be read. */
  private async read() {
    try {
      const found = await scan(this.parts, this.stopping.signal)
      await this.tell(found.gap)
      return found
    } catch (error) {
      if (error instanceof Incomplete) await this.tell(error.scan.gap)
      throw error
    }
  }

  /** Kept until it has been told: once accepted, it is not found again. */
  private async tell(found: Gap | null): Promise<void> {
    this.gap = joined(this.gap, found)
    if (this.gap === null) return
    await this.host.caughtUp(this.gap)
    this.deps.log.info({ ...this.gap }, 'feishu: found in the histories')
    this.gap = null
  }

  private settle(wantedAt: Instant): void {
    if (this.wantedAt === wantedAt) this.wantedAt = null
  }

  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stopping.signal, ref: false }).catch(() => {})
  }
}

/** Resolves at once `most` times, then once each `everyMs`. Rejects where it is to stop. */
function bucket(most: number, everyMs: number, signal: AbortSignal): () => Promise<void> {
  let freeAt = 0
  return async () => {
    signal.throwIfAborted()
    const now = performance.now()
    freeAt = Math.max(freeAt, now - most * everyMs) + everyMs
    if (freeAt > now) await sleep(freeAt - now, undefined, { signal })
  }
}
