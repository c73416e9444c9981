// The two channels of the stage: they remember little, and fail for single cases as a story wants it.
import type { Incoming, IncomingFile, Outgoing, SendResult } from '../../../src/channel.ts'
import { RecordingChannel } from '../desk.ts'

export type Trouble = (outgoing: Outgoing) => SendResult | null

export const never = (error: string): SendResult => ({ ok: false, again: false, error })

export class StageChannel extends RecordingChannel {
  /** By case: what becomes of what is said of it. */
  readonly trouble = new Map<number, Trouble>()
  /** That it is out is known. */
  isOut = false
  tellsOfItself = true
  private readonly files = new Map<string, IncomingFile[]>()
  private sent = 0

  constructor(override readonly name: 'room' | 'wechat') {
    super()
    this.answers = (outgoing) => this.answer(outgoing)
  }

  hears() {
    return { ok: !this.isOut, says: this.isOut ? 'out' : 'connected', deafMs: this.isOut ? 1 : 0 }
  }

  /** The files that are fetched for a message. */
  brings(messageId: string, files: IncomingFile[]): void {
    this.files.set(messageId, files)
  }

  isPartial(incoming: Incoming): boolean {
    return incoming.kind === 'message' && this.files.has(incoming.messageId)
  }

  async resolve(incoming: Incoming): Promise<Incoming> {
    if (incoming.kind !== 'message') return incoming
    return { ...incoming, files: this.files.get(incoming.messageId) ?? [] }
  }

  private answer(outgoing: Outgoing): SendResult {
    this.asked.splice(0)
    const { card, replaces, key } = outgoing
    const failed = card.case === null ? null : (this.trouble.get(card.case)?.(outgoing) ?? null)
    if (failed !== null && !failed.ok) return failed
    const known = this.shown.get(key)
    this.sent += known === undefined && replaces === null ? 1 : 0
    const id = known?.id ?? replaces ?? `${this.name}-${this.sent}`
    this.shown.set(key, { id, outgoing })
    return failed?.ok ? { ...failed, messageId: id } : { ok: true, messageId: id }
  }
}
