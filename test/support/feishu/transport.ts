// How an event goes to the app: what the app answered, or why there is no answer.

export type Reply =
  /** Handled; `body` is what a card's callback answers with. */
  | { ok: true; body: unknown }
  /** `nobody`: there is nobody to send it to; `late`: no answer within three seconds; `refused`: it said no. */
  | { ok: false; why: 'nobody' | 'late' | 'refused' | 'unreachable' }

export interface Transport {
  deliver(payload: object): Promise<Reply>
}
