// Keeps one WeChat process running while this instance holds the lease: starts, watches, kills and restarts it.
import { setTimeout as pause } from 'node:timers/promises'
import type { Lease } from '../../../src/channel-lease.ts'
import { StandingKeeper } from '../account-status.ts'
import { type Timing, timingOf, type WechatDeps } from '../deps.ts'
import { MAX_FILE_BYTES } from '../files.ts'
import { missingPackages } from '../installed.ts'
import { Asks } from './pending-requests.ts'
import { type FromChild, type Outcome, type SendAsked, VERSION } from './protocol.ts'
import { SelfTest } from './self-test.ts'
import { WechatProcess } from './wechat-process.ts'

/** What the child reports that is handled outside the supervisor. */
export interface Ears {
  hear(message: Extract<FromChild, { type: 'login' | 'seen' | 'ready' | 'heard' | 'logout' }>): void
  /** The child has ended: the next one reports again what was not acknowledged. */
  gone(): void
}

/** After so many failures in a row the account counts as dead. */
const DEAD_AFTER = 3
/** How often an instance that waits for the lease looks at it. */
const WAITING_LOOK_MS = 1_000
const MISSING_MS = 60_000
const TROUBLE_LOG_MS = 10_000

export class Supervisor {
  readonly standing: StandingKeeper
  private readonly timing: Timing
  private readonly lease: Lease
  private readonly selfTest: SelfTest
  private readonly stopping = new AbortController()
  private readonly asks = new Asks()
  private child: WechatProcess | null = null
  private running: Promise<void> = Promise.resolve()
  private holdsLease = false
  private lastPong = 0
  private unanswered = 0
  private lastTroubleLog = 0
  private hasStarted = false
  private lastStep = 0
  private isRenewed = false

  constructor(
    private readonly deps: WechatDeps,
    private readonly ears: Ears,
  ) {
    this.timing = timingOf(deps)
    this.standing = new StandingKeeper(deps, this.timing)
    // Two processes of one account disturb each other: this one must have ended before another instance starts one.
    this.lease = deps.lease({ key: 'turn', leaseMs: this.timing.leaseMs, expiresForHolder: true })
    this.selfTest = new SelfTest(deps, this.timing, this.standing, (text, signal) =>
      this.ask((ask) => ({ type: 'try', ask, text }), signal),
    )
  }

  /** Whether this instance holds the lease of the account. */
  get isMine(): boolean {
    return this.holdsLease
  }

  /** Another instance holds it, and sends. */
  get isElsewhere(): boolean {
    return !this.holdsLease && this.lease.heldElsewhere() !== null
  }

  /** Of the running process; 0 for none. */
  get pid(): number {
    return this.child?.pid ?? 0
  }

  start(): void {
    this.running = this.run().catch((error: unknown) => {
      if (!this.stopping.signal.aborted) this.deps.log.error({ err: error }, 'wechat: the supervisor has ended')
    })
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.child?.leave()
    await this.running
    // If the database is away, another instance takes over once the lease expires.
    await this.lease.release().catch(() => {})
  }

  acknowledge(seq: number): void {
    this.child?.tell({ type: 'ack', seq })
  }

  /** The code was scanned with an account that is not the desk's: logs it out. */
  refuse(): void {
    this.deps.log.error({}, 'wechat: another account was logged in; it is logged out again')
    this.child?.tell({ type: 'log-out' })
  }

  /** Null where it was not answered in time, or the child ended: a retry with the same key returns the outcome. */
  send(asked: Omit<SendAsked, 'type' | 'ask'>, signal: AbortSignal): Promise<Outcome | null> {
    return this.ask((ask) => ({ type: 'send', ask, ...asked }), signal)
  }

  private ask(
    make: (ask: number) => Parameters<WechatProcess['tell']>[0],
    signal: AbortSignal,
  ): Promise<Outcome | null> {
    const { child } = this
    if (child === null) return Promise.resolve({ kind: 'unsent', error: 'WeChat is not running' })
    return this.asks.ask((ask) => child.tell(make(ask)), signal)
  }

