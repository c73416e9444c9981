// Requests to the child that it has not answered yet.
import type { Outcome } from './protocol.ts'

export class Asks {
  private readonly open = new Map<number, (outcome: Outcome | null) => void>()
  private next = 1

  /** Null where it was not answered within the signal's time, or the child has ended. */
  ask(tell: (ask: number) => void, signal: AbortSignal): Promise<Outcome | null> {
    const ask = this.next++
    return new Promise((resolve) => {
      const done = (outcome: Outcome | null) => {
        this.open.delete(ask)
        signal.removeEventListener('abort', late)
        resolve(outcome)
      }
      const late = () => done(null)
      signal.addEventListener('abort', late)
      this.open.set(ask, done)
      if (signal.aborted) return late()
      tell(ask)
    })
  }

  answered(ask: number, outcome: Outcome): void {
    this.open.get(ask)?.(outcome)
  }

  /** The child has ended. */
  unanswered(): void {
    for (const answer of [...this.open.values()]) answer(null)
  }
}
