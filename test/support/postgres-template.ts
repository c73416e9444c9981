// Before the postgres project: a server, unless one is given, and in it a migrated, empty database to copy from.
import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../src/db/engine/connect.ts'
import { migrate } from '../../src/db/engine/migrate.ts'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresTemplate: { adminUrl: string; name: string }
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.ZHIBAN_TEST_POSTGRES
  const own = given ? null : await startPostgres()
  const adminUrl = given || own?.adminUrl || ''
  const name = `zhiban_template_${randomUUID().slice(0, 8)}`
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`CREATE DATABASE ${name}`)

  const url = new URL(adminUrl)
  url.pathname = name
  const database = await openDatabase({ url: url.href, folder: '', maxConnections: 1 })
  await migrate(database)
  await database.close()

  project.provide('postgresTemplate', { adminUrl, name })
  return async () => {
    // Its copies are called after it; tests leave those behind that are lent again and again.
    const made = await admin`SELECT datname FROM pg_database WHERE starts_with(datname, ${name})`
    for (const { datname } of made) await admin.unsafe(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
    await admin.end()
    await own?.stop()
  }
}
