// Wires everything; the only file that imports bots/. Time enters from here.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Logger, pino } from 'pino'
import { roomChannel } from '../bots/room/index.ts'
import { missingPackages } from '../bots/wechat/installed.ts'
import type { Channel, ChannelDeps, ChannelHost } from './channel.ts'
import { type Config, ConfigError } from './config.ts'
import { type Database, openDatabase } from './db/engine/connect.ts'
import { migrate } from './db/engine/migrate.ts'
import { type Institution, Versions } from './db/institution/institution.ts'
import { endHandling } from './db/messages/inbox.ts'
import { endLeases } from './db/messages/outbox.ts'
import { matchAccounts } from './desk/channels/accounts.ts'
import { channelDeps, doctorDeps } from './desk/channels/channel-deps.ts'
import { roomDeps } from './desk/channels/room-deps.ts'
import type { Desk } from './desk/desk.ts'
import { signOfLife } from './desk/operations/downtime.ts'
import { plainError } from './desk/operations/log.ts'
import type { Meter } from './desk/operations/metrics-port.ts'
import { roomToStart, watchStorage } from './desk/operations/storage.ts'
import { bootstrap } from './desk/startup/bootstrap.ts'
import { cipherOf } from './desk/startup/cipher.ts'
import { officialHolidays } from './desk/startup/holidays.ts'
import { missingFiles } from './desk/startup/missing-files.ts'
import { readOrgFile } from './desk/startup/org-file.ts'
import { loadOrCreateSecret } from './desk/startup/secret.ts'
import { loadAndWarn } from './desk/startup/shipped-policies.ts'
import { readWebhookFile } from './desk/startup/webhook-file.ts'
import { timeOf } from './desk/time.ts'
import type { Instant } from './domain/calendar/instant.ts'
import { roomFor } from './domain/org/org.ts'
import { orgGaps } from './domain/org/org-gaps.ts'
import type { Auth } from './web/auth.ts'
import type { Pulse } from './web/health.ts'
import { metricsOf, metricsRoutes } from './web/metrics.ts'
import { buildServer, listening } from './web/server.ts'
import { withTimeout } from './with-timeout.ts'
import { wordingOf } from './wording/index.ts'
import { startWork } from './workers.ts'

export interface Service {
  /** Where it listens, without a trailing slash. */
  url: string
  desk: Desk
  auth: Auth
  /** Finishes what is in hand, hands back what it has claimed, closes everything. */
  stop(): Promise<void>
}

export interface Extras {
  /** Marks a fresh database as a drill's. */
  drill?: boolean
  /** What a fresh drill's clock shows at first. */
  begins?: Instant
  /** Channels beside those of the configuration (a test's or a drill's platform). */
  channels?: (desk: Desk) => Channel[]
  /** Opens the database instead of the configuration's place: one that this process has in memory. */
  open?: () => Promise<Database>
  /** Does what commands of this machine ask while this process has the embedded database; resolves with what ends it. */
  answerLocally?: (holder: { database: Database; config: Config }, log: Logger) => Promise<() => Promise<void>>
}

/** Starts the whole service: opens, migrates, founds, listens, works. Throws with what to do where it cannot. */
export async function startService(config: Config, extras: Extras = {}): Promise<Service> {
  const missing = extras.open ? [] : filesMissing(config)
  // Nothing is there yet that would do without them: better learnt before anything is made.
  if (missing.length > 0 && config.databaseUrl === undefined && !existsSync(join(config.dataFolder, 'pglite')))
    throw new ConfigError(missing, config.lang)
  if (config.databaseUrl === undefined) await roomToStart(config.dataFolder)
  const open = extras.open ?? (() => openDatabase({ url: config.databaseUrl, folder: config.dataFolder }))
  const database = await open()
  let front = database
  const close = async () => {
    if (front !== database) await front.close()
    await database.close()
  }
  try {
    await migrate(database)
    front = await frontDatabase(config, database)
    return await serve(config, extras, { database, front, close })
  } catch (error) {
    await close()
    throw error
  }
}

interface Databases {
  database: Database
  /** What requests use. */
  front: Database
  close(): Promise<void>
}

