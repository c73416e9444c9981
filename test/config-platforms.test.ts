// What turns platforms on: half of what one needs is refused at start, with what to do.
import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'

const wrong = (set: Record<string, string>): string => {
  try {
    readConfig({ ZHIBAN_LANG: 'en', ...set })
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return ''
}
const BOT = { WECOM_BOT_ID: 'aib1', WECOM_SECRET: 'a-secret-of-the-bot' }
const ROBOT = 'wr1=https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693axxx6'

describe('a platform', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['WeChat alone', { WECHAT_PUPPET: 'wechaty-puppet-mock' }, /WECHAT_PUPPET: stands beside another.*ZHIBAN_ROOM=on/],
    ['robots without the bot', { WECOM_ROBOTS: ROBOT }, /WECOM_BOT_ID: is required with WECOM_ROBOTS/],
    ['a bot without its secret', { WECOM_BOT_ID: 'aib1' }, /WECOM_SECRET: is required with WECOM_BOT_ID/],
    ['a full-width comma', { ...BOT, WECOM_ROBOTS: `${ROBOT}，wr2` }, /with ASCII commas/],
    ['a robot without its chat', { ...BOT, WECOM_ROBOTS: `${ROBOT},https://x.example` }, /entry 2 of 2 is not/],
  ])('%s', (_what, set, says) => {
    expect(wrong(set)).toMatch(says)
    expect(wrong(set)).not.toContain('693axxx6')
  })

  it.each<[string, Record<string, string>, { room: boolean }]>([
    ['WeChat beside the room', { WECHAT_PUPPET: 'wechaty-puppet-mock', ZHIBAN_ROOM: 'on' }, { room: true }],
    ['WeChat beside WeCom', { WECHAT_PUPPET: 'wechaty-puppet-mock', ...BOT }, { room: false }],
    ['WeChat alone, by decision', { WECHAT_PUPPET: 'wechaty-puppet-mock', ZHIBAN_ROOM: 'off' }, { room: false }],
    ['nothing', {}, { room: true }],
  ])('%s is taken', (_what, set, config) => {
    expect(readConfig(set)).toMatchObject(config)
  })
})
