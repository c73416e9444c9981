// The page on which an administrator logs WeChat's account in.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { wechatChannel } from '../../bots/wechat/index.ts'
import { channelDeps } from '../../src/desk/channel-deps.ts'
import { keepingOf } from '../../src/desk/keeping.ts'
import { ORG } from '../support/sample.ts'
import { TestServer } from '../support/server.ts'

const ADMIN = { key: 'admin', name: '管理员', roles: ['admin' as const], ids: { room: 'admin' } }

let test: TestServer
beforeEach(async () => {
  test = await TestServer.open({ org: { ...ORG, people: [...ORG.people, ADMIN] } })
  const settings = { puppet: 'none', folder: 'none' }
  test.desk.channels.set('wechat', wechatChannel({ ...channelDeps(test.desk, 'wechat'), settings }))
})
afterEach(() => test.close())

const page = async (person: string) =>
  test.get('/channels/wechat', { token: null, headers: await test.session(person) })
const stands = (state: object) =>
  keepingOf(test.desk, 'wechat').set('state', JSON.stringify({ why: null, resent: 0, told: false, ...state }))

it('shows an administrator how the account stands, and the code to scan', async () => {
  expect((await page('admin')).text).toContain('尚无状态')
  await stands({ state: 'scan', since: test.now, at: test.now, qr: 'http://weixin.qq.com/x/abc', account: null })
  const { text } = await page('admin')
  expect(text).toContain('微信等待扫码登录，自10月9日 12:00（周五）起')
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

it('shows no code that may be of long ago, and no page of what has none', async () => {
  await stands({ state: 'scan', since: test.now, at: test.now, qr: 'http://weixin.qq.com/x/abc', account: null })
  test.pass(4 * 60_000)
  const { text } = await page('admin')
  expect(text).toContain('服务较长时间没有更新状态')
  expect(text).not.toContain('<img')
  const none = await test.get('/channels/feishu', { token: null, headers: await test.session('admin') })
  expect(none.status).toBe(404)
})
