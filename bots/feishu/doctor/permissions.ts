// Of the doctor: which permissions the app has, and what does not work without those that it lacks.
import type { DiagnosedPlace } from '../../../src/channel.ts'
import { isGiven } from '../../../src/domain/org/org.ts'
import type { Parts } from '../address.ts'
import { type Line, ok, type Purpose, warning } from './findings.ts'
import { ask, consoleOf } from './probe.ts'

interface Need {
  /** Any one is enough; the first is the one to ask for. */
  anyOf: string[]
  level: 'PROBLEM' | 'WARNING'
  /** What cannot be done without it. */
  to: Purpose
}

/** Any one lets it look up groups. */
export const SEE_GROUPS = ['im:chat:readonly', 'im:chat', 'im:chat:read']
/** Any one lets it see whether it is in a group. */
export const SEE_MEMBERS = ['im:chat:readonly', 'im:chat', 'im:chat.members:read']
/** Of a group's messages, beside any that lets it read messages at all. */
export const GROUP_HISTORY = ['im:message.group_msg']
export const LOOK_UP_PEOPLE = ['contact:user.id:readonly']

const NEEDS: Need[] = [
  { anyOf: ['im:message:send_as_bot', 'im:message'], level: 'PROBLEM', to: 'send' },
  {
    anyOf: [...GROUP_HISTORY, 'im:message.group_msg:readonly'],
    level: 'PROBLEM',
    to: 'hear-groups',
  },
  {
    anyOf: ['im:message:readonly', 'im:message', 'im:message.history:readonly'],
    level: 'PROBLEM',
    to: 'read',
  },
  {
    anyOf: ['im:message.p2p_msg:readonly', 'im:message.p2p_msg'],
    level: 'PROBLEM',
    to: 'hear-private',
  },
  { anyOf: SEE_GROUPS, level: 'WARNING', to: 'tell-groups' },
  {
    anyOf: ['im:chat:readonly', 'im:chat', 'im:chat.members:bot_access'],
    level: 'WARNING',
    to: 'hear-membership',
  },
  {
    anyOf: ['im:message.urgent', 'im:message.urgent:app_send'],
    level: 'WARNING',
    to: 'urgent-app',
  },
  {
    anyOf: ['im:message.urgent:sms', 'im:message.urgent:sms_send'],
    level: 'WARNING',
    to: 'urgent-sms',
  },
  {
    anyOf: ['im:message.urgent:phone', 'im:message.urgent:phone_send'],
    level: 'WARNING',
    to: 'urgent-phone',
  },
]

const BY_ADDRESS: Need = {
  anyOf: LOOK_UP_PEOPLE,
  level: 'PROBLEM',
  to: 'find-people',
}

export interface Permissions {
  lines: Line[]
  /** Permissions of which none is granted where one is needed. */
  missing: Set<string>
}

/**
 * The platform lists what it has granted, and asks no permission for that. To try each would not do: sending, or making
 * urgent, cannot be tried without doing it, and nobody has written down whether the permission or the message is looked at
 * first when a message is named that is not there. What can be tried, is tried beside it: groups, members, histories, people.
 */
export async function permissions(parts: Parts, { people }: DiagnosedPlace, signal: AbortSignal): Promise<Permissions> {
  const asked = await ask<ScopesBody>(parts, { method: 'GET', url: '/open-apis/application/v6/scopes' }, [], signal)
  const scopes = asked.ok ? asked.body.data?.scopes : undefined
  if (!Array.isArray(scopes)) {
    const why = asked.ok ? null : asked.why
    return { lines: [warning('permissions', { code: 'permissions-unlisted', why })], missing: new Set() }
  }
  const granted = new Set(scopes.filter(isGranted).map(({ scope_name }) => scope_name))
  const needs = people.some(({ account }) => isGiven(account)) ? [...NEEDS, BY_ADDRESS] : NEEDS
  const unmet = needs.filter(({ anyOf }) => !anyOf.some((scope) => granted.has(scope)))
  const missing = new Set(unmet.flatMap(({ anyOf }) => anyOf))
  if (unmet.length === 0) return { lines: [ok('permissions', { code: 'all-granted' })], missing }
  const lines = (['PROBLEM', 'WARNING'] as const).flatMap((level) => missingLine(parts, level, unmet))
  return { lines, missing }
}

interface ScopesBody {
  data?: { scopes?: Scope[] }
}

interface Scope {
  scope_name?: string
  /** 1: granted; 2: not. */
  grant_status?: number
  /** `user`: only where it acts for a person, which the channel never does. */
  scope_type?: string
}

const isGranted = ({ grant_status, scope_type }: Scope) => grant_status === 1 && scope_type !== 'user'

/** All of a kind in one line, with one address to grant them at. */
function missingLine({ deps }: Parts, level: Need['level'], unmet: Need[]): Line[] {
  const of = unmet.filter((need) => need.level === level)
  if (of.length === 0) return []
  const first = ({ anyOf }: Need) => anyOf[0] ?? ''
  const needs = [...new Set(of.map(first))].map((scope) => ({
    scope,
    to: of.filter((need) => first(need) === scope).map(({ to }) => to),
  }))
  const finding = { code: 'permissions-missing', needs, app: consoleOf(deps.settings) } as const
  return [{ level, what: 'permissions', finding }]
}
