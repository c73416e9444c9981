// A real service for tests: the HTTP server over a desk with the real room, on a clock that a test turns.
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { roomChannel } from '../../bots/room/index.ts'
import { addToken, type Scope } from '../../src/db/institution/access.ts'
import { readInstitution } from '../../src/db/institution/institution.ts'
import { verify } from '../../src/db/operations/audit.ts'
import { roomDeps } from '../../src/desk/channels/room-deps.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { type Instant, later } from '../../src/domain/calendar/instant.ts'
import type { Org } from '../../src/domain/org/org.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import type { Auth } from '../../src/web/auth.ts'
import type { RouteSeen } from '../../src/web/contract.ts'
import type { Pulse } from '../../src/web/health.ts'
import { buildServer, type ServerParts } from '../../src/web/server.ts'
import type { FreshDatabase } from './database.ts'
import { deskOn, foundOn, settle } from './desk.ts'
import { lentDatabase } from './lent-database.ts'
import { NOON, ORG, POLICY } from './sample.ts'

export const ADMIN = 'the-first-administrator-of-the-tests'

export interface Answer {
  status: number
  headers: Record<string, unknown>
  text: string
  /** The body, where it is JSON; null where it is not. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers is what is being tested
  json: any
}

/** What tests ask more often than a person does. */
const UNLIMITED = { rateLimit: null, trustProxy: false as const, webhooks: [] }
type Settings = Partial<Pick<ServerParts, 'rateLimit' | 'trustProxy' | 'webhooks'>>

type Method = 'GET' | 'POST' | 'HEAD' | 'PUT' | 'DELETE'

export interface Sent {
  /** An object is sent as JSON, a string as it is. */
  body?: unknown
  headers?: Record<string, string>
  /** The person whom the administrator's token acts as. */
  as?: string
  /** Another token than the administrator's; null: none at all. */
  token?: string | null
}

export class TestServer {
  readonly pulse: Pulse = new Map()
  /** What the server logged as failed: a test that expects none asserts that it is empty. */
  readonly failures: string[] = []
  app!: FastifyInstance
  auth!: Auth
  routes!: readonly RouteSeen[]

  private constructor(
    readonly desk: Desk,
    readonly database: FreshDatabase,
    private readonly clock: { at: Instant },
    private readonly owns: boolean,
    private readonly settings: Settings,
  ) {}

  static async open({
    drill = false,
    org = ORG,
    policy = POLICY,
    ...settings
  }: {
    drill?: boolean
    org?: Org
    policy?: Policy
  } & Settings = {}): Promise<TestServer> {
    const database = await lentDatabase()
    const clock = { at: NOON }
    await foundOn(database, { org, policy, drill, at: clock.at })
    return new TestServer(deskOn(database, clock), database, clock, true, settings).build()
  }

  /** Another process on the same database and the same clock. */
  async another(): Promise<TestServer> {
    return new TestServer(deskOn(this.database, this.clock), this.database, this.clock, false, this.settings).build()
  }

  private async build(): Promise<this> {
    const institution = await readInstitution(this.database.db)
    if (institution === null) throw new Error('no institution')
    const room = roomChannel({ ...roomDeps(this.desk, institution, 'Asia/Shanghai'), pollEveryMs: 10, beatEveryMs: 30 })
    this.desk.channels.set(room.name, room)
    const logger = pino({ level: 'error' }, { write: (line) => void this.failures.push(line) })
    const parts = { adminToken: ADMIN, pulse: this.pulse, logger, publicUrl: () => 'https://desk.example' }
    Object.assign(this, await buildServer(this.desk, { ...parts, ...UNLIMITED, ...this.settings }))
    await this.app.ready()
    return this
  }

  get now(): Instant {
    return this.clock.at
  }

  pass(millis: number): void {
    this.clock.at = later(this.clock.at, millis)
  }

  async call(method: Method, url: string, { body, headers = {}, as, token = ADMIN }: Sent = {}): Promise<Answer> {
    const all = {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(as === undefined ? {} : { 'zhiban-as': as }),
      ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      ...headers,
    }
    const payload = body === undefined ? {} : { payload: body as string | object }
    const answer = await this.app.inject({ method, url, headers: all, ...payload })
    const isJson = String(answer.headers['content-type']).startsWith('application/json')
    const json = isJson && answer.body !== '' ? JSON.parse(answer.body) : null
    return { status: answer.statusCode, headers: answer.headers, text: answer.body, json }
  }

  get = (url: string, sent: Sent = {}): Promise<Answer> => this.call('GET', url, sent)
  post = (url: string, body: unknown, sent: Sent = {}): Promise<Answer> => this.call('POST', url, { ...sent, body })

  /** A case by its link, opened by a push of the administrator's. */
  async opened(path = 'a', more: object = {}): Promise<number> {
    const answer = await this.post('/api/v1/sightings', { url: `https://news.example/${path}`, title: '积水', ...more })
    if (answer.status !== 201) throw new Error(answer.text)
    return answer.json.case
  }

  command(number: number | string, body: unknown, as?: string): Promise<Answer> {
    return this.post(`/api/v1/cases/${number}/commands`, body, as === undefined ? {} : { as })
  }

  /** Somebody writes in the room; answers the message's id once the desk has dealt with it. */
  async write(as: string, room: string, text: string, replyTo?: string): Promise<string> {
    const answer = await this.post('/api/v1/room/messages', { room, text, ...(replyTo && { replyTo }) }, { as })
    if (answer.status !== 201) throw new Error(answer.text)
    await this.settle()
    return answer.json.id
  }

  /** What a room shows to somebody, oldest first. */
  async messages(room: string, as: string) {
    const answer = await this.get(`/api/v1/room/messages?room=${encodeURIComponent(room)}&limit=1000`, { as })
    return answer.json.messages as {
      id: string
      threadId: string | null
      from: string
      text: string
      actions: { action: string }[]
    }[]
  }

  /** Headers of a browser in which the person is signed in. */
  async session(person: string): Promise<Record<string, string>> {
    const { path } = await this.auth.newLink(person)
    const { headers } = await this.call('POST', path, { token: null })
    return { cookie: String(headers['set-cookie']).split(';')[0] ?? '', 'x-zhiban': 'room' }
  }

  async token(name: string, scopes: Scope[], person: string | null = null): Promise<string> {
    const secret = `a-token-of-the-tests-called-${name}`
    await addToken(this.database.db, { name, secret, person, scopes, at: this.now })
    return secret
  }

  settle(): Promise<void> {
    return settle(this.desk)
  }

  /** What `audit verify` finds wrong. */
  findings = async () => (await verify(this.database.db)).findings

  async close(): Promise<void> {
    for (const channel of this.desk.channels.values()) await channel.stop?.()
    await this.app.close()
    if (this.owns) await this.database.dispose()
  }
}
