// Why a command was refused: a value with a reason, for which wording has a sentence in both languages.

import type { Instant } from '../calendar/instant.ts'
import type { Status } from '../case/case.ts'
import type { PersonalKind } from '../masking/mask.ts'
import type { Role } from '../policy/policy.ts'
import type { CommandType } from './command.ts'
import type { ListOf, QueryType } from './query.ts'

export type Refusal =
  | { reason: 'not-registered' }
  /** `may`: roles that could; `department`: the name of the department whose they must be, where it matters. */
  | { reason: 'not-authorised'; command: CommandType; may: Role[]; department: string | null }
  /** `belongs`: names of the rooms where it would be taken. */
  | { reason: 'wrong-room'; command: CommandType; belongs: string[] }
  /** `status` is the case's; `needs` the statuses in which the command makes sense. */
  | { reason: 'wrong-status'; command: CommandType; status: Status; needs: Status[] }
  | { reason: 'not-claimed-yet'; department: string }
  | { reason: 'already-assigned'; department: string }
  | { reason: 'already-claimed'; by: string; at: Instant }
  | { reason: 'not-claimed-by-you' }
  /** The answer is under way, and somebody must have it in hand. */
  | { reason: 'last-claim' }
  | { reason: 'own-draft' }
  | { reason: 'not-your-turn'; role: Role; names: string[] }
  /** Nobody but the drafter could decide: `roles` are vacant or held by the drafter alone. */
  | { reason: 'no-approver'; roles: Role[] }
  | { reason: 'no-case'; command: CommandType }
  | { reason: 'which-case'; query: QueryType }
  | { reason: 'unknown-case'; number: number }
  | { reason: 'unknown-department'; called: string; known: string[] }
  | { reason: 'unknown-level'; called: string; known: { number: number; zh: string; en: string }[] }
  | { reason: 'same-level'; level: { zh: string; en: string } }
  | {
      reason: 'missing'
      command: CommandType
      what: 'text' | 'department' | 'level' | 'link' | 'date' | 'reason' | 'posts'
    }
  | { reason: 'too-long'; max: number; length: number }
  | { reason: 'bad-link'; text: string; why: 'not-http' | 'too-long' | 'malformed' | 'credentials' | 'private-address' }
  | { reason: 'bad-date'; text: string }
  | { reason: 'date-past'; until: Instant }
  | { reason: 'date-too-far'; latest: Instant; cap: string }
  | { reason: 'may-not-commit' }
  | { reason: 'already-responded'; by: string; at: Instant }
  | { reason: 'unknown-command'; text: string; nearest: (CommandType | QueryType)[] }
  | { reason: 'stale-version'; version: number }
  | { reason: 'unknown-list'; text: string; known: readonly ListOf[] }
  /** Nobody, or more than one, is called so. */
  | { reason: 'unknown-person'; called: string; known: string[] }
  | { reason: 'not-duty-officer'; called: string; known: string[] }
  | { reason: 'bad-shift'; text: string }
  | { reason: 'unknown-target'; called: string; known: string[] }
  | { reason: 'room-bound'; room: string; to: string }
  | { reason: 'account-taken'; by: string }
  /** A query for which there must be a role. */
  | { reason: 'may-not-ask'; query: QueryType; may: Role[] }
  /** No channel could carry a private word to the person. */
  | { reason: 'no-direct-way' }
  /** Commands are taken in chats that are bound, and in private ones. */
  | { reason: 'unbound-room' }
  /** The platform's name of a kind of message of which no text can be made. */
  | { reason: 'not-understood'; what: string }
  /** A record that was passed on holds nothing that could be a post. */
  | { reason: 'empty-record' }
  | { reason: 'file-not-kept'; name: string; why: FileRefused }
  /** Only who has forwarded a post, or the desk, may take it out. */
  | { reason: 'not-your-forward'; title: string }
  | { reason: 'last-post' }
  /** A file by itself, outside any case's thread. */
  | { reason: 'file-needs-case'; name: string }
  | { reason: 'unknown-post'; called: string }
  /** A draft is refused rather than masked: `kinds` of personal data stand in it. */
  | { reason: 'personal-data'; kinds: PersonalKind[] }

/** `type`: not a kind of file that is kept. */
export type FileRefused = 'too-big' | 'gone' | 'forbidden' | 'type' | 'empty'

export type RefusalReason = Refusal['reason']
export type RefusalOf<R extends RefusalReason> = Extract<Refusal, { reason: R }>
