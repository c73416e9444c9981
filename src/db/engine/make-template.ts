// A program: makes the template of embedded databases for this version, unless it is there. Run at the installation.
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { openDatabase } from './connect.ts'
import { migrate } from './migrate.ts'
import { isThere, packTemplate, templateFile } from './template.ts'

const file = await templateFile()
if (!isThere(file)) await make(file)

async function make(file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiban-template-'))
  try {
    const database = await openDatabase({ folder, template: null })
    await migrate(database)
    await database.close()
    packTemplate(join(folder, 'pglite'), file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  await removeOld(file)
}

/** Of other versions; a start that is just reading one has it open. */
async function removeOld(file: string): Promise<void> {
  const others = (await readdir(dirname(file))).filter(
    (name) => name.startsWith('database-') && name !== basename(file),
  )
  for (const name of others) await rm(join(dirname(file), name), { force: true })
}
