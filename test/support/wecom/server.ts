// The platform's HTTP side: where connections are opened, robots' webhooks, and files for five minutes.
import { createCipheriv, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Refusal } from './checks.ts'
import type { FaultKind } from './faults.ts'

export interface Serving {
  /** `by`: as its address calls whoever opens it. */
  opened(ws: WebSocket, by: string): void
  robot(key: string, body: Record<string, unknown>): Refusal
  robotFault(): FaultKind | null
  now(): number
}

/** `http-500`: refused; `silence`: the handshake is never answered. */
export type Refusing = 'http-500' | 'silence' | null

const FILE_MS = 5 * 60_000

export class PlatformServer {
  refusing: Refusing = null
  opens = 0
  private readonly files = new Map<string, { bytes: Buffer; called: string | null; at: number }>()
  private readonly unanswered = new Set<Duplex>()
  private readonly http: Server
  private readonly sockets = new WebSocketServer({ noServer: true })

  constructor(private readonly serving: Serving) {
    this.http = createServer((request, response) => void this.answer(request, response))
    this.http.on('upgrade', (request, socket, head) => {
      this.opens += 1
      // A reset while nothing is answered is no error of ours.
      socket.on('error', () => {})
      if (this.refusing === 'silence') return void this.unanswered.add(socket)
      if (this.refusing === 'http-500') return void socket.end('HTTP/1.1 500 Internal Server Error\r\n\r\n')
      const by = new URL(request.url ?? '/', 'ws://x').searchParams.get('by') ?? ''
      this.sockets.handleUpgrade(request, socket, head, (ws) => serving.opened(ws, by))
    })
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve))
  }

  get host(): string {
    return `127.0.0.1:${(this.http.address() as AddressInfo).port}`
  }

  /** Encrypted with a key of its own, padded to 32 bytes; what it is called is told with it, and nowhere else. */
  file(bytes: Uint8Array, called: string | null = null): { url: string; aeskey: string } {
    const key = randomBytes(32)
    const padding = 32 - (bytes.byteLength % 32)
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const encrypted = Buffer.concat([
      cipher.update(bytes),
      cipher.update(Buffer.alloc(padding, padding)),
      cipher.final(),
    ])
    const name = randomBytes(8).toString('hex')
    this.files.set(name, { bytes: encrypted, called, at: this.serving.now() })
    return { url: `http://${this.host}/media/${name}`, aeskey: key.toString('base64') }
  }

  async stop(): Promise<void> {
    for (const ws of this.sockets.clients) ws.terminate()
    for (const socket of this.unanswered) socket.destroy()
    this.http.closeAllConnections()
    await new Promise((resolve) => this.http.close(resolve))
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', `http://${this.host}`)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (pathname.startsWith('/media/')) return this.give(pathname.slice('/media/'.length), response)
    if (pathname !== '/cgi-bin/webhook/send' || request.method !== 'POST') return void response.writeHead(404).end()
    const fault = this.serving.robotFault()
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>
    const send = () => this.serving.robot(searchParams.get('key') ?? '', body)
    const json = (answer: object) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    if (fault === null) return void json(send())
    if (typeof fault === 'object') return void json({ errcode: fault.errcode, errmsg: 'as the test wanted' })
    if (fault.startsWith('accepted-')) send()
    if (fault === 'garbage') return void response.writeHead(200).end('<html>')
    if (fault.endsWith('close')) response.destroy()
  }

  private give(name: string, response: ServerResponse): void {
    const file = this.files.get(name)
    if (file === undefined || this.serving.now() - file.at > FILE_MS) return void response.writeHead(403).end()
    if (file.called !== null)
      response.setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.called)}`)
    response.writeHead(200).end(file.bytes)
  }
}
