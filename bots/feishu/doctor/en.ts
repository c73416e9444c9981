// What the doctor says in English.
import type { Sentences } from '../../../src/wording/told.ts'
import type { FeishuSettings } from '../deps.ts'
import type { BotState, Findings, Purpose, Unseen, Why } from './findings.ts'
import type { DoctorWords } from './words.ts'

const CREDENTIALS = 'Credentials & Basic Info (凭证与基础信息)'
/** Whatever is changed in the console counts only from the next version on. */
const PUBLISH = 'publish a version: Version Management & Release (版本管理与发布)'
const BIND = 'say /bind in the group itself (/bind duty, /bind 部门), or correct the org file'
const ADD = 'in the group, Settings (设置) → Bots (群机器人) → Add Bot (添加机器人)'
const MANAGER =
  'make the bot a manager of the group (群管理员), or allow it to all in Settings (设置) → Group Management (群管理)'
const ENABLE = `${PUBLISH}; the administrator enables it in the admin console (管理后台 → 工作台 → 应用管理)`

/** Its page opens with the permissions filled in. */
const grantAt = (app: string, scopes: string[]): string =>
  `grant under Permissions & Scopes (权限管理), ${app}/auth?q=${scopes.join(',')}, then ${PUBLISH}`

const eventsPage = (app: string): string => `${app}/event, Events & Callbacks (事件与回调)`
const callbackPage = (app: string): string => `${eventsPage(app)} → Callback Configuration (回调配置)`

const few = (names: string[], left: number): string => `${names.join(', ')}${left > 0 ? ` and ${left} more` : ''}`

function because(why: Why): string {
  switch (why.is) {
    case 'no-time':
      return 'there was no time left to ask'
    case 'no-code':
      return `HTTP ${why.status} without an answer`
    case 'said':
      return why.said
  }
}

const STATES: Record<BotState, string> = {
  0: 'is not installed in this organisation yet',
  1: "was disabled by the organisation's administrator",
  3: 'is installed and not enabled yet',
  4: 'waits for an update to be approved',
  5: 'is disabled: its licence has expired',
  6: "is disabled: the organisation's plan has expired",
}

const UNSEEN: Record<Unseen, string> = {
  232006: `there is no such group for this app: it is another organisation's, or mistyped; ${BIND}`,
  232009: `the group was dissolved: ${BIND} of its successor`,
  232010: `the group is another organisation's: ${BIND}`,
  232011: `the bot is not in it: ${ADD}`,
  230002: `the bot is not in it: ${ADD}`,
}

const PURPOSES: Record<Purpose, string> = {
  send: 'send and refresh cards',
  'hear-groups': 'hear what is said in groups without calling the bot by name',
  read: 'read forwarded records, files, and what was said while it was away',
  'hear-private': 'hear what is said to the bot in private',
  'tell-groups': 'tell groups from private chats',
  'hear-membership': 'hear that it was added to a group or removed',
  'urgent-app': 'make a reminder urgent in the app',
  'urgent-sms': 'make one urgent by SMS',
  'urgent-phone': 'make one urgent by phone',
  'find-people': 'find people whom the org names by e-mail address or mobile number',
}

const WAYS: Record<FeishuSettings['mode'], string> = {
  'long-connection': 'long connection (使用长连接接收回调)',
  webhook: "developer's server (将回调发送至开发者服务器)",
}

const things: DoctorWords['things'] = {
  credentials: 'credentials',
  clock: 'clock',
  bot: 'bot',
  permissions: 'permissions',
  connection: 'long connection',
  webhook: 'webhook',
  subscriptions: 'subscriptions',
  callback: 'callback',
  version: 'version',
  events: 'events',
  groups: 'groups',
  people: 'people',
  diagnosis: 'diagnosis',
  'groups-of-bot': 'the groups it is in',
  rooms: 'the rooms',
  'people-by-address': 'people by address',
}

