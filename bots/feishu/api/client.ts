// Calls to the platform: the SDK's client with timeouts, one token for all, and no secret in any log.
import { Client, type HttpInstance, LoggerLevel } from '@larksuiteoapi/node-sdk'
import { millisOf } from '../../../src/domain/calendar/instant.ts'
import { type FeishuDeps, timingOf } from '../deps.ts'
import { CallError } from './call-error.ts'
import { authorisedHttp, plainHttp } from './http.ts'
import { quietLogger } from './logger.ts'
import { type FetchedToken, TokenCache } from './token-cache.ts'

export interface FeishuClient {
  /**
   * Its calls end after the time-out at the latest, reject with a CallError only, and were repeated once with a new token
   * where that was refused. For a call that can be given up: `client.request({method, url, params, data, signal})`, with
   * ids in `url` through `pathId`.
   */
  client: Client
  /** The bot itself, asked once. Rejects where the platform does not say. */
  whoAmI(signal?: AbortSignal): Promise<Bot>
}

export interface Bot {
  openId: string
  name: string
}

export function feishuClient(deps: FeishuDeps): FeishuClient {
  const { appId, appSecret, domain } = deps.settings
  const { requestMs } = timingOf(deps)
  const tokens = new TokenCache(
    () => fetchToken(deps, requestMs),
    () => millisOf(deps.now()),
  )
  const client = new Client({
    appId,
    appSecret,
    domain,
    // Tokens are put on by the HTTP below: the SDK asks for one at each of ten calls at once, and keeps a refused one.
    disableTokenCache: true,
    logger: quietLogger(deps),
    loggerLevel: LoggerLevel.warn,
    // The SDK's type is narrower than the instance that it is made for.
    httpInstance: authorisedHttp(tokens, requestMs) as unknown as HttpInstance,
  })
  let known: Bot | null = null
  const whoAmI = async (signal?: AbortSignal) => {
    known ??= await askWho(client, signal)
    return known
  }
  return { client, whoAmI }
}

/** An id as part of a path: the SDK puts ids into paths as they are. Throws a BadId on what could lead elsewhere. */
export function pathId(id: string): string {
  if (!isPathId(id)) throw new BadId(`no id of the platform: ${JSON.stringify(id.slice(0, 60))}`)
  return id
}

/** Letters, digits, `-` and `_`: nothing that leads to another path. */
export const isPathId = (id: string): boolean => /^[\w-]{1,200}$/u.test(id)

export class BadId extends Error {}

async function fetchToken({ settings }: FeishuDeps, requestMs: number): Promise<FetchedToken> {
  const url = `${settings.domain}/open-apis/auth/v3/tenant_access_token/internal`
  const given = { app_id: settings.appId, app_secret: settings.appSecret }
  const { data, status } = await plainHttp(requestMs)
    .post<TokenAnswer | null>(url, given)
    .catch((error: unknown) => {
      const { message, code, response } = error as CallError
      throw new CallError(`no access token: ${message}`, { code, response, beforeCall: true })
    })
  if (typeof data?.tenant_access_token === 'string' && typeof data.expire === 'number')
    return { token: data.tenant_access_token, lifeMs: data.expire * 1_000 }
  const said = `${data?.code ?? status} ${data?.msg ?? ''}`.trim()
  throw new CallError(`no access token: ${said}`, {
    response: { status, headers: {}, data: { code: data?.code, msg: data?.msg } },
    beforeCall: true,
  })
}

interface TokenAnswer {
  code?: number
  msg?: string
  tenant_access_token?: string
  /** Seconds. */
  expire?: number
}

/** The one answer that stands beside `code` instead of in `data`. */
async function askWho(client: Client, signal: AbortSignal | undefined): Promise<Bot> {
  const answer = await client.request<{ code?: number; msg?: string; bot?: { open_id?: string; app_name?: string } }>({
    method: 'GET',
    url: '/open-apis/bot/v3/info',
    ...(signal ? { signal } : {}),
  })
  if (answer.code === 0 && answer.bot?.open_id) return { openId: answer.bot.open_id, name: answer.bot.app_name ?? '' }
  throw new CallError(`who the bot is was not said: ${answer.code} ${answer.msg ?? ''}`, {
    response: { status: 200, headers: {}, data: { code: answer.code, msg: answer.msg } },
  })
}
