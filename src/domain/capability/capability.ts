// The shape of a capability: one thing that may be done to a case, with everything that the domain knows of it in one module.
// commands/index.ts lists them; who may do what, what can be typed, events, clocks and notices are derived from that list.
import type { Instant } from '../calendar/instant.ts'
import type { Case, Regions, RequestKind, RequestOf, Status } from '../case/case.ts'
import type { ClockOf } from '../case/clock-state.ts'
import type { CaseEvent, EventData, EventOf, EventType } from '../case/events.ts'
import type { From } from '../clock/rules.ts'
import type { NoticeContext } from '../notice/context.ts'
import type { Envelope } from '../notice/envelope.ts'
import type { Purpose } from '../org/org.ts'
import type { Base, ClockKind, ClockRule, Role } from '../policy/policy.ts'
import type {
  CommandOf,
  ExtraForms,
  FormKey,
  KeysOf,
  PersonsCommands,
  PersonsCommandType,
  ServiceCommands,
} from './command.ts'
import type { DecisionContext } from './context.ts'
import type { Field } from './fields.ts'
import type { Refusal } from './refusal.ts'

/** A decision in the making: what has happened so far, and the case as it is then. Each step gives another one. */
export interface Story {
  readonly state: Case
  readonly events: readonly CaseEvent[]
  readonly context: DecisionContext
  /** Something happens: the event, then what the clocks do of themselves because of it. */
  happen<E extends EventType>(type: E, data: EventData<E>): Story
  /** The event alone. */
  add<E extends EventType>(type: E, data: EventData<E>): Story
  /** A clock of this rule starts, counted from there; `until`: due at an instant that somebody has named. */
  start(rule: ClockRule, from: From, of?: ClockOf, until?: Instant): Story
  /** The living clocks of a kind run to an instant that somebody has named. `cap`: the longest that the policy allows. */
  setDue(kind: ClockKind, until: Instant, cap: string): Story
  /** The ladders of all clocks that are due say what fell due by now. */
  remind(): Story
  /** How requests of a kind are approved. */
  approvalOf<K extends RequestKind>(kind: K): ApprovalSpec<K>
}

/** A refusal is a value; what throws is a bug. */
export type Result = Story | { refused: Refusal }
export const no = (refusal: Refusal): { refused: Refusal } => ({ refused: refusal })

export interface Authority {
  /** None: anybody who is registered. */
  roles: readonly Role[]
  /** `lead`: contact and head must be those of the lead department; `turn`: it must be one's turn to decide. */
  of: 'anybody' | 'lead' | 'turn'
  /** Private rooms and the API are open to every command. */
  rooms: readonly Purpose[]
  statuses: readonly Status[]
}

type FormKeyOf<T extends PersonsCommandType> = T | (T extends keyof ExtraForms ? ExtraForms[T] : never)
type FormOf<T extends PersonsCommandType, F> = F extends unknown
  ? {
      key: FormKeyOf<T>
      fields: { [K in keyof F]-?: Field<F[K] & (string | string[])> }
      /** What is typed before the fields where a command has several forms. */
      typedAfter?: RegExp
    }
  : never
export type Form = { key: FormKey; fields: Record<string, Field>; typedAfter?: RegExp }

/**
 * What an event does to the clocks that live when it happens. A clock is taken by the first of these that names it, in this order.
 * A clock of a department or of a request is taken only where the event is about that one (`of`), or about all.
 */
export interface ClockEffects<E extends EventType = EventType> {
  /** Which part of the case the event is about; left out where it is about the case. */
  of?(event: EventOf<E>): ClockOf
  meets?: readonly ClockKind[]
  /** Cancelled without being met. */
  ends?: 'all' | readonly ClockKind[]
  /** Of the bases that it `gives`, those that were given before: their clocks are cancelled and start anew, or go on as they are. */
  again?: 'replaces' | 'goes-on'
  /** Due instants are worked out anew at the level that the case has then, and clocks that only the new level has are started. */
  movesAll?: true
  /** Clocks that count from these bases are counted anew from what the bases are now. */
  movesFrom?: readonly Base[]
  /** They are due no later than the superior body's deadline. */
  caps?: readonly ClockKind[]
  holds?: readonly ClockKind[]
  /** Not held are those that have told leaders: who owes cannot silence, by sending a draft, whom their lateness has reached. */
  silencesNoLeader?: true
  resumes?: readonly ClockKind[]
  /** Bases that the event gives: clocks that count from them start. */
  gives?: readonly Base[]
  /** Of those that `gives` starts, these alone; none at all where one of `unless` lives, which says it already. */
  only?: readonly ClockKind[]
  unless?: readonly ClockKind[]
  /** Everything that the case owes by then starts anew, counted from the event; `gives` then only names the base. */
  restarts?: true
}