/** Requests have connections of their own: many at once must not keep the workers from theirs. */
const frontDatabase = async ({ databaseUrl, dataFolder }: Config, database: Database): Promise<Database> =>
  database.engine === 'pglite' ? database : openDatabase({ url: databaseUrl, folder: dataFolder, maxConnections: 6 })

async function serve(config: Config, extras: Extras, { database, front, close }: Databases): Promise<Service> {
  const wallClock = () => Date.now()
  const log = pino({ level: config.logLevel, serializers: { err: plainError } })
  const institution = await bootstrap(
    database.db,
    {
      policy: needingFiles(config, () => loadAndWarn(config.policy, log)),
      org: needingFiles(config, async () => (config.orgFile === undefined ? null : readOrgFile(config.orgFile))),
      drill: extras.drill ?? false,
      begins: extras.begins,
      speed: config.speed,
    },
    new Date(wallClock()).toISOString(),
  )
  // Not needed any more: a duty desk starts, and says what is wrong.
  for (const each of filesMissing(config)) log.warn({ configuration: each }, 'a file of the configuration is not there')
  if (database.engine === 'pglite') await endAllLeases(database, new Date(wallClock()).toISOString())
  const metrics = metricsOf()
  const desk = await deskOf(config, extras, { database, institution, log, wallClock, meter: metrics.meter })
  await warnOfGaps(desk, institution)
  const webhooks = config.webhooks === null ? [] : await readWebhookFile(config.webhooks)
  const pulse: Pulse = new Map()
  let publicUrl = config.publicUrl ?? ''
  const logger = log.child({ part: 'http' })
  const { app, auth, host } = await buildServer(
    { ...desk, database: front },
    {
      adminToken: config.apiToken,
      pulse,
      logger,
      publicUrl: () => publicUrl,
      rateLimit: config.rateLimit,
      trustProxy: config.trustProxy,
      webhooks,
    },
  )
  metricsRoutes(app, { ...desk, database: front }, { metrics, pulse, token: config.metricsToken })
  await listen(app, config)
  const url = listening(app, config.host)
  publicUrl ||= url
  desk.publicUrl = () => publicUrl
  const stopWatching = database.engine === 'pglite' ? watchStorage(config.dataFolder, desk.storage, log) : () => {}
  await signOfLife(desk)
  const stopWork = startWork(desk, { ...config, pulse, meter: metrics.meter })
  await startChannels(desk, host)
  const stopLocally = database.engine === 'pglite' ? await extras.answerLocally?.({ database, config }, log) : undefined
  log.info({ url, engine: database.engine, drill: institution.drill, speed: institution.speed }, 'the desk is on duty')
  const stop = async () => {
    await stopLocally?.()
    await Promise.all([...desk.channels.values()].map(async (channel) => channel.stop?.()))
    await app.close()
    await stopWork()
    stopWatching()
    await lastSign(desk)
    await close()
  }
  return { url, desk, auth, stop }
}

/** Policy and org are read only where there are none yet; what is missing then is named at once. */
function needingFiles<T>(config: Config, read: () => Promise<T>): () => Promise<T> {
  return async () => {
    const missing = filesMissing(config)
    if (missing.length > 0) throw new ConfigError(missing, config.lang)
    return read()
  }
}

const filesMissing = (config: Config): string[] => missingFiles({ ...config, webhooks: config.webhooks?.file })

interface Found {
  database: Database
  institution: Institution
  log: Logger
  wallClock: () => number
  meter: Meter
}

async function deskOf(
  config: Config,
  extras: Extras,
  { database, institution, log, wallClock, meter }: Found,
): Promise<Desk> {
  const secret = config.secret ?? (await loadOrCreateSecret(config.dataFolder))
  const versions = new Versions(officialHolidays())
  const time = timeOf(institution, wallClock)
  const { policy } = await versions.policy(database.db, institution.policyId ?? 0)
  const wording = wordingOf(config.lang, policy.timeZone)
  const desk: Desk = {
    database,
    versions,
    time,
    wording,
    log,
    channels: new Map(),
    cipher: cipherOf(secret),
    instance: randomUUID(),
    wake: { inbox: () => {}, outbox: () => {}, sweep: () => {}, lookups: () => {}, comparison: () => {} },
    storage: { full: false },
    publicUrl: () => config.publicUrl ?? '',
    salt: institution.realAnchor,
  }
  // The first that reaches a person carries a private word: the built-in room, which somebody must look into, comes last.
  const platforms = await platformsOf(config, (name) => channelDeps(desk, name, meter))
  const room = config.room ? [roomChannel(roomDeps(desk, institution, policy.timeZone))] : []
  for (const channel of [...platforms, ...room, ...(extras.channels?.(desk) ?? [])])
    desk.channels.set(channel.name, channel)
  return desk
}

