// Where histories are played: the real desk over an embedded database in memory, on a clock in hand.
import { createHmac } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import type { FastifyInstance } from 'fastify'
import type { Incoming, IncomingMessage } from '../../../src/channel.ts'
import { readCase } from '../../../src/db/cases/cases.ts'
import { lookForDue } from '../../../src/db/cases/due.ts'
import { type Database, overPglite } from '../../../src/db/engine/connect.ts'
import { importOrg, publishPolicy, Versions } from '../../../src/db/institution/institution.ts'
import { checkpoint } from '../../../src/db/operations/audit.ts'
import type { Desk } from '../../../src/desk/desk.ts'
import { accept } from '../../../src/desk/intake/inbox.ts'
import { HOUR, type Instant, later, millisBetween } from '../../../src/domain/calendar/instant.ts'
import type { Case } from '../../../src/domain/case/case.ts'
import type { Org } from '../../../src/domain/org/org.ts'
import type { Policy } from '../../../src/domain/policy/policy.ts'
import { readWebhooks } from '../../../src/domain/post/webhook-mapping-file.ts'
import { deskOn, foundOn, settle } from '../desk.ts'
import { pgliteTemplate } from '../pglite-template.ts'
import { StageChannel } from './channels.ts'
import { holidaysOf2026 } from './institution.ts'
import { ADMIN, serverOver } from './reader.ts'

const SECRET = 'a secret of the played webhook'
const HOOK = `webhooks:
  - name: news-watch
    secret-env: NEWS_WATCH_SECRET
    signature: { header: X-Signature, algorithm: hmac-sha256, encoding: hex, prefix: "sha256=" }
    items: list
    id: id
    map:
      url: link
      text: content
      title: title
      platform: site
      publishedAt: published
      discoveredAt: seen
      level: level
      metrics: { reads: reads, comments: comments, outlets: outlets }
`

export class Stage {
  readonly room = new StageChannel('room')
  readonly wechat = new StageChannel('wechat')
  readonly desk: Desk
  policy: Policy
  org: Org
  private app: FastifyInstance | null = null
  private said = 0

  private constructor(
    readonly database: Database,
    private readonly clock: { at: Instant },
    { org, policy }: { org: Org; policy: Policy },
  ) {
    this.org = org
    this.policy = policy
    this.desk = deskOn(database, clock, this.room)
    this.desk.versions = new Versions(holidaysOf2026())
    this.desk.channels.set(this.wechat.name, this.wechat)
  }

  static async open(at: Instant, given: { org: Org; policy: Policy; source: string }): Promise<Stage> {
    const template = await openAsBlob(await pgliteTemplate())
    const database = await overPglite(await PGlite.create({ loadDataDir: template }))
    await foundOn(database, { ...given, drill: false, at })
    const stage = new Stage(database, { at }, given)
    stage.app = await serverOver(stage.desk, [hookOf()])
    return stage
  }

  get now(): Instant {
    return this.clock.at
  }

  /** From one instant at which a clock speaks to the next, as the sweep would. */
  async until(at: Instant): Promise<void> {
    while (this.now < at) {
      const { next } = await lookForDue(this.database.db, this.now, 1)
      const due = next === null || next > at ? at : next
      this.clock.at = due > this.now ? due : later(this.now, 1)
      await this.settle()
    }
  }

  /** The service is out until then: what falls due in between is said afterwards. */
  outUntil(at: Instant): void {
    if (at > this.now) this.clock.at = at
  }

  settle = (): Promise<void> => settle(this.desk)

  async publish({ policy, source }: { policy: Policy; source: string }): Promise<void> {
    await this.database.db.transaction((tx) => publishPolicy(tx, policy, source, this.now))
    this.policy = policy
  }

  async changeOrg(org: Org): Promise<void> {
    await this.database.db.transaction((tx) => importOrg(tx, org, this.now))
    this.org = org
  }

  /** The record as the auditor leaves it. */
  checkpoint = (): Promise<boolean> => checkpoint(this.database.db, this.now)

  async state(number: number): Promise<Case> {
    const state = await readCase(this.database.db, number)
    if (state === null) throw new Error(`there is no case ${number}`)
    return state
  }

  /** A message in a room; answers its id once the desk has dealt with it. */
  async write(from: string, room: string, text: string, more: Partial<IncomingMessage> = {}): Promise<string> {
    this.said += 1
    const messageId = more.messageId ?? `p${this.said}`
    const message = { kind: 'message' as const, room, direct: room.startsWith('dm-'), messageId, thread: null }
    const body: IncomingMessage = { ...message, replyTo: more.thread ?? null, from, at: this.now, text, ...more }
    const { files = [], ...bare } = body
    if (files.length > 0) this.room.brings(messageId, files)
    await accept(this.desk, { channel: 'room', key: messageId, lane: room, body: bare })
    await this.settle()
    return messageId
  }

  async happens(incoming: Incoming): Promise<void> {
    this.said += 1
    await accept(this.desk, { channel: 'room', key: `h${this.said}`, lane: incoming.room, body: incoming })
    await this.settle()
  }

  /** A push over the API, by the administrator's token or as a person. Answers the case. */
  async push(body: object, as?: string): Promise<number> {
    const headers = { authorization: `Bearer ${ADMIN}`, ...(as === undefined ? {} : { 'zhiban-as': as }) }
    const answer = await this.server.inject({ method: 'POST', url: '/api/v1/sightings', headers, payload: body })
    if (answer.statusCode !== 201) throw new Error(answer.body)
    await this.settle()
    return (answer.json() as { case: number }).case
  }

  /** A signed push of a monitoring product. Answers the cases. */
  async pushHook(list: object[]): Promise<number[]> {
    const payload = JSON.stringify({ list })
    const signature = createHmac('sha256', SECRET).update(payload).digest('hex')
    const headers = { 'x-signature': `sha256=${signature}`, 'content-type': 'application/json' }
    const answer = await this.server.inject({ method: 'POST', url: '/api/v1/webhooks/news-watch', headers, payload })
    if (answer.statusCode !== 200) throw new Error(answer.body)
    await this.settle()
    return (answer.json() as { items: { case: number }[] }).items.map((each) => each.case)
  }

  /** Milliseconds until the wall in China shows this time next. */
  toWall(time: string): number {
    const day = later(this.now, 8 * HOUR).slice(0, 10)
    const at = new Date(`${day}T${time}:00+08:00`).toISOString()
    return millisBetween(this.now, at > this.now ? at : later(at, 24 * HOUR))
  }

  async close(): Promise<void> {
    await this.app?.close()
    await this.database.close()
  }

  private get server(): FastifyInstance {
    if (this.app === null) throw new Error('the stage is not open')
    return this.app
  }
}

function hookOf() {
  const read = readWebhooks(HOOK, 'webhooks.yaml')
  const [rule] = read.ok ? read.hooks : []
  if (rule === undefined) throw new Error(JSON.stringify(read))
  const { secretEnv: _secretEnv, ...hook } = rule
  return { ...hook, secret: SECRET }
}
