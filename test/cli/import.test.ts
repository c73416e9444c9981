// zhiban import sightings: what a table would bring, what was kept of it, and what is said of one that cannot be read.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../src/db/engine/connect.ts'
import { batches } from '../../src/db/schema/batches.ts'
import { zhiban } from '../support/command-line.ts'
import { type FreshPlace, freshPlace } from '../support/database.ts'
import { foundOn } from '../support/desk.ts'
import { NOON, ORG, POLICY } from '../support/sample.ts'
import { xlsx } from '../support/xlsx.ts'

let place: FreshPlace
let env: Record<string, string>
let folder: string
beforeEach(async () => {
  place = await freshPlace()
  env = { ...place.env, ZHIBAN_SECRET: 'a secret of at least thirty-two characters' }
  folder = await mkdtemp(join(tmpdir(), 'zhiban-import-'))
  await within((database) => foundOn(database, { org: ORG, policy: POLICY, drill: false, at: NOON }))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
  await place.dispose()
})

async function within<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ ...place.place, maxConnections: 2 })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

const written = async (name: string, bytes: Uint8Array | string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}
const kept = () => within(({ db }) => db.select().from(batches))
const TABLE = xlsx({
  rows: [
    ['标题', '作者', '链接', '发布时间', '备注'],
    ['幼儿园门口积水', '路人甲', 'https://news.example/1', '2026-10-09 09:20', ''],
    ['停电三小时', '路人乙', 'weibo', '', ''],
    ['路灯不亮', '路人丙', 'https://news.example/3', '上回', ''],
  ],
})

it('is a dry run without --yes: nothing is kept, and each cell that cannot be read is named', async () => {
  const file = await written('a.xlsx', TABLE)
  const { status, out, err } = await zhiban(['import', 'sightings', file, '--as', 'li'], env)
  expect([status, err]).toEqual([0, ''])
  expect(out.trim().split('\n')).toEqual([
    'Tried: 2 posts can be registered; 1 rows cannot.',
    '  C3: no whole link (weibo)',
    '  D4: no time that could be read (上回); please write 2026-11-30 09:30; left out',
    'Nothing about who posted is accepted: 作者.',
    'Columns that are not taken: 备注.',
    'Nothing is registered yet: run it again with --yes to do so.',
  ])
  expect(await kept()).toEqual([])
})

it('keeps the rows for the service, once, where none runs', async () => {
  const file = await written('a.xlsx', TABLE)
  for (const _ of [1, 2]) {
    const { status, out } = await zhiban(['import', 'sightings', file, '--as', 'li', '--yes'], env)
    expect([status, out]).toEqual([0, expect.stringContaining('2 rows are kept, registered up to row 0')])
  }
  const [batch, ...others] = await kept()
  expect(others).toEqual([])
  expect(batch).toMatchObject({ person: 'li', name: 'a.xlsx', total: 2, next: 0, doneAt: null })
  expect(JSON.stringify(batch)).not.toContain('路人')
})

it.each([
  ['nobody', 'a.csv', 'title,url\na,https://news.example/1', 'ghost', 'ghost'],
  ['no columns', 'a.csv', 'a,b\nc,d', 'li', 'it has no headings such as'],
  ['no table', 'a.xlsx', 'PK\u0003\u0004 no zip', 'li', 'the file cannot be read'],
])('says what is wrong, and ends with 1: %s', async (_name, name, text, person, said) => {
  const file = await written(name, text)
  const ended = await zhiban(['import', 'sightings', file, '--as', person, '--yes'], env)
  expect([ended.status, ended.out, ended.err]).toEqual([1, '', expect.stringContaining(said)])
  expect(await kept()).toEqual([])
})

it('says which file cannot be read, and asks for what it lacks', async () => {
  const missing = await zhiban(['import', 'sightings', join(folder, 'none.csv'), '--as', 'li'], env)
  expect([missing.status, missing.err]).toEqual([1, expect.stringContaining('none.csv cannot be read')])
  const nobody = await zhiban(['import', 'sightings', 'a.csv'], env)
  expect([nobody.status, nobody.err]).toEqual([2, expect.stringContaining('--as')])
})
