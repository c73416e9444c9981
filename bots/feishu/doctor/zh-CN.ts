// What the doctor says in Chinese: pages and permissions as the developer console calls them, what the platform said in brackets.
import type { Sentences } from '../../../src/wording/told.ts'
import type { FeishuSettings } from '../deps.ts'
import type { BotState, Findings, Purpose, Unseen, Why } from './findings.ts'
import type { DoctorWords } from './words.ts'

const CREDENTIALS = '凭证与基础信息'
/** Whatever is changed in the console counts only from the next version on. */
const PUBLISH = '到“版本管理与发布”创建版本并发布'
const BIND = '请在所用的群内发送 /绑定 值班群（或 /绑定 单位名称），或更正组织文件'
const ADD = '请在该群的“设置 → 群机器人 → 添加机器人”中加入'
const MANAGER = '请将机器人设为群管理员，或在“设置 → 群管理”中改为所有群成员可以'
const ENABLE = `请${PUBLISH}，并由管理员在“管理后台 → 工作台 → 应用管理”中启用`

/** Its page opens with the permissions filled in. */
const grantAt = (app: string, scopes: string[]): string =>
  `请在开发者后台“权限管理”中开通（${app}/auth?q=${scopes.join(',')}），再${PUBLISH}`

const at = (page: string, app: string): string => `开发者后台“事件与回调 → ${page}”（${app}/event）`

const few = (names: string[], left: number, measure: '个' | '名'): string =>
  `${names.join('、')}${left > 0 ? `等，另有${left}${measure}` : ''}`

function because(why: Why): string {
  switch (why.is) {
    case 'no-time':
      return '时间已用完'
    case 'no-code':
      return `HTTP ${why.status}，没有内容`
    case 'said':
      return why.said
  }
}

const STATES: Record<BotState, string> = {
  0: '尚未安装到本单位',
  1: '已被本单位管理员停用',
  3: '已安装，尚未启用',
  4: '有更新待管理员审核',
  5: '已停用（应用的许可到期）',
  6: '已停用（本单位的套餐到期）',
}

const UNSEEN: Record<Unseen, (id: string) => string> = {
  232006: (id) => `本应用看不到这个群（${id}），可能属于其他单位，或编号有误；${BIND}`,
  232009: (id) => `该群已解散（${id}）；${BIND}`,
  232010: (id) => `该群属于其他单位（${id}）；${BIND}`,
  232011: (id) => `机器人不在该群内（${id}）；${ADD}`,
  230002: (id) => `机器人不在该群内（${id}）；${ADD}`,
}

const PURPOSES: Record<Purpose, string> = {
  send: '发送和更新卡片',
  'hear-groups': '接收群内没有 @ 机器人的消息',
  read: '读取合并转发、文件和断线期间的消息',
  'hear-private': '接收发给机器人的单聊消息',
  'tell-groups': '分辨群聊与单聊',
  'hear-membership': '获知机器人进群、被移出群',
  'urgent-app': '应用内加急',
  'urgent-sms': '短信加急',
  'urgent-phone': '电话加急',
  'find-people': '查找以邮箱或手机号登记的人员',
}

const WAYS: Record<FeishuSettings['mode'], string> = {
  'long-connection': '“使用长连接接收回调”',
  webhook: '“将回调发送至开发者服务器”',
}

/** By the platform's word; another is told as it came. */
const waySaid = (by: string): string => ({ websocket: '长连接', webhook: '开发者服务器' })[by] ?? ` ${by}`

