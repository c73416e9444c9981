// What a failed call means: retry or not, and whether it certainly had no effect. By the platform's code first.

export interface Failure {
  /** Whether a retry may succeed. */
  again: boolean
  /** It certainly had no effect. */
  unsent: boolean
  code: number | null
  error: string
  afterMs?: number
}

/** The platform may have executed the call: its outcome is unknown. */
export const unknown = (error: string): Failure => ({ again: true, unsent: false, code: null, error: short(error) })

/** Nothing was sent. */
export const notSent = (error: string, afterMs?: number): Failure => ({
  again: true,
  unsent: true,
  code: null,
  error: short(error),
  ...(afterMs === undefined ? {} : { afterMs }),
})

/** The bot's subscription has ended, though its socket may still be open. */
export const NOT_SUBSCRIBED = 846609
/** Rate limits: messages a minute of the bot (846607) or of a robot (45009), concurrent calls (45033, 45047). */
const TOO_MANY = new Set([846607, 45009, 45033, 45047])
const PAUSE_MS = 60_000
/** Temporary errors of the platform. */
const BUSY = new Set([-1, 6000])

/** Of an answer with a code; null where that is success. */
export function refusalIn(answer: unknown): Failure | null {
  const { errcode, errmsg } = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>
  if (errcode === 0) return null
  if (typeof errcode !== 'number') return unknown('the answer says nothing')
  const said = { unsent: true, code: errcode, error: short(`${errcode} ${String(errmsg ?? '')}`) }
  if (TOO_MANY.has(errcode)) return { again: true, ...said, afterMs: PAUSE_MS }
  if (BUSY.has(errcode) || errcode === NOT_SUBSCRIBED) return { again: true, ...said }
  // Every other code says that the request itself is at fault: no such chat, nobody there has spoken to the bot yet, a bad
  // card, a deleted robot. Undocumented codes are among these: a retry would be refused as well, and the desk is told of a
  // message that is given up at once.
  return { again: false, ...said }
}

/** Until another instance may send it, or this one has reconnected. */
export const SOON_MS = 1_000

/** Of a rejection of the SDK: the platform's frame where it refuses, an Error where there was no answer. */
export function thrown(caught: unknown): Failure {
  if (!(caught instanceof Error)) return refusalIn(caught) ?? unknown('refused without a code')
  return /not connected|exceeds max size/u.test(caught.message)
    ? notSent(caught.message, SOON_MS)
    : unknown(caught.message)
}

const NEVER_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** Of an HTTP call that threw: its outcome is unknown, unless no connection was made. */
export function brokenOff(caught: unknown): Failure {
  const { message, cause } = (typeof caught === 'object' && caught !== null ? caught : {}) as Record<string, unknown>
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  const error = [code, String(message ?? caught)].filter(Boolean).join(' ')
  return NEVER_ARRIVED.has(code) ? notSent(error) : unknown(error)
}

const short = (text: string): string => (text.length > 300 ? `${text.slice(0, 299)}…` : text).trim()
