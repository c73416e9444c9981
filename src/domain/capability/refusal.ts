// Why a command was refused: a value with a reason, for which wording has a sentence in both languages.

import type { RequestKind, Status } from '../case/case.ts'
import type { PersonalKind } from '../masking/mask.ts'
import type { Role } from '../policy/policy.ts'
import type { UrlRefusal } from '../post/post.ts'
import type { CommandType, PersonsCommandType } from './command.ts'
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
  /** `also`: what else it lacks. */
  missing: { command: CommandType; what: Missing; also?: Missing[] }
  'too-long': { max: number; length: number }
  'bad-link': { text: string; why: UrlRefusal }
  /** A link of a site's front page, of a list or a log-in page, with too few words to tell which post is meant. */
  'front-page': { text: string }
  /** Plainly a forward, with nothing in it that is a link: `code`, an app's own, which only that app opens. */
  'no-link': { what: 'code' | 'address'; text: string }
  /** More links than one message may have: how many were taken, and the first of those that were not. */
  'too-many-links': { max: number; left: number; first: string }
  /** Forwards are taken in the duty rooms: their names. */
  'not-here': { rooms: string[] }
  'unknown-command': { text: string; nearest: (CommandType | QueryType)[] }
  /** What follows a command that takes nothing more, or a question: `numbers` of cases are not part of it. */
  'left-over': { command: PersonsCommandType | QueryType; text: string; numbers: number[] }
  /** Several cases were named for what can be done to one at a time. */
  'one-case': { command: PersonsCommandType | QueryType | 'open'; numbers: number[] }
  'too-many-cases': { max: number; count: number }
  /** `text` may be the number of a case or part of what is said. */
  'unclear-number': { command: PersonsCommandType | 'open'; text: string }
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
  /** A record that was passed on holds nothing that could be a post. `unfit`: its links, each with why it is none. */
  'empty-record': { unfit?: { text: string; why: UrlRefusal | 'front-page' }[] }
  /** `name` is empty where the platform tells none: then it is called by what it is. */
  'file-not-kept': { name: string; why: FileRefused; what?: 'image' | 'file' }
  /** A file by itself, outside any case's thread. */
  'file-needs-case': { name: string; what?: 'image' | 'file' }
  /** A link in a chat that is bound to nothing: `belongs` are the rooms where it would be registered. */
  'unbound-forward': { belongs: string[] }
  /** A draft is refused rather than masked: `kinds` of personal data stand in it, at these places (`offset` from 0 on). */
  'personal-data': {
    kinds: PersonalKind[]
    places?: { kind: PersonalKind; offset: number; length: number }[]
    command?: CommandType
  }
}

export type RefusalReason = keyof Refusals
export type RefusalOf<R extends RefusalReason> = { reason: R } & Refusals[R]
export type Refusal = { [R in RefusalReason]: RefusalOf<R> }[RefusalReason]

/** What a command lacks. */
/** What is told of a private answer, each with its name before it. */
export type LabelledPart =
  | 'how'
  | 'when'
  | 'handledBy'
  | 'evidence'
  | 'reaction'
  | 'body'
  | 'document'
  | 'approver'
  | 'given'
export type Missing = 'text' | 'department' | 'level' | 'link' | 'date' | 'reason' | 'posts' | LabelledPart

/** `type`: not a kind of file that is kept. */
export type FileRefused = 'too-big' | 'gone' | 'forbidden' | 'type' | 'empty'
