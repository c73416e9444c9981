// What the doctor says in Chinese, of everything that it may find: word for word.
import { expect, test } from 'vitest'
import type { Finding, Findings, Subject } from '../../../../bots/wecom/doctor/findings.ts'
import { told } from '../../../../bots/wecom/doctor/tell.ts'
import { expectNoEnglish } from '../../../support/no-english.ts'
import { WecomPlatform } from '../../../support/wecom/platform.ts'
import { channelFor, inTime } from '../parts.ts'
import { samples } from './samples.ts'

const SAID: Record<keyof Findings, string> = {
  untried: '未试连：读取不到数据库，不知道服务是否在运行，而试连会挤掉服务的连接；请查看服务的监控指标或日志',
  'service-connected': '运行中的服务已连接',
  'service-away': '运行中的服务没有连接（同一机器人被另一个程序连接），请查看服务的日志',
  accepted: 'Bot ID 和 Secret 有效',
  unreachable:
    '连接不上平台（connect ECONNREFUSED 127.0.0.1:1），请检查 DNS、代理和防火墙是否允许访问 openws.work.weixin.qq.com:443',
  refused:
    '平台不接受（Authentication failed: invalid bot_id or secret (code: 853000)），请核对 WECOM_BOT_ID 和 WECOM_SECRET，并在机器人的配置页确认为“API 模式创建”，连接方式为“使用长连接”',
  'no-webhook':
    '地址不是群机器人的 Webhook 地址，应以 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key= 开头；请从群聊右上角“消息推送”中重新复制到 WECOM_ROBOTS',
  'robot-without-room': '组织文件中没有此编号的群；请更正 WECOM_ROBOTS，或在组织文件中登记该群',
  'robot-well': '地址格式正确（没有试发）',
  'no-room-id': '不是企业微信的群编号；请在所用的群内 @ 机器人并发送 /绑定 值班群（或 /绑定 单位名称），或更正组织文件',
  'nobody-spoke': '群内还没有人对机器人说过话，在此之前平台不允许它发言；请在该群 @ 它一次，例如 @值班台 /帮助',
  'no-account': '登记的不是企业微信账号（userid），请更正组织文件',
  'broke-off': '中途出错（Error: the database is away）',
}

const codes = Object.keys(SAID) as (keyof Findings)[]
const findingOf = (code: keyof Findings) => ({ code, ...samples[code] }) as Finding
const line = (finding: Finding | null, what: Subject = 'bot') => ({ level: 'ok', what, finding }) as const

test.each(codes)('%s', (code) => {
  expect(told(line(findingOf(code)), 'zh-CN').says).toBe(SAID[code])
})

test('none has English in it, and what looks for that finds it', () => {
  for (const code of codes) {
    expectNoEnglish([told(line(findingOf(code)), 'zh-CN')])
    expect(() => expectNoEnglish([told(line(findingOf(code)), 'en')]), code).toThrow()
  }
})

test.each<[Finding, string]>([
  [{ code: 'service-away', why: null }, '运行中的服务尚未连接，请查看服务的日志'],
  [
    { code: 'unreachable', said: null },
    '连接不上平台（没有及时应答），请检查 DNS、代理和防火墙是否允许访问 openws.work.weixin.qq.com:443',
  ],
])('%o', (finding, says) => {
  expect(told(line(finding), 'zh-CN').says).toBe(says)
})

test.each<[Subject, string]>([
  ['bot', '智能机器人'],
  ['diagnosis', '检查'],
  [{ robot: '值班群' }, '群机器人（值班群）'],
  [{ room: '值班群', id: 'wr-duty' }, '群 值班群（wr-duty）'],
  [{ person: '王值班' }, '人员 王值班'],
])('%o by its name', (what, called) => {
  expect(told(line(null, what), 'zh-CN')).toEqual({ level: 'ok', what: called, says: null })
})

test('the channel of an institution in Chinese', async () => {
  const platform = await WecomPlatform.start()
  const place = {
    rooms: [{ name: '值班群', id: 'wr-duty' }],
    people: [{ name: '王值班', account: '王 值班' }],
    publicUrl: null,
  }
  try {
    const settings = platform.settings({ secret: 'wrong-secret', robots: { 'wr-gone': 'https://example.com/hook' } })
    const { channel } = channelFor(settings, { deps: { seesService: true, lang: 'zh-CN' } })
    const found = (await channel.diagnose?.(place, inTime())) ?? []
    expect(found.map(({ level, what, says }) => `${level} ${what}：${says}`)).toEqual([
      expect.stringMatching(/^PROBLEM 智能机器人：平台不接受（.*853000.*），请核对 WECOM_BOT_ID 和 WECOM_SECRET，/),
      `PROBLEM 群机器人（wr-gone）：${SAID['no-webhook']}`,
      `WARNING 群 值班群（wr-duty）：${SAID['nobody-spoke']}`,
      `PROBLEM 人员 王值班：${SAID['no-account']}`,
    ])
  } finally {
    await platform.stop()
  }
})
