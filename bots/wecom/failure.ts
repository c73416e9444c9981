// What a failed call means: try again or never, and whether it surely did nothing. By the platform's code first.

export interface Failure {
  /** Whether the same call may succeed later. */
  again: boolean
  /** It surely did nothing. */
  unsent: boolean
  code: number | null
  error: string
  afterMs?: number
}

/** The platform took the call, or has lost it: nobody knows. */
export const unknown = (error: string): Failure => ({ again: true, unsent: false, code: null, error: short(error) })

/** Nothing went out. */
export const notSent = (error: string, afterMs?: number): Failure => ({
  again: true,
  unsent: true,
  code: null,
  error: short(error),
  ...(afterMs === undefined ? {} : { afterMs }),
})

/** The bot's subscription has ended, though its socket may still be open. */
export const NOT_SUBSCRIBED = 846609
/** Of a minute's messages too many: of the bot (846607), of a robot (45009); or of calls at a time (45033, 45047). */
const TOO_MANY = new Set([846607, 45009, 45033, 45047])
const PAUSE_MS = 60_000
/** The platform is busy with itself. */
const BUSY = new Set([-1, 6000])

/** Of an answer with a code; null where it says that all is well. */
export function refusalIn(answer: unknown): Failure | null {
  const { errcode, errmsg } = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>
  if (errcode === 0) return null
  if (typeof errcode !== 'number') return unknown('the answer says nothing')
  const said = { unsent: true, code: errcode, error: short(`${errcode} ${String(errmsg ?? '')}`) }
  if (TOO_MANY.has(errcode)) return { again: true, ...said, afterMs: PAUSE_MS }
  if (BUSY.has(errcode) || errcode === NOT_SUBSCRIBED) return { again: true, ...said }
  // Every other code says that the request itself is at fault: no such chat, nobody there has spoken to the bot yet, a bad
  // card, a deleted robot. Codes that nobody has written down are among these: what is refused once is refused again, and
  // a message that is given up is told of at once.
  return { again: false, ...said }
}

/** Another instance is soon asked, or this one connected again. */
export const SOON_MS = 1_000

/** Of what the SDK rejects with: the platform's frame where that refuses, an error where there was no answer. */
export function thrown(caught: unknown): Failure {
  if (!(caught instanceof Error)) return refusalIn(caught) ?? unknown('refused without a code')
  return /not connected|exceeds max size/u.test(caught.message)
    ? notSent(caught.message, SOON_MS)
    : unknown(caught.message)
}

const NEVER_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** Of a call over HTTP that threw: nobody knows, unless nobody was reached. */
export function brokenOff(caught: unknown): Failure {
  const { message, cause } = (typeof caught === 'object' && caught !== null ? caught : {}) as Record<string, unknown>
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  const error = [code, String(message ?? caught)].filter(Boolean).join(' ')
  return NEVER_ARRIVED.has(code) ? notSent(error) : unknown(error)
}

const short = (text: string): string => (text.length > 300 ? `${text.slice(0, 299)}…` : text).trim()
