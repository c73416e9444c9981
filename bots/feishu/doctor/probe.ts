// A harmless call for the doctor: what it answered, or why it was refused and which permission would have been enough.
import type { Parts } from '../address.ts'
import type { Call } from '../api/call.ts'
import { CallError } from '../api/call-error.ts'
import { type Failure, failureOf, refusalIn } from '../api/failure.ts'
import { type Line, type Subject, type Tried, type Why, warning } from './findings.ts'

export type Asked<T> = { ok: true; body: T } | Refusal

export interface Refusal {
  ok: false
  code: number | null
  why: Why
  /** It is a permission that is missing: any one of these. Null where it is something else. */
  anyOf: string[] | null
}

/** Never throws. `needs`: which permissions the call needs, where the refusal does not name them. */
export async function ask<T>({ client }: Parts, call: Call, needs: string[], signal: AbortSignal): Promise<Asked<T>> {
  if (signal.aborted) return { ok: false, code: null, why: { is: 'no-time' }, anyOf: null }
  try {
    const body = await client.client.request<T>({ ...call, signal })
    const failure = refusalIn(body)
    return failure ? refusal(failure, { status: 200, data: body }, needs) : { ok: true, body }
  } catch (caught) {
    return refusal(failureOf(caught), caught instanceof CallError ? caught.response : undefined, needs)
  }
}

/** The app lacks a permission (99991672), or the person it acts for does (99991679); 230027 is said of groups' messages. */
const LACKS_PERMISSION = new Set([99991672, 99991679, 230027])

interface Answer {
  status: number
  data: unknown
}

function refusal({ code, error }: Failure, answer: Answer | undefined, needs: string[]): Refusal {
  const why: Why =
    code === null && answer !== undefined ? { is: 'no-code', status: answer.status } : { is: 'said', said: error }
  if (code === null || !LACKS_PERMISSION.has(code)) return { ok: false, code, why, anyOf: null }
  const named = scopesIn(answer?.data)
  return { ok: false, code, why, anyOf: named.length > 0 ? named : needs }
}

interface RefusedBody {
  msg?: unknown
  error?: { permission_violations?: unknown } | null
}

/** In `permission_violations`; older refusals name them in their text only. */
function scopesIn(body: unknown): string[] {
  const { msg, error } = (typeof body === 'object' && body !== null ? body : {}) as RefusedBody
  const told = Array.isArray(error?.permission_violations) ? error.permission_violations : []
  const subjects = told.flatMap((each: unknown) => {
    const subject = typeof each === 'object' && each !== null && 'subject' in each ? each.subject : null
    return typeof subject === 'string' && SCOPE.test(subject) ? [subject] : []
  })
  if (subjects.length > 0) return [...new Set(subjects)]
  return [...new Set(String(msg ?? '').match(SCOPES) ?? [])]
}

const SCOPE = /^[\w.:-]{3,80}$/u
const SCOPES = /\b(?:im|contact|application|admin|bot):[\w.]+(?::\w+)*/gu

/** A call that was refused: for want of a permission, which is told of `to`, or of `what` for another reason. */
export function refusedLine({ deps }: Parts, { to, what = to }: { to: Tried; what?: Subject }, refusal: Refusal): Line {
  const { code, why, anyOf } = refusal
  if (anyOf === null) return warning(what, { code: 'unseen', why })
  const finding = { code: 'permission-wanted', to, said: code ?? 0, anyOf, app: consoleOf(deps.settings) } as const
  return { level: 'PROBLEM', what: 'permissions', finding, anyOf }
}

/** The app's pages in the developer console. */
export const consoleOf = ({ domain, appId }: { domain: string; appId: string }): string => `${domain}/app/${appId}`