const things: DoctorWords['things'] = {
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

const account = {
  credentials: ({ appId, domain }) => `${appId}，${domain}`,
  'wrong-credentials': ({ said, domain }) =>
    `平台不接受（${said}）：FEISHU_APP_ID 或 FEISHU_APP_SECRET 有误，请从开发者后台（${domain}/app）该应用的“${CREDENTIALS}”中重新复制两项`,
  'platform-trouble': ({ said, domain }) => `${domain} 暂时不正常（${said}），请稍后再检查一次`,
  'no-platform': ({ said, domain }) => `${domain} 的应答不是飞书的（${said}），请核对 FEISHU_DOMAIN`,
  'no-token': ({ said, domain }) =>
    `没有得到访问凭证（${said}），请查看开发者后台（${domain}/app）该应用的“${CREDENTIALS}”`,
  unreachable: ({ domain, why }) =>
    `连接不上 ${domain}（${why ?? '没有及时应答'}），请检查 DNS、防火墙是否允许访问外部 HTTPS，并核对 FEISHU_DOMAIN`,
  'clock-agrees': ({ seconds }) => `与平台相差不超过${seconds}秒`,
  'clock-off': ({ seconds, isAhead, isStale }) =>
    `本机比平台${isAhead ? '快' : '慢'}${seconds}秒，时限因此有偏差${isStale ? '，Webhook 推送的事件会因过时而被拒收' : ''}；请校准（例如运行 timedatectl set-ntp true）`,
  'bot-enabled': ({ name }) => `${name}，已启用`,
  'bot-waits': ({ name, state }) => `${name}${STATES[state]}；${ENABLE}`,
  'bot-odd': ({ name, status }) => `${name}的状态不明（${status}）；${ENABLE}`,
  'no-bot': ({ why, app }) =>
    `应用没有机器人（${because(why)}）；请在开发者后台“添加应用能力 → 机器人”中添加（${app}），再${PUBLISH}`,
  unseen: ({ why }) => `未能查看（${because(why)}）`,
} satisfies Partial<Sentences<Findings>>

const permissions = {
  'all-granted': () => '均已开通',
  'permissions-unlisted': ({ why }) =>
    `未能列出（${why === null ? '应答中没有权限' : because(why)}），因此发送、单聊、文件和加急的权限没有核对；请对照 docs/feishu.zh-CN.md 逐项核对`,
  'permissions-missing': ({ needs, app }) => {
    const each = needs.map(({ scope, to }) => `${scope}（${to.map((purpose) => PURPOSES[purpose]).join('；')}）`)
    const scopes = needs.map(({ scope }) => scope)
    return `缺少 ${each.join('、')}；${grantAt(app, scopes)}`
  },
  'permission-wanted': ({ to, said, anyOf, app }) =>
    `${things[to]}：平台拒绝查看（${said}），缺少 ${anyOf.join(' 或 ')}；${grantAt(app, anyOf.slice(0, 1))}`,
} satisfies Partial<Sentences<Findings>>

const listening = {
  'connection-allowed': () => '可以建立',
  'connection-unanswered': ({ domain, why }) => `${domain} 没有告知连接地址（${why}），请再检查一次`,
  'connections-taken': ({ said }) => `本应用的50个连接已全部占用（${said}），请核实是否有其他程序在使用同一 App ID`,
  'platform-busy': ({ said }) => `平台繁忙（${said}），请再检查一次`,
  'connection-secret': ({ said }) => `FEISHU_APP_ID 或 FEISHU_APP_SECRET 有误（${said}）`,
  'connection-refused': ({ said, msg, app }) =>
    `平台不允许（${`${said ?? '无错误码'} ${msg}`.trim()}）：只有企业自建应用可以使用长连接；请在${at('事件配置 → 订阅方式', app)}中选择“使用长连接接收事件”，再${PUBLISH}`,
  'address-unset': ({ path }) => `没有设置 PUBLIC_URL，平台须将事件发送至该地址的 ${path}`,
  'address-inner': ({ url }) =>
    `PUBLIC_URL 现为 ${url}，平台访问不到；请改为公网地址，或设置 FEISHU_MODE=long-connection`,
  'address-open': ({ url }) => `PUBLIC_URL 现为 ${url}，不是 https，消息内容将明文传输；请在前面设置带证书的代理`,
  'another-answers': ({ url }) => `${url} 有应答，但不是本服务；请核对 PUBLIC_URL 是否指向这里`,
  'answers-late': ({ url, ms }) => `${url} 用了${ms}毫秒才应答，平台只等1秒；请检查代理和网络`,
  answers: ({ url }) => `${url} 通过平台的验证`,
  'address-unreached': ({ url, why }) => `从本机连接不上 ${url}（${why}），请查看服务和代理是否在运行`,
  'another-key': ({ url }) =>
    `${url} 处的服务与此处设置的 FEISHU_ENCRYPT_KEY 或 FEISHU_VERIFICATION_TOKEN 不一致，请改为与“事件与回调 → 加密策略”相同`,
  'address-gone': ({ url }) => `${url} 不存在，请核对服务是否设置了 FEISHU_MODE=webhook，代理是否转发这一路径`,
  'address-refuses': ({ url, status }) => `${url} 的应答是 HTTP ${status}，请查看服务和代理的日志`,
} satisfies Partial<Sentences<Findings>>

const subscriptions = {
  'subscriptions-unseen': ({ why, wanted, app, events, callback }) =>
    wanted === null
      ? `未能查看（${because(why)}）；请在${at('事件配置', app)}中人工核对：事件 ${events.join('、')}；回调 ${callback}`
      : `未能查看，缺少 ${wanted}；${grantAt(app, [wanted])}；或在${at('事件配置', app)}中人工核对：事件 ${events.join('、')}；回调 ${callback}`,
  'version-waits': () => '有版本待审核，其中的改动尚未生效；请管理员在“管理后台 → 工作台 → 应用管理 → 应用审核”中审核',
  'version-none': ({ app }) => `没有已发布的版本；请${PUBLISH}（${app}/version）`,
  'callback-untold': ({ callback, mode, app }) =>
    `平台没有告知；请在${at('回调配置', app)}中核对：已添加“卡片回传交互”（${callback}），订阅方式为${WAYS[mode]}`,
  'callback-missing': ({ callback, app }) =>
    `没有订阅“卡片回传交互”（${callback}），卡片上的按钮都会报错 200340；请在${at('回调配置 → 添加回调', app)}中添加，再${PUBLISH}`,
  'callback-by-other': ({ by, mode, app }) =>
    `点击的订阅方式是${waySaid(by)}，而 FEISHU_MODE 是 ${mode}；请在${at('回调配置 → 订阅方式', app)}中选择${WAYS[mode]}，再${PUBLISH}`,
  'callback-elsewhere': ({ url, ours, app }) =>
    `点击发送到 ${url}，而不是 ${ours}；请在${at('回调配置 → 订阅方式', app)}中更正，再${PUBLISH}`,
  callback: ({ callback }) => callback,
  events: ({ count, version }) => `版本 ${version} 已订阅全部${count}个`,
  'events-missing': ({ version, missing, app }) =>
    `版本 ${version} 没有订阅 ${missing.join('、')}；请在${at('事件配置 → 添加事件', app)}中添加，再${PUBLISH}`,
  'events-unseen': ({ why, app, events }) =>
    `未能查看已发布的版本（${why === 'odd-id' ? '版本编号无法识别' : why === 'none-told' ? '平台没有告知事件' : because(why)}）；` +
    `请在${at('事件配置', app)}中人工核对：${events.join('、')}`,
} satisfies Partial<Sentences<Findings>>

const roomsAndPeople = {
  'in-no-group': () => '机器人不在任何群内；请将其加入值班群，并在群内发送 /绑定 值班群',
  'in-groups': ({ count, isMore, free, left }) => {
    const named = free.map(({ name, id }) => `${name}（${id}）`)
    return `${count}个${isMore ? '以上' : ''}${free.length > 0 ? `，尚未绑定：${few(named, left, '个')}` : ''}`
  },
  'no-group-id': ({ id }) => `${id} 不是群编号（oc_…）；${BIND}`,
  'bot-absent': ({ id }) => `机器人不在该群内（${id}）；${ADD}`,
  'group-unseen': ({ why, id }) => UNSEEN[why](id),
  'not-all-speak': () => `该群不是所有人都可以发言（230018）；${MANAGER}发言`,
  'not-all-urgent': () => `该群不是所有人都可以加急；${MANAGER}加急`,
  'room-well': ({ members, called }) =>
    `机器人在群内${members === null ? '' : `，成员${members}名`}${called === null ? '' : `，群名为“${called}”`}`,
  'no-account': ({ names, left }) =>
    `登记的不是 open_id（ou_…）、邮箱或手机号：${few(names, left, '名')}；请更正组织文件`,
  'people-unknown': ({ names, left, app }) =>
    `按登记的邮箱或手机号没有找到：${few(names, left, '名')}；请更正组织文件，或将其加入“版本管理与发布 → 可用范围”（${app}）`,
  'people-unasked': ({ error }) => `未能查找（${error}）`,
  'have-accounts': ({ count }) => `${count}名有账号`,
  'broke-off': ({ error }) => `中途出错（${error}）`,
  'no-time': () => '时间不够，未能全部检查，请再检查一次',
} satisfies Partial<Sentences<Findings>>

export const chinese: DoctorWords = {
  things,
  room: (name) => `群 ${name}`,
  says: { ...account, ...permissions, ...listening, ...subscriptions, ...roomsAndPeople },
}
