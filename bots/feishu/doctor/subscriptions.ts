// Of the doctor: whether the app's version on line is subscribed to the events and the callback that the channel needs.
import type { DiagnosedPlace } from '../../../src/channel.ts'
import type { Parts } from '../address.ts'
import { isPathId } from '../api/client.ts'
import { KINDS } from '../decode/decode.ts'
import { EVENTS_PATH } from '../receive.ts'
import { type Finding, type Findings, type Line, ok, problem, warning } from './findings.ts'
import { ask, consoleOf, type Refusal } from './probe.ts'

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
  if (waiting) lines.push(warning('version', { code: 'version-waits' }))
  if (!online) return [...lines, problem('version', { code: 'version-none', app: consoleOf(parts.deps.settings) })]
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
function byHand({ deps }: Parts, { anyOf, why }: Refusal): Line {
  const facts = { why, wanted: anyOf?.[0] ?? null, app: consoleOf(deps.settings), events: EVENTS, callback: CLICK }
  return warning('subscriptions', { code: 'subscriptions-unseen', ...facts })
}

/** As the platform calls them. */
const TYPES = { 'long-connection': 'websocket', webhook: 'webhook' } as const

/** What is not told is not held against it. */
function callbacks({ deps }: Parts, info: CallbackInfo | undefined, { publicUrl }: DiagnosedPlace): Line[] {
  const { mode } = deps.settings
  const app = consoleOf(deps.settings)
  if (info === undefined) return [warning('callback', { code: 'callback-untold', callback: CLICK, mode, app })]
  const wrong: Finding[] = []
  if (!info.subscribed_callbacks?.includes(CLICK)) wrong.push({ code: 'callback-missing', callback: CLICK, app })
  const by = info.callback_type
  if (by !== undefined && by !== TYPES[mode]) wrong.push({ code: 'callback-by-other', by, mode, app })
  const ours = publicUrl === null ? null : `${publicUrl}${EVENTS_PATH}`
  if (mode === 'webhook' && info.request_url && ours !== null && info.request_url !== ours)
    wrong.push({ code: 'callback-elsewhere', url: info.request_url, ours, app })
  if (wrong.length === 0) return [ok('callback', { code: 'callback', callback: CLICK })]
  return wrong.map((each) => problem('callback', each))
}

interface VersionBody {
  data?: { app_version?: { version?: string; events?: string[]; event_infos?: { event_type?: string }[] } }
}

async function events(parts: Parts, online: string, signal: AbortSignal): Promise<Line[]> {
  if (!isPathId(online)) return [unread(parts, 'odd-id')]
  const url = `/open-apis/application/v6/applications/me/app_versions/${online}`
  const asked = await ask<VersionBody>(parts, { method: 'GET', url, params: { lang: 'zh_cn' } }, LOOK_AT_ITSELF, signal)
  if (!asked.ok) return [unread(parts, asked.why)]
  const version = asked.body.data?.app_version
  if (version?.event_infos === undefined && version?.events === undefined) return [unread(parts, 'none-told')]
  const told = new Set([...(version.event_infos ?? []).map(({ event_type }) => event_type), ...(version.events ?? [])])
  const missing = EVENTS.filter((event) => !told.has(event))
  const called = version.version ?? online
  if (missing.length === 0) return [ok('events', { code: 'events', count: EVENTS.length, version: called })]
  const app = consoleOf(parts.deps.settings)
  const finding = { code: 'events-missing', version: called, missing, app } as const
  return [missing.includes(MESSAGE) ? problem('events', finding) : warning('events', finding)]
}

const unread = ({ deps }: Parts, why: Findings['events-unseen']['why']): Line =>
  warning('events', { code: 'events-unseen', why, app: consoleOf(deps.settings), events: EVENTS })
