// Of the doctor: whether the credentials are right, the clocks agree, and there is a bot that is switched on.
import { millisOf } from '../../../src/domain/calendar/instant.ts'
import type { Parts } from '../address.ts'
import type { CallError } from '../api/call-error.ts'
import { plainHttp } from '../api/http.ts'
import { timingOf } from '../deps.ts'
import { ask, consoleOf, type Line, PUBLISH, type Refusal } from './probe.ts'

/** `usable`: there is a token, so that the rest can be asked. */
export async function account(parts: Parts, signal: AbortSignal): Promise<{ usable: boolean; lines: Line[] }> {
  const { settings } = parts.deps
  const token = await askToken(parts, signal)
  const lines = token.at === null ? [] : [clock(token.at, token.midway)]
  if (token.wrong !== null)
    return { usable: false, lines: [{ level: 'PROBLEM', what: 'credentials', says: token.wrong }, ...lines] }
  const right: Line = { level: 'ok', what: 'credentials', says: `${settings.appId} at ${settings.domain}` }
  return { usable: true, lines: [right, ...lines, await bot(parts, signal)] }
}

interface Token {
  /** What is wrong; null where there is a token. */
  wrong: string | null
  /** The platform's time as it answered, to the second, in milliseconds; null where it was not told. */
  at: number | null
  /** Ours, half way between question and answer. */
  midway: number
}

interface TokenBody {
  code?: number
  msg?: string
  tenant_access_token?: string
}

/** Without the client: its answer is needed with its headers. */
async function askToken({ deps }: Parts, signal: AbortSignal): Promise<Token> {
  const { appId, appSecret, domain } = deps.settings
  const begun = millisOf(deps.now())
  const midway = () => (begun + millisOf(deps.now())) / 2
  try {
    const url = `${domain}/open-apis/auth/v3/tenant_access_token/internal`
    const given = { app_id: appId, app_secret: appSecret }
    const { data, headers } = await plainHttp(timingOf(deps).requestMs).post<TokenBody | null>(url, given, { signal })
    const wrong = typeof data?.tenant_access_token === 'string' ? null : refused(domain, data)
    return { wrong, at: dateIn(headers.date), midway: midway() }
  } catch (caught) {
    const { response, code, message } = caught as CallError
    const wrong = response
      ? refused(domain, response.data as TokenBody, response.status)
      : unreached(domain, code, message)
    return { wrong, at: dateIn(response?.headers.date), midway: midway() }
  }
}

const dateIn = (header: unknown): number | null => {
  const at = typeof header === 'string' ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? null : at
}

const CREDENTIALS = 'Credentials & Basic Info (凭证与基础信息)'

function refused(domain: string, body: TokenBody | null, status = 200): string {
  const code = typeof body === 'object' ? body?.code : undefined
  const said = code === undefined ? `HTTP ${status}` : `${code} ${body?.msg ?? ''}`.trim()
  // 10014: there is no such app, or its secret is another; 10003: what was sent is no app id at all.
  if (code === 10003 || code === 10014)
    return `refused (${said}): FEISHU_APP_ID or FEISHU_APP_SECRET is wrong; copy both from ${domain}/app → the app → ${CREDENTIALS}`
  if (status >= 500) return `${domain} is in trouble (${said}): try again later`
  if (code === undefined) return `${domain} does not answer as the platform does (${said}): check FEISHU_DOMAIN`
  return `no access token was given (${said}): look at the app at ${domain}/app → ${CREDENTIALS}`
}

function unreached(domain: string, code: string | undefined, message: string): string {
  const why = code === 'ERR_CANCELED' ? 'no answer in time' : (code ?? message)
  return `${domain} cannot be reached (${why}): check DNS, the firewall for outgoing HTTPS, and FEISHU_DOMAIN`
}

const WARNING_MS = 60_000
/** What is signed longer ago than this is refused, as the platform asks its receivers to. */
const PROBLEM_MS = 5 * 60_000

function clock(theirs: number, ours: number): Line {
  // Its time is told without the part of a second.
  const ahead = ours - theirs - 500
  const off = `${Math.round(Math.abs(ahead) / 1_000)} s`
  if (Math.abs(ahead) <= WARNING_MS)
    return { level: 'ok', what: 'clock', says: `within ${Math.ceil(Math.abs(ahead) / 1_000)} s of the platform's` }
  const says = `this machine's clock is ${off} ${ahead > 0 ? 'ahead of' : 'behind'} the platform's; set it (for example: timedatectl set-ntp true)`
  if (Math.abs(ahead) <= PROBLEM_MS)
    return { level: 'WARNING', what: 'clock', says: `${says}: due times are off by it` }
  return {
    level: 'PROBLEM',
    what: 'clock',
    says: `${says}: due times are off by it, and events by webhook are refused as stale`,
  }
}

interface BotBody {
  bot?: { activate_status?: number; app_name?: string }
}

/** By what the platform says of the bot; 2 is well. */
const STATES = new Map([
  [0, 'is not installed in this organisation yet'],
  [1, "was disabled by the organisation's administrator"],
  [3, 'is installed and not enabled yet'],
  [4, 'waits for an update to be approved'],
  [5, 'is disabled: its licence has expired'],
  [6, "is disabled: the organisation's plan has expired"],
])

async function bot(parts: Parts, signal: AbortSignal): Promise<Line> {
  const asked = await ask<BotBody>(parts, { method: 'GET', url: '/open-apis/bot/v3/info' }, [], signal)
  if (!asked.ok) return noBot(parts, asked)
  const { app_name: name = '', activate_status: status } = asked.body.bot ?? {}
  const admin = 'the administrator enables it in the admin console (管理后台 → 工作台 → 应用管理)'
  if (status === 2) return { level: 'ok', what: 'bot', says: `${name}, enabled` }
  const state = STATES.get(status ?? -1) ?? `is in a state that is not known (${status})`
  return { level: status === 4 ? 'WARNING' : 'PROBLEM', what: 'bot', says: `${name} ${state}: ${PUBLISH}; ${admin}` }
}

/** 11205: the app has no bot; 230006: it is not switched on. */
function noBot({ deps }: Parts, { code, error }: Refusal): Line {
  if (code !== 11205 && code !== 230006)
    return { level: 'WARNING', what: 'bot', says: `this could not be looked at: ${error}` }
  const where = `${consoleOf(deps.settings)} → Add Features (添加应用能力) → Bot (机器人)`
  return { level: 'PROBLEM', what: 'bot', says: `the app has none (${error}): ${where}, then ${PUBLISH}` }
}
