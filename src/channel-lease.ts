// The second half of the port: a lease, by which of several instances one does what only one may do.

/** What the holder tells the other instances with its lease: flat, and small. */
export type LeaseNote = Readonly<Record<string, string | number | boolean>>

export interface LeaseOptions {
  /** Of the lease in the channel's store. Instances that name the same key compete for the same lease. */
  key: string
  /** Another instance takes over once it has seen no new beat of the holder for so long. */
  leaseMs: number
  /**
   * True where two users at once do harm: the lease then expires for a holder that cannot reach the database, before another
   * instance may take it over; instances that wait announce it, and while none does, it does not expire. False where the
   * platform itself ends the older user: the holder goes on until it reads that another one has the lease.
   */
  expiresForHolder: boolean
}

/** Compares no clocks: each instance measures by its own monotonic timer how long the lease has not changed. */
export interface Lease {
  /**
   * Whether this instance holds the lease now: renews it, or takes it where it is free or abandoned. To be called at least
   * every quarter of `leaseMs`, one call at a time. Rejects where the database cannot be asked.
   */
  acquire(note?: LeaseNote): Promise<boolean>
  /** The note of another instance that held it when this one last asked; null where none did. */
  heldElsewhere(): LeaseNote | null
  /**
   * For how many milliseconds the holder may go on without reaching the database; negative once the lease has expired for
   * it, null where it does not expire: nobody waits for it, or `expiresForHolder` is false.
   */
  remainingMs(): number | null
  /** It was this instance's, and has expired for it: another instance may hold it by now. */
  hasExpired(): boolean
  /** Another instance may take it at once. Does nothing where this one does not hold it. */
  release(): Promise<void>
  /** Who holds it, for those that only look; null where it is free. */
  holder(): Promise<LeaseHolder | null>
}

export interface LeaseHolder {
  /** Grows while the holder is alive. */
  beat: number
  note: LeaseNote
}
