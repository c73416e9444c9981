// What the doctor says in Chinese, of everything that it may find: word for word.
import { describe, expect, test } from 'vitest'
import type {
  BotState,
  Finding,
  Findings,
  Purpose,
  Subject,
  Thing,
  Unseen,
} from '../../../../bots/feishu/doctor/findings.ts'
import { told } from '../../../../bots/feishu/doctor/tell.ts'
import { expectNoEnglish } from '../../../support/no-english.ts'
import { channelFor } from '../receive-parts.ts'
import { type Diagnosing, diagnosing } from './doctor-parts.ts'
import { samples } from './samples.ts'

/** As the institution's office reads them: what is wrong, and what to do on which page. */
const SAID: Record<keyof Findings, string> = {
  credentials: 'cli_a，https://open.feishu.cn',
  'wrong-credentials':
    '平台不接受（10014 app secret invalid）：FEISHU_APP_ID 或 FEISHU_APP_SECRET 有误，请从开发者后台（https://open.feishu.cn/app）该应用的“凭证与基础信息”中重新复制两项',
  'platform-trouble': 'https://open.feishu.cn 暂时不正常（HTTP 502），请稍后再检查一次',
  'no-platform': 'https://open.feishu.cn 的应答不是飞书的（HTTP 200），请核对 FEISHU_DOMAIN',
  'no-token':
    '没有得到访问凭证（10012 app disabled），请查看开发者后台（https://open.feishu.cn/app）该应用的“凭证与基础信息”',
  unreachable:
    '连接不上 https://open.feishu.cn（ECONNREFUSED），请检查 DNS、防火墙是否允许访问外部 HTTPS，并核对 FEISHU_DOMAIN',
  'clock-agrees': '与平台相差不超过1秒',
  'clock-off':
    '本机比平台快600秒，时限因此有偏差，Webhook 推送的事件会因过时而被拒收；请校准（例如运行 timedatectl set-ntp true）',
  'bot-enabled': '值班台，已启用',
  'bot-waits':
    '值班台已被本单位管理员停用；请到“版本管理与发布”创建版本并发布，并由管理员在“管理后台 → 工作台 → 应用管理”中启用',
  'bot-odd':
    '值班台的状态不明（9）；请到“版本管理与发布”创建版本并发布，并由管理员在“管理后台 → 工作台 → 应用管理”中启用',
  'no-bot':
    '应用没有机器人（11205 app do not have bot）；请在开发者后台“添加应用能力 → 机器人”中添加（https://open.feishu.cn/app/cli_a），再到“版本管理与发布”创建版本并发布',
  unseen: '未能查看（时间已用完）',
  'all-granted': '均已开通',
  'permissions-unlisted':
    '未能列出（1500 internal error），因此发送、单聊、文件和加急的权限没有核对；请对照 docs/feishu.zh-CN.md 逐项核对',
  'permissions-missing':
    '缺少 im:message:send_as_bot（发送和更新卡片）、im:chat:readonly（分辨群聊与单聊；获知机器人进群、被移出群）；请在开发者后台“权限管理”中开通（https://open.feishu.cn/app/cli_a/auth?q=im:message:send_as_bot,im:chat:readonly），再到“版本管理与发布”创建版本并发布',
  'permission-wanted':
    '各群：平台拒绝查看（99991672），缺少 im:chat 或 im:chat:readonly；请在开发者后台“权限管理”中开通（https://open.feishu.cn/app/cli_a/auth?q=im:chat），再到“版本管理与发布”创建版本并发布',
  'connection-allowed': '可以建立',
  'connection-unanswered': 'https://open.feishu.cn 没有告知连接地址（HTTP 502），请再检查一次',
  'connections-taken':
    '本应用的50个连接已全部占用（1000040350 too many connections），请核实是否有其他程序在使用同一 App ID',
  'platform-busy': '平台繁忙（1 system busy），请再检查一次',
  'connection-secret': 'FEISHU_APP_ID 或 FEISHU_APP_SECRET 有误（514 auth failed）',
  'connection-refused':
    '平台不允许（403 forbidden）：只有企业自建应用可以使用长连接；请在开发者后台“事件与回调 → 事件配置 → 订阅方式”（https://open.feishu.cn/app/cli_a/event）中选择“使用长连接接收事件”，再到“版本管理与发布”创建版本并发布',
  'address-unset': '没有设置 PUBLIC_URL，平台须将事件发送至该地址的 /channels/feishu/events',
  'address-inner': 'PUBLIC_URL 现为 http://10.1.2.3，平台访问不到；请改为公网地址，或设置 FEISHU_MODE=long-connection',
  'address-open':
    'PUBLIC_URL 现为 http://desk.example.gov.cn，不是 https，消息内容将明文传输；请在前面设置带证书的代理',
  'another-answers':
    'https://desk.example.gov.cn/channels/feishu/events 有应答，但不是本服务；请核对 PUBLIC_URL 是否指向这里',
  'answers-late':
    'https://desk.example.gov.cn/channels/feishu/events 用了1500毫秒才应答，平台只等1秒；请检查代理和网络',
  answers: 'https://desk.example.gov.cn/channels/feishu/events 通过平台的验证',
  'address-unreached':
    '从本机连接不上 https://desk.example.gov.cn/channels/feishu/events（ECONNREFUSED），请查看服务和代理是否在运行',
  'another-key':
    'https://desk.example.gov.cn/channels/feishu/events 处的服务与此处设置的 FEISHU_ENCRYPT_KEY 或 FEISHU_VERIFICATION_TOKEN 不一致，请改为与“事件与回调 → 加密策略”相同',
  'address-gone':
    'https://desk.example.gov.cn/channels/feishu/events 不存在，请核对服务是否设置了 FEISHU_MODE=webhook，代理是否转发这一路径',
  'address-refuses': 'https://desk.example.gov.cn/channels/feishu/events 的应答是 HTTP 502，请查看服务和代理的日志',
  'subscriptions-unseen':
    '未能查看，缺少 application:application:self_manage；请在开发者后台“权限管理”中开通（https://open.feishu.cn/app/cli_a/auth?q=application:application:self_manage），再到“版本管理与发布”创建版本并发布；或在开发者后台“事件与回调 → 事件配置”（https://open.feishu.cn/app/cli_a/event）中人工核对：事件 im.message.receive_v1、im.chat.disbanded_v1；回调 card.action.trigger',
  'version-waits': '有版本待审核，其中的改动尚未生效；请管理员在“管理后台 → 工作台 → 应用管理 → 应用审核”中审核',
  'version-none': '没有已发布的版本；请到“版本管理与发布”创建版本并发布（https://open.feishu.cn/app/cli_a/version）',
  'callback-untold':
    '平台没有告知；请在开发者后台“事件与回调 → 回调配置”（https://open.feishu.cn/app/cli_a/event）中核对：已添加“卡片回传交互”（card.action.trigger），订阅方式为“使用长连接接收回调”',
  'callback-missing':
    '没有订阅“卡片回传交互”（card.action.trigger），卡片上的按钮都会报错 200340；请在开发者后台“事件与回调 → 回调配置 → 添加回调”（https://open.feishu.cn/app/cli_a/event）中添加，再到“版本管理与发布”创建版本并发布',
  'callback-by-other':
    '点击的订阅方式是开发者服务器，而 FEISHU_MODE 是 long-connection；请在开发者后台“事件与回调 → 回调配置 → 订阅方式”（https://open.feishu.cn/app/cli_a/event）中选择“使用长连接接收回调”，再到“版本管理与发布”创建版本并发布',
  'callback-elsewhere':
    '点击发送到 https://old.example.gov.cn/channels/feishu/events，而不是 https://desk.example.gov.cn/channels/feishu/events；请在开发者后台“事件与回调 → 回调配置 → 订阅方式”（https://open.feishu.cn/app/cli_a/event）中更正，再到“版本管理与发布”创建版本并发布',
  callback: 'card.action.trigger',
  events: '版本 1.0.3 已订阅全部9个',
  'events-missing':
    '版本 1.0.3 没有订阅 im.message.receive_v1、im.chat.disbanded_v1；请在开发者后台“事件与回调 → 事件配置 → 添加事件”（https://open.feishu.cn/app/cli_a/event）中添加，再到“版本管理与发布”创建版本并发布',
  'events-unseen':
    '未能查看已发布的版本（平台没有告知事件）；请在开发者后台“事件与回调 → 事件配置”（https://open.feishu.cn/app/cli_a/event）中人工核对：im.message.receive_v1',
  'broke-off': '中途出错（TypeError: x is undefined）',
  'no-time': '时间不够，未能全部检查，请再检查一次',
  'in-no-group': '机器人不在任何群内；请将其加入值班群，并在群内发送 /绑定 值班群',
  'in-groups': '12个以上，尚未绑定：城管局群（oc_urban）等，另有1个',
  'no-group-id': '"../../x" 不是群编号（oc_…）；请在所用的群内发送 /绑定 值班群（或 /绑定 单位名称），或更正组织文件',
  'bot-absent': '机器人不在该群内（oc_duty）；请在该群的“设置 → 群机器人 → 添加机器人”中加入',
  'group-unseen':
    '本应用看不到这个群（oc_duty），可能属于其他单位，或编号有误；请在所用的群内发送 /绑定 值班群（或 /绑定 单位名称），或更正组织文件',
  'not-all-speak':
    '该群不是所有人都可以发言（230018）；请将机器人设为群管理员，或在“设置 → 群管理”中改为所有群成员可以发言',
  'not-all-urgent': '该群不是所有人都可以加急；请将机器人设为群管理员，或在“设置 → 群管理”中改为所有群成员可以加急',
  'room-well': '机器人在群内，成员7名，群名为“网信办值班”',
  'no-account': '登记的不是 open_id（ou_…）、邮箱或手机号：马芳、林海；请更正组织文件',
  'people-unknown':
    '按登记的邮箱或手机号没有找到：胡远等，另有2名；请更正组织文件，或将其加入“版本管理与发布 → 可用范围”（https://open.feishu.cn/app/cli_a）',
  'people-unasked': '未能查找（1500 internal error）',
  'have-accounts': '8名有账号',
}

