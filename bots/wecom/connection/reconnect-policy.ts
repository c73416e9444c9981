// When a lost connection may be reopened: two clients that end each other's connection receive nothing.
import type { Timing } from '../deps.ts'

/** After the connection was taken from outside, waits grow up to this multiple of the shortest. */
const LONGEST_TAKEN = 10
/** How many times in a row it may close right after it opened before reconnecting is delayed. */
const ACCIDENTS = 2

export class Patience {
  private notBefore = 0
  private takenTimes = 0
  private shortLives = 0

  constructor(private readonly timing: Pick<Timing, 'takenMs' | 'reconnectMs' | 'handshakeMs'>) {}

  /** Whether reconnecting is allowed now. */
  get isOver(): boolean {
    return performance.now() >= this.notBefore
  }

  /** Another instance has the connection. */
  reset(): void {
    this.notBefore = 0
    this.takenTimes = 0
    this.shortLives = 0
  }

  /** Ended by a newer connection, after `upMs`. Returns how many times in a row that has happened. */
  taken(upMs: number): number {
    const { takenMs } = this.timing
    // Twice the longest wait: another client that waits as long as this one keeps it for about one.
    if (upMs > 2 * LONGEST_TAKEN * takenMs) this.takenTimes = 0
    this.takenTimes += 1
    this.wait(takenMs * Math.min(LONGEST_TAKEN, 2 ** (this.takenTimes - 1)))
    return this.takenTimes
  }

  /**
   * Closed without a reason, after `upMs`. True where reconnecting has to wait: the SDK would reconnect after a second each
   * time, since accepted credentials reset its backoff.
   */
  closed(upMs: number): boolean {
    const { takenMs, reconnectMs, handshakeMs } = this.timing
    this.shortLives = upMs < handshakeMs ? this.shortLives + 1 : 0
    if (this.shortLives <= ACCIDENTS) return false
    this.wait(Math.min(takenMs, reconnectMs * 2 ** Math.min(this.shortLives, 10)))
    return true
  }

  private wait(ms: number): void {
    this.notBefore = performance.now() + ms
  }
}
