// Which instance holds the one connection that the platform allows: kept in the database, and told apart without clocks.
import { createHash, randomUUID } from 'node:crypto'
import type { ChannelStore } from '../../../src/channel.ts'

export interface LeaseState {
  connected: boolean
  /** Why it is not; '' where it is, or nobody knows. */
  why: string
}

interface Kept extends LeaseState {
  /** '' where it was given back. */
  by: string
  beat: number
}

const KEY = 'connection'
/** Who has won a lease writes it at once; where they died in between, another may after this. */
const TAKEOVER_MS = 60_000

/**
 * The holder writes a new beat each third of the lease; whoever has seen no new beat for the whole of it, by their own
 * watch, takes over. No instants are compared: the clocks of two instances differ, and step.
 */
export class Lease {
  private readonly me = randomUUID()
  private beat = 0
  private beatenAt = Number.NEGATIVE_INFINITY
  private seen: { kept: string | null; at: number } | null = null
  private lookedAt = Number.NEGATIVE_INFINITY
  /** The state that this instance has won the turn to leave. */
  private turn: string | null = null
  private other: Kept | null = null

  constructor(
    private readonly keeping: ChannelStore,
    private readonly leaseMs: number,
  ) {}

  /** Whether it is ours now; renews or takes it where it can. Rejects where nobody can tell. */
  async look(state: LeaseState): Promise<boolean> {
    const kept = await this.keeping.get(KEY)
    // Where the database was away for so long, the holder could write no beat either.
    const wasBlind = performance.now() - this.lookedAt > this.leaseMs / 2
    this.lookedAt = performance.now()
    const lease = read(kept)
    if (lease?.by === this.me) {
      this.other = null
      return this.renew(kept, state, lease.connected !== state.connected)
    }
    if (this.seen === null || this.seen.kept !== kept || wasBlind) this.seen = { kept, at: performance.now() }
    const isFree = lease === null || lease.by === ''
    if (!isFree && performance.now() - this.seen.at < this.leaseMs) {
      this.other = lease
      return false
    }
    this.other = null
    return this.takeOver(kept, state)
  }

  /** What another says that holds it; null where nobody else does. */
  held(): LeaseState | null {
    return this.other
  }

  /** Another may have it at once. */
  async giveBack(): Promise<void> {
    const lease = read(await this.keeping.get(KEY))
    if (lease?.by !== this.me) return
    this.beat += 1
    await this.keeping.set(
      KEY,
      JSON.stringify({ by: '', beat: this.beat, was: this.me, connected: false, why: '' } satisfies Kept & {
        was: string
      }),
    )
  }

  private async renew(kept: string | null, state: LeaseState, isNews: boolean): Promise<boolean> {
    const beatMs = performance.now() - this.beatenAt
    if (!isNews && beatMs < this.leaseMs / 3) return true
    // So late that another may be taking over just now: of the two one does.
    if (beatMs > this.leaseMs / 2) return this.takeOver(kept, state)
    await this.write(state)
    return true
  }

  /** Each state of the lease can be left once: of several that find it abandoned one takes it over. */
  private async takeOver(kept: string | null, state: LeaseState): Promise<boolean> {
    const name = createHash('sha256')
      .update(kept ?? '')
      .digest('hex')
      .slice(0, 32)
    if (this.turn !== name && !(await this.keeping.take(`takeover:${name}`, TAKEOVER_MS))) return false
    this.turn = name
    if ((await this.keeping.get(KEY)) !== kept) return false
    await this.write(state)
    return true
  }

  private async write({ connected, why }: LeaseState): Promise<void> {
    this.beat += 1
    await this.keeping.set(KEY, JSON.stringify({ by: this.me, beat: this.beat, connected, why } satisfies Kept))
    this.beatenAt = performance.now()
  }
}

/** What the lease says now, for those who only look; null where there never was one. */
export const leaseIn = async (keeping: ChannelStore): Promise<Kept | null> => read(await keeping.get(KEY))

function read(kept: string | null): Kept | null {
  if (kept === null) return null
  try {
    const { by, beat, connected, why } = JSON.parse(kept) as Partial<Kept>
    return { by: String(by ?? ''), beat: Number(beat ?? 0), connected: connected === true, why: String(why ?? '') }
  } catch {
    // Nobody of ours wrote it: it is free.
    return null
  }
}
