// Events on their way: at least once, again after 15 s, 5 min, 1 h and 6 h, in no order that could be relied on.
import { shuffled } from './connections.ts'
import type { Transport } from './transport.ts'
import type { World } from './world.ts'

export interface PlatformEvent {
  eventId: string
  /** The message that it is about, to find it by. */
  messageId: string | null
  payload: object
}

const retriesAfterMs = [15_000, 300_000, 3_600_000, 21_600_000]

export class Delivery {
  private readonly sent = new Map<string, PlatformEvent>()
  private readonly underWay = new Set<Promise<void>>()
  private due: { event: PlatformEvent; attempt: number; at: number }[] = []
  private held: PlatformEvent[] | null = null
  private toDrop = 0
  private twice = false

  constructor(
    private readonly world: World,
    private readonly transport: () => Transport,
  ) {}

  /** Hands the event over; whether it arrives is another matter. */
  send(event: PlatformEvent): void {
    this.sent.set(event.eventId, event)
    if (this.toDrop > 0) {
      this.toDrop -= 1
      return
    }
    const copies = this.twice ? [event, event] : [event]
    if (this.held) this.held.push(...copies)
    else for (const copy of copies) this.track(this.attempt(copy, 0))
  }

  /** Every event is delivered twice from now on, also where the first went well. */
  repeat(twice: boolean): void {
    this.twice = twice
  }

  /** The same event once more, as after a success that the platform did not hear of. */
  again(id: string): void {
    const event = [...this.sent.values()].findLast(({ eventId, messageId }) => eventId === id || messageId === id)
    if (!event) throw new Error(`no event ${id} was sent`)
    this.track(this.attempt(event, retriesAfterMs.length))
  }

  hold(): void {
    this.held ??= []
  }

  /** What has gathered, one after the other. */
  release(order: 'as-sent' | 'reverse' | 'shuffle'): void {
    const held = this.held ?? []
    this.held = null
    const inOrder = {
      'as-sent': () => held,
      reverse: () => held.toReversed(),
      shuffle: () => shuffled(held, this.world.ids.pick),
    }
    this.track(inOrder[order]().reduce((before, event) => before.then(() => this.attempt(event, 0)), Promise.resolve()))
  }

  drop(next: number): void {
    this.toDrop = next
  }

  /** Sends again what is due on the platform's clock. */
  tick(): void {
    const now = this.world.now()
    const due = this.due.filter(({ at }) => at <= now)
    this.due = this.due.filter(({ at }) => at > now)
    for (const { event, attempt } of due) this.track(this.attempt(event, attempt))
  }

  /** Events that will be sent again when their time comes. */
  get waiting(): number {
    return this.due.length
  }

  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay)
  }

  /** Waited for by `settled`. */
  track(work: Promise<unknown>): void {
    const tracked = work.then(
      () => {},
      () => {},
    )
    this.underWay.add(tracked)
    void tracked.then(() => this.underWay.delete(tracked))
  }

  private async attempt(event: PlatformEvent, attempt: number): Promise<void> {
    const { ok } = await this.transport().deliver(event.payload)
    const afterMs = retriesAfterMs[attempt]
    if (ok || afterMs === undefined) return
    this.due.push({ event, attempt: attempt + 1, at: this.world.now() + afterMs })
  }
}
