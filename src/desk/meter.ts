// What the workers report of themselves, for whoever counts it (web/metrics.ts does).

export type SendOutcome = 'sent' | 'again' | 'given-up' | 'lease-lost'

export interface Meter {
  /** A worker's round has ended. */
  round(worker: string, outcome: 'done' | 'failed'): void
  send(channel: string, outcome: SendOutcome): void
  /** A reminder was decided, or has arrived, so many milliseconds of the institution's time after its nominal instant. */
  reminder(until: 'decided' | 'sent', lateMs: number): void
}

/** Nobody listens. */
export const UNHEARD: Meter = { round: () => {}, send: () => {}, reminder: () => {} }