  private async run(): Promise<void> {
    let deaths = 0
    while (!this.stopping.signal.aborted) {
      if (!(await this.acquireLease())) {
        await this.pause(Math.min(WAITING_LOOK_MS, this.timing.leaseMs / 4))
        continue
      }
      // `stop` may have been called meanwhile.
      if (this.stopping.signal.aborted) return
      const missing = missingPackages(this.deps.settings.puppet)
      if (missing.length > 0) {
        await this.standing.set('missing', { why: `${missing.join(', ')} is not installed` })
        await this.watchFor(MISSING_MS)
        continue
      }
      const began = performance.now()
      const why = await this.live(deaths).catch((error: unknown) => `it cannot be started: ${String(error)}`)
      if (this.stopping.signal.aborted) return
      if (!this.holdsLease) continue
      if (this.isRenewed) {
        this.deps.log.info({ why }, 'wechat: the process is restarted')
        continue
      }
      deaths = performance.now() - began > this.timing.wellAfterMs ? 0 : deaths + 1
      const { firstBackoffMs, longestBackoffMs } = this.timing
      const wait = Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(deaths, 20))
      this.deps.log.error({ why, deaths, waitMs: wait }, 'wechat: the process is gone; another one is started')
      await this.standing.set(deaths >= DEAD_AFTER ? 'dead' : 'starting', { why })
      await this.watchFor(wait)
    }
  }

  /** Runs one process from its start to its end; resolves with the reason of its end. */
  private async live(deaths: number): Promise<string> {
    const child = new WechatProcess(this.deps.settings, (message) => this.take(child, message))
    this.child = child
    this.lastPong = performance.now()
    this.unanswered = 0
    this.lastStep = performance.now()
    this.hasStarted = false
    this.isRenewed = false
    if (deaths < DEAD_AFTER) void this.standing.set('starting')
    const { puppet, folder } = this.deps.settings
    const { echoMs, paceMs } = this.timing
    child.tell({ type: 'begin', version: VERSION, puppet, folder, echoMs, paceMs, maxFileBytes: MAX_FILE_BYTES })
    const over = new AbortController()
    const watching = this.watch(child, over.signal)
    // Not part of the watch: its queries may hang.
    const pulse = setInterval(() => this.ping(child), this.timing.pingEveryMs)
    const why = await child.ended
    clearInterval(pulse)
    over.abort()
    this.child = null
    this.asks.unanswered()
    await watching
    this.ears.gone()
    return why
  }

  private ping(child: WechatProcess): void {
    const silent = performance.now() - this.lastPong
    const patience = this.hasStarted ? this.timing.pongWithinMs : this.timing.loadMs
    // If this process itself stood still, the answer has arrived and is only not read yet.
    if (silent > patience && this.unanswered > 1) child.kill('it does not answer')
    else if (this.lease.hasExpired()) {
      this.holdsLease = false
      child.kill('another instance may have the account')
    } else {
      this.unanswered += 1
      child.tell({ type: 'ping', withinMs: this.lease.remainingMs() })
    }
  }

  private async watch(child: WechatProcess, over: AbortSignal): Promise<void> {
    while (!over.aborted && !this.stopping.signal.aborted) {
      await pause(this.timing.pingEveryMs, undefined, { signal: over }).catch(() => {})
      if (over.aborted) return
      if (this.isStuck()) this.renew(child)
      else if (!(await this.acquireLease())) child.kill('another instance has the account')
      else await this.standing.tell()
    }
  }

  private isStuck(): boolean {
    if (this.standing.state === 'logged-in' || this.standing.state === 'silent') return false
    // A puppet may hang while it starts, though its process answers pings.
    const { stuckMs, loadMs } = this.timing
    return performance.now() - this.lastStep > (this.hasStarted ? stuckMs : Math.max(stuckMs, loadMs))
  }

  private renew(child: WechatProcess): void {
    this.isRenewed = true
    child.kill('there was no login')
  }

  /** While no process runs. */
  private async watchFor(ms: number): Promise<void> {
    const until = performance.now() + ms
    while (performance.now() < until && !this.stopping.signal.aborted) {
      await this.pause(Math.min(this.timing.pingEveryMs, Math.max(1, until - performance.now())))
      if (!(await this.acquireLease())) return
      await this.standing.tell()
    }
  }

  private take(child: WechatProcess, message: FromChild): void {
    switch (message.type) {
      case 'hello':
        return
      case 'started':
        this.hasStarted = true
        this.lastStep = performance.now()
        this.lastPong = performance.now()
        return
      case 'failed':
        child.kill(message.missing === null ? message.error : `${message.missing} is not installed`)
        return
      case 'scan':
        this.lastStep = performance.now()
        return void this.standing.set('scan', { qr: message.qr })
      case 'login':
        void this.standing.set('logged-in', { account: message.account })
        this.ears.hear(message)
        return
      case 'logout':
        this.lastStep = performance.now()
        void this.standing.set('logged-out')
        this.ears.hear(message)
        return
      case 'seen':
      case 'ready':
        this.ears.hear(message)
        return
      case 'heard':
        this.wasHeard()
        this.ears.hear(message)
        return
      case 'said':
        if (message.outcome.kind === 'confirmed') this.wasHeard()
        if (message.outcome.kind === 'never') void this.selfTest.run()
        this.asks.answered(message.ask, message.outcome)
        return
      case 'pong':
        return void this.pong(child, message)
      case 'trouble':
        return void this.logTrouble(message.error)
    }
  }

  private pong(child: WechatProcess, { memoryMb, quietMs, resent }: Extract<FromChild, { type: 'pong' }>): void {
    this.lastPong = performance.now()
    this.unanswered = 0
    void this.standing.note({ resent })
    if (memoryMb > this.timing.memoryMb) {
      child.kill(`it uses ${memoryMb} MB`)
      return
    }
    if (quietMs > this.timing.quietMs || this.standing.state === 'silent') void this.selfTest.run()
  }

  private wasHeard(): void {
    if (this.standing.state === 'silent') void this.standing.set('logged-in')
  }

  /** A failing puppet reports errors all the time. */
  private logTrouble(error: string): void {
    // This is all that a puppet without a network connection reports.
    if (this.standing.state === 'starting') void this.standing.note({ why: error })
    if (performance.now() - this.lastTroubleLog < TROUBLE_LOG_MS) return
    this.lastTroubleLog = performance.now()
    this.deps.log.warn({ error }, 'wechat: the puppet is in trouble')
  }

  /** While the database is away nothing changes, unless the lease expires: the child stores what it receives. */
  private async acquireLease(): Promise<boolean> {
    try {
      const heldLease = this.holdsLease
      this.holdsLease = await this.lease.acquire()
      if (this.holdsLease && !heldLease) await this.standing.begin()
    } catch (error) {
      this.deps.log.warn({ err: error }, 'wechat: the lease could not be read or renewed')
      if (this.lease.hasExpired()) this.holdsLease = false
    }
    return this.holdsLease
  }

  private pause(ms: number): Promise<void> {
    return pause(ms, undefined, { signal: this.stopping.signal }).catch(() => {})
  }
}
