// What was heard and is not yet durable on the other side: told again after every death, until it is acknowledged.
import { join } from 'node:path'
import { z } from 'zod'
import { type Heard, heardShape } from '../process/protocol.ts'
import { Journal } from './journal.ts'

const line = z.union([z.object({ seq: z.number().int(), message: heardShape }), z.object({ ack: z.number().int() })])

/** So many ids are known again: WeChat delivers some messages twice. */
const KNOWN = 5_000
/** Lines of the journal; then only what waits is left in it. */
const COMPACT_AFTER = 2_000

export class Spool {
  private readonly journal: Journal
  private readonly waiting = new Map<number, Heard>()
  private readonly known = new Set<string>()
  private next: number
  private written = 0

  /** `trouble`: the disk takes nothing. What is heard is then handed on all the same, and lost only if this process dies first. */
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
    // By the clock too: once emptied, the file no longer tells how far the numbers had come.
    this.next = Math.max(highest, Date.now() * 100) + 1
    this.compact()
    for (const { id } of this.waiting.values()) this.known.add(id)
  }

  /** In the order in which they were heard. */
  unacknowledged(): [seq: number, message: Heard][] {
    return [...this.waiting].sort(([a], [b]) => a - b)
  }

  /** On the disk when it returns. Null where it was heard before. */
  keep(message: Heard): number | null {
    if (this.known.has(message.id)) return null
    this.known.add(message.id)
    const [oldest] = this.known
    if (this.known.size > KNOWN && oldest !== undefined) this.known.delete(oldest)
    const seq = this.next++
    this.put(seq, message)
    return seq
  }

  /** More is known of it now. */
  put(seq: number, message: Heard): void {
    this.waiting.set(seq, message)
    this.write({ seq, message }, { durably: true })
  }

  /** Told again where a death forgets this line: then it is known on the other side. */
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

  /** Where one waits for long and others come and go, it would grow without end. */
  private compact(): void {
    this.written = 0
    try {
      this.journal.replace(this.unacknowledged().map(([seq, message]) => ({ seq, message })))
    } catch (error) {
      this.trouble(error)
    }
  }
}
