// Retries: wechaty asks a puppet once for an announced message, and drops it where the puppet throws.
import type { Message } from './wechaty.ts'

const LOOK_AFTER_MS = [250, 1_000, 4_000, 15_000, 60_000, 300_000]

export class SecondLook {
  private readonly waiting = new Map<string, NodeJS.Timeout>()

  constructor(
    private readonly find: (id: string) => Promise<Message | undefined>,
    private readonly hear: (message: Message) => void,
    private readonly trouble: (error: unknown) => void,
    private readonly afterMs = LOOK_AFTER_MS,
  ) {}

  /** The puppet has announced a message of that id. */
  told(id: string): void {
    if (!this.waiting.has(id)) this.wait(id, 0)
  }

  /** It has arrived. */
  heard(id: string): void {
    clearTimeout(this.waiting.get(id))
    this.waiting.delete(id)
  }

  private wait(id: string, attempt: number): void {
    const timer = setTimeout(() => void this.look(id, attempt), this.afterMs[attempt])
    timer.unref()
    this.waiting.set(id, timer)
  }

  private async look(id: string, attempt: number): Promise<void> {
    const found = await this.find(id).catch(() => undefined)
    // It may have arrived by itself meanwhile.
    if (!this.waiting.has(id)) return
    if (found !== undefined) return this.hear(found)
    if (attempt + 1 < this.afterMs.length) return this.wait(id, attempt + 1)
    this.waiting.delete(id)
    this.trouble(new Error('a message was announced that the puppet will not give'))
  }
}
