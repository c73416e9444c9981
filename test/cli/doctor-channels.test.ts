// zhiban doctor and the channels: what each finds out stands after the institution's checks, within a limit of time.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { missingPackages } from '../../bots/wechat/installed.ts'
import { channelChecks } from '../../src/cli/doctor/channels.ts'
import { readConfig } from '../../src/config.ts'
import { openDatabase } from '../../src/db/engine/connect.ts'
import { recordAlive } from '../../src/db/operations/service-times.ts'
import type { Org } from '../../src/domain/org/org.ts'
import { type AppConsole, consoleBefore } from '../bots/feishu/doctor/console.ts'
import { zhiban } from '../support/command-line.ts'
import { type FreshPlace, freshPlace } from '../support/database.ts'
import { foundOn } from '../support/desk.ts'
import { FeishuPlatform } from '../support/feishu/platform.ts'
import { expectNoEnglish } from '../support/no-english.ts'
import { ORG, POLICY } from '../support/sample.ts'

let place: FreshPlace
let platform: FeishuPlatform
let front: AppConsole
let env: Record<string, string>
beforeEach(async () => {
  place = await freshPlace()
  platform = await FeishuPlatform.start()
  front = await consoleBefore(platform)
  env = {
    ...place.env,
    ZHIBAN_LANG: 'en',
    ZHIBAN_SECRET: '8f3b1c9e5d7a2460b8e1f93c7d5a0264',
    ZHIBAN_HEARTBEAT_URL: 'https://watch.example/ping',
    FEISHU_APP_ID: platform.appId,
    FEISHU_APP_SECRET: platform.appSecret,
    FEISHU_DOMAIN: front.url,
  }
})
afterEach(async () => {
  await front.stop()
  await platform.stop()
  await place.dispose()
})

const NOWHERE = 'postgres://postgres@127.0.0.1:1/none'

/** All of it in Feishu, but for one person who has no account anywhere. */
async function founded(): Promise<void> {
  const accounts = new Map(ORG.people.map(({ key, name }) => [key, platform.addUser({ name }).openId]))
  const members = [...accounts.values()]
  const org: Org = {
    ...ORG,
    people: ORG.people.map((person) => ({ ...person, ids: { feishu: accounts.get(person.key) ?? '' } })),
    rooms: ORG.rooms.map((room) => ({
      ...room,
      channel: 'feishu',
      id: platform.addChat({ name: room.name, members }).chatId,
    })),
  }
  const at = new Date().toISOString()
  const database = await openDatabase(place.place)
  try {
    await foundOn(database, { org, policy: POLICY, drill: false, at })
    await recordAlive(database.db, { real: at, domain: at }, 90_000)
  } finally {
    await database.close()
  }
}

const doctor = (more: Record<string, string> = {}) => zhiban(['doctor'], { ...env, ...more })

