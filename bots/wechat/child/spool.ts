// Received messages that the service has not stored yet: reported again after every restart, until they are acknowledged.
import { join } from 'node:path'
import { z } from 'zod'
import { type Heard, heardShape } from '../process/protocol.ts'
import { Journal } from './journal.ts'

const line = z.union([z.object({ seq: z.number().int(), message: heardShape }), z.object({ ack: z.number().int() })])

/** How many ids are remembered: WeChat delivers some messages twice. */
const KNOWN = 5_000
/** Lines of the journal before it is compacted. */
const COMPACT_AFTER = 2_000

export class Spool {
  private readonly journal: Journal
  private readonly waiting = new Map<number, Heard>()
  private readonly known = new Set<string>()
  private next: number
  private written = 0

  /** `trouble`: the disk is full. Messages are passed on all the same, and lost only if this process ends first. */
  constructor(
    folder: string,
    private readonly trouble: (error: unknown) => void = () => {},
  ) {
    this.journal = new Journal(join(folder, 'heard.jsonl'))
    let highest = 0
    for (const value of this.journal.lines()) {
      const read = line.safeParse(value)
      if (!read.success) continue
      if ('ack' in read.data) this.waiting.delete(read.data.ack)
      else this.waiting.set(read.data.seq, read.data.message)
      highest = Math.max(highest, 'ack' in read.data ? read.data.ack : read.data.seq)
    }
    // By the clock too: an emptied file does not tell the last number.
    this.next = Math.max(highest, Date.now() * 100) + 1
    this.compact()
    for (const { id } of this.waiting.values()) this.known.add(id)
  }

  /** In the order in which they were heard. */
  unacknowledged(): [seq: number, message: Heard][] {
    return [...this.waiting].sort(([a], [b]) => a - b)
  }

  /** On the disk when it returns. Null for a message received before. */
  keep(message: Heard): number | null {
    if (this.known.has(message.id)) return null
    this.known.add(message.id)
    const [oldest] = this.known
    if (this.known.size > KNOWN && oldest !== undefined) this.known.delete(oldest)
    const seq = this.next++
    this.put(seq, message)
    return seq
  }

  /** Replaces it by its completed version. */
  put(seq: number, message: Heard): void {
    this.waiting.set(seq, message)
    this.write({ seq, message }, { durably: true })
  }

  /** If a crash loses this line the message is reported again, and the service drops it as known. */
  acknowledge(seq: number): void {
    if (!this.waiting.delete(seq)) return
    if (this.waiting.size > 0) {
      this.write({ ack: seq }, { durably: false })
    } else {
      this.journal.empty()
      this.written = 0
    }
  }

  private write(value: object, how: { durably: boolean }): void {
    try {
      this.journal.append(value, how)
    } catch (error) {
      this.trouble(error)
    }
    this.written += 1
    if (this.written >= COMPACT_AFTER) this.compact()
  }

  /** While one message waits for long and others are acknowledged, the file would grow without a limit. */
  private compact(): void {
    this.written = 0
    try {
      this.journal.replace(this.unacknowledged().map(([seq, message]) => ({ seq, message })))
    } catch (error) {
      this.trouble(error)
    }
  }
}