const account = {
  credentials: ({ appId, domain }) => `${appId} at ${domain}`,
  'wrong-credentials': ({ said, domain }) =>
    `refused (${said}): FEISHU_APP_ID or FEISHU_APP_SECRET is wrong; copy both from ${domain}/app → the app → ${CREDENTIALS}`,
  'platform-trouble': ({ said, domain }) => `${domain} is in trouble (${said}): try again later`,
  'no-platform': ({ said, domain }) => `${domain} does not answer as the platform does (${said}): check FEISHU_DOMAIN`,
  'no-token': ({ said, domain }) =>
    `no access token was given (${said}): look at the app at ${domain}/app → ${CREDENTIALS}`,
  unreachable: ({ domain, why }) =>
    `${domain} cannot be reached (${why ?? 'no answer in time'}): check DNS, the firewall for outgoing HTTPS, and FEISHU_DOMAIN`,
  'clock-agrees': ({ seconds }) => `within ${seconds} s of the platform's`,
  'clock-off': ({ seconds, isAhead, isStale }) =>
    `this machine's clock is ${seconds} s ${isAhead ? 'ahead of' : 'behind'} the platform's; set it (for example: timedatectl set-ntp true): ` +
    `due times are off by it${isStale ? ', and events by webhook are refused as stale' : ''}`,
  'bot-enabled': ({ name }) => `${name}, enabled`,
  'bot-waits': ({ name, state }) => `${name} ${STATES[state]}: ${ENABLE}`,
  'bot-odd': ({ name, status }) => `${name} is in a state that is not known (${status}): ${ENABLE}`,
  'no-bot': ({ why, app }) =>
    `the app has none (${because(why)}): ${app} → Add Features (添加应用能力) → Bot (机器人), then ${PUBLISH}`,
  unseen: ({ why }) => `this could not be looked at: ${because(why)}`,
} satisfies Partial<Sentences<Findings>>

const permissions = {
  'all-granted': () => 'all are granted',
  'permissions-unlisted': ({ why }) =>
    `they could not be listed (${why === null ? 'the answer has none' : because(why)}): sending, private messages, files and urgent reminders are not looked at; compare them with docs/feishu.md`,
  'permissions-missing': ({ needs, app }) => {
    const each = needs.map(({ scope, to }) => `${scope} (to ${to.map((purpose) => PURPOSES[purpose]).join('; ')})`)
    const scopes = needs.map(({ scope }) => scope)
    return `missing: ${each.join(', ')}; ${grantAt(app, scopes)}`
  },
  'permission-wanted': ({ to, said, anyOf, app }) =>
    `${things[to]}: refused (${said}), for want of ${anyOf.join(' or ')}; ${grantAt(app, anyOf.slice(0, 1))}`,
} satisfies Partial<Sentences<Findings>>

const listening = {
  'connection-allowed': () => 'this app may have one',
  'connection-unanswered': ({ domain, why }) => `${domain} does not say where to connect (${why}): try again`,
  'connections-taken': ({ said }) =>
    `all 50 connections of this app are taken (${said}): does something else use its id?`,
  'platform-busy': ({ said }) => `the platform is busy (${said}): try again`,
  'connection-secret': ({ said }) => `FEISHU_APP_ID or FEISHU_APP_SECRET is wrong (${said})`,
  'connection-refused': ({ said, msg, app }) =>
    `refused (${`${said ?? 'no code'} ${msg}`.trim()}): it is for custom apps (企业自建应用) only; ${app} → Events & Callbacks (事件与回调) → long connection (使用长连接接收事件), then ${PUBLISH}`,
  'address-unset': ({ path }) => `PUBLIC_URL is not set: the platform posts events to it, at ${path}`,
  'address-inner': ({ url }) =>
    `PUBLIC_URL is ${url}: the platform cannot reach that; give a public name, or set FEISHU_MODE=long-connection`,
  'address-open': ({ url }) =>
    `PUBLIC_URL is ${url}, not https: what people write travels open; put a proxy with a certificate before it`,
  'another-answers': ({ url }) => `${url} answers, but not as this service: does PUBLIC_URL lead here?`,
  'answers-late': ({ url, ms }) => `${url} took ${ms} ms to answer; the platform waits 1 s`,
  answers: ({ url }) => `${url} answers the challenge`,
  'address-unreached': ({ url, why }) =>
    `${url} is not reached from here (${why}): does the service run, and its proxy?`,
  'another-key': ({ url }) =>
    `the service at ${url} has another FEISHU_ENCRYPT_KEY or FEISHU_VERIFICATION_TOKEN than is set here`,
  'address-gone': ({ url }) =>
    `${url} is not there: is FEISHU_MODE=webhook set for the service, and does its proxy pass this path on?`,
  'address-refuses': ({ url, status }) => `${url} answers HTTP ${status}: see the service's log, and its proxy's`,
} satisfies Partial<Sentences<Findings>>

