// Wires everything; the only file that imports bots/. Time enters from here.
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { schedule } from 'node-cron'
import { type Logger, pino } from 'pino'
import { roomChannel } from '../bots/room/index.ts'
import type { Channel } from './channel.ts'
import type { Config } from './config.ts'
import { checkpoint } from './db/audit.ts'
import { type Database, openDatabase } from './db/connect.ts'
import { endHandling } from './db/inbox.ts'
import { type Institution, Versions } from './db/institution.ts'
import { migrate } from './db/migrate.ts'
import { endLeases } from './db/outbox.ts'
import { cipherOf } from './desk/cipher.ts'
import type { Desk } from './desk/desk.ts'
import { found } from './desk/found.ts'
import { officialHolidays } from './desk/holidays.ts'
import { handleInbox } from './desk/inbox.ts'
import { type Loop, startLoop } from './desk/loop.ts'
import { readOrgFile } from './desk/org-file.ts'
import { outboxOf } from './desk/outbox.ts'
import { roomDeps } from './desk/room-keeping.ts'
import { keepSecret } from './desk/secret.ts'
import { type LoadedPolicy, loadPolicy } from './desk/shipped-policies.ts'
import { LONGEST_SLEEP_MS, sweep } from './desk/sweep.ts'
import { timeOf } from './desk/time.ts'
import { orgGaps } from './domain/org-gaps.ts'
import { formatProblem } from './domain/yaml-document.ts'
import type { Auth } from './web/auth.ts'
import type { Pulse } from './web/health.ts'
import { buildServer } from './web/server.ts'
import { wordingOf } from './wording/index.ts'

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
  /** Channels beside those of the configuration (a test's or a drill's platform). */
  channels?: (desk: Pick<Desk, 'database' | 'time'>) => Channel[]
}

/** Starts the whole service: opens, migrates, founds, listens, works. Throws with what to do where it cannot. */
export async function startService(config: Config, extras: Extras = {}): Promise<Service> {
  const database = await openDatabase({ url: config.databaseUrl, folder: config.dataFolder })
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
  const log = pino({ level: config.logLevel })
  const institution = await found(
    database.db,
    {
      policy: () => loadAndWarn(config.policy, log),
      org: async () => (config.orgFile === undefined ? null : readOrgFile(config.orgFile)),
      drill: extras.drill ?? false,
      speed: config.speed,
    },
    new Date(wallClock()).toISOString(),
  )
  if (database.engine === 'pglite') await endAllLeases(database, new Date(wallClock()).toISOString())
  const desk = await deskOf(config, extras, database, institution, log, wallClock)
  await warnOfGaps(desk, institution)
  const pulse: Pulse = new Map()
  let publicUrl = config.publicUrl ?? ''
  const logger = log.child({ part: 'http' })
  const { app, auth } = await buildServer(
    { ...desk, database: front },
    {
      adminToken: config.apiToken,
      pulse,
      logger,
      publicUrl: () => publicUrl,
    },
  )
  await app.listen({ host: config.host, port: config.port })
  const url = listening(app, config.host)
  publicUrl ||= url
  const stopWork = startWork(desk, pulse)
  log.info({ url, engine: database.engine, drill: institution.drill, speed: institution.speed }, 'the desk is on duty')
  const stop = async () => {
    for (const channel of desk.channels.values()) await channel.stop?.()
    await app.close()
    await stopWork()
    await close()
  }
  return { url, desk, auth, stop }
}

async function deskOf(
  config: Config,
  extras: Extras,
  database: Database,
  institution: Institution,
  log: Logger,
  wallClock: () => number,
): Promise<Desk> {
  const secret = config.secret ?? (await keepSecret(config.dataFolder))
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
    wake: { inbox: () => {}, outbox: () => {}, sweep: () => {} },
    salt: institution.realAnchor,
  }
  const room = config.room ? [roomChannel(roomDeps(desk, institution, policy.timeZone))] : []
  for (const channel of [...room, ...(extras.channels?.(desk) ?? [])]) desk.channels.set(channel.name, channel)
  return desk
}

/** What a policy says and this version does not run is never passed over in silence. */
async function loadAndWarn(policy: string, log: Logger): Promise<LoadedPolicy> {
  const loaded = await loadPolicy(policy)
  for (const warning of loaded.warnings) log.warn(formatProblem(warning))
  return loaded
}

async function warnOfGaps({ database, versions, log }: Desk, { orgVersion }: Institution): Promise<void> {
  const gaps = orgGaps(await versions.org(database.db, orgVersion ?? 0))
  if (gaps.length > 0) log.warn({ gaps }, 'the org has gaps: some reminders will find nobody, or go to somebody else')
}

/** The embedded database has one process at a time: what another had in hand, nobody has any more. */
async function endAllLeases({ db }: Database, now: string): Promise<void> {
  await endLeases(db, now)
  await endHandling(db, now)
}

/** The three workers and the round of each minute; the answer stops them all. */
function startWork(desk: Desk, pulse: Pulse): () => Promise<void> {
  const loop = (worker: string, round: () => Promise<number>): Loop => {
    pulse.set(worker, desk.time.realNow())
    const beat = async () => {
      const pause = await round()
      pulse.set(worker, desk.time.realNow())
      return pause
    }
    return startLoop(beat, LONGEST_SLEEP_MS, (error) =>
      desk.log.error({ err: error }, `the ${worker} failed; it tries again`),
    )
  }
  const inbox = loop('inbox', () => handleInbox(desk))
  const sweeper = loop('sweep', () => sweep(desk))
  const sends = outboxOf(desk)
  const outbox = loop('outbox', () => sends.round())
  Object.assign(desk.wake, { inbox: () => inbox.wake(), outbox: () => outbox.wake(), sweep: () => sweeper.wake() })
  const round = schedule('* * * * *', () => minutely(desk), { noOverlap: true })
  return async () => {
    await round.stop()
    await Promise.all([inbox.stop(), sweeper.stop(), outbox.stop(), sends.stop()])
  }
}

/** Every minute: the chain's heads are checkpointed, so that a deleted case or a cut tail shows. */
async function minutely(desk: Desk): Promise<void> {
  try {
    await checkpoint(desk.database.db, desk.time.realNow())
  } catch (error) {
    desk.log.error({ err: error }, 'the checkpoint failed; the next minute tries again')
  }
}

function listening(app: FastifyInstance, host: string): string {
  const address = app.server.address()
  const name = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host
  return `http://${name}:${typeof address === 'object' ? (address?.port ?? 0) : 0}`
}
