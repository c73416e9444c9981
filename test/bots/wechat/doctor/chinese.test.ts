// What the doctor says in Chinese, of everything that it may find: word for word.
import { expect, test } from 'vitest'
import type { Bad, Finding, Findings, Subject } from '../../../../bots/wechat/doctor/findings.ts'
import { told } from '../../../../bots/wechat/doctor/tell.ts'
import { wechatChannel } from '../../../../bots/wechat/index.ts'
import { instantOf } from '../../../../src/domain/calendar/instant.ts'
import { expectNoEnglish } from '../../../support/no-english.ts'
import { leftOut, WechatHouse } from '../../../support/wechat/channel.ts'
import { samples } from './samples.ts'

const SAID: Record<keyof Findings, string> = {
  'not-installed':
    '未安装 wechaty、wechaty-puppet-wechat4u；请运行 npm ci（不加 --omit=optional），或删去 WECHAT_PUPPET',
  unreadable: '未能读取（the database is away）',
  'account-unseen': '未查看：数据库由服务占用；请管理员打开 /channels/wechat 查看',
  'account-unknown': '尚无记录，请启动服务',
  'account-old': '服务已12分钟没有更新状态，请查看服务是否在运行',
  'account-away':
    '微信等待扫码登录，自 2026-10-09T01:20:00Z 起（login timeout）；请管理员打开 /channels/wechat 扫码登录；二维码的文字：http://weixin.qq.com/x/abc',
  'said-twice': '有3条消息没有及时回显，已重发',
  unfound:
    '未能确认 城管局工作群、陈宇；请在群内发送 /绑定 值班群（或 /绑定 单位名称），并在值班账号的通讯录中为人员设置备注',
}

const codes = Object.keys(SAID) as (keyof Findings)[]
const findingOf = (code: keyof Findings) => ({ code, ...samples[code] }) as Finding
const line = (finding: Finding | null, what: Subject = 'account') => ({ level: 'ok', what, finding }) as const
const saidOf = (finding: Finding) => told(line(finding), 'zh-CN').says

test.each(codes)('%s', (code) => {
  expect(saidOf(findingOf(code))).toBe(SAID[code])
})

test('none has English in it, and what looks for that finds it', () => {
  for (const code of codes) {
    expectNoEnglish([told(line(findingOf(code)), 'zh-CN')])
    expect(() => expectNoEnglish([told(line(findingOf(code)), 'en')]), code).toThrow()
  }
})

test('a puppet that is not installed is another matter than wechaty', () => {
  const finding: Finding = { code: 'not-installed', packages: ['wechaty-puppet-x'], isOurs: false }
  expectNoEnglish([told(line(finding), 'zh-CN')])
  expect(saidOf(finding)).toBe(
    '未安装 wechaty-puppet-x；请核对 WECHAT_PUPPET 中的名称，名称无误的，运行 npm install --no-save wechaty-puppet-x（每次 npm ci 后须再运行一次）',
  )
})

test('each state of the account has its own words, and what to do', () => {
  const since = '2026-10-09T01:20:00Z'
  const said: Record<Bad, string> = {
    missing: '未安装微信组件，自 2026-10-09T01:20:00Z 起；请运行 npm ci（不加 --omit=optional）后重新启动服务',
    starting: '正在启动微信，自 2026-10-09T01:20:00Z 起；请稍后再检查一次',
    scan: '微信等待扫码登录，自 2026-10-09T01:20:00Z 起；请管理员打开 /channels/wechat 扫码登录',
    'logged-out': '微信已退出登录，自 2026-10-09T01:20:00Z 起；请管理员打开 /channels/wechat 扫码登录',
    silent:
      '微信显示已登录，但发出的消息未能确认送达，自 2026-10-09T01:20:00Z 起；请管理员打开 /channels/wechat 查看，必要时在手机上退出后重新扫码',
    dead: '微信进程反复退出，自 2026-10-09T01:20:00Z 起；请管理员打开 /channels/wechat 查看原因，并检查本机网络',
  }
  for (const [state, says] of Object.entries(said))
    expect(saidOf({ code: 'account-away', state: state as Bad, since, why: null, qr: null })).toBe(says)
})

test.each<[Subject, string]>([
  ['packages', '组件'],
  ['state', '运行状态'],
  ['account', '账号'],
  ['echoes', '回显'],
  ['places', '群和人员'],
])('%s by its name', (what, called) => {
  expect(told(line(null, what), 'zh-CN')).toEqual({ level: 'ok', what: called, says: null })
})

test.skipIf(leftOut())('the channel of an institution in Chinese', async () => {
  const house = await WechatHouse.open()
  try {
    const at = instantOf(Date.now())
    const state = { state: 'logged-in', since: at, at, qr: null, account: '值班', why: null, resent: 2, told: false }
    house.kept.set('state', JSON.stringify(state))
    const place = {
      rooms: [{ name: '值班群', id: 'r1' }],
      people: [{ name: '陈宇', account: '陈宇' }],
      publicUrl: null,
    }
    const found = await wechatChannel({ ...house.deps(), lang: 'zh-CN' }).diagnose?.(place, AbortSignal.timeout(5_000))
    expect(found).toEqual([
      { level: 'ok', what: '组件', says: null },
      { level: 'ok', what: '账号', says: null },
      { level: 'WARNING', what: '回显', says: '有2条消息没有及时回显，已重发' },
      {
        level: 'WARNING',
        what: '群和人员',
        says: '未能确认 值班群、陈宇；请在群内发送 /绑定 值班群（或 /绑定 单位名称），并在值班账号的通讯录中为人员设置备注',
      },
    ])
  } finally {
    await house.stop()
  }
})
