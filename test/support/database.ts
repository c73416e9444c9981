// A database of its own for a test, migrated and empty, on the engine of the project that runs.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../../src/db/engine/connect.ts'
import { lendMemoryDatabase } from './memory-database.ts'

export const engine = (): Database['engine'] => inject('engine')

export type FreshDatabase = Database & {
  /** PostgreSQL only: for a second client or another process. Null where the database is in this process's memory. */
  databaseUrl: string | null
  /** Closes it and throws it away. */
  dispose(): Promise<void>
}

/** About 0.1 s on PostgreSQL; embedded (in memory) 0.5 s for the first of a file and little for the following ones. */
export const freshDatabase = (): Promise<FreshDatabase> =>
  engine() === 'pglite' ? inMemory(inject('pgliteTemplate')) : onServer(inject('postgresTemplate').name)

/** Like `freshDatabase`, but nothing in it: no table, no migration. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  if (engine() === 'postgres') return onServer('template0')
  const database = await inMemory(inject('pgliteTemplate'))
  // Much faster than making a new one.
  await database.plainly((session) => session.script('DROP SCHEMA public CASCADE; CREATE SCHEMA public;'))
  return database
}

export interface FreshPlace {
  /** For `openDatabase`, once no other process has it (embedded) or at any time (PostgreSQL). */
  place: { url?: string; folder: string }
  /** The same as environment variables for a child process. */
  env: Record<string, string>
  dispose(): Promise<void>
}

/** A migrated, empty database that outlives a process: for tests that start the product as a child and kill it. */
export async function freshPlace(): Promise<FreshPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiban-test-'))
  const removeFolder = () => rm(folder, { recursive: true, force: true })
  if (engine() === 'pglite') {
    await mkdir(join(folder, 'pglite'))
    execFileSync('tar', ['-xf', inject('pgliteTemplate'), '-C', join(folder, 'pglite')], { stdio: 'ignore' })
    return { place: { folder }, env: { ZHIBAN_DATA: folder, DATABASE_URL: '' }, dispose: removeFolder }
  }
  const { url, drop } = await createCopy(inject('postgresTemplate').name)
  const dispose = async () => {
    await drop()
    await removeFolder()
  }
  return { place: { url, folder }, env: { ZHIBAN_DATA: folder, DATABASE_URL: url }, dispose }
}

/** For a service within this process: where the engine is embedded, its database is in memory, whoever opens and closes it. */
export async function placeInProcess(): Promise<FreshPlace & { open?: () => Promise<Database> }> {
  if (engine() === 'postgres') return freshPlace()
  const folder = await mkdtemp(join(tmpdir(), 'zhiban-test-'))
  const database = await lendMemoryDatabase(inject('pgliteTemplate'))
  return {
    place: { folder },
    env: { ZHIBAN_DATA: folder, DATABASE_URL: '' },
    open: async () => ({ ...database, close: async () => {} }),
    dispose: async () => {
      await database.dispose()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function inMemory(templateFile: string): Promise<FreshDatabase> {
  return { ...(await lendMemoryDatabase(templateFile)), databaseUrl: null }
}

async function onServer(template: string): Promise<FreshDatabase> {
  const { url, drop } = await createCopy(template)
  const database = await openDatabase({ url, folder: '', maxConnections: 5 })
  const dispose = async () => {
    await database.close()
    await drop()
  }
  return { ...database, databaseUrl: url, dispose }
}

async function createCopy(template: string): Promise<{ url: string; drop(): Promise<void> }> {
  const { adminUrl } = inject('postgresTemplate')
  const name = `${inject('postgresTemplate').name}_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = new URL(adminUrl)
  url.pathname = name
  return { url: url.href, drop: () => administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

async function administer(adminUrl: string, statement: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    await admin.unsafe(statement)
  } finally {
    await admin.end()
  }
}
