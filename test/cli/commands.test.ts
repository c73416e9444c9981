// The commands that work on the database itself: what they print, change and end with.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../src/db/engine/connect.ts'
import { findToken, peekSignInLink } from '../../src/db/institution/access.ts'
import { readInstitution } from '../../src/db/institution/institution.ts'
import { zhiban } from '../support/command-line.ts'
import { type FreshPlace, freshPlace } from '../support/database.ts'
import { foundOn } from '../support/desk.ts'
import { NOON, ORG, POLICY } from '../support/sample.ts'

let place: FreshPlace
let env: Record<string, string>
beforeEach(async () => {
  place = await freshPlace()
  env = { ...place.env, ZHIBAN_SECRET: 'a secret of at least thirty-two characters' }
})
afterEach(() => place.dispose())

/** Looks at the database while no command has it. */
async function within<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ ...place.place, maxConnections: 2 })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
const founded = () => within((database) => foundOn(database, { org: ORG, policy: POLICY, drill: false, at: NOON }))

describe('migrate', () => {
  it('says what the database is, as often as one likes', async () => {
    for (const _ of [1, 2]) expect(await zhiban(['migrate'], env)).toMatchObject({ status: 0, err: '' })
  })
})

describe('token create', () => {
  it('prints a token once, and keeps only its hash', async () => {
    await founded()
    const ended = await zhiban(
      ['token', 'create', '--name', 'monitor', '--scopes', 'sightings, read', '--person', 'li'],
      env,
    )
    expect(ended).toMatchObject({ status: 0, err: '' })
    const secret = ended.out.trim()
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(await within(({ db }) => findToken(db, secret))).toMatchObject({
      name: 'monitor',
      person: 'li',
      scopes: ['sightings', 'read'],
    })
    const kept = await within(({ db }) => db.execute(sql`select * from tokens`))
    expect(JSON.stringify(kept)).not.toContain(secret)
  })

  it('makes none for somebody who is not there', async () => {
    await founded()
    const ended = await zhiban(['token', 'create', '--name', 'x', '--person', 'ghost'], env)
    expect([ended.status, ended.out]).toEqual([1, ''])
    expect(ended.err).toContain('ghost')
  })
})

describe('sign-in', () => {
  it('prints a link that signs the person in', async () => {
    await founded()
    const ended = await zhiban(['sign-in', 'zhou'], { ...env, PUBLIC_URL: 'https://desk.example/' })
    const link = /^https:\/\/desk\.example\/sign-in\/([\w-]{43})\n$/.exec(ended.out)
    expect([ended.status, ended.err]).toEqual([0, ''])
    expect(await within(({ db }) => peekSignInLink(db, link?.[1] ?? ''))).toMatchObject({
      person: 'zhou',
      usedAt: null,
    })
  })

  it('makes none for somebody who is not there, nor before there is anybody', async () => {
    expect(await zhiban(['sign-in', 'zhou'], env)).toMatchObject({ status: 1, out: '' })
    await founded()
    expect(await zhiban(['sign-in', 'ghost'], env)).toMatchObject({ status: 1, err: expect.stringContaining('ghost') })
  })
})

describe('org import', () => {
  const SAMPLE = 'docs/sample-org.yaml'

  it('puts the org of the file in force', async () => {
    await founded()
    const ended = await zhiban(['org', 'import', SAMPLE], env)
    expect(ended).toMatchObject({ status: 0, err: '' })
    expect(ended.out).toMatch(/version 2: 4 departments, 15 people, 6 rooms/)
    expect(await within(({ db }) => readInstitution(db))).toMatchObject({ orgVersion: 2 })
  })

  it('says what to do where there is no institution yet', async () => {
    expect(await zhiban(['org', 'import', SAMPLE], env)).toMatchObject({
      status: 1,
      err: expect.stringContaining('ZHIBAN_ORG'),
    })
  })

  it('leaves everything as it is where the file is wrong, and says where', async () => {
    await founded()
    const wrong = join(place.place.folder, 'wrong.yaml')
    await writeFile(wrong, (await readFile(SAMPLE, 'utf8')).replace('contact: chen', 'contact: nobody'))
    const ended = await zhiban(['org', 'import', wrong], env)
    expect([ended.status, ended.err]).toEqual([1, expect.stringContaining('nobody')])
    for (const file of ['no-such-file.yaml', '/dev/null', '.']) {
      expect((await zhiban(['org', 'import', file], env)).status).toBe(1)
    }
    expect(await within(({ db }) => readInstitution(db))).toMatchObject({ orgVersion: 1 })
  })
})

describe('audit verify', () => {
  it('finds a whole record whole, and a changed one changed', async () => {
    await founded()
    expect(await zhiban(['audit', 'verify'], env)).toMatchObject({ status: 0, out: expect.stringContaining('whole') })
    await within(({ db }) =>
      db.execute(sql`insert into events values (9, 1, 'noted', 1, now(), 'li', '{}', null, 'x')`),
    )
    const ended = await zhiban(['audit', 'verify'], env)
    expect([ended.status, ended.out]).toEqual([1, expect.stringContaining('#9')])
    expect((await zhiban(['audit', 'verify', '--expect', 'f'.repeat(64)], env)).status).toBe(1)
  })
})

describe('doctor', () => {
  it('says what is well, and fails for what is not', async () => {
    const before = await zhiban(['doctor'], env)
    expect([before.status, before.out]).toEqual([1, expect.stringMatching(/PROBLEM.*institution.*ZHIBAN_ORG/u)])
    await founded()
    const after = await zhiban(['doctor'], env)
    expect(after.out).toMatch(/ok +database \((pglite|postgres)\)/)
    expect(after.out).toMatch(/ok +clock/)
    expect(after.out).toMatch(/ok +policy test/)
    expect(after.status).toBe(after.out.includes('PROBLEM') ? 1 : 0)
  })
})

describe('a database that cannot be had', () => {
  it.each(['migrate', 'doctor', 'serve'])('makes %s end with 1 and a sentence', async (command) => {
    const away = { ...env, DATABASE_URL: 'postgres://postgres@127.0.0.1:1/none' }
    const ended = await zhiban([command], away)
    expect([ended.status, ended.err.length > 10]).toEqual([1, true])
    expect(ended.err).not.toMatch(/\n\s+at /)
  })
})
