// The long connection, of which the platform allows one: the holder of the lease opens it, and reconnects whenever it drops.
import type { SendMsgBody, TemplateCard, WSClient, WsFrame } from '@wecom/aibot-node-sdk'
import type { Lease } from '../../../src/channel-lease.ts'
import { withTimeout } from '../../../src/with-timeout.ts'
import { timingOf, type WecomDeps } from '../deps.ts'
import { type Failure, NOT_SUBSCRIBED, notSent, refusalIn, SOON_MS, thrown, unknown } from '../failure.ts'
import { wordsOf } from '../words.ts'
import { clientFor } from './client.ts'
import { leaseOf, noteIn } from './lease.ts'
import { redacted } from './logger.ts'
import { DeafNotice } from './outage-notice.ts'
import { Patience } from './reconnect-policy.ts'

/** Handles incoming frames. Neither function throws. */
export interface Frames {
  message(frame: WsFrame): void
  event(frame: WsFrame, answer: Answer): void
}

/** The two replies that the platform takes to an event within five seconds. Null: accepted. */
export interface Answer {
  welcome(text: string): Promise<Failure | null>
  card(card: TemplateCard, people: string[]): Promise<Failure | null>
}

/** The SDK's own backoff grows up to this. */
const LONGEST_RECONNECT_MS = 30_000
/** How long a stop waits for a database that does not answer. */
const STOP_MS = 2_000

export class Connection {
  private readonly lease: Lease
  private readonly notice: DeafNotice
  private readonly patience: Patience
  private client: WSClient | null = null
  private isUp = false
  private watch: NodeJS.Timeout | undefined
  private looking: Promise<void> | null = null
  private stopped = false
  /** Called once another instance has the connection. */
  private gone = () => {}
  /** When the SDK last reported any progress of its connection. */
  private movedAt = 0
  private authenticating = false
  /** That the platform refuses the bot was logged. */
  private toldRefused = false
  private upAt = 0
  /** When any instance was last known to be connected. */
  private aliveAt = performance.now()
  private ever = false
  private why = ''

  constructor(
    private readonly deps: WecomDeps,
    private readonly frames: Frames,
  ) {
    this.lease = leaseOf(deps)
    this.notice = new DeafNotice(deps)
    this.patience = new Patience(timingOf(deps))
  }

  start(): void {
    this.aliveAt = performance.now()
    this.look()
    this.watch = setInterval(() => this.look(), timingOf(this.deps).lookMs)
  }

  /**
   * Resolves when another instance has the connection, or none takes it. Until then this one stays connected: messages that
   * are sent while nobody is connected would be lost.
   */
  async stop(): Promise<void> {
    this.stopped = true
    clearInterval(this.watch)
    const taken = new Promise<void>((resolve) => {
      this.gone = resolve
    })
    const handedOver = await withTimeout(STOP_MS, () => this.handOver(), { answer: false })
    if (!handedOver)
      this.deps.log.warn({}, 'wecom: the lease was not released; another instance takes over once it expires')
    // A standby instance looks at the lease within that time, and connects.
    else if (this.isUp) await withTimeout(2 * timingOf(this.deps).lookMs, () => taken, { answer: null })
    this.end()
  }

  private async handOver(): Promise<boolean> {
    await this.looking
    return this.lease.release().then(
      () => true,
      () => false,
    )
  }

  speaks(): boolean {
    return this.isUp
  }

  isElsewhere(): boolean {
    return !this.isUp && this.elsewhere()?.connected === true
  }

  /** For how long no instance is known to have been connected. */
  awayMs(): number {
    return this.isUp ? 0 : performance.now() - this.aliveAt
  }

  hears(): { ok: boolean; says: string; deafMs: number } {
    const words = wordsOf(this.deps.lang)
    if (this.isUp) return { ok: true, says: words.hears, deafMs: 0 }
    const elsewhere = this.elsewhere()
    if (elsewhere?.connected) return { ok: true, says: words.standsBy, deafMs: 0 }
    const deafMs = this.awayMs()
    const why = elsewhere?.why || this.why
    if (!this.ever && why === '') return { ok: false, says: words.connecting, deafMs }
    return { ok: false, says: words.deaf(Math.floor(deafMs / 60_000), why), deafMs }
  }

  /** Null where the platform took it. Never throws. */
  async send(chatId: string, body: SendMsgBody): Promise<Failure | null> {
    const { client } = this
    if (client === null || !this.isUp) return notSent('this instance is not connected', SOON_MS)
    const failure = await this.asked(client.sendMessage(chatId, body))
    if (failure?.code === NOT_SUBSCRIBED && client === this.client) {
      this.deps.log.warn({}, 'wecom: the platform has forgotten the connection; reconnecting')
      this.begin()
    }
    return failure
  }

  private async asked(answer: Promise<WsFrame>): Promise<Failure | null> {
    const settled = answer.then(refusalIn, thrown)
    return withTimeout(timingOf(this.deps).requestMs, () => settled, { answer: unknown('no answer in time') })
  }

