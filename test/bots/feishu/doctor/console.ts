// The developer console's side of an app, before the emulated platform: what is granted, subscribed and published. Calls
// that the app has no permission for are refused here with the platform's own words; all others go through.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { FeishuPlatform } from '../../../support/feishu/platform.ts'

type Body = Record<string, unknown>

export interface AppConsole {
  url: string
  granted: Set<string>
  app: Body & { callback_info?: Body }
  version: Body & { event_infos?: { event_type: string }[] }
  /** Changes an answer on its way back. */
  changes: { path: RegExp; change(body: Body): void }[]
  /** All that was asked for, `GET /path`. */
  asked: string[]
  stop(): Promise<void>
}

export const EVENTS = [
  'im.message.receive_v1',
  'im.message.recalled_v1',
  'application.bot.menu_v6',
  'im.chat.member.bot.added_v1',
  'im.chat.member.bot.deleted_v1',
  'im.chat.member.user.added_v1',
  'im.chat.member.user.deleted_v1',
  'im.chat.member.user.withdrawn_v1',
  'im.chat.disbanded_v1',
]

const SCOPES = [
  'application:application:self_manage',
  'contact:user.id:readonly',
  'im:chat:readonly',
  'im:message',
  'im:message.group_msg',
  'im:message.p2p_msg:readonly',
  'im:message.urgent',
  'im:message.urgent:phone',
  'im:message.urgent:sms',
  'im:message:readonly',
]

export async function consoleBefore(platform: FeishuPlatform): Promise<AppConsole> {
  const server = createServer((request, response) => void answer(front, platform, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const front: AppConsole = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    granted: new Set(SCOPES),
    app: {
      app_id: platform.appId,
      online_version_id: 'oav_d317f090b7258ad0372aa53963cda70d',
      unaudit_version_id: '',
      callback_info: { callback_type: 'websocket', subscribed_callbacks: ['card.action.trigger'] },
    },
    version: { version: '1.0.3', event_infos: EVENTS.map((event_type) => ({ event_type })) },
    changes: [],
    asked: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return front
}

async function answer(front: AppConsole, platform: FeishuPlatform, request: IncomingMessage, response: ServerResponse) {
  const { method = 'GET', url = '/', headers } = request
  const raw = await buffer(request)
  const { pathname } = new URL(url, front.url)
  front.asked.push(`${method} ${pathname}`)
  const through = await fetch(
    `${platform.url}${pathname.includes('/application/v6/') ? '/open-apis/bot/v3/info' : url}`,
    {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': headers['content-type'] ?? '' },
      ...(raw.length > 0 ? { body: raw } : {}),
    },
  ).catch(() => null)
  // The platform broke off: so does this.
  if (through === null) return void request.socket.resetAndDestroy()
  const text = await through.text()
  const body = told(text)
  const refused = body?.code === 0 ? lacking(front, method, pathname) : null
  const own = body?.code === 0 ? ownAnswer(front, pathname) : null
  const said = refused ?? own ?? body
  for (const { path, change } of front.changes) if (said !== null && path.test(pathname)) change(said)
  response.writeHead(refused ? 400 : through.status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(said === null ? text : JSON.stringify(said))
}

function told(text: string): Body | null {
  try {
    return JSON.parse(text) as Body
  } catch {
    return null
  }
}

function ownAnswer({ granted, app, version }: AppConsole, path: string): Body | null {
  if (path.endsWith('/application/v6/scopes')) {
    const scopes = [...granted].map((scope_name) => ({ scope_name, grant_status: 1, scope_type: 'tenant' }))
    const asked = [
      { scope_name: 'calendar:calendar', grant_status: 2 },
      { scope_name: 'im:message:send_as_bot', grant_status: 1, scope_type: 'user' },
    ]
    return { code: 0, msg: 'success', data: { scopes: [...scopes, ...asked] } }
  }
  if (path.endsWith('/applications/me')) return { code: 0, msg: 'success', data: { app } }
  if (path.includes('/app_versions/')) return { code: 0, msg: 'success', data: { app_version: version } }
  return null
}

/** By path, as the documentation of each call lists them: any one of each list. */
const needs: [method: string, path: RegExp, anyOf: string[]][] = [
  ['GET', /\/im\/v1\/chats$/, ['im:chat', 'im:chat:readonly', 'im:chat:read', 'im:chat.group_info:readonly']],
  ['GET', /\/im\/v1\/chats\/[^/]+$/, ['im:chat', 'im:chat:readonly', 'im:chat:read', 'im:chat.group_info:readonly']],
  ['GET', /\/is_in_chat$/, ['im:chat', 'im:chat:readonly', 'im:chat.members:read', 'im:chat.group_info:readonly']],
  ['GET', /\/im\/v1\/messages$/, ['im:message', 'im:message:readonly', 'im:message.history:readonly']],
  ['POST', /\/batch_get_id$/, ['contact:user.id:readonly']],
  ['GET', /\/applications\/me/, ['application:application:self_manage', 'admin:app.info:readonly']],
]

function lacking({ granted, url, app }: AppConsole, method: string, path: string): Body | null {
  const need = needs.find(([verb, pattern]) => verb === method && pattern.test(path))
  const anyOf = need?.[2] ?? []
  if (need && !anyOf.some((scope) => granted.has(scope))) return denied(anyOf, `${url}/app/${String(app.app_id)}`)
  if (/\/im\/v1\/messages$/.test(path) && !granted.has('im:message.group_msg'))
    return { code: 230027, msg: 'Lack of necessary permissions, ext=requires im:message.group_msg scope.' }
  return null
}

/** Word for word as reported (m1heng/clawdbot-feishu#149, zhgqthomas/n8n-nodes-feishu-lark#22). */
function denied(anyOf: string[], app: string): Body {
  const all = anyOf.join(', ')
  const url = `${app}/auth?q=${anyOf.join(',')}&op_from=openapi&token_type=tenant`
  return {
    code: 99991672,
    msg: `Access denied. One of the following scopes is required: [${all}].应用尚未开通所需的应用身份权限：[${all}]，点击链接申请并开通任一权限即可：${url}`,
    error: {
      log_id: '202509040558240907C9A4D2AE0D758992',
      troubleshooter: 'https://open.feishu.cn/search?from=openapi&code=99991672',
      permission_violations: anyOf.map((subject) => ({ type: 'action_scope_required', subject })),
      helps: [{ url, description: `Learn more about scopes and how to add them: [${all}]` }],
    },
  }
}
