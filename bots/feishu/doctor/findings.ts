// What the doctor may find out about Feishu: values, for which words.ts has a sentence in each language.
import type { Diagnosis } from '../../../src/channel.ts'
import type { Coded } from '../../../src/wording/told.ts'
import type { FeishuSettings } from '../deps.ts'

/** `app`: its pages in the developer console. `said`: the platform's own code and words. */
export interface Findings extends AccountFindings, PermissionFindings, ListeningFindings, SubscriptionFindings {
  'broke-off': { error: string }
  'no-time': object
  'in-no-group': object
  /** `isMore`: the platform has further ones. `free`: not bound, the first of them; `left`: how many more. */
  'in-groups': { count: number; isMore: boolean; free: { name: string; id: string }[]; left: number }
  /** As JSON. */
  'no-group-id': { id: string }
  'bot-absent': { id: string }
  'group-unseen': { why: Unseen; id: string }
  'not-all-speak': object
  'not-all-urgent': object
  /** `called`: what the group is called on the platform, where that is another name. */
  'room-well': { members: string | null; called: string | null }
  'no-account': { names: string[]; left: number }
  'people-unknown': { names: string[]; left: number; app: string }
  'people-unasked': { error: string }
  'have-accounts': { count: number }
}

interface AccountFindings {
  credentials: { appId: string; domain: string }
  'wrong-credentials': { said: string; domain: string }
  'platform-trouble': { said: string; domain: string }
  'no-platform': { said: string; domain: string }
  'no-token': { said: string; domain: string }
  /** `why`: null where it did not answer in time. */
  unreachable: { domain: string; why: string | null }
  'clock-agrees': { seconds: number }
  /** `isStale`: by so much that events by webhook are refused. */
  'clock-off': { seconds: number; isAhead: boolean; isStale: boolean }
  'bot-enabled': { name: string }
  'bot-waits': { name: string; state: BotState }
  /** In a state that nobody has written down. */
  'bot-odd': { name: string; status: number | undefined }
  'no-bot': { why: Why; app: string }
  unseen: { why: Why }
}

interface PermissionFindings {
  'all-granted': object
  /** Null: the answer has none. */
  'permissions-unlisted': { why: Why | null }
  'permissions-missing': { needs: { scope: string; to: Purpose[] }[]; app: string }
  'permission-wanted': { to: Tried; said: number; anyOf: string[]; app: string }
}

interface ListeningFindings {
  'connection-allowed': object
  'connection-unanswered': { domain: string; why: string }
  'connections-taken': { said: string }
  'platform-busy': { said: string }
  'connection-secret': { said: string }
  /** `said`: null where there was no code. */
  'connection-refused': { said: number | null; msg: string; app: string }
  'address-unset': { path: string }
  'address-inner': { url: string }
  'address-open': { url: string }
  'another-answers': { url: string }
  'answers-late': { url: string; ms: number }
  answers: { url: string }
  'address-unreached': { url: string; why: string }
  'another-key': { url: string }
  'address-gone': { url: string }
  'address-refuses': { url: string; status: number }
}

type Mode = FeishuSettings['mode']

interface SubscriptionFindings {
  /** `wanted`: the permission that it takes to look; null where it is something else. */
  'subscriptions-unseen': { why: Why; wanted: string | null; app: string; events: string[]; callback: string }
  'version-waits': object
  'version-none': { app: string }
  'callback-untold': { callback: string; mode: Mode; app: string }
  'callback-missing': { callback: string; app: string }
  /** `by`: as the platform calls the way. */
  'callback-by-other': { by: string; mode: Mode; app: string }
  'callback-elsewhere': { url: string; ours: string; app: string }
  callback: { callback: string }
  events: { count: number; version: string }
  'events-missing': { version: string; missing: string[]; app: string }
  'events-unseen': { why: Why | 'odd-id' | 'none-told'; app: string; events: string[] }
}

export type Finding = Coded<Findings>

/** Why something could not be looked at: there was no time left, no answer of the API's, or what was said. */
export type Why = { is: 'no-time' } | { is: 'no-code'; status: number } | { is: 'said'; said: string }

/** How it stands with a bot that is not enabled, by the platform's number. */
export type BotState = 0 | 1 | 3 | 4 | 5 | 6

/** By the code with which the platform tells of a chat that it will not show. */
export type Unseen = 232006 | 232009 | 232010 | 232011 | 230002

/** What a permission is needed for. */
export type Purpose =
  | 'send'
  | 'hear-groups'
  | 'read'
  | 'hear-private'
  | 'tell-groups'
  | 'hear-membership'
  | 'urgent-app'
  | 'urgent-sms'
  | 'urgent-phone'
  | 'find-people'

/** What was tried beside the list of permissions. */
export type Tried = 'groups-of-bot' | 'rooms' | 'people-by-address'

export type Thing =
  | Tried
  | 'credentials'
  | 'clock'
  | 'bot'
  | 'permissions'
  | 'connection'
  | 'webhook'
  | 'subscriptions'
  | 'callback'
  | 'version'
  | 'events'
  | 'groups'
  | 'people'
  | 'diagnosis'

/** What was looked at; a room by its name. */
export type Subject = Thing | { room: string }

/** `anyOf`: a call was refused because none of these is granted. */
export interface Line {
  level: Diagnosis['level']
  what: Subject
  finding: Finding
  anyOf?: string[]
}

export const ok = (what: Subject, finding: Finding): Line => ({ level: 'ok', what, finding })
export const warning = (what: Subject, finding: Finding): Line => ({ level: 'WARNING', what, finding })
export const problem = (what: Subject, finding: Finding): Line => ({ level: 'PROBLEM', what, finding })
