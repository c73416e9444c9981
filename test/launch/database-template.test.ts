// A fresh embedded database begins as a copy of one that was made before; without, or with a damaged one, it is made anew.
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/db/engine/connect.ts'
import { FolderInUseError } from '../../src/db/engine/folder-lock.ts'
import { migrate, migrationsFolder } from '../../src/db/engine/migrate.ts'
import { packTemplate, templateFile, unpackTemplate } from '../../src/db/engine/template.ts'

let template: string
let place: string
beforeAll(async () => {
  // As the installation does it; nothing where it is there.
  await import('../../src/db/engine/make-template.ts')
  template = await templateFile()
})
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'zhiban-template-test-'))
})
afterEach(() => rm(place, { recursive: true, force: true }))

const data = (folder: string) => join(place, folder, 'pglite')

/** What was still to be migrated in a new database. */
async function opened(folder: string, from?: string) {
  const database = await openDatabase({ folder: join(place, folder), template: from })
  try {
    return await migrate(database)
  } finally {
    await database.close()
  }
}

describe('a fresh embedded database', () => {
  it('is a copy of the template, with every migration, that takes what is written and keeps it', async () => {
    const database = await openDatabase({ folder: join(place, 'a'), template })
    expect(await migrate(database)).toEqual([])
    await database.plainly((session) => session.script('CREATE TABLE kept AS SELECT 1 AS one'))
    await database.close()
    // It is there now: the template is not looked at again.
    const again = await openDatabase({ folder: join(place, 'a'), template: join(place, 'none') })
    expect(await again.plainly((session) => session.query('SELECT one FROM kept'))).toEqual([{ one: 1 }])
    await again.close()
    expect(await readdir(join(place, 'a'))).toEqual(['pglite'])
  })

  it('is made by the engine where the template is missing, and says why it takes longer', async () => {
    const warned = once(process, 'warning')
    expect(await opened('a', join(place, 'none.gz'))).toContain('0001_spine.sql')
    expect(String(await warned)).toMatch(/prepared one cannot be used \(ENOENT.*npm ci/)
  })

  it('comes whole after a process was killed while it copied', async () => {
    await mkdir(join(place, 'a', 'pglite.unpacked', 'base'), { recursive: true })
    await writeFile(join(place, 'a', 'pglite.unpacked', 'PG_VERSION'), '1')
    expect(await opened('a', template)).toEqual([])
    expect(await readdir(join(place, 'a'))).toEqual(['pglite'])
  })

  it('is one process’s of two that start at once', async () => {
    const starts = await Promise.allSettled([1, 2].map(() => openDatabase({ folder: join(place, 'a'), template })))
    const [database] = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
    const [refusal] = starts.flatMap((start) => (start.status === 'rejected' ? [start.reason as unknown] : []))
    expect(refusal).toBeInstanceOf(FolderInUseError)
    expect(await migrate(database!)).toEqual([])
    await database!.close()
  })
})

describe('a template', () => {
  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['changed', (bytes: Buffer) => bytes.fill(0, 1_000_000, 1_000_100)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('<html>not found</html>')],
  ])('that is %s is refused, and nothing is made of it', async (_, damage) => {
    const file = join(place, 'damaged.gz')
    await writeFile(file, damage(await readFile(template)))
    expect(() => unpackTemplate(file, data('.'))).toThrow()
    expect(await readdir(place)).toEqual(['damaged.gz'])
  })

  it('has another name with other migrations', async () => {
    const others = join(place, 'migrations')
    await cp(migrationsFolder, others, { recursive: true })
    expect(await templateFile(undefined, others)).toBe(template)
    await writeFile(join(others, '9999_more.sql'), 'SELECT 1')
    expect(await templateFile(undefined, others)).not.toBe(template)
  })

  it('has empty folders, too, and is read by nobody else', async () => {
    await mkdir(join(place, 'from', 'empty'), { recursive: true })
    await writeFile(join(place, 'from', 'a'), 'one\ntwo')
    await writeFile(join(place, 'from', 'b'), '')
    packTemplate(join(place, 'from'), join(place, 'cache', 'packed.gz'))
    expect(await readdir(join(place, 'cache'))).toEqual(['packed.gz'])
    unpackTemplate(join(place, 'cache', 'packed.gz'), join(place, 'to'))
    expect((await readdir(join(place, 'to'))).sort()).toEqual(['a', 'b', 'empty'])
    expect(await readFile(join(place, 'to', 'a'), 'utf8')).toBe('one\ntwo')
    for (const name of ['.', 'a', 'empty']) expect((await stat(join(place, 'to', name))).mode & 0o077).toBe(0)
  })
})
