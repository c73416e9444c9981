// Of the doctor: whether the app's version on line is subscribed to the events and the callback that the channel needs.
import type { DiagnosedPlace } from '../../../src/channel.ts'
import type { Parts } from '../address.ts'
import { isPathId } from '../api/client.ts'
import { KINDS } from '../decode/decode.ts'
import { EVENTS_PATH } from '../receive.ts'
import { ask, consoleOf, grantAt, type Line, PUBLISH, type Refusal } from './probe.ts'

/** The app may look at itself. */
const LOOK_AT_ITSELF = ['application:application:self_manage', 'admin:app.info:readonly']

const CLICK = 'card.action.trigger'
const MESSAGE = 'im.message.receive_v1'
/** Those of the new schema; the old one's come in their stead where an app was made with it. */
const EVENTS = KINDS.filter((kind) => /_v\d+$/u.test(kind))

export async function subscriptions(parts: Parts, place: DiagnosedPlace, signal: AbortSignal): Promise<Line[]> {
  const asked = await ask<AppBody>(
    parts,
    { method: 'GET', url: '/open-apis/application/v6/applications/me', params: { lang: 'zh_cn' } },
    LOOK_AT_ITSELF,
    signal,
  )
  if (!asked.ok) return [byHand(parts, asked)]
  const { online_version_id: online, unaudit_version_id: waiting, callback_info } = asked.body.data?.app ?? {}
  const lines = callbacks(parts, callback_info, place)
  if (waiting)
    lines.push({
      level: 'WARNING',
      what: 'version',
      says: `one waits for approval, and what was changed in it does not count yet: the administrator approves it (管理后台 → 工作台 → 应用管理 → 应用审核)`,
    })
  if (!online)
    return [
      ...lines,
      {
        level: 'PROBLEM',
        what: 'version',
        says: `none is on line: ${PUBLISH}, at ${consoleOf(parts.deps.settings)}/version`,
      },
    ]
  return [...lines, ...(await events(parts, online, signal))]
}

interface AppBody {
  data?: { app?: { online_version_id?: string; unaudit_version_id?: string; callback_info?: CallbackInfo } }
}

interface CallbackInfo {
  callback_type?: string
  request_url?: string
  subscribed_callbacks?: string[]
}

/** Where it cannot be looked at, what to compare by hand. */
function byHand(parts: Parts, { anyOf, error }: Refusal): Line {
  const why = anyOf === null ? error : `${anyOf[0]} is not granted; ${grantAt(parts, anyOf.slice(0, 1))}`
  const says = `cannot be looked at (${why}); or compare by hand at ${pageOf(parts)}: events ${EVENTS.join(', ')}; callback ${CLICK}`
  return { level: 'WARNING', what: 'subscriptions', says }
}

const pageOf = ({ deps }: Parts) => `${consoleOf(deps.settings)}/event, Events & Callbacks (事件与回调)`

const TYPES = {
  'long-connection': { type: 'websocket', label: 'long connection (使用长连接接收回调)' },
  webhook: { type: 'webhook', label: "developer's server (将回调发送至开发者服务器)" },
} as const

/** What is not told is not held against it. */
function callbacks(parts: Parts, info: CallbackInfo | undefined, { publicUrl }: DiagnosedPlace): Line[] {
  const { mode } = parts.deps.settings
  const wanted = TYPES[mode]
  const where = `${pageOf(parts)} → Callback Configuration (回调配置)`
  const problem = (says: string): Line => ({
    level: 'PROBLEM',
    what: 'callback',
    says: `${says}; ${where}, then ${PUBLISH}`,
  })
  if (info === undefined)
    return [
      {
        level: 'WARNING',
        what: 'callback',
        says: `the platform does not tell it: see that ${CLICK} is subscribed by ${wanted.label}; ${where}`,
      },
    ]
  const lines: Line[] = []
  if (!info.subscribed_callbacks?.includes(CLICK))
    lines.push(problem(`${CLICK} is not subscribed: no button of a card works (200340)`))
  if (info.callback_type !== undefined && info.callback_type !== wanted.type)
    lines.push(problem(`clicks are sent by ${info.callback_type}, and FEISHU_MODE is ${mode}: choose ${wanted.label}`))
  const ours = publicUrl === null ? null : `${publicUrl}${EVENTS_PATH}`
  if (mode === 'webhook' && info.request_url && ours !== null && info.request_url !== ours)
    lines.push(problem(`clicks are sent to ${info.request_url}, not to ${ours}`))
  return lines.length > 0 ? lines : [{ level: 'ok', what: 'callback', says: CLICK }]
}

interface VersionBody {
  data?: { app_version?: { version?: string; events?: string[]; event_infos?: { event_type?: string }[] } }
}

async function events(parts: Parts, online: string, signal: AbortSignal): Promise<Line[]> {
  if (!isPathId(online)) return [unread(parts, 'its id is of no kind that is known')]
  const url = `/open-apis/application/v6/applications/me/app_versions/${online}`
  const asked = await ask<VersionBody>(parts, { method: 'GET', url, params: { lang: 'zh_cn' } }, LOOK_AT_ITSELF, signal)
  if (!asked.ok) return [unread(parts, asked.error)]
  const version = asked.body.data?.app_version
  if (version?.event_infos === undefined && version?.events === undefined) return [unread(parts, 'no events are told')]
  const told = new Set([...(version.event_infos ?? []).map(({ event_type }) => event_type), ...(version.events ?? [])])
  const missing = EVENTS.filter((event) => !told.has(event))
  if (missing.length === 0)
    return [
      {
        level: 'ok',
        what: 'events',
        says: `all ${EVENTS.length} are subscribed in version ${version.version ?? online}`,
      },
    ]
  const level = missing.includes(MESSAGE) ? 'PROBLEM' : 'WARNING'
  const where = `${pageOf(parts)} → Event Configuration (事件配置) → Add Events (添加事件)`
  const says = `not subscribed in version ${version.version ?? online}: ${missing.join(', ')}; ${where}, then ${PUBLISH}`
  return [{ level, what: 'events', says }]
}

const unread = (parts: Parts, why: string): Line => ({
  level: 'WARNING',
  what: 'events',
  says: `the version on line cannot be looked at (${why}): compare by hand at ${pageOf(parts)}: ${EVENTS.join(', ')}`,
})
