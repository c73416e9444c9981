// What the workers report of themselves, for whoever counts it (web/metrics.ts does).

export type SendOutcome = 'sent' | 'again' | 'given-up' | 'lease-lost'

export type UnknownSend = 'resent' | 'given-up-unknown'

/** The case learnt something, there was nothing to learn, it is tried again, or given up. */
export type LookupOutcome = 'learned' | 'nothing' | 'again' | 'given-up'

export interface Meter {
  /** A worker's round has ended. */
  round(worker: string, outcome: 'done' | 'failed'): void
  send(channel: string, outcome: SendOutcome): void
  /** On a platform that knows no idempotency keys nobody knows whether a message was shown: said once more, or given up. */
  unknown(channel: string, what: UnknownSend): void
  /** A reminder was decided, or has arrived, so many milliseconds of the institution's time after its nominal instant. */
  reminder(until: 'decided' | 'sent', lateMs: number): void
  /** A post was looked at: where its link leads, or its picture. */
  lookup(kind: 'preview' | 'picture', outcome: LookupOutcome): void
}

/** Nobody listens. */
export const NO_METER: Meter = {
  round: () => {},
  send: () => {},
  unknown: () => {},
  reminder: () => {},
  lookup: () => {},
}