/** Nobody is told beside the case's card, which changes with every event. */
export const CARD_ONLY = 'card-only'

export interface EventSpec<E extends EventType> {
  /** Every field. `personal`: it may tell of a person or quote one; recorded as a salted digest, kept apart, purgeable. */
  fields: { [F in KeysOf<EventData<E>>]: 'plain' | 'personal' }
  /** The desk's own doing: it is not what people last did. */
  byDesk?: true
  /** What capabilities keep per round begins anew with it. */
  beginsRound?: true
  apply(state: Case, event: EventOf<E>): Case
  /** A function where they differ by what the event says. */
  clocks?: ClockEffects<E> | ((event: EventOf<E>) => ClockEffects<E>)
  /** `events`: all of the same decision. */
  tells:
    | typeof CARD_ONLY
    | ((context: NoticeContext, event: EventOf<E>, key: string, events: CaseEvent[]) => Envelope[])
}
export type EventSpecs = { [E in EventType]: EventSpec<E> }

/** How requests of a kind are approved: turn by turn, by whom, and what follows. */
export interface ApprovalSpec<K extends RequestKind> {
  /** The roles that must agree, in order, as the case is now. */
  turns(context: DecisionContext, state: Case): Role[]
  /** `turn`: whose decision is awaited next; null where this was the last. */
  /** `reason`: why what stands against it was let pass; empty where nothing was said. */
  approved(story: Story, request: RequestOf<K> & { status: 'open' }, turn: Role | null, reason: string): Result
  refused(story: Story, request: RequestOf<K> & { status: 'open' }, reason: string): Story
  /** Whether it is void, as the case is now; left out: once the case is at its end. */
  lapses?(state: Case, request: RequestOf<K> & { status: 'open' }): boolean
}

/** What a capability keeps of a case beside its phase. `perRound`: a reopening begins it anew. */
export type RegionSpecs = { [R in keyof Regions]: { begins: Regions[R]; perRound: boolean } }

interface Parts {
  events?: Partial<EventSpecs>
  regions?: Partial<RegionSpecs>
  approvals?: { [K in RequestKind]?: ApprovalSpec<K> }
}

/** A command that a person gives. */
export interface PersonsCapability<T extends PersonsCommandType> extends Parts {
  /** As it is typed, the first of each language as it is taught. */
  names: { en: readonly string[]; zh: readonly string[] }
  who: Authority
  /**
   * Of what it acts upon where a case may have that in any status (a request that waits, a promise): whether it is there. Then
   * it may be done whatever the status, and only then is it offered.
   */
  hasObject?(state: Case): boolean
  /** No button where it would be refused as the case is now. */
  fits?(state: Case): boolean
  /** In which statuses the case's card offers it, and where among the buttons: the lower the likelier. */
  offered: { [S in Status]?: number }
  /** It ends the case: its button is set apart. */
  grave?: true
  /** Most have one. */
  forms: readonly FormOf<T, PersonsCommands[T]>[]
  /**
   * It is decided upon what the case does not hold: what was posted, its sightings, or another case, which its field `other` names
   * (`DecisionContext`).
   */
  reads?: 'posted' | 'sightings' | 'other'
  /** What must hold before its fields are looked at. */
  permits?(context: DecisionContext): Refusal | null
  decide(story: Story, command: CommandOf<T>): Result
}

/** A command that the desk gives. */
export interface ServiceCapability<T extends Exclude<keyof ServiceCommands, 'open'>> extends Parts {
  decide(story: Story, command: CommandOf<T>): Result
}

/** The roles of the duty desk and the leaders, of a department; the rooms of each. */
export const DESK: readonly Role[] = ['duty-officer', 'supervisor', 'principal', 'leading-group']
export const DEPARTMENT: readonly Role[] = ['contact', 'head']
export const DESK_ROOMS: readonly Purpose[] = ['duty', 'leaders']
export const DEPARTMENT_ROOMS: readonly Purpose[] = ['department', 'duty']
export const ALL_ROOMS: readonly Purpose[] = ['duty', 'department', 'leaders', 'superior']
/** Statuses in which a department has the case in hand. */
export const CLAIMED: readonly Status[] = ['handling', 'reviewing', 'approved']
/** Statuses before there is a draft. */
export const BEFORE_DRAFT: readonly Status[] = ['triage', 'waiting', 'handling']

/** History contradicts itself: a bug or a forgery. */
export const contradiction = (state: Case, event: EventType): Error =>
  new Error(`case ${state.number} cannot be ${event} while ${state.status}`)

/** For events that stand on record and change nothing of the case. */
export const unchanged = (state: Case): Case => state