/** All that they say is a name or an address, the same in both languages. */
const NAMES: (keyof Findings)[] = ['credentials', 'callback', 'bot-enabled']

const codes = Object.keys(SAID) as (keyof Findings)[]
const findingOf = (code: keyof Findings) => ({ code, ...samples[code] }) as Finding
const line = (finding: Finding, what: Subject = 'bot') => ({ level: 'ok', what, finding }) as const

test.each(codes)('%s', (code) => {
  expect(told(line(findingOf(code)), 'zh-CN').says).toBe(SAID[code])
})

test('none has English in it, and what looks for that finds it', () => {
  expectNoEnglish(codes.map((code) => told(line(findingOf(code)), 'zh-CN')))
  for (const code of codes.filter((each) => !NAMES.includes(each)))
    expect(() => expectNoEnglish([told(line(findingOf(code)), 'en')]), code).toThrow()
})

describe('each has its own words', () => {
  const saidOf = (finding: Finding, what?: Subject) => told(line(finding, what), 'zh-CN')
  const differ = (all: { what: string; says: string }[]) => {
    expectNoEnglish(all.map((each) => ({ level: 'ok', ...each })))
    expect(new Set(all.map(({ what, says }) => `${what}：${says}`)).size).toBe(all.length)
  }

  test('state of a bot', () => {
    const states: Record<BotState, true> = { 0: true, 1: true, 3: true, 4: true, 5: true, 6: true }
    differ(
      Object.keys(states).map((state) =>
        saidOf({ code: 'bot-waits', name: '值班台', state: Number(state) as BotState }),
      ),
    )
  })

  test('permission', () => {
    const purposes: Record<Purpose, true> = {
      send: true,
      'hear-groups': true,
      read: true,
      'hear-private': true,
      'tell-groups': true,
      'hear-membership': true,
      'urgent-app': true,
      'urgent-sms': true,
      'urgent-phone': true,
      'find-people': true,
    }
    const told = (Object.keys(purposes) as Purpose[]).map((to) =>
      saidOf({ code: 'permissions-missing', needs: [{ scope: 'im:x', to: [to] }], app: 'x' }),
    )
    differ(told)
    for (const { says } of told) expect(says.slice(0, says.indexOf('；'))).not.toMatch(/[a-z]{2,} [a-z]{2,}/)
  })

  test('group that is not shown', () => {
    const reasons: Unseen[] = [232006, 232009, 232010]
    differ(reasons.map((why) => saidOf({ code: 'group-unseen', why, id: 'oc_duty' })))
  })

  test('thing that is looked at', () => {
    const things: Record<Thing, string> = {
      credentials: '应用凭证',
      clock: '时钟',
      bot: '机器人',
      permissions: '权限',
      connection: '长连接',
      webhook: '事件接收地址',
      subscriptions: '订阅',
      callback: '回调',
      version: '版本',
      events: '事件',
      groups: '所在的群',
      people: '人员',
      diagnosis: '检查',
      'groups-of-bot': '机器人所在的群',
      rooms: '各群',
      'people-by-address': '按邮箱、手机号查找人员',
    }
    const finding: Finding = { code: 'unseen', why: { is: 'no-code', status: 502 } }
    for (const [what, called] of Object.entries(things))
      expect(saidOf(finding, what as Thing)).toEqual({
        level: 'ok',
        what: called,
        says: '未能查看（HTTP 502，没有内容）',
      })
    expect(saidOf(finding, { room: '值班群' }).what).toBe('群 值班群')
  })
})

