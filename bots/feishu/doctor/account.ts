// Of the doctor: whether the credentials are right, the clocks agree, and there is a bot that is switched on.
import { millisOf } from '../../../src/domain/calendar/instant.ts'
import type { Parts } from '../address.ts'
import type { CallError } from '../api/call-error.ts'
import { plainHttp } from '../api/http.ts'
import { timingOf } from '../deps.ts'
import { type BotState, type Finding, type Line, ok, problem, warning } from './findings.ts'
import { ask, consoleOf, type Refusal } from './probe.ts'

/** `usable`: there is a token, so that the rest can be asked. */
export async function account(parts: Parts, signal: AbortSignal): Promise<{ usable: boolean; lines: Line[] }> {
  const { settings } = parts.deps
  const token = await askToken(parts, signal)
  const lines = token.at === null ? [] : [clock(token.at, token.midway)]
  if (token.wrong !== null) return { usable: false, lines: [problem('credentials', token.wrong), ...lines] }
  const { appId, domain } = settings
  const right = ok('credentials', { code: 'credentials', appId, domain })
  return { usable: true, lines: [right, ...lines, await bot(parts, signal)] }
}

interface Token {
  /** What is wrong; null where there is a token. */
  wrong: Finding | null
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

function refused(domain: string, body: TokenBody | null, status = 200): Finding {
  const code = typeof body === 'object' ? body?.code : undefined
  const said = code === undefined ? `HTTP ${status}` : `${code} ${body?.msg ?? ''}`.trim()
  // 10014: there is no such app, or its secret is another; 10003: what was sent is no app id at all.
  if (code === 10003 || code === 10014) return { code: 'wrong-credentials', said, domain }
  if (status >= 500) return { code: 'platform-trouble', said, domain }
  return { code: code === undefined ? 'no-platform' : 'no-token', said, domain }
}

function unreached(domain: string, code: string | undefined, message: string): Finding {
  return { code: 'unreachable', domain, why: code === 'ERR_CANCELED' ? null : (code ?? message) }
}

const WARNING_MS = 60_000
/** What is signed longer ago than this is refused, as the platform asks its receivers to. */
const PROBLEM_MS = 5 * 60_000

function clock(theirs: number, ours: number): Line {
  // Its time is told without the part of a second.
  const ahead = ours - theirs - 500
  if (Math.abs(ahead) <= WARNING_MS)
    return ok('clock', { code: 'clock-agrees', seconds: Math.ceil(Math.abs(ahead) / 1_000) })
  const isStale = Math.abs(ahead) > PROBLEM_MS
  const off = { code: 'clock-off', seconds: Math.round(Math.abs(ahead) / 1_000), isAhead: ahead > 0, isStale } as const
  return isStale ? problem('clock', off) : warning('clock', off)
}

interface BotBody {
  bot?: { activate_status?: number; app_name?: string }
}

/** By what the platform says of the bot. */
const ENABLED = 2
const UPDATE_WAITS = 4
const STATES = new Set<number>([0, 1, 3, UPDATE_WAITS, 5, 6] satisfies BotState[])
const isKnown = (status: number): status is BotState => STATES.has(status)

async function bot(parts: Parts, signal: AbortSignal): Promise<Line> {
  const asked = await ask<BotBody>(parts, { method: 'GET', url: '/open-apis/bot/v3/info' }, [], signal)
  if (!asked.ok) return noBot(parts, asked)
  const { app_name: name = '', activate_status: status } = asked.body.bot ?? {}
  if (status === ENABLED) return ok('bot', { code: 'bot-enabled', name })
  if (status === undefined || !isKnown(status)) return problem('bot', { code: 'bot-odd', name, status })
  const found = { code: 'bot-waits', name, state: status } as const
  return status === UPDATE_WAITS ? warning('bot', found) : problem('bot', found)
}

/** 11205: the app has no bot; 230006: it is not switched on. */
function noBot({ deps }: Parts, { code, why }: Refusal): Line {
  if (code !== 11205 && code !== 230006) return warning('bot', { code: 'unseen', why })
  return problem('bot', { code: 'no-bot', why, app: consoleOf(deps.settings) })
}