const subscriptions = {
  'subscriptions-unseen': ({ why, wanted, app, events, callback }) =>
    `cannot be looked at (${wanted === null ? because(why) : `${wanted} is not granted; ${grantAt(app, [wanted])}`}); ` +
    `or compare by hand at ${eventsPage(app)}: events ${events.join(', ')}; callback ${callback}`,
  'version-waits': () =>
    'one waits for approval, and what was changed in it does not count yet: the administrator approves it (管理后台 → 工作台 → 应用管理 → 应用审核)',
  'version-none': ({ app }) => `none is on line: ${PUBLISH}, at ${app}/version`,
  'callback-untold': ({ callback, mode, app }) =>
    `the platform does not tell it: see that ${callback} is subscribed by ${WAYS[mode]}; ${callbackPage(app)}`,
  'callback-missing': ({ callback, app }) =>
    `${callback} is not subscribed: no button of a card works (200340); ${callbackPage(app)}, then ${PUBLISH}`,
  'callback-by-other': ({ by, mode, app }) =>
    `clicks are sent by ${by}, and FEISHU_MODE is ${mode}: choose ${WAYS[mode]}; ${callbackPage(app)}, then ${PUBLISH}`,
  'callback-elsewhere': ({ url, ours, app }) =>
    `clicks are sent to ${url}, not to ${ours}; ${callbackPage(app)}, then ${PUBLISH}`,
  callback: ({ callback }) => callback,
  events: ({ count, version }) => `all ${count} are subscribed in version ${version}`,
  'events-missing': ({ version, missing, app }) =>
    `not subscribed in version ${version}: ${missing.join(', ')}; ${eventsPage(app)} → Event Configuration (事件配置) → Add Events (添加事件), then ${PUBLISH}`,
  'events-unseen': ({ why, app, events }) =>
    `the version on line cannot be looked at (${why === 'odd-id' ? 'its id is of no kind that is known' : why === 'none-told' ? 'no events are told' : because(why)}): ` +
    `compare by hand at ${eventsPage(app)}: ${events.join(', ')}`,
} satisfies Partial<Sentences<Findings>>

const roomsAndPeople = {
  'in-no-group': () => 'it is in none: add the bot to the duty group, and say /bind duty there',
  'in-groups': ({ count, isMore, free, left }) => {
    const named = few(
      free.map(({ name, id }) => `${name} (${id})`),
      left,
    )
    return `in ${count}${isMore ? ' or more' : ''}${free.length > 0 ? `; not bound: ${named}` : ''}`
  },
  'no-group-id': ({ id }) => `${id} is no id of a group (oc_…): ${BIND}`,
  'bot-absent': ({ id }) => `the bot is not in it (${id}): ${ADD}`,
  'group-unseen': ({ why, id }) => `${UNSEEN[why]} (${id})`,
  'not-all-speak': () => `not everybody may speak there (230018): ${MANAGER}`,
  'not-all-urgent': () => `not everybody may make messages urgent there: ${MANAGER}`,
  'room-well': ({ members, called }) =>
    `the bot is in it${members === null ? '' : `, members: ${members}`}${called === null ? '' : `, called ${called} there`}`,
  'no-account': ({ names, left }) =>
    `no open id (ou_…), e-mail address or mobile number: ${few(names, left)}; correct the org file`,
  'people-unknown': ({ names, left, app }) =>
    `not found by what the org names them by: ${few(names, left)}; correct it, or let them use the app at ${app} → Version Management & Release (版本管理与发布) → Availability (可用范围)`,
  'people-unasked': ({ error }) => `they could not be looked up: ${error}`,
  'have-accounts': ({ count }) => `${count} have an account`,
  'broke-off': ({ error }) => `it broke off: ${error}`,
  'no-time': () => 'there was no time to ask all: run it again',
} satisfies Partial<Sentences<Findings>>

export const english: DoctorWords = {
  things,
  room: (name) => `room ${name}`,
  says: { ...account, ...permissions, ...listening, ...subscriptions, ...roomsAndPeople },
}
