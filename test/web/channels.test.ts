// The page on which an administrator logs WeChat's account in.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepValue } from '../../src/db/keeping.ts'
import { ORG } from '../support/sample.ts'
import { TestServer } from '../support/server.ts'

const ADMIN = { key: 'admin', name: '管理员', roles: ['admin' as const], ids: { room: 'admin' } }

let test: TestServer
beforeEach(async () => {
  test = await TestServer.open({ org: { ...ORG, people: [...ORG.people, ADMIN] } })
})
afterEach(() => test.close())

const page = async (person: string) =>
  test.get('/channels/wechat', { token: null, headers: await test.session(person) })
const stands = (state: object) =>
  keepValue(test.database.db, 'wechat', 'state', { value: JSON.stringify(state), expiresAt: null })

it('shows an administrator how the account stands, and the code to scan', async () => {
  expect((await page('admin')).text).toContain('尚无记录')
  await stands({ state: 'scan', since: test.now, at: test.now, qr: 'http://weixin.qq.com/x/abc', account: null })
  const { text } = await page('admin')
  expect(text).toContain('等待扫码登录（自10月9日 12:00（周五）起）')
  expect(text).toMatch(/<img src="data:image\/png;base64,/u)
  await stands({ state: 'logged-in', since: test.now, at: test.now, qr: null, account: '值班台<1>' })
  const later = await page('admin')
  expect(later.text).toContain('值班台&lt;1')
  expect(later.text).not.toContain('<img')
})

it('shows the code to nobody else: who scans it speaks for the desk', async () => {
  await stands({ state: 'scan', since: test.now, at: test.now, qr: 'http://weixin.qq.com/x/abc', account: null })
  expect((await page('zhou')).status).toBe(403)
  expect(await test.get('/channels/wechat', { token: null })).toMatchObject({ status: 302 })
})
