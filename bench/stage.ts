// Where the benchmarks play: one durable server, a database for each part, the service as it is, and a channel that
// answers at once (for `feishu` the real one).
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import type { Channel } from '../src/channel.ts'
import type { Config, FeishuConfig } from '../src/config.ts'
import { openDatabase } from '../src/db/engine/connect.ts'
import type { Desk } from '../src/desk/desk.ts'
import { type Service, startService } from '../src/main.ts'
import { type Server, startPostgres } from '../test/support/postgres.ts'

export const TOKEN = randomBytes(32).toString('hex')
/** What `openDatabase` takes unless it is told otherwise; the hand-written sides get as many. */
export const CONNECTIONS = 10

export interface Stage {
  /** To the person who waits, not into the figures. */
  tell(line: string): void
  /** The URL of a new, empty database on the one server. */
  newDatabase(): Promise<string>
  /** The whole service, with every worker, on a database of this stage. */
  serve(url: string, feishu?: OnFeishu): Promise<Service>
  /** A founded database and a desk without workers: for what is timed call by call. */
  quietDesk(url: string): Promise<Desk>
  /** A client for loading and looking, which is closed with the stage. */
  plain(url: string): postgres.Sql
  /** Done when the stage closes, after its clients. */
  atClose(work: () => Promise<unknown>): void
  close(): Promise<void>
}

/** An app of a platform that is there, and the org file that names its people and rooms. */
export interface OnFeishu {
  settings: FeishuConfig
  orgText: string
}

export function openStage(tell: (line: string) => void): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-bench-'))
  let server: Promise<Server> | null = null
  let databases = 0
  const closing: (() => Promise<unknown>)[] = []
  const last: (() => Promise<unknown>)[] = []
  const plain = (url: string, max = 2) => {
    const sql = postgres(url, { max, onnotice: () => {} })
    closing.push(() => sql.end({ timeout: 5 }))
    return sql
  }
  const serve = (url: string, feishu?: OnFeishu) => {
    if (feishu === undefined) return startService(configOf(url, folder), { channels: () => [promptChannel()] })
    const orgFile = join(folder, `org-${randomBytes(4).toString('hex')}.yaml`)
    writeFileSync(orgFile, feishu.orgText)
    return startService({ ...configOf(url, folder), orgFile, feishu: feishu.settings })
  }
  return {
    tell,
    plain,
    serve,
    async newDatabase() {
      server ??= startPostgres({ durable: true })
      const { adminUrl } = await server
      databases += 1
      const name = `bench_${databases}`
      const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
      await admin.unsafe(`CREATE DATABASE ${name}`)
      await admin.end()
      return Object.assign(new URL(adminUrl), { pathname: name }).href
    },
    async quietDesk(url) {
      const service = await serve(url)
      await service.stop()
      const database = await openDatabase({ url, folder })
      closing.push(() => database.close())
      return {
        ...service.desk,
        database,
        wake: { inbox: () => {}, outbox: () => {}, sweep: () => {}, lookups: () => {}, comparison: () => {} },
      }
    },
    atClose: (work) => void last.push(work),
    async close() {
      for (const close of [...closing, ...last]) await close()
      await (await server)?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function configOf(url: string, folder: string): Config {
  return {
    databaseUrl: url,
    dataFolder: folder,
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    policy: 'bureau-4-level',
    orgFile: fileURLToPath(new URL('../docs/sample-org.yaml', import.meta.url)),
    apiToken: undefined,
    lang: 'zh-CN',
    room: false,
    secret: TOKEN,
    speed: 1,
    // Counted, and never reached.
    rateLimit: 1_000_000_000,
    trustProxy: false,
    webhooks: null,
    linkPreview: false,
    readPictures: false,
    heartbeatUrl: undefined,
    feishu: null,
    wecom: null,
    wechat: null,
    metricsToken: undefined,
    logLevel: 'fatal',
  }
}

/** Takes the built-in room's name, so that the sample org reaches it; as slow as a platform lets one be (Feishu: 5/s). */
function promptChannel(): Channel {
  let sent = 0
  return {
    name: 'room',
    pace: { room: { perSecond: 5, burst: 5 }, app: { perSecond: 50, burst: 50 } },
    decode: () => null,
    send: () => {
      sent += 1
      return Promise.resolve({ ok: true, messageId: `bench-${randomBytes(4).toString('hex')}-${sent}` })
    },
  }
}
