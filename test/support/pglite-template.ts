// Before the pglite project: a migrated, empty embedded database as a tar file, kept until migrations change.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { overPglite } from '../../src/db/engine/connect.ts'
import { migrate, migrationsFolder } from '../../src/db/engine/migrate.ts'

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
  const folder = join(modules, '.cache', 'zhiban')
  const file = join(folder, `pglite-${fingerprint()}.tar`)
  if (existsSync(file)) return file

  mkdirSync(folder, { recursive: true })
  removeOld(folder)
  const client = await PGlite.create()
  const database = await overPglite(client)
  await migrate(database)
  const dump = await client.dumpDataDir('none')
  await database.close()
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, new Uint8Array(await dump.arrayBuffer()))
  renameSync(draft, file)
  return file
}

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** Young ones may belong to another run. */
function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (Date.now() - statSync(path).mtimeMs > 24 * 60 * 60 * 1000) rmSync(path, { force: true })
  }
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(join(modules, '@electric-sql/pglite/package.json')))
  for (const name of readdirSync(migrationsFolder).sort())
    hash.update(name).update(readFileSync(join(migrationsFolder, name)))
  return hash.digest('hex').slice(0, 16)
}
