// zhiban token: made, listed, revoked.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../src/db/engine/connect.ts'
import { findToken, noteUse } from '../../src/db/institution/access.ts'
import { zhiban } from '../support/command-line.ts'
import { type FreshPlace, freshPlace } from '../support/database.ts'
import { foundOn } from '../support/desk.ts'
import { NOON, ORG, POLICY } from '../support/sample.ts'

let place: FreshPlace
let env: Record<string, string>
beforeEach(async () => {
  place = await freshPlace()
  env = { ...place.env, ZHIBAN_SECRET: 'a secret of at least thirty-two characters' }
  await within((database) => foundOn(database, { org: ORG, policy: POLICY, drill: false, at: NOON }))
})
afterEach(() => place.dispose())

async function within<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ ...place.place, maxConnections: 2 })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
const token = (...args: string[]) => zhiban(['token', ...args], env)
const made = async (...args: string[]) => (await token('create', '--name', ...args)).out.trim()
const found = (secret: string) => within(({ db }) => findToken(db, secret))

describe('token list', () => {
  it('says that there are none, then shows each with what it may do and when it was used', async () => {
    expect(await token('list')).toMatchObject({ status: 0, out: 'There are no tokens.\n' })
    await made('监测', '--scopes', 'sightings,read,read', '--person', 'li')
    await made('other', '--days', '30')
    await within(({ db }) => noteUse(db, 1, '2026-10-09T04:05:06.000Z', '2026-10-09T04:04:06.000Z'))
    const { status, out } = await token('list')
    expect(status).toBe(0)
    const [head, first, second] = out.split('\n')
    expect(head).toMatch(/^id +name +scopes +person +created +last used +state$/)
    expect(first).toMatch(/^1 +监测 +sightings,read +li +\S+ \S+ +2026-10-09 04:05Z +good$/)
    expect(second).toMatch(/^2 +other +sightings +- +\S+ \S+ +never +good until \d{4}-\d\d-\d\d \d\d:\d\dZ$/)
    // Columns line up, a Chinese character being two wide.
    expect(second?.indexOf('sightings')).toBe((first?.indexOf('sightings') ?? 0) + 2)
  })
})

describe('token revoke', () => {
  it('ends a token at once', async () => {
    const secret = await made('a')
    expect(await found(secret)).toMatchObject({ name: 'a' })
    expect(await token('revoke', '1')).toMatchObject({ status: 0, out: 'Token 1 is revoked.\n' })
    expect(await found(secret)).toBeNull()
    expect((await token('list')).out).toMatch(/revoked \d{4}-/)
  })

  it('says what is wrong with an id', async () => {
    await made('a')
    await token('revoke', '1')
    const again = await token('revoke', '1')
    expect([again.status, again.err]).toEqual([1, expect.stringMatching(/was revoked at .*nothing was changed/)])
    const none = await token('revoke', '9')
    expect([none.status, none.err]).toEqual([1, expect.stringMatching(/There is no token 9.*token list/)])
    for (const wrong of ['x', '1.5', '9999999999']) {
      const { status, err } = await token('revoke', wrong)
      expect([status, err]).toEqual([2, expect.stringContaining('not the id of a token')])
    }
    expect((await token('revoke')).status).toBe(2)
  })
})

describe('token create', () => {
  it('gives it as many days as it is told', async () => {
    const secret = await made('a', '--days', '7')
    const expiresAt = (await found(secret))?.expiresAt ?? ''
    const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(6.9)
    expect(days).toBeLessThanOrEqual(7)
  })

  it.each(['0', '-1', 'x', '3651', '1.5'])('refuses --days %s', async (days) => {
    const { status, err } = await token('create', '--name', 'a', '--days', days)
    expect([status, err]).toEqual([2, expect.stringContaining('days')])
  })
})
