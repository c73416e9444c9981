// A server on this machine whose pages stand for those of the internet, and the names under which a preview may reach it.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Network } from '../../src/desk/lookups/preview/fetch-page.ts'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export class Pages {
  /** As they came: host and path. */
  readonly asked: string[] = []
  readonly headers: IncomingMessage['headers'][] = []
  readonly pages = new Map<string, Answer>()
  /** What names resolve to that do not stand for this server. */
  readonly names = new Map<string, string[]>()

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    private readonly hosts: string[],
  ) {}

  /** `hosts` stand for this server. */
  static async open(hosts: string[]): Promise<Pages> {
    const server = createServer((request, response) => {
      const at = `${request.headers.host?.replace(/:\d+$/, '')}${request.url}`
      pages.asked.push(at)
      pages.headers.push(request.headers)
      const answer = pages.pages.get(at)
      if (answer === undefined) response.writeHead(404, { 'content-type': 'text/html' }).end('<title>404</title>')
      else answer(request, response)
    })
    const pages = new Pages(server, hosts)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return pages
  }

  get network(): Network {
    const { port } = this.server.address() as AddressInfo
    return {
      loopback: Object.fromEntries(this.hosts.map((host) => [host, { port }])),
      addressesOf: async (name) => {
        const addresses = this.names.get(name)
        if (addresses === undefined) throw Object.assign(new Error(`no such name: ${name}`), { code: 'ENOTFOUND' })
        return addresses
      },
    }
  }

  html(at: string, html: string | Buffer, headers: Record<string, string> = {}): void {
    this.pages.set(at, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html)
    })
  }

  redirect(at: string, location: string): void {
    this.pages.set(at, (_request, response) => void response.writeHead(302, { location }).end())
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }
}
