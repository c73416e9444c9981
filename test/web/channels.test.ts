// The page on which an administrator logs WeChat's account in.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { wechatChannel } from '../../bots/wechat/index.ts'
import { channelDeps } from '../../src/desk/channels/channel-deps.ts'
import { keepingOf } from '../../src/desk/channels/channel-store.ts'
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
  keepingOf(test.desk, 'wechat').set(
    'state',
    JSON.stringify({ why: 'getaddrinfo ENOTFOUND login.wx.qq.com', resent: 0, told: false, ...state }),
  )

it('shows an administrator how the account stands, and the code to scan', async () => {
  expect((await page('admin')).text).toContain('尚无状态')
  await stands({ state: 'scan', since: test.now, at: test.now, qr: 'http://weixin.qq.com/x/abc', account: null })
  const { text } = await page('admin')
  expect(text).toContain('微信等待扫码登录，自10月9日 12:00（周五）起')
  expect(text).toContain('原因：getaddrinfo ENOTFOUND login.wx.qq.com')
  expect(text).toMatch(/<img src="data:image\/png;base64,/u)
  await stands({ state: 'logged-in', since: test.now, at: test.now, qr: null, account: '值班台<1>' })
  const later = await page('admin')
  expect(later.text).toContain('值班台&lt;1')
  expect(later.text).not.toContain('<img')
})

it('shows the code to nobody else: who scans it speaks for the desk', async () => {
  await stands({ state: 'scan', since: test.now, at: test.now, qr: 'http://weixin.qq.com/x/abc', account: null })
  const refused = await page('zhou')
  expect(refused.status).toBe(403)
  expect(refused.text).toContain('此页只供管理员使用，请联系：管理员。')
  expect(refused.text).not.toContain('<img')
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

it('is come back to by whoever signs in for it, and nothing else is', async () => {
  const asked = await test.get('/channels/wechat', { token: null })
  const cookie = String(asked.headers['set-cookie']).split(';')[0] ?? ''
  const signedIn = async (wanted: string) => {
    const { path } = await test.auth.newLink('admin')
    return (await test.call('POST', path, { token: null, headers: { cookie: wanted } })).headers.location
  }
  expect(await signedIn(cookie)).toBe('/channels/wechat')
  expect(await signedIn('zhiban-wanted=https%3A%2F%2Fevil.example%2Fchannels%2Fwechat')).toBe('/room')
  expect(await signedIn('zhiban-wanted=%2F%2Fevil.example')).toBe('/room')
})
