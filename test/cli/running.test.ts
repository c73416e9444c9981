// Commands while the service runs on the embedded engine: it does for them what it alone can, over a socket of the folder.
import { existsSync } from 'node:fs'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerLocally } from '../../src/cli/local/answer.ts'
import { askingService } from '../../src/cli/local/ask.ts'
import { readConfig } from '../../src/config.ts'
import { type Service, startService } from '../../src/main.ts'
import { zhiban } from '../support/command-line.ts'
import { type FreshPlace, freshPlace } from '../support/database.ts'

const SECRET = '8f3b1c9e5d7a2460b8e1f93c7d5a0264'

let place: FreshPlace
let env: Record<string, string>
let service: Service
const config = () => readConfig({ ...env, LOG_LEVEL: 'silent' })

beforeAll(async () => {
  place = await freshPlace()
  env = { ...place.env, ZHIBAN_SECRET: SECRET, ZHIBAN_ORG: 'docs/sample-org.yaml', PORT: '0' }
  // What a killed service leaves behind.
  await mkdir(place.place.folder, { recursive: true })
  await writeFile(join(place.place.folder, 'zhiban.sock'), '')
  service = await startService(config(), { answerLocally })
  env = { ...env, PORT: new URL(service.url).port }
})
afterAll(async () => {
  await service.stop()
  await place.dispose()
})

describe('while the service has the embedded database', () => {
  it('only the owner of the folder reaches it', async () => {
    expect((await stat(join(place.place.folder, 'zhiban.sock'))).mode & 0o777).toBe(0o600)
    for (const path of ['/look', '/verify', '/sign-in', '/token-create'])
      expect((await fetch(`${service.url}${path}`, { method: 'POST', body: '{}' })).status).toBeGreaterThanOrEqual(400)
  })

  it('sign-in prints a link that signs in', async () => {
    const { status, out, err } = await zhiban(['sign-in', 'zhou'], env)
    expect([status, err]).toEqual([0, ''])
    expect((await fetch(out.trim(), { method: 'POST', redirect: 'manual' })).status).toBe(303)
    const ghost = await zhiban(['sign-in', 'ghost'], env)
    expect([ghost.status, ghost.out, ghost.err]).toEqual([1, '', expect.stringContaining('ghost')])
  })

  it('org import puts the file in force, or says what is wrong with it', async () => {
    const { status, out } = await zhiban(['org', 'import', 'docs/sample-org.yaml'], env)
    expect([status, out]).toEqual([0, expect.stringMatching(/version 2: 4 departments, 15 people, 6 rooms/)])
    const asked = askingService(config())
    const wrong = await asked('org-import', { text: 'people: [', file: 'wrong.yaml', at: new Date().toISOString() })
    expect(wrong).toMatchObject({ ok: false, reason: 'wrong', problems: [{ file: 'wrong.yaml', line: 1 }] })
  })

  it('posts of a table are registered by the service, and counted once', async () => {
    const file = join(place.place.folder, 'posts.csv')
    await writeFile(file, '标题,链接\n幼儿园门口积水,https://news.example/1\n停电三小时,https://news.example/2\n')
    const ended = await zhiban(['import', 'sightings', file, '--as', 'zhou', '--yes'], env)
    expect([ended.status, ended.err]).toEqual([0, ''])
    expect(ended.out).toContain('Registered: 2 new, 0 forwarded again, 0 counted before, 0 rows not registered.')
    const again = await zhiban(['import', 'sightings', file, '--as', 'zhou', '--yes'], env)
    expect(again.out).toContain('Registered: 0 new, 0 forwarded again, 2 counted before, 0 rows not registered.')
  })

  it('a token is made, works, is listed and revoked', async () => {
    const made = await zhiban(['token', 'create', '--name', 'watch', '--scopes', 'read'], env)
    const headers = { authorization: `Bearer ${made.out.trim()}` }
    const cases = () => fetch(`${service.url}/api/v1/cases`, { headers })
    expect((await cases()).status).toBe(200)
    expect((await zhiban(['token', 'list'], env)).out).toMatch(/^1 +watch +read/m)
    expect(await zhiban(['token', 'revoke', '1'], env)).toMatchObject({ status: 0 })
    expect((await cases()).status).toBe(401)
    expect(await zhiban(['token', 'revoke', '1'], env)).toMatchObject({ status: 1 })
  })

  it('what was set aside is listed', async () => {
    expect(await zhiban(['inbox', 'list'], env)).toMatchObject({ status: 0, out: 'No message is set aside.\n' })
    expect(await zhiban(['inbox', 'drop', '7'], env)).toMatchObject({ status: 1 })
  })

  it('doctor looks at everything', async () => {
    const { out, err } = await zhiban(['doctor'], env)
    expect(err).toBe('')
    for (const line of [
      /^ok +readiness: http/m,
      /^ok +database \(pglite\): PostgreSQL \d+/m,
      /^ok +migrations$/m,
      /^ok +policy bureau-4-level$/m,
      /^ok +org: 4 departments/m,
      /^ok +last alive: 20/m,
      /^ok +messages set aside: none$/m,
    ])
      expect(out).toMatch(line)
    expect(out).not.toMatch(/was not looked into/)
    const zh = await zhiban(['doctor'], { ...env, ZHIBAN_LANG: 'zh-CN' })
    expect(zh.out).toMatch(/^正常 +组织：部门4个，人员15名，群6个$/m)
    expect(zh.out).toMatch(
      /^注意 +预案 bureau-4-level：有\d+项预案未写明.*npm run zhiban -- policy check bureau-4-level$/m,
    )
  })

  it('the policy in force is checked as it was published', async () => {
    const { status, out } = await zhiban(['policy', 'check', '--published'], { ...env, ZHIBAN_LANG: 'zh-CN' })
    expect([status, out]).toEqual([0, expect.stringMatching(/^bureau-4-level: 机关四级处置预案/)])
  })

  it('audit verify finds the record whole, and a changed one changed', async () => {
    const whole = await zhiban(['audit', 'verify'], env)
    expect([whole.status, whole.out]).toEqual([0, expect.stringContaining('The record is whole.')])
    await service.desk.database.db.execute(
      sql`insert into events values (9, 1, 'noted', 1, now(), 'li', '{}', null, 'x')`,
    )
    const zh = await zhiban(['audit', 'verify'], { ...env, ZHIBAN_LANG: 'zh-CN' })
    expect([zh.status, zh.out]).toEqual([1, expect.stringContaining('#9：有事件而没有案件')])
  })

  it('a task of another version is refused with what to do', async () => {
    const asked = askingService(config()) as unknown as (name: string, asked: object) => Promise<unknown>
    await expect(asked('of-tomorrow', {})).rejects.toThrow(/另一版本/)
    await expect(asked('sign-in', { somebody: 'zhou' })).rejects.toThrow(/另一版本/)
  })
})

it('a folder with a long path is reached, and left clean', async () => {
  const folder = join(place.place.folder, ...Array.from({ length: 8 }, (_, index) => `a-folder-deep-down-${index}`))
  const settings = { ...env, ZHIBAN_DATA: folder, PORT: '0' }
  const deep = await startService(readConfig({ ...settings, LOG_LEVEL: 'silent' }), { answerLocally })
  try {
    expect(await zhiban(['sign-in', 'zhou'], settings)).toMatchObject({ status: 0, err: '' })
  } finally {
    await deep.stop()
  }
  expect(existsSync(join(folder, 'zhiban.sock'))).toBe(false)
  expect(await zhiban(['sign-in', 'zhou'], settings)).toMatchObject({ status: 0, err: '' })
})
