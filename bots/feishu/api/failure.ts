// What a failed call means: try again or never, and whether it surely did nothing. By the body's code first: HTTP 400 is
// both a wrong card and an expired token, HTTP 200 may be a refusal.

export interface Failure {
  /** Whether the same call may succeed later. */
  again: boolean
  /** It surely did nothing. */
  unsent: boolean
  code: number | null
  error: string
  afterMs?: number
}

/** Of a call that threw: refused by HTTP status, broken off, timed out, given up. */
export function failureOf(caught: unknown): Failure {
  const { response, code, beforeCall, message } = shapeOf(caught)
  if (beforeCall === true)
    return { again: true, unsent: true, code: codeIn(response?.data), error: short(message), ...waitOf(response) }
  if (response) return answered(response)
  const network = typeof code === 'string' ? code : ''
  return {
    again: true,
    unsent: NEVER_ARRIVED.has(network),
    code: null,
    error: short([network, message].filter(Boolean).join(' ')),
  }
}

/** Of an answer with HTTP 200: null where it says that all is well. An answer that says nothing leaves the outcome open. */
export function refusalIn(body: unknown): Failure | null {
  const code = codeIn(body)
  return code === 0 ? null : answered({ status: 200, headers: {}, data: body })
}

interface Answered {
  status: number
  headers: Record<string, unknown>
  data: unknown
}

/** Nothing was received on the other side. */
const NEVER_ARRIVED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
])

/** Refused at the gate, before anything was done: too many calls (99991400, 230020, 11232), no good token. */
const AT_THE_GATE = new Set([99991400, 230020, 11232, 99991661, 99991663, 99991664, 99991665, 99991668, 99991671])
/** The platform's own trouble (2200, 1500 …), or the same key is being sent at this moment (230049). */
const INSIDE = new Set([2200, 230049, 1500, 1503, 5000])

const LONGEST_WAIT_MS = 3_600_000

function answered(response: Answered): Failure {
  const code = codeIn(response.data)
  const said = { code, error: saidBy(response, code) }
  if (response.status === 429 || AT_THE_GATE.has(code ?? 0))
    return { again: true, unsent: true, ...said, ...waitOf(response) }
  if (response.status >= 500 || response.status === 408 || INSIDE.has(code ?? 0))
    return { again: true, unsent: false, ...said, ...waitOf(response) }
  // Neither the API nor a refusal of it: something in between answered.
  if (code === null) return { again: true, unsent: false, ...said }
  // Every other code says that the request itself is at fault: not in the chat (230002), dissolved (232009), out of reach
  // (230013), bad card (230099), no permission (99991672) … Codes nobody has written down are among these too: what the
  // platform refuses once it refuses again, and a lane that tried for a day would hold up all that comes after, while a
  // message that is given up is told of at once.
  return { again: false, unsent: true, ...said }
}

function waitOf(response: Answered | undefined): { afterMs?: number } {
  const seconds = Number(response?.headers['x-ogw-ratelimit-reset'] ?? response?.headers['retry-after'])
  // At least a second: the header may say 0 within the second that is used up.
  return seconds >= 0 ? { afterMs: Math.min(LONGEST_WAIT_MS, Math.max(1, Math.ceil(seconds)) * 1_000) } : {}
}

function codeIn(body: unknown): number | null {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null
  return typeof code === 'number' ? code : null
}

function saidBy({ status, data }: Answered, code: number | null): string {
  const { msg, error } = (typeof data === 'object' && data !== null ? data : {}) as {
    msg?: unknown
    error?: { log_id?: unknown }
  }
  const log = typeof error?.log_id === 'string' ? ` (log_id ${error.log_id})` : ''
  return code === null ? `HTTP ${status} without an answer` : short(`${code} ${String(msg ?? '')}`) + log
}

const short = (text: string): string => (text.length > 300 ? `${text.slice(0, 299)}…` : text).trim()

interface Shape {
  response?: Answered | undefined
  code?: unknown
  /** It failed while a token was asked for. */
  beforeCall?: boolean
  message: string
}

function shapeOf(caught: unknown): Shape {
  if (typeof caught !== 'object' || caught === null) return { message: String(caught) }
  const { response, code, beforeCall, message } = caught as Partial<Shape>
  const read = response ? { ...response, headers: response.headers ?? {} } : undefined
  return { response: read, code, beforeCall: beforeCall === true, message: String(message ?? '') }
}
