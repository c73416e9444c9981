// A harmless call for the doctor: what it answered, or why it was refused and which permission would have been enough.
import type { Diagnosis } from '../../../src/channel.ts'
import type { Parts } from '../address.ts'
import type { Call } from '../api/call.ts'
import { CallError } from '../api/call-error.ts'
import { type Failure, failureOf, refusalIn } from '../api/failure.ts'

/** `anyOf`: a call was refused because none of these is granted. */
export type Line = Diagnosis & { anyOf?: string[] }

export type Asked<T> = { ok: true; body: T } | Refusal

export interface Refusal {
  ok: false
  code: number | null
  error: string
  /** It is a permission that is missing: any one of these. Null where it is something else. */
  anyOf: string[] | null
}

/** Never throws. `needs`: which permissions the call needs, where the refusal does not name them. */
export async function ask<T>({ client }: Parts, call: Call, needs: string[], signal: AbortSignal): Promise<Asked<T>> {
  if (signal.aborted) return { ok: false, code: null, error: 'there was no time left to ask', anyOf: null }
  try {
    const body = await client.client.request<T>({ ...call, signal })
    const failure = refusalIn(body)
    return failure ? refusal(failure, body, needs) : { ok: true, body }
  } catch (caught) {
    const body = caught instanceof CallError ? caught.response?.data : null
    return refusal(failureOf(caught), body, needs)
  }
}

/** The app lacks a permission (99991672), or the person it acts for does (99991679); 230027 is said of groups' messages. */
const LACKS_PERMISSION = new Set([99991672, 99991679, 230027])

function refusal({ code, error }: Failure, body: unknown, needs: string[]): Refusal {
  if (code === null || !LACKS_PERMISSION.has(code)) return { ok: false, code, error, anyOf: null }
  const named = scopesIn(body)
  return { ok: false, code, error, anyOf: named.length > 0 ? named : needs }
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

/** What to say of a refused call. `of`: what cannot be done without it. */
export function refusedLine(parts: Parts, of: string, { code, error, anyOf }: Refusal): Line {
  if (anyOf === null) return { level: 'WARNING', what: of, says: `this could not be looked at: ${error}` }
  const says = `${of}: refused (${code}), for want of ${anyOf.join(' or ')}; ${grantAt(parts, anyOf.slice(0, 1))}`
  return { level: 'PROBLEM', what: 'permissions', says, anyOf }
}

/** Where in the developer console permissions are granted; its page opens with these filled in. */
export function grantAt({ deps }: Parts, scopes: string[]): string {
  return `grant under Permissions & Scopes (权限管理), ${consoleOf(deps.settings)}/auth?q=${scopes.join(',')}, then ${PUBLISH}`
}

/** Whatever is changed there counts only from the next version on. */
export const PUBLISH = 'publish a version: Version Management & Release (版本管理与发布)'

/** The app's pages in the developer console. */
export const consoleOf = ({ domain, appId }: { domain: string; appId: string }): string => `${domain}/app/${appId}`