/** The channels of other people's platforms that are set up. Only those are loaded: an SDK takes up to 65 MB. */
async function platformsOf(
  { feishu, wecom, wechat }: Config,
  deps: (channel: string) => ChannelDeps,
): Promise<Channel[]> {
  const channels: Channel[] = []
  if (feishu !== null) {
    const { feishuChannel } = await import('../bots/feishu/index.ts')
    channels.push(feishuChannel({ settings: feishu, ...deps('feishu') }))
  }
  if (wecom !== null) {
    const { wecomChannel } = await import('../bots/wecom/index.ts')
    channels.push(wecomChannel({ settings: wecom, ...deps('wecom') }))
  }
  if (wechat !== null) {
    const { wechatChannel } = await import('../bots/wechat/index.ts')
    channels.push(wechatChannel({ settings: wechat, ...deps('wechat') }))
  }
  return channels
}

/** What WeChat needs and is not installed here, by name. */
export const missingForWechat = (): string[] => missingPackages('wechaty-puppet')

/** Those that `zhiban doctor` diagnoses; `kept`: null where the database could not be read. */
export async function channelsToDiagnose(
  config: Config,
  now: () => Instant,
  kept: ReadKept | null,
): Promise<Channel[]> {
  const wording = wordingOf(config.lang, 'Asia/Shanghai')
  const log = pino({ level: 'silent' })
  return platformsOf(config, (name) => doctorDeps(wording, now, log, kept && ((key) => kept(name, key))))
}

/** What a channel keeps under a key, as the service has it now. */
export type ReadKept = (channel: string, key: string) => Promise<string | null>

/** People first: what they have said meanwhile comes as soon as the channels listen. */
async function startChannels(desk: Desk, host: (channel: string) => ChannelHost): Promise<void> {
  // Each minute looks again: whatever is wrong with a platform must not keep the desk from its duty.
  await matchAccounts(desk).catch((error: unknown) => desk.log.error({ err: error }, 'people could not be looked up'))
  for (const channel of desk.channels.values()) await channel.start?.(host(channel.name))
}

async function warnOfGaps({ database, versions, channels, log }: Desk, { orgVersion }: Institution): Promise<void> {
  const org = await versions.org(database.db, orgVersion ?? 0)
  const gaps = orgGaps(org)
  const duty = roomFor(org, 'duty')
  if (duty && !channels.has(duty.channel))
    log.error({ channel: duty.channel }, 'the channel of the duty room is not set up here: nobody sees a case')
  if (gaps.length > 0) log.warn({ gaps }, 'the org has gaps: some reminders will find nobody, or go to somebody else')
}

/** The embedded database has one process at a time: what another had in hand, nobody has any more. */
async function endAllLeases({ db }: Database, now: string): Promise<void> {
  await endLeases(db, now)
  await endHandling(db, now)
}

const LAST_SIGN_MS = 2_000

/** So that a planned stop is told from when it was. Without a database there is nobody to tell. */
async function lastSign(desk: Desk): Promise<void> {
  await withTimeout(LAST_SIGN_MS, () => signOfLife(desk), { error: 'the database did not answer' }).catch(
    (error: unknown) => desk.log.warn({ err: error }, 'the last sign of life could not be given'),
  )
}

/** The port or the address cannot be had. */
export class ListenError extends Error {
  constructor(
    readonly code: string,
    readonly host: string,
    readonly port: number,
    says: string,
  ) {
    super(says)
  }
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    throw new ListenError(error.code ?? '', host, port, error.message)
  })
}
