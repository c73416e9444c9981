// zhiban doctor and zhiban inbox: what is looked at, what it says to do, and which exit status it ends with.
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../src/db/engine/connect.ts'
import { publishPolicy } from '../../src/db/institution/institution.ts'
import { recordAlive } from '../../src/db/operations/service-times.ts'
import { loadPolicy } from '../../src/desk/startup/shipped-policies.ts'
import type { Org } from '../../src/domain/org/org.ts'
import { zhiban } from '../support/command-line.ts'
import { type FreshPlace, freshPlace } from '../support/database.ts'
import { foundOn } from '../support/desk.ts'
import { ORG, POLICY } from '../support/sample.ts'

const SECRET = '8f3b1c9e5d7a2460b8e1f93c7d5a0264'
let place: FreshPlace
let env: Record<string, string>
beforeEach(async () => {
  place = await freshPlace()
  env = { ...place.env, ZHIBAN_SECRET: SECRET, ZHIBAN_HEARTBEAT_URL: 'https://watch.example/ping/hidden' }
})
afterEach(() => place.dispose())

async function within<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(place.place)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
const wholeOrg: Org = {
  ...ORG,
  people: [
    ...ORG.people,
    ...['office', 'supervisor', 'duty-officer'].map((role) => ({
      key: `also-${role}`,
      name: role,
      roles: [role as 'office'],
      ids: { room: role },
    })),
  ],
}
const founded = (org = wholeOrg) => {
  const at = new Date().toISOString()
  return within(async (database) => {
    await foundOn(database, { org, policy: POLICY, drill: false, at })
    await recordAlive(database.db, { real: at, domain: at }, 90_000)
  })
}
const doctor = (more: Record<string, string> = {}) => zhiban(['doctor'], { ...env, ...more })

