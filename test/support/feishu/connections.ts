// The long connections: where to connect, pings, events in fragments to one of them, and the ways in which they die.
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Answer, Call } from './answer.ts'
import { decodeFrame, encodeFrame, type Frame } from './frames.ts'
import type { Reply, Transport } from './transport.ts'
import type { World } from './world.ts'

export interface ConnectionConfig {
  PingInterval: number
  ReconnectCount: number
  ReconnectInterval: number
  ReconnectNonce: number
}

/** How a new connection is turned away; a code is what the discovery answers. */
export type Refusal = 'http-500' | 'http-502' | `code-${number}` | 'handshake-403' | 'handshake-hang' | null

export interface ConnectionParts {
  world: World
  appSecret: string
  /** How long an answer may take now. */
  answerMs(): number
  /** In seconds; the SDK takes fractions. */
  config: ConnectionConfig
}

const mostConnections = 50
const serviceId = 33554678

interface Link {
  socket: WebSocket
  /** The other side is gone and nobody noticed: nothing that is said to it arrives, and nothing comes back. */
  halfOpen: boolean
}

export class Connections implements Transport {
  private readonly sockets = new WebSocketServer({ noServer: true })
  private readonly links = new Set<Link>()
  private readonly tickets = new Set<string>()
  private readonly waiting = new Map<string, (frame: Frame) => void>()
  private readonly hanging = new Set<Duplex>()
  private watchers: { count: number; tell: () => void }[] = []
  private refusal: Refusal = null

  constructor(private readonly parts: ConnectionParts) {}

  get count(): number {
    return this.links.size
  }

  /** Where to connect: a ticket for one connection. */
  readonly discover = ({ body, host }: Call): Answer => {
    const { world, config } = this.parts
    const told = (code: number, msg: string, URL = ''): Answer => ({
      status: 200,
      body: { code, msg, data: { URL, ClientConfig: config } },
    })
    if (this.refusal?.startsWith('http-')) {
      return { status: Number(this.refusal.slice(5)), body: Buffer.from('upstream connect error') }
    }
    if (this.refusal?.startsWith('code-')) return told(Number(this.refusal.slice(5)), 'refused as the test asked')
    if (body.AppID !== world.appId || body.AppSecret !== this.parts.appSecret) return told(514, 'auth failed')
    if (this.count >= mostConnections) return told(1000040350, 'exceed conn limit')
    const ticket = world.ids.opaque()
    this.tickets.add(ticket)
    // The SDK reads the address as a query string: what stands first in it is lost to it.
    const query = `device_id=${world.ids.hex(16)}&access_key=${world.ids.hex(16)}&service_id=${serviceId}&ticket=${ticket}`
    return told(0, 'ok', `ws://${host}/ws/v2?${query}`)
  }

  /** Those that are not half open. */
  get answering(): number {
    return [...this.links].filter(({ halfOpen }) => !halfOpen).length
  }

  refuse(how: Refusal): void {
    this.refusal = how
  }

  /** Resolves once so many connections are up. */
  async whenConnected(count: number): Promise<void> {
    if (this.count >= count) return
    await new Promise<void>((tell) => this.watchers.push({ count, tell }))
  }

  close(): void {
    this.links.clear()
    for (const socket of this.sockets.clients) socket.terminate()
  }

  halfOpen(): void {
    for (const link of this.links) link.halfOpen = true
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://platform')
    const known = this.tickets.delete(searchParams.get('ticket') ?? '')
    if (this.refusal === 'handshake-hang') {
      this.hanging.add(socket)
      return
    }
    if (pathname !== '/ws/v2' || !known || this.refusal === 'handshake-403') {
      socket.end('HTTP/1.1 403 Forbidden\r\nHandshake-Status: 403\r\nHandshake-Msg: Forbidden\r\n\r\n')
      return
    }
    this.sockets.handleUpgrade(request, socket, head, (opened) => this.open(opened))
  }

  /** To one of the connections, drawn by lot. Nobody tells the sender that the other end is dead. */
  async deliver(payload: object): Promise<Reply> {
    const links = [...this.links]
    const link = links[this.parts.world.ids.pick(links.length)]
    if (!link) return { ok: false, why: 'nobody' }
    const messageId = this.parts.world.ids.opaque()
    const answered = new Promise<Frame | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), this.parts.answerMs())
      this.waiting.set(messageId, (frame) => {
        clearTimeout(timer)
        resolve(frame)
      })
    })
    if (!link.halfOpen) this.sendInFragments(link.socket, messageId, Buffer.from(JSON.stringify(payload)))
    const frame = await answered
    this.waiting.delete(messageId)
    return frame ? replyIn(frame) : { ok: false, why: 'late' }
  }

  stop(): void {
    this.close()
    for (const socket of this.hanging) socket.destroy()
    this.sockets.close()
  }

  /**
   * A connection takes events from its first ping on. The SDK begins to listen a moment after the handshake, and loses
   * what arrives together with it; the platform sends such an event again after 15 seconds.
   */
  private open(socket: WebSocket): void {
    const link: Link = { socket, halfOpen: false }
    socket.on('message', (bytes: Buffer) => {
      this.greet(link)
      if (!link.halfOpen) this.receive(socket, decodeFrame(bytes))
    })
    socket.on('close', () => this.links.delete(link))
    socket.on('error', () => socket.terminate())
  }

  private greet(link: Link): void {
    if (this.links.has(link) || link.socket.readyState !== link.socket.OPEN) return
    this.links.add(link)
    const reached = this.watchers.filter(({ count }) => this.count >= count)
    this.watchers = this.watchers.filter(({ count }) => this.count < count)
    for (const { tell } of reached) tell()
  }

  private receive(socket: WebSocket, frame: Frame): void {
    if (frame.method === 0 && frame.headers.type === 'ping') {
      const payload = Buffer.from(JSON.stringify(this.parts.config))
      socket.send(encodeFrame({ ...frame, headers: { type: 'pong' }, payload }))
      return
    }
    // An acknowledgement may come over another connection than the event went out on.
    if (frame.method === 1) this.waiting.get(frame.headers.message_id ?? '')?.(frame)
  }

  private sendInFragments(socket: WebSocket, messageId: string, payload: Buffer): void {
    const { ids } = this.parts.world
    const parts = cut(payload, 1 + ids.pick(3))
    const trace = ids.opaque()
    const frames = parts.map((part, seq) =>
      encodeFrame({
        seqId: 0,
        logId: 0,
        service: serviceId,
        method: 1,
        headers: {
          type: 'event',
          message_id: messageId,
          sum: String(parts.length),
          seq: String(seq),
          trace_id: trace,
        },
        payload: part,
      }),
    )
    for (const frame of shuffled(frames, ids.pick)) socket.send(frame)
  }
}

/** At any byte, also in the middle of a character. */
function cut(bytes: Buffer, count: number): Buffer[] {
  const size = Math.ceil(bytes.length / count)
  return Array.from({ length: count }, (_, part) => bytes.subarray(part * size, (part + 1) * size))
}

export function shuffled<T>(given: T[], pick: (below: number) => number): T[] {
  const left = [...given]
  return given.flatMap(() => left.splice(pick(left.length), 1))
}

function replyIn({ payload }: Frame): Reply {
  try {
    const { code, data } = JSON.parse((payload ?? Buffer.alloc(0)).toString('utf8')) as { code: number; data?: string }
    if (code !== 200) return { ok: false, why: 'refused' }
    return { ok: true, body: data === undefined ? null : JSON.parse(Buffer.from(data, 'base64').toString('utf8')) }
  } catch {
    return { ok: false, why: 'refused' }
  }
}
