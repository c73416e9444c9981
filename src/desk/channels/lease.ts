// Leases in a channel's store: of several instances one holds it. Told by a beat that goes on, not by clocks, which differ and step.
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ChannelStore } from '../../channel.ts'
import type { Lease, LeaseHolder, LeaseNote, LeaseOptions } from '../../channel-lease.ts'

export const leasesIn =
  (store: ChannelStore) =>
  (options: LeaseOptions): Lease =>
    new StoredLease(store, options)

/** Parts of a lease. A holder that calls `acquire` in time writes a beat well before it counts as late. */
const RENEWED_AFTER = 1 / 4
const LATE_AFTER = 1 / 2
/** The rest is for what was already begun: it must have ended before another instance takes over. */
const EXPIRES_AFTER = 0.8
/** So many leases after its last announcement an instance no longer counts as waiting. */
const WAITS_FOR = 6
/** Whoever has won a takeover writes at once; if it dies in between, another instance may win the same one after this. */
const TAKEOVER_MS = 60_000

/** A value of the store, and since when this instance has seen it unchanged, by `performance.now()`. */
interface Observed {
  value: string | null
  since: number
}

class StoredLease implements Lease {
  private readonly me = randomUUID()
  private beat = 0
  private isHolder = false
  private beatAt = Number.NEGATIVE_INFINITY
  private note = ''
  private elsewhere: LeaseNote | null = null
  private seen: Observed | null = null
  private lookedAt = Number.NEGATIVE_INFINITY
  /** The takeover that this instance has won. Its write may have failed: then it is repeated. */
  private won: string | null = null
  private waiting: Observed | null = null
  private announcedAt = Number.NEGATIVE_INFINITY

  constructor(
    private readonly store: ChannelStore,
    private readonly options: LeaseOptions,
  ) {}

  async acquire(note: LeaseNote = {}): Promise<boolean> {
    const stored = await this.store.get(this.options.key)
    this.observe(stored)
    const lease = parse(stored)
    if (lease?.by === this.me) {
      this.elsewhere = null
      this.isHolder = await this.renew(stored, note)
      await this.lookForWaiting()
      return this.isHolder
    }
    this.isHolder = false
    if (lease !== null && lease.by !== '' && !this.isAbandoned()) {
      this.elsewhere = lease.note
      await this.announceWaiting()
      return false
    }
    this.elsewhere = null
    this.isHolder = await this.takeOver(stored, note)
    return this.isHolder
  }

  heldElsewhere(): LeaseNote | null {
    return this.elsewhere
  }

  remainingMs(): number | null {
    const { leaseMs } = this.options
    if (this.waiting === null || performance.now() - this.waiting.since > WAITS_FOR * leaseMs) return null
    return EXPIRES_AFTER * leaseMs - (performance.now() - this.beatAt)
  }

  hasExpired(): boolean {
    const remainingMs = this.remainingMs()
    return this.isHolder && remainingMs !== null && remainingMs < 0
  }

  async release(): Promise<void> {
    if (!this.isHolder) return
    this.isHolder = false
    const lease = parse(await this.store.get(this.options.key))
    if (lease?.by !== this.me) return
    this.beat += 1
    // Each state of a lease is unlike every other: `was` and the beat see to it.
    await this.store.set(this.options.key, JSON.stringify({ by: '', beat: this.beat, was: this.me }))
  }

  async holder(): Promise<LeaseHolder | null> {
    const lease = parse(await this.store.get(this.options.key))
    return lease === null || lease.by === '' ? null : { beat: lease.beat, note: lease.note }
  }

  /** After a gap the time begins anew: if the database was away that long, the holder could not write a beat either. */
  private observe(stored: string | null): void {
    const now = performance.now()
    const hadGap = now - this.lookedAt > LATE_AFTER * this.options.leaseMs
    this.lookedAt = now
    if (this.seen === null || this.seen.value !== stored || hadGap) this.seen = { value: stored, since: now }
  }

  private isAbandoned(): boolean {
    return this.seen !== null && performance.now() - this.seen.since >= this.options.leaseMs
  }

  private async renew(stored: string | null, note: LeaseNote): Promise<boolean> {
    const { leaseMs } = this.options
    const age = performance.now() - this.beatAt
    // So late that another instance may be taking over at this moment: one of the two succeeds.
    if (age > LATE_AFTER * leaseMs) return this.takeOver(stored, note)
    if (age >= RENEWED_AFTER * leaseMs || JSON.stringify(note) !== this.note) await this.write(note)
    return true
  }

  /** Each state of a lease can be left once: of several instances that find it abandoned one takes it over. */
  private async takeOver(stored: string | null, note: LeaseNote): Promise<boolean> {
    const state = createHash('sha256')
      .update(stored ?? '')
      .digest('hex')
      .slice(0, 32)
    if (this.won !== state && !(await this.store.take(`takeover:${state}`, TAKEOVER_MS))) return false
    this.won = state
    if ((await this.store.get(this.options.key)) !== stored) return false
    await this.write(note)
    return true
  }

  private async write(note: LeaseNote): Promise<void> {
    this.beat += 1
    // Measured from before the write: whoever reads it measures from later on.
    const began = performance.now()
    await this.store.set(this.options.key, JSON.stringify({ ...note, by: this.me, beat: this.beat }))
    this.beatAt = began
    this.note = JSON.stringify(note)
  }

  private async announceWaiting(): Promise<void> {
    const { key, leaseMs, expiresForHolder } = this.options
    if (!expiresForHolder || performance.now() - this.announcedAt < leaseMs) return
    this.beat += 1
    await this.store.set(`${key}:waiting`, `${this.me} ${this.beat}`)
    this.announcedAt = performance.now()
  }

  private async lookForWaiting(): Promise<void> {
    if (!this.options.expiresForHolder) return
    const value = await this.store.get(`${this.options.key}:waiting`)
    if (value === null || value.startsWith(this.me) || value === this.waiting?.value) return
    // What was announced before this instance first looked may be old: it counts once, for a while.
    this.waiting = { value, since: performance.now() }
  }
}

const shape = z.object({ by: z.string(), beat: z.number() }).catchall(z.union([z.string(), z.number(), z.boolean()]))

/** Null where nobody has ever held it, or what is stored is no lease: it is free. */
function parse(stored: string | null): { by: string; beat: number; note: LeaseNote } | null {
  if (stored === null) return null
  try {
    const { by, beat, ...note } = shape.parse(JSON.parse(stored))
    return { by, beat, note }
  } catch {
    return null
  }
}
