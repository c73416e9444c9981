// Stores what the child has received: in order, each retried until it is durable, and only then acknowledged.
import { setTimeout as pause } from 'node:timers/promises'
import type { ChannelHost } from '../../src/channel.ts'
import { instantOf } from '../../src/domain/calendar/instant.ts'
import type { Stored } from './decode.ts'
import { CHANNEL, type Timing, timingOf, type WechatDeps } from './deps.ts'
import type { Place, Places } from './id-map.ts'
import type { FromChild, Heard } from './process/protocol.ts'

type Told = Extract<FromChild, { type: 'login' | 'seen' | 'ready' | 'heard' | 'logout' }>

interface Waiting {
  seq: number
  message: Heard
  place: Place | null
  login: number
}

const AGAIN_MS = [250, 1_000, 5_000, 15_000]
const LOOK_MS = 50

export class Receiving {
  private readonly timing: Timing
  private readonly stopping = new AbortController()
  private waiting: Waiting[] = []
  private working: Promise<void> | null = null
  private settling: Promise<void> = Promise.resolve()

  constructor(
    private readonly deps: WechatDeps,
    private readonly places: Places,
    private readonly host: Pick<ChannelHost, 'accept'>,
    private readonly acknowledge: (seq: number) => void,
    private readonly refuse: () => void,
  ) {
    this.timing = timingOf(deps)
  }

  hear(told: Told): void {
    switch (told.type) {
      case 'login':
        this.places.login(told.account)
        return
      case 'logout':
        return
      case 'seen':
        this.places.see(told)
        this.settle()
        return
      case 'ready':
        if (this.places.complete()) this.settle()
        else this.refuse()
        return
      case 'heard':
        this.waiting.push({
          seq: told.seq,
          message: told.message,
          place: this.placeOf(told.message),
          login: this.places.ofLogin,
        })
        this.working ??= this.work().finally(() => {
          this.working = null
        })
    }
  }

  /** The child has ended: the next one reports again what was not acknowledged. */
  gone(): void {
    this.waiting = []
  }

  /** Now and then, too: what was not certain may be by now. */
  settle(): void {
    this.settling = this.settling
      .then(() => this.places.settle())
      .catch((error: unknown) =>
        this.deps.log.error({ err: error }, 'wechat: chats and people could not be found again; it is tried again'),
      )
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    this.waiting = []
    await this.working
    await this.settling
  }

  private async work(): Promise<void> {
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) await this.one(next)
  }

  private async one({ seq, message, place, login }: Waiting): Promise<void> {
    if (this.isStale(message)) {
      const { id, at } = message
      this.deps.log.info({ message: id, at: instantOf(at) }, 'wechat: an old message was left out')
      return this.acknowledge(seq)
    }
    if (place === null) await this.placesKnown(message, login)
    if (this.places.isForeign(login)) return this.acknowledge(seq)
    for (let attempt = 0; !this.stopping.signal.aborted; attempt += 1) {
      try {
        await this.take(message, place ?? this.places.of(message))
        return this.acknowledge(seq)
      } catch (error) {
        this.deps.log.error({ err: error, message: message.id }, 'wechat: a message could not be kept; retrying')
        await this.pause(AGAIN_MS[Math.min(attempt, AGAIN_MS.length - 1)] ?? LOOK_MS)
      }
    }
  }

  private async take(heard: Heard, place: Place): Promise<void> {
    await this.places.save()
    const body: Stored = { v: 1, heard, ...place }
    await this.host.accept({ channel: CHANNEL, key: heard.id, lane: place.room, body })
  }

  /** By the login in which it was heard: until it is its turn another one may have begun. Null where that cannot be said yet. */
  private placeOf(message: Heard): Place | null {
    return this.places.settled || this.places.knows(message) ? this.places.of(message) : null
  }

  /** Old messages that arrive in bulk after a login are outdated. */
  private isStale({ id, at, heardAt, sinceLoginMs }: Heard): boolean {
    if (heardAt - at <= this.timing.staleMs) return false
    // Long after a login there is no backlog: it is late, or a clock is wrong, and it is kept.
    if ((sinceLoginMs ?? 0) <= this.timing.backlogMs) return true
    this.deps.log.warn({ message: id, lateMs: heardAt - at }, 'wechat: a message came late, or a clock is wrong')
    return false
  }

  /** After a login the ids are new: whose they are is known once everything has been seen. */
  private async placesKnown(message: Heard, login: number): Promise<void> {
    await this.settling
    // Of the login, not of the message: a list that never comes must not hold up each of them anew.
    const until = this.places.since + this.timing.settleMs
    const isWaiting = () => this.places.isSuspect || performance.now() < until
    while (!this.places.settled && !this.places.knows(message) && isWaiting()) {
      if (this.stopping.signal.aborted || this.places.isForeign(login)) return
      await this.pause(LOOK_MS)
      await this.settling
    }
  }

  private pause(ms: number): Promise<void> {
    return pause(ms, undefined, { signal: this.stopping.signal }).catch(() => {})
  }
}
