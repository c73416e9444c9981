// What the shell works with: the database, time, channels and words of one process, injected by main.
import type { Channel } from '../channel.ts'
import type { Database } from '../db/engine/connect.ts'
import type { Versions } from '../db/institution/institution.ts'
import type { Instant } from '../domain/calendar/instant.ts'
import type { Wording } from '../wording/index.ts'
import type { Storage } from './operations/storage.ts'
import type { Cipher } from './startup/cipher.ts'

/** Two clocks: the institution's (`now`, which a drill may run faster) and the world's (leases, pacing, tokens). */
export interface Time {
  now(): Instant
  realNow(): Instant
  /** What the institution's clock showed at an instant of the world. */
  domainAt(real: Instant): Instant
  /** Milliseconds of the world until the institution's clock shows `at`; 0 where it has passed. */
  realMillisUntil(at: Instant): number
}

export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface Desk {
  database: Database
  versions: Versions
  time: Time
  channels: Map<string, Channel>
  wording: Wording
  cipher: Cipher
  log: Log
  /** This process, for leases: unique among all that ever ran. */
  instance: string
  /** Something was committed that a worker may want to look at now rather than at its next look. */
  wake: { inbox(): void; outbox(): void; sweep(): void; lookups(): void; comparison(): void }
  storage: Storage
  /** Without a trailing slash; known once the server listens. */
  publicUrl(): string
  /** Makes idempotency keys this database's own, should a platform remember another's. */
  salt: string
}