describe('doctor', () => {
  it('looks at Feishu with the rooms and people of the org', async () => {
    await founded()
    const { status, out, err } = await doctor()
    expect([status, err]).toEqual([0, ''])
    expect(out).not.toMatch(/PROBLEM/)
    for (const line of [
      /^ok +channels set up: feishu$/m,
      /^ok +feishu credentials: cli_\w+ at http/m,
      /^ok +feishu clock: /m,
      /^ok +feishu permissions: all are granted$/m,
      /^ok +feishu groups: in \d+$/m,
      new RegExp(`^ok +feishu room ${ORG.rooms[0]?.name}: the bot is in it`, 'm'),
      new RegExp(`^ok +feishu people: ${ORG.people.length} have an account$`, 'm'),
    ])
      expect(out).toMatch(line)
    expect(out).not.toContain(platform.appSecret)
    expect(out.indexOf('feishu credentials')).toBeGreaterThan(out.indexOf('channels set up'))
  })

  it('says the same in Chinese', async () => {
    await founded()
    const { status, out, err } = await doctor({ ZHIBAN_LANG: 'zh-CN' })
    expect([status, err]).toEqual([0, ''])
    for (const line of [
      /^正常 +企业微信：未接入（WECOM_BOT_ID）$/m,
      /^正常 +已接入的渠道：飞书$/m,
      /^正常 +飞书应用凭证：cli_\w+，http/m,
      /^正常 +飞书权限：均已开通$/m,
      new RegExp(`^正常 +飞书群 ${ORG.rooms[0]?.name}：机器人在群内，成员${ORG.people.length}名$`, 'm'),
      new RegExp(`^正常 +飞书人员：${ORG.people.length}名有账号$`, 'm'),
    ])
      expect(out).toMatch(line)
    expectNoEnglish(
      out
        .trim()
        .split('\n')
        .map((says) => ({ level: 'ok', what: '', says })),
    )
    const away = await doctor({ ZHIBAN_LANG: 'zh-CN', FEISHU_APP_SECRET: 'not-the-secret', DATABASE_URL: NOWHERE })
    expect(away.status).toBe(1)
    expect(away.out).toMatch(/^问题 +飞书应用凭证：平台不接受（10014 app secret invalid）：FEISHU_APP_ID 或/m)
    expect(away.out).toMatch(/^注意 +飞书的群和人员：未查看：数据库中的组织读取不到$/m)
  })

  it('ends with 1 where the platform would refuse the service', async () => {
    await founded()
    const { status, out } = await doctor({ FEISHU_APP_SECRET: 'not-the-secret' })
    expect(status).toBe(1)
    expect(out).toMatch(/^PROBLEM +feishu credentials: refused \(10014 app secret invalid\): .*凭证与基础信息/m)
    expect(out).not.toContain('not-the-secret')
  })

  it('looks at the credentials also where there is no database to look into', async () => {
    const { status, out } = await doctor({ DATABASE_URL: NOWHERE })
    expect(status).toBe(1)
    expect(out).toMatch(/^PROBLEM +database: /m)
    expect(out).toMatch(/^ok +feishu credentials: /m)
    expect(out).toMatch(/^WARNING +feishu rooms and people: not looked at: the org could not be read/m)
  })

  it('asks nothing of a channel that is not set up', async () => {
    const config = readConfig({ ...env, FEISHU_APP_ID: '', FEISHU_APP_SECRET: '' })
    expect(await channelChecks(config, { org: null, kept: null })).toEqual([])
    expect(front.asked).toEqual([])
  })

  it('tells how WeChat stands by what the service has kept of it', async () => {
    const config = readConfig({
      ...env,
      FEISHU_APP_ID: '',
      FEISHU_APP_SECRET: '',
      WECHAT_PUPPET: 'wechaty-puppet-mock',
      ZHIBAN_ROOM: 'on',
    })
    const at = new Date().toISOString()
    const state = {
      state: 'scan',
      since: at,
      at,
      qr: 'http://weixin.qq.com/x/abc',
      account: null,
      why: null,
      resent: 0,
      told: false,
    }
    const kept = async (channel: string, key: string) =>
      channel === 'wechat' && key === 'state' ? JSON.stringify(state) : null
    const checks = await channelChecks(config, { org: null, kept })
    if (missingPackages('wechaty-puppet-mock').length > 0) {
      expect(checks).toMatchObject([{ level: 'PROBLEM', what: 'wechat packages' }, {}])
      return
    }
    expect(checks.find(({ what }) => what === 'wechat account')).toMatchObject({
      level: 'PROBLEM',
      says: expect.stringContaining('http://weixin.qq.com/x/abc'),
    })
    const blind = await channelChecks(config, { org: null, kept: null })
    expect(blind.find(({ what }) => what === 'wechat account')?.level).toBe('WARNING')
  })

  it('does not wait for a platform beyond its limit', async () => {
    platform.fault({ kind: 'hang', path: /./, times: Number.POSITIVE_INFINITY })
    const checks = await channelChecks(readConfig(env), { org: null, kept: null }, 50)
    expect(checks[0]).toMatchObject({ level: 'PROBLEM', what: 'feishu credentials' })
    expect(checks.map(({ what }) => what)).toContain('feishu diagnosis')
  })
})
