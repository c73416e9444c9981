// Why a command was refused: a value with a reason, for which wording has a sentence in both languages.

import type { RequestKind, Status } from '../case/case.ts'
import type { PersonalKind } from '../masking/mask.ts'
import type { Role } from '../policy/policy.ts'
import type { CommandType } from './command.ts'
import type { ListOf, QueryType } from './question.ts'

/** What each refusal's sentence needs. Open: a capability declares the refusals that only it gives. */
export interface Refusals {
  'not-registered': object
  /** `may`: roles that could; `department`: the department they must belong to, where that matters. */
  'not-authorised': { command: CommandType; may: Role[]; department: string | null }
  /** `belongs`: names of the rooms where it would be taken. */
  'wrong-room': { command: CommandType; belongs: string[] }
  /** `status` is the case's; `needs` the statuses in which the command makes sense. */
  'wrong-status': { command: CommandType; status: Status; needs: Status[] }
  'not-claimed-yet': { department: string }
  /** Nobody decides on what they have asked for themselves. `request`: what it is, where it is no draft. */
  'own-draft': { request?: RequestKind }
  'not-your-turn': { role: Role; names: string[]; request?: RequestKind }
  'no-case': { command: CommandType }
  'which-case': { query: QueryType }
  'unknown-case': { number: number }
  'unknown-department': { called: string; known: string[] }
  'unknown-level': { called: string; known: { number: number; zh: string; en: string }[] }
  missing: { command: CommandType; what: Missing }
  'too-long': { max: number; length: number }
  'bad-link': { text: string; why: 'not-http' | 'too-long' | 'malformed' | 'credentials' | 'private-address' }
  'unknown-command': { text: string; nearest: (CommandType | QueryType)[] }
  'stale-version': { version: number }
  'unknown-list': { text: string; known: readonly ListOf[] }
  /** Nobody, or more than one, is called so. */
  'unknown-person': { called: string; known: string[] }
  'not-duty-officer': { called: string; known: string[] }
  'bad-shift': { text: string }
  'unknown-target': { called: string; known: string[] }
  'room-bound': { room: string; to: string }
  'account-taken': { by: string }
  /** A question that only certain roles may ask. */
  'may-not-ask': { query: QueryType; may: Role[] }
  /** No channel could carry a private word to the person. */
  'no-direct-way': object
  /** Commands are taken in chats that are bound, and in private ones. */
  'unbound-room': object
  /** The platform's name for a message type that cannot be turned into text. */
  'not-understood': { what: string }
  /** A record that was passed on holds nothing that could be a post. */
  'empty-record': object
  'file-not-kept': { name: string; why: FileRefused }
  /** A file by itself, outside any case's thread. */
  'file-needs-case': { name: string }
  /** A draft is refused rather than masked: `kinds` of personal data stand in it. */
  'personal-data': { kinds: PersonalKind[] }
}

export type RefusalReason = keyof Refusals
export type RefusalOf<R extends RefusalReason> = { reason: R } & Refusals[R]
export type Refusal = { [R in RefusalReason]: RefusalOf<R> }[RefusalReason]

/** What a command lacks. */
export type Missing = 'text' | 'department' | 'level' | 'link' | 'date' | 'reason' | 'posts'

/** `type`: not a kind of file that is kept. */
export type FileRefused = 'too-big' | 'gone' | 'forbidden' | 'type' | 'empty'