describe('the channel of an institution in Chinese', () => {
  const diagnosed = async (on: Diagnosing, appSecret?: string) => {
    const settings = { ...on.platform.settings('long-connection'), domain: on.front.url }
    const { channel } = channelFor(appSecret === undefined ? settings : { ...settings, appSecret }, {
      lang: 'zh-CN',
      timing: { requestMs: 5_000 },
    })
    const { room } = on.dutyRoom()
    const place = { rooms: [room], people: [{ name: '陈静', account: 'chen@example.gov.cn' }], publicUrl: null }
    const found = (await channel.diagnose?.(place, AbortSignal.timeout(20_000))) ?? []
    return found.map(({ level, what, says }) => `${level} ${what}：${says}`.replaceAll(on.front.url, 'CONSOLE'))
  }

  test('says what is well, and what is not', async () => {
    const on = await diagnosing()
    try {
      expect(await diagnosed(on)).toEqual([
        `ok 应用凭证：${on.platform.appId}，CONSOLE`,
        expect.stringMatching(/^ok 时钟：与平台相差不超过[01]秒$/),
        'ok 机器人：值班台，已启用',
        'ok 权限：均已开通',
        'ok 长连接：可以建立',
        'ok 回调：card.action.trigger',
        'ok 事件：版本 1.0.3 已订阅全部9个',
        'ok 所在的群：1个',
        'ok 群 值班群：机器人在群内，成员1名',
        'ok 人员：1名有账号',
      ])
      expect(await diagnosed(on, 'not-the-secret-at-all')).toEqual([
        'PROBLEM 应用凭证：平台不接受（10014 app secret invalid）：FEISHU_APP_ID 或 FEISHU_APP_SECRET 有误，请从开发者后台（CONSOLE/app）该应用的“凭证与基础信息”中重新复制两项',
        expect.stringMatching(/^ok 时钟：/),
        'PROBLEM 长连接：FEISHU_APP_ID 或 FEISHU_APP_SECRET 有误（514 auth failed）',
      ])
    } finally {
      await on.stop()
    }
  })
})
