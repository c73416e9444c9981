// The HTTP under the SDK: time-outs, the app's token on each call, one more try where it was refused, errors without secrets.
import { buffer } from 'node:stream/consumers'
import { defaultHttpInstance } from '@larksuiteoapi/node-sdk'
import { CallError } from './call-error.ts'
import type { TokenCache } from './token-cache.ts'

/** An instance of axios, which comes with the SDK: made from its own, so that there is one version. */
export type Http = ReturnType<typeof defaultHttpInstance.create>
type Fulfilled = NonNullable<Parameters<Http['interceptors']['request']['use']>[0]>
type Config = Parameters<Fulfilled>[0] & { renewed?: boolean; $return_headers?: boolean }
type Answered = NonNullable<Parameters<Http['interceptors']['response']['use']>[0]>
type Response = Parameters<Answered>[0]

/** A token that is unknown, has ended or was taken back; the API says so with HTTP 400 as well as 200. */
const TOKEN_REFUSED = new Set([99991661, 99991663, 99991664, 99991665])
const MAX_ANSWER_BYTES = 32 * 1024 * 1024
const MAX_REFUSAL_BYTES = 64 * 1024

/** Without a token. Rejects with a CallError. */
export function plainHttp(requestMs: number): Http {
  // Not followed: a redirect would carry the token or the secret on.
  const http = defaultHttpInstance.create({
    timeout: requestMs,
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
  })
  http.interceptors.response.use(undefined, async (error: unknown) => {
    throw await stripped(error)
  })
  return http
}

/** What the SDK expects of its HTTP: answers the body alone, or `{data, headers}` where `$return_headers` asks for it. */
export function authorisedHttp(tokens: TokenCache, requestMs: number): Http {
  const http = defaultHttpInstance.create({
    timeout: requestMs,
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
  })
  http.interceptors.request.use(async (config) => {
    config.headers.set('Authorization', `Bearer ${await unlessAborted(tokens.token(), config.signal)}`)
    return config
  })
  const again = async (config: Config) => {
    tokens.refused(tokenOf(config))
    return http.request({ ...config, renewed: true } as Config)
  }
  http.interceptors.response.use(
    async (response) => {
      const config = response.config as Config
      if (tokenRefused(response.data) && !config.renewed) return again(config)
      return bodyOf(response, config) as Response
    },
    async (error: unknown) => {
      if (error instanceof CallError) throw error
      const { config } = error as { config?: Config }
      const call = await stripped(error)
      if (config && !config.renewed && tokenRefused(call.response?.data)) return again(config)
      throw call
    },
  )
  return http
}

function bodyOf(response: Response, config: Config): unknown {
  const data: unknown = response.data
  if (config.$return_headers) return { data, headers: response.headers }
  if (typeof data === 'object' && data !== null) return data
  throw new CallError('the answer is no JSON', {
    response: { status: response.status, headers: headersOf(response), data: null },
  })
}

function tokenRefused(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'code' in body && TOKEN_REFUSED.has(Number(body.code))
}

const tokenOf = ({ headers }: Config) => String(headers.get('Authorization') ?? '').replace(/^Bearer /u, '')

/** Many calls may wait for one token: whose caller gives up stops waiting, and the others go on. */
async function unlessAborted<T>(given: Promise<T>, signal: unknown): Promise<T> {
  if (!(signal instanceof AbortSignal)) return given
  let stop = () => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new CallError('given up before it was sent', { code: 'ERR_CANCELED', beforeCall: true }))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([given, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

async function stripped(error: unknown): Promise<CallError> {
  if (error instanceof CallError) return error
  const { message, code, response } = error as { message?: string; code?: string; response?: Response }
  if (!response) return new CallError(message ?? String(error), { code })
  const data = await refusalOf(response.data)
  const { status } = response
  return new CallError(`HTTP ${status}`, { code, response: { status, headers: headersOf(response), data } })
}

/** A refusal of what was to come as a stream comes as a stream too. */
async function refusalOf(data: unknown): Promise<unknown> {
  if (typeof data !== 'object' || data === null || !('pipe' in data)) return data
  try {
    const bytes = await buffer(limited(data as unknown as AsyncIterable<Uint8Array>))
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    // Cut off, too long or no JSON: then the status alone says what happened.
    return null
  }
}

async function* limited(stream: AsyncIterable<Uint8Array>) {
  let size = 0
  for await (const chunk of stream) {
    size += chunk.byteLength
    if (size > MAX_REFUSAL_BYTES) throw new Error('too long for a refusal')
    yield chunk
  }
}

/** How long to wait, and nothing else: an error is logged whole. */
const headersOf = ({ headers }: Response): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
      .filter(([name]) => name.startsWith('x-ogw-ratelimit') || name === 'retry-after'),
  )