describe('doctor', () => {
  it('finds a whole desk well, and ends with 0', async () => {
    await founded()
    const { status, out, err } = await doctor()
    expect([status, err]).toEqual([0, ''])
    expect(out).not.toMatch(/PROBLEM/)
    for (const line of [
      /^ok +configuration$/m,
      /^ok +secrets/m,
      /^ok +heartbeat: each minute to watch\.example$/m,
      /^ok +webhooks: none/m,
      /^ok +official holidays .* 2026$/m,
      /^ok +database \((pglite|postgres)\): PostgreSQL \d+/m,
      /^(ok|WARNING) +encoding: UTF8, lc_ctype /m,
      /^ok +extensions: none is needed/m,
      /^ok +clock: .* agree within 0\.\d s$/m,
      /^ok +migrations$/m,
      /^ok +policy test$/m,
      /^ok +org: 2 departments, 12 people, 4 rooms$/m,
      /^ok +channels set up: room$/m,
      /^ok +last alive: 20/m,
      /^ok +messages set aside: none$/m,
      /^ok +the auditor's findings: none$/m,
    ])
      expect(out).toMatch(line)
    expect(out).not.toMatch(/hidden|8f3b1c9e/)
  })

  it('warns of what should be done, and still ends with 0', async () => {
    await founded({
      ...wholeOrg,
      departments: ORG.departments.map((each) => ({ ...each, contact: null })),
      people: [
        ...wholeOrg.people.filter(({ key }) => key !== 'gao'),
        { key: 'hu', name: '胡远', roles: [], ids: { feishu: 'ou_1' } },
      ],
      rooms: [...ORG.rooms, { key: 'far', purpose: 'superior', name: '上级群', channel: 'feishu', id: 'oc_1' }],
    })
    await within(async ({ db }) => {
      const { policy, source } = await loadPolicy('bureau-4-level')
      await publishPolicy(db, policy, source, new Date().toISOString())
      await db.execute(sql`update service_alive set real_at = '2026-01-01T00:00:00Z'`)
      await db.execute(sql`insert into inbox (channel, key, lane, raw, state, try_at, received_at, parked_at, error)
        values ('room', 'k', 'l', '\\x00', 'parked', '2026-01-01', '2026-01-01', '2026-01-01', 'Error: not to be read')`)
    })
    const { status, out } = await doctor({ ZHIBAN_HEARTBEAT_URL: '', ZHIBAN_SECRET: 'ab'.repeat(16) })
    expect(status).toBe(0)
    for (const line of [
      /^WARNING +heartbeat: ZHIBAN_HEARTBEAT_URL is not set/m,
      /^WARNING +ZHIBAN_SECRET: is easily guessed: .*openssl/m,
      /^WARNING +policy bureau-4-level: \d+ values are assumed.*npm run zhiban -- policy check bureau-4-level /m,
      /^WARNING +org: 城管局 has no contact/m,
      /^WARNING +org: .*leading-group/m,
      /^WARNING +channels: rooms whose channel is not set up here: 上级群 \(feishu\)/m,
      /^WARNING +people: on no channel that is set up here: 胡远/m,
      /^WARNING +last alive: 2026-01-01T00:00:00.000Z: .*start the service/m,
      /^WARNING +messages set aside: 1: npm run zhiban -- inbox list/m,
    ])
      expect(out).toMatch(line)
  })

  it('has a problem with a duty room that nobody can see', async () => {
    await founded()
    const { status, out, err } = await doctor({ ZHIBAN_ROOM: 'off' })
    expect([status, out]).toEqual([1, expect.stringMatching(/^PROBLEM +channels: the duty room's channel room/m)])
    expect(err).toContain('1 problem(s)')
  })

  it('has a problem with a database that is not there, and says where it looked', async () => {
    const { status, out } = await doctor({ DATABASE_URL: 'postgres://postgres@127.0.0.1:1/none' })
    expect([status, out]).toEqual([
      1,
      expect.stringMatching(/^PROBLEM +database: 127\.0\.0\.1:1 cannot be opened: .+/m),
    ])
    const folder = await doctor({ DATABASE_URL: '', ZHIBAN_DATA: join(place.place.folder, 'nothing') })
    expect([folder.status, folder.out]).toEqual([
      1,
      expect.stringMatching(/^PROBLEM +institution: there is no database/m),
    ])
  })

  it('writes nothing: what is to be migrated is said, not done', async () => {
    await within(({ db }) =>
      db.execute(sql`delete from zhiban_migrations where name = (select max(name) from zhiban_migrations)`),
    )
    const { status, out } = await doctor()
    expect([status, out]).toEqual([0, expect.stringMatching(/^WARNING +migrations: \d{4}_\w+\.sql to be applied/m)])
    await within(({ db }) => db.execute(sql`insert into zhiban_migrations (name, sha256) values ('9999_x.sql', 'x')`))
    const newer = await doctor()
    expect([newer.status, newer.out]).toEqual([1, expect.stringMatching(/^PROBLEM +migrations: .*newer version/m)])
  })

  it('warns of a secret that others can read', async () => {
    const file = join(place.place.folder, 'secret')
    await writeFile(file, SECRET)
    await chmod(file, 0o644)
    expect((await doctor()).out).toMatch(/^WARNING +secrets: .*chmod 600/m)
  })
})

describe('inbox', () => {
  const park = (id: number, raw: string | null) =>
    within(({ db }) =>
      db.execute(sql`insert into inbox (id, channel, key, lane, raw, state, attempts, try_at, received_at, parked_at, error)
        overriding system value values (${id}, 'room', ${`k${id}`}, 'l', ${raw === null ? null : sql.raw(`'\\x${raw}'`)}, 'parked', 5,
        '2026-01-01', '2026-01-01', '2026-01-01', 'Error: not to be read')`),
    )
  const inbox = (...args: string[]) => zhiban(['inbox', ...args], env)

  it('lists what is set aside, without its text', async () => {
    expect((await inbox('list')).out).toBe('No message is set aside.\n')
    await park(4, 'abcd')
    await park(7, null)
    const { status, out } = await inbox('list')
    expect(status).toBe(0)
    expect(out.split('\n')).toEqual([
      '4  room  received 2026-01-01T00:00:00.000Z  5 attempts  can be retried  Error: not to be read',
      '7  room  received 2026-01-01T00:00:00.000Z  5 attempts  its text was deleted  Error: not to be read',
      '2 set aside.',
      '',
    ])
    expect(out).not.toContain('abcd')
  })

  it('has one or all tried again, and says why one cannot be', async () => {
    await park(4, 'abcd')
    await park(5, 'abcd')
    await park(7, null)
    expect(await inbox('retry', '4')).toMatchObject({ status: 0, out: expect.stringContaining('1 will be') })
    expect(await inbox('retry', '4')).toMatchObject({ status: 1, err: expect.stringContaining('no message 4') })
    expect(await inbox('retry', '7')).toMatchObject({ status: 1, err: expect.stringContaining('only be dropped') })
    expect(await inbox('retry', 'all')).toMatchObject({ status: 0, out: expect.stringContaining('1 will be') })
    expect(await inbox('retry', 'all')).toMatchObject({ status: 0, out: expect.stringContaining('0 will be') })
  })

  it('drops one for good', async () => {
    await park(7, null)
    expect(await inbox('drop', '7')).toMatchObject({ status: 0, out: 'Message 7 was dropped.\n' })
    expect(await inbox('drop', '7')).toMatchObject({ status: 1, err: expect.stringContaining('no message 7') })
  })

  it.each([['retry', 'everything'], ['drop', '0'], ['drop', 'all'], ['retry'], ['drop', '1e3']])(
    '%s %s is used wrongly',
    async (...args) => {
      expect((await inbox(...args)).status).toBe(2)
    },
  )
})
