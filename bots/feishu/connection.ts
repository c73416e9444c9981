// The long connection: the SDK's client, begun anew by us whenever it is not connected, however it came to that.
import { type EventDispatcher, type HttpInstance, LoggerLevel, WSClient } from '@larksuiteoapi/node-sdk'
import { plainHttp } from './api/http.ts'
import { quietLogger, redacted } from './api/logger.ts'
import { type FeishuDeps, timingOf } from './deps.ts'
import { wordsOf } from './words.ts'

/** The SDK asks where to connect with a time-out of its own; what takes longer than this and the handshake hangs. */
const DISCOVERY_MS = 15_000
/** Waits grow up to so many times the shortest. */
const LONGEST_WAIT = 60
/** A connection that has lasted so many looks is a good one: the next loss is tried again at once. */
const GOOD_AFTER = 10

/** How long to wait before the `attempt`th try, spread so that instances do not come back together. */
export function waitMs(attempt: number, shortestMs: number, random: () => number): number {
  const most = shortestMs * Math.min(LONGEST_WAIT, 2 ** Math.min(attempt, 10))
  return Math.ceil(most * (0.5 + random() / 2))
}

/**
 * The SDK's own reconnecting is off: it waits up to two minutes, gives up for good on most answers of the platform, and
 * does not say so. Each try is a new client; what the old one was handling is sent again by the platform.
 */
export class Connection {
  private client: WSClient | null = null
  private stopping: AbortController | null = null
  private watch: NodeJS.Timeout | undefined
  private retry: NodeJS.Timeout | undefined
  private attempt = 0
  private looks = 0
  private begunAt = 0
  private lostAt: number | null = null
  private ever = false
  private why = ''

  /** `connected` is told of each connection, the first one too. */
  constructor(
    private readonly deps: FeishuDeps,
    private readonly dispatcher: EventDispatcher,
    private readonly connected: () => void,
  ) {}

  start(): void {
    const { watchEveryMs } = timingOf(this.deps)
    this.begin()
    this.watch = setInterval(() => this.look(), watchEveryMs)
  }

  hears(): { ok: boolean; says: string; deafMs: number } {
    const words = wordsOf(this.deps.lang)
    if (this.state() === 'connected') return { ok: true, says: words.hears, deafMs: 0 }
    if (!this.ever && this.lostAt === null)
      return { ok: false, says: words.connecting, deafMs: performance.now() - this.begunAt }
    // Not looked at yet since it was lost.
    const since = this.lostAt ?? performance.now()
    const deafMs = performance.now() - since
    return { ok: false, says: words.deaf(Math.floor(deafMs / 60_000), this.why), deafMs }
  }

  stop(): void {
    clearInterval(this.watch)
    clearTimeout(this.retry)
    this.end()
  }

  private begin(): void {
    this.end()
    const { settings } = this.deps
    const { pingTimeoutS, handshakeMs } = timingOf(this.deps)
    const stopping = new AbortController()
    const client = new WSClient({
      appId: settings.appId,
      appSecret: settings.appSecret,
      domain: settings.domain,
      autoReconnect: false,
      handshakeTimeoutMs: handshakeMs,
      wsConfig: { pingTimeout: pingTimeoutS },
      logger: this.logger(),
      loggerLevel: LoggerLevel.warn,
      httpInstance: discoveryHttp(stopping.signal),
      onReady: () => this.heard(client),
      onError: (error) => this.failed(client, error),
    })
    countFromFirstPing(client)
    this.client = client
    this.stopping = stopping
    this.begunAt = performance.now()
    this.looks = 0
    // Resolves long before it is connected, and never rejects.
    void client.start({ eventDispatcher: this.dispatcher })
  }

  private end(): void {
    this.stopping?.abort()
    this.client?.close({ force: true })
    this.client = null
  }

  private state() {
    return this.client?.getConnectionStatus().state ?? 'idle'
  }

  /** Each while: whatever is neither connected nor on its way is begun anew. */
  private look(): void {
    const state = this.state()
    if (state === 'connected') {
      this.looks += 1
      if (this.looks === GOOD_AFTER) this.attempt = 0
      return
    }
    const { handshakeMs } = timingOf(this.deps)
    const hangs = performance.now() - this.begunAt > DISCOVERY_MS + 2 * handshakeMs
    if (state === 'connecting' && !hangs) return
    this.lost(state)
  }

  private heard(client: WSClient): void {
    if (client !== this.client) return
    if (this.ever) this.deps.log.info({ attempt: this.attempt }, 'feishu: connected again')
    else this.deps.log.info({}, 'feishu: connected')
    this.ever = true
    this.lostAt = null
    this.why = ''
    this.connected()
  }

  private failed(client: WSClient, error: Error): void {
    if (client !== this.client) return
    // What the SDK gives up on for good (wrong secret, app not published, too many connections) somebody must mend.
    const reason = redacted(error.message, this.deps.settings)
    if (reason.startsWith('pullConnectConfig')) {
      this.why = reason
      this.deps.log.error({ reason }, 'feishu: the platform refuses the long connection; check the app in its console')
    }
    this.lost('failed')
  }

  private lost(state: string): void {
    this.lostAt ??= performance.now()
    if (this.retry !== undefined) return
    const wait = waitMs(this.attempt, timingOf(this.deps).watchEveryMs, Math.random)
    this.deps.log.warn({ state, attempt: this.attempt, waitMs: wait, why: this.why }, 'feishu: not connected')
    this.attempt += 1
    this.retry = setTimeout(() => {
      this.retry = undefined
      this.begin()
    }, wait)
  }

  /** The last thing that the SDK complained of tells why it is not connected: its callbacks do not. */
  private logger() {
    const { settings, log } = this.deps
    const warn = (fields: { sdk?: string }, message: string) => {
      this.why = fields.sdk ?? ''
      log.warn(fields, message)
    }
    return quietLogger({ settings, log: { ...log, info: log.info.bind(log), error: log.error.bind(log), warn } })
  }
}

/**
 * The SDK counts the time without an answer anew from each ping: where the platform wants pings more often than the time-out
 * is long, a connection that is half open would never be noticed. Here it counts from the first ping that nothing answered.
 */
function countFromFirstPing(client: WSClient): void {
  const sdk = client as unknown as { armLiveness(): void; livenessTimer: NodeJS.Timeout | undefined }
  const arm = sdk.armLiveness.bind(client)
  sdk.armLiveness = () => {
    if (sdk.livenessTimer === undefined) arm()
  }
}

/** Ends with the client that asks: a closed one must not hold the process. */
function discoveryHttp(signal: AbortSignal): HttpInstance {
  const http = plainHttp(DISCOVERY_MS)
  http.interceptors.request.use((config) => Object.assign(config, { signal }))
  http.interceptors.response.use(({ data }) => data)
  return http as unknown as HttpInstance
}
