// When a connection that was lost may be begun again: two that take it from each other hear nothing.
import type { Timing } from '../deps.ts'

/** Waits after the connection was taken from outside grow up to so many times the shortest. */
const LONGEST_TAKEN = 10
/** So often in a row it may be closed as soon as it is there, before that counts as no accident. */
const ACCIDENTS = 2

export class Patience {
  private notBefore = 0
  private takenTimes = 0
  private shortLives = 0

  constructor(private readonly timing: Pick<Timing, 'takenMs' | 'reconnectMs' | 'handshakeMs'>) {}

  /** Whether it may be begun now. */
  get isOver(): boolean {
    return performance.now() >= this.notBefore
  }

  /** Somebody else of ours has it. */
  reset(): void {
    this.notBefore = 0
    this.takenTimes = 0
    this.shortLives = 0
  }

  /** Taken by a newer connection, after `upMs`. Answers how often that has happened in a row. */
  taken(upMs: number): number {
    const { takenMs } = this.timing
    // Twice the longest wait: whoever waits as long as we do has it for about one.
    if (upMs > 2 * LONGEST_TAKEN * takenMs) this.takenTimes = 0
    this.takenTimes += 1
    this.wait(takenMs * Math.min(LONGEST_TAKEN, 2 ** (this.takenTimes - 1)))
    return this.takenTimes
  }

  /**
   * Closed without a word, after `upMs`. True where it is to be left alone for a while: the SDK would come back after a
   * second each time, since for it all is well as soon as the credentials are accepted.
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
