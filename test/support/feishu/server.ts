// The platform's HTTP side: one port for the API and the long connections; every call is written down.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Answer, Call, Route } from './answer.ts'
import type { Fault, Faults } from './faults.ts'

export interface Called {
  method: string
  path: string
  /** 0 where no answer was given. */
  status: number
  code: number
  /** On the platform's clock, in milliseconds. */
  at: number
}

export interface ApiParts {
  now(): number
  faults: Faults
  routes: Route[]
  /** What refuses a call before its route is asked: tokens and limits. Null lets it through. */
  gate(call: Call, authorization: string | undefined): Answer | null
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

export class ApiServer {
  readonly calls: Called[] = []
  private readonly sockets = new Set<Socket>()
  private readonly patterns: { method: string; regexp: RegExp; handle: Route[2] }[]

  private constructor(
    private readonly parts: ApiParts,
    private readonly server: Server,
  ) {
    this.patterns = parts.routes.map(([method, pattern, handle]) => ({ method, regexp: regexpOf(pattern), handle }))
  }

  static async start(parts: ApiParts): Promise<ApiServer> {
    const server = createServer()
    const api = new ApiServer(parts, server)
    server.on('connection', (socket) => {
      api.sockets.add(socket)
      socket.on('close', () => api.sockets.delete(socket))
    })
    server.on('request', (request, response) => {
      api.receive(request, response).catch((error: unknown) => {
        // A mistake of the emulator's own: whoever runs it shall see it.
        response.destroy()
        throw error
      })
    })
    server.on('upgrade', (request, socket, head) => parts.upgrade(request, socket, head))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return api
  }

  get origin(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve))
    for (const socket of this.sockets) socket.destroy()
    await closed
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request)
    if (!call) return
    const fault = this.parts.faults.meet(call.method, call.path)
    const written: Called = { method: call.method, path: call.path, status: 0, code: -1, at: this.parts.now() }
    this.calls.push(written)
    const answer = answerUnder(fault, () => this.answer(call, request.headers.authorization))
    if (answer === 'silence') return
    if (answer === 'reset') {
      request.socket.resetAndDestroy()
      return
    }
    written.status = answer.status
    written.code = codeIn(answer)
    send(response, answer)
  }

  private answer(call: Call, authorization: string | undefined): Answer {
    const met = this.patterns.filter(({ regexp }) => regexp.test(call.path))
    const route = met.find(({ method }) => method === call.method)
    if (!route) return { status: 404, body: Buffer.from('404 page not found') }
    call.at = { ...route.regexp.exec(call.path)?.groups }
    return this.parts.gate(call, authorization) ?? route.handle(call)
  }
}

function answerUnder(fault: Fault | null, work: () => Answer): Answer | 'silence' | 'reset' {
  switch (fault?.kind) {
    case undefined:
      return work()
    case 'status': {
      const body = { code: fault.code ?? fault.status, msg: fault.msg ?? 'a fault that was asked for' }
      return { status: fault.status, body, ...(fault.headers ? { headers: fault.headers } : {}) }
    }
    case 'hang':
      return 'silence'
    case 'reset':
      return 'reset'
    case 'garbage':
      return garbage
    case 'accepted-then-timeout':
      work()
      return 'silence'
    case 'accepted-then-reset':
      work()
      return 'reset'
    case 'accepted-then-garbage':
      work()
      return garbage
  }
}

/** As a gateway in between says it. */
const garbage: Answer = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from('<html><body><h1>502 Bad Gateway</h1></body></html>'),
}

/** Null where the caller went away before it had said all. */
async function readCall(request: IncomingMessage): Promise<Call | null> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer)
  } catch {
    return null
  }
  const raw = Buffer.concat(chunks)
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://platform')
  const contentType = request.headers['content-type'] ?? ''
  const body = contentType.includes('json') ? objectIn(raw) : {}
  const { method = 'GET', headers } = request
  return { method, host: headers.host ?? '', path: pathname, query: searchParams, at: {}, contentType, raw, body }
}

function objectIn(raw: Buffer): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(raw.toString('utf8'))
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
  const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json; charset=utf-8'
  response.writeHead(status, { 'content-type': type, 'x-tt-logid': '20261101000000', ...headers })
  response.end(bytes)
}

const codeIn = ({ body }: Answer): number => (Buffer.isBuffer(body) ? -1 : ((body as { code?: number }).code ?? 0))

const regexpOf = (pattern: string) => new RegExp(`^${pattern.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
