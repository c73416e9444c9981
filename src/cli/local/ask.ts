// The command's side: opens the database and does the work, or has the service do it that has the embedded one.
import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { openDatabase } from '../../db/engine/connect.ts'
import { FolderInUseError } from '../../db/engine/folder-lock.ts'
import { migrate } from '../../db/engine/migrate.ts'
import { noDatabase } from '../no-database.ts'
import { readSettings } from '../settings.ts'
import { words } from '../words.ts'
import { socketPath } from './socket.ts'
import { type Answer, type Asked, type Holder, TASKS, type TaskName } from './tasks.ts'

export type Ask = <K extends TaskName>(name: K, asked: Asked<K>) => Promise<Answer<K>>

/** Unless a command is there to make one, it makes no empty database to find all well with it. */
export async function withTasks<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
  const config = readSettings()
  const { databaseUrl: url, dataFolder: folder } = config
  if (url === undefined && !existsSync(join(folder, 'pglite'))) throw new Error(noDatabase(folder))
  try {
    const database = await openDatabase({ url, folder, maxConnections: 2 })
    try {
      await migrate(database)
      return await work(askingOf({ database, config }))
    } finally {
      await database.close()
    }
  } catch (error) {
    if (!(error instanceof FolderInUseError && error.pid !== null)) throw error
    return work(askingService(config))
  }
}

export const askingOf =
  (holder: Holder): Ask =>
  (name, asked) =>
    (TASKS[name].run as (holder: Holder, asked: unknown) => Promise<never>)(holder, asked)

/** Of a service that has the database and does not answer. */
export class ServiceSilentError extends Error {}

/** What one of another version says of a task that it does not know. */
export class ServiceOlderError extends Error {}

export const askingService =
  ({ dataFolder }: Config): Ask =>
  async (name, asked) => {
    const { errors } = words().tasks
    const { status, body } = await reached(dataFolder, `/${name}`, JSON.stringify(asked))
    if (status === 404) throw new ServiceOlderError(errors.serviceOlder)
    const { answer, why = '' } = JSON.parse(body) as { answer?: unknown; why?: string }
    if (status !== 200) throw new Error(errors.serviceFailed(why))
    return answer as never
  }

/** A service that has just taken the folder listens a moment later. */
const PATIENCE_MS = 2_000
const PAUSE_MS = 100

async function reached(folder: string, url: string, body: string): Promise<{ status: number; body: string }> {
  const silent = () => new ServiceSilentError(words().tasks.errors.serviceSilent(folder))
  const socket = socketPath(folder)
  if (socket === null) throw silent()
  try {
    for (let waited = 0; ; waited += PAUSE_MS) {
      const answer = await post(socket.path, url, body).catch((error: unknown) => {
        if (!isAway(error)) throw error
        return null
      })
      if (answer !== null) return answer
      if (waited >= PATIENCE_MS) throw silent()
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  } finally {
    socket.release()
  }
}

/** EACCES: the service runs as another user. */
const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ENOENT', 'ECONNREFUSED', 'EACCES', 'EPERM'].includes(String(error.code))

function post(socketPath: string, path: string, body: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const asking = request({ socketPath, path, method: 'POST', headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
      )
    })
    asking.on('error', reject)
    asking.end(body)
  })
}
