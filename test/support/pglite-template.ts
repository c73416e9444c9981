// Before the pglite project: a migrated, empty embedded database as a tar file, kept until migrations change.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { openPglite } from '../../src/db/connect.ts'
import { migrate, migrationsFolder } from '../../src/db/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    engine: 'pglite' | 'postgres'
    pgliteTemplate: string
  }
}

export default async function setup(project: TestProject): Promise<void> {
  project.provide('pgliteTemplate', await pgliteTemplate())
}

/** The tar file's path; made in about six seconds if this set of migrations has none yet. */
export async function pgliteTemplate(): Promise<string> {
  const folder = fileURLToPath(new URL('../../node_modules/.cache/zhiban', import.meta.url))
  const file = join(folder, `pglite-${fingerprint()}.tar`)
  if (existsSync(file)) return file

  mkdirSync(folder, { recursive: true })
  for (const old of readdirSync(folder)) rmSync(join(folder, old), { force: true })
  const client = await PGlite.create()
  const database = await openPglite(client)
  await migrate(database)
  const dump = await client.dumpDataDir('none')
  await database.close()
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, new Uint8Array(await dump.arrayBuffer()))
  renameSync(draft, file)
  return file
}

function fingerprint(): string {
  const hash = createHash('sha256').update(createRequire(import.meta.url).resolve('@electric-sql/pglite'))
  for (const name of readdirSync(migrationsFolder).sort()) hash.update(name).update(readFileSync(join(migrationsFolder, name)))
  return hash.digest('hex').slice(0, 16)
}