  /** What another instance that has the lease says of its connection. */
  private elsewhere() {
    const note = this.lease.heldElsewhere()
    return note === null ? null : noteIn(note)
  }

  private look(): void {
    if (this.looking !== null || this.stopped) return
    this.looking = this.lookOnce()
      // The holder stays connected while the database is away: no other instance could take the lease then.
      .catch((error: unknown) => this.deps.log.warn({ err: error }, 'wecom: the lease could not be read or renewed'))
      .finally(() => {
        this.looking = null
      })
  }

  private async lookOnce(): Promise<void> {
    const isOurs = await this.lease.acquire({ connected: this.isUp, why: this.why })
    if (this.isUp || this.elsewhere()?.connected) this.aliveAt = performance.now()
    if (this.stopped) return
    if (!isOurs) return this.standBy()
    this.beginWhereNone()
    const upMs = this.isUp ? performance.now() - this.upAt : 0
    await this.notice.look({ isUp: this.isUp, awayMs: this.awayMs(), upMs })
  }

  private beginWhereNone(): void {
    if (!this.patience.isOver) return
    const hangs = this.client !== null && !this.isUp && this.hangs()
    if (hangs) this.deps.log.warn({ why: this.why }, 'wecom: the connection hangs; reconnecting')
    if (hangs || this.client === null) this.begin()
  }

  private standBy(): void {
    this.patience.reset()
    this.notice.forget()
    if (this.client === null) return
    this.deps.log.info({}, 'wecom: another instance has the connection now')
    this.end()
  }

  private hangs(): boolean {
    const { handshakeMs } = timingOf(this.deps)
    const most = this.authenticating ? handshakeMs : LONGEST_RECONNECT_MS + 2 * handshakeMs
    return performance.now() - this.movedAt > most
  }

  private begin(): void {
    this.end()
    const client = clientFor(this.deps)
    this.client = client
    this.movedAt = performance.now()
    this.authenticating = false
    // Late events of an old client do not concern the new one.
    const ours =
      <A extends unknown[]>(then: (...args: A) => void) =>
      (...args: A) => {
        if (client !== this.client) return
        this.movedAt = performance.now()
        then(...args)
      }
    client.on(
      'connected',
      ours(() => this.opened()),
    )
    client.on(
      'authenticated',
      ours(() => this.up()),
    )
    client.on(
      'disconnected',
      ours((reason: string) => this.lost(reason)),
    )
    client.on(
      'reconnecting',
      ours(() => {}),
    )
    client.on(
      'error',
      ours((error: Error) => this.failed(error)),
    )
    client.on(
      'event.disconnected_event',
      ours(() => this.taken()),
    )
    client.on('message', (frame) => this.frames.message(frame))
    client.on('event', (frame) => this.frames.event(frame, this.answerTo(client, frame)))
    client.connect()
  }

  private answerTo(client: WSClient, frame: WsFrame): Answer {
    return {
      welcome: (content) => this.asked(client.replyWelcome(frame, { msgtype: 'text', text: { content } })),
      card: (card, people) => this.asked(client.updateTemplateCard(frame, card, people)),
    }
  }

  private end(): void {
    const { client } = this
    this.client = null
    this.isUp = false
    client?.disconnect()
  }

  private opened(): void {
    this.authenticating = true
  }

  private up(): void {
    this.deps.log.info({}, this.ever ? 'wecom: connected again' : 'wecom: connected')
    this.authenticating = false
    this.isUp = true
    this.ever = true
    this.why = ''
    this.toldRefused = false
    this.upAt = performance.now()
    this.aliveAt = this.upAt
    // Renews the lease at once, so that standby instances read it.
    this.look()
  }

  private lost(reason: string): void {
    this.authenticating = false
    if (!this.isUp) return
    this.isUp = false
    this.gone()
    this.aliveAt = performance.now()
    this.why ||= redacted(reason, this.deps.settings)
    this.deps.log.warn({ why: this.why }, 'wecom: not connected')
    if (this.patience.closed(performance.now() - this.upAt)) this.end()
  }

  private failed(error: Error): void {
    const why = redacted(error.message, this.deps.settings)
    // An administrator has to fix what the platform refuses: logged once, not at each retry.
    if (why.startsWith('Authentication failed') && !this.toldRefused) {
      this.toldRefused = true
      this.deps.log.error({ why }, 'wecom: the platform refuses the bot; check its id and secret')
    }
    this.why = why
  }

  /**
   * A newer connection of the bot has ended this one, and the SDK does not reconnect. If another instance holds the lease by
   * now, that is expected. Otherwise it is a client outside the desk: reconnects after growing waits, since two clients that
   * end each other's connection receive nothing.
   */
  private taken(): void {
    const times = this.patience.taken(performance.now() - this.upAt)
    this.client = null
    this.isUp = false
    this.gone()
    if (this.stopped) return
    this.aliveAt = performance.now()
    this.why = wordsOf(this.deps.lang).taken
    this.deps.log.warn({ times }, 'wecom: a newer connection of the same bot has ended this one')
    this.look()
  }
}
