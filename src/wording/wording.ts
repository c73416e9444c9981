// What a language must be able to say. Every table is complete by its type: a kind without words does not compile.

import type { Instant } from '../domain/calendar/instant.ts'
import type { CommandType, ExtraForms, FieldName, FormKey, PersonsCommandType } from '../domain/capability/command.ts'
import type { QueryType } from '../domain/capability/question.ts'
import type { Refusal, RefusalOf, RefusalReason } from '../domain/capability/refusal.ts'
import type { CardFacts, RecordFacts } from '../domain/case/card-facts.ts'
import type { RequestKind, Status } from '../domain/case/case.ts'
import type { Since, Why } from '../domain/case/clock-state.ts'
import type { EventType } from '../domain/case/events.ts'
import type { EvidenceClass, EvidenceNumber } from '../domain/case/evidence.ts'
import type { RequestFace } from '../domain/case/request-names.ts'
import type { Source } from '../domain/case/source.ts'
import type { Worker } from '../domain/notice/finding.ts'
import type { BundledNotice, LateClock, Notice, NoticeKind, NoticeOf } from '../domain/notice/notice.ts'
import type { ClockKind, DocumentKind, Role } from '../domain/policy/policy.ts'
import type { Button, Card, Choices } from './card/card.ts'
import type { Times } from './times.ts'

export type Lang = 'zh-CN' | 'en'

/** Cards that are told from what is there when they are sent have words of their own: `caseCard`, `bundle`, `recordTaken`. */
export type SpokenNotice = Exclude<Notice, { kind: 'case-card' | 'bundle' | 'record-taken' }>
export type SpokenKind = SpokenNotice['kind']

/** What ended a message's time: what happened, when, and by whom (a name). */
export interface Fate {
  type: EventType
  at: Instant
  by: string
}

/** `no-way`: no channel reaches the place. `stranger`: the account is somebody else's by now. */
export type Failing = 'no-way' | 'stranger' | 'no-answer' | 'refused'

/** A clock with what explains its due instant; the names are those of `ClockFace`. */
export interface ExplainedClock {
  kind: ClockKind
  dueAt: Instant
  why: Why
  /** The statement beside the reply that it is about. */
  about?: Pick<RequestFace, 'kind' | 'number'>
}

/** Everything that is said, in one language and by one institution's time of day. Pure. */
export interface Wording {
  lang: Lang
  notice(notice: SpokenNotice): Card
  caseCard(facts: CardFacts): Card
  recordTaken(facts: RecordFacts): Card
  /** What quiet hours kept back for one person, the next due first. */
  bundle(items: BundledNotice[], at: Instant): Card
  /** A message whose time has passed: what it asked for can be done no more, and it says what became of it. */
  settled(card: Card, fate: Fate): Card
  /** A message that quotes a long text which stands in the same place already: its beginning, and where the rest is. */
  abridged(card: Card, text: string): Card
  refusal(refusal: Refusal): string
  /** What a command is answered with that was done. */
  receipt(type: PersonsCommandType): string
  /** Why a message was not delivered, where its channel has no sentence of its own. */
  failure(why: Failing): string
  /** One sentence: why a clock is due when it is. */
  why(clock: ExplainedClock): string
  /** `10月9日 09:20（周五）`; with `relativeTo` also 今天, 明天 or 昨天, and the year where it is another. */
  instant(at: Instant, relativeTo?: Instant): string
  /** `2小时30分`: the two largest units, rounded; seconds below two minutes. The sign is not said. */
  span(millis: number): string
  clockName(kind: ClockKind): string
  channelName(name: string): string
  roleName(role: Role): string
  statusName(status: Status): string
  commandName(type: CommandType): string
  eventName(type: EventType): string
  /** What a forwarded picture without words is called. */
  screenshot(at: Instant): string
  /** What a file without a name is called. */
  fileName(kind: 'image' | 'file', at: Instant): string
  /** 图片-2026-0003 */
  evidence(number: EvidenceNumber): string
  ui: Ui
}

/** The strings of the built-in room's pages. */
export interface Ui {
  roomTitle: string
  rooms: string
  threads: string
  thread: string
  openThread: string
  reply: string
  send: string
  messagePlaceholder: string
  speakingAs: string
  signOut: string
  signIn: string
  signInIntro: string
  signInButton: string
  signInAsk: string
  signInExpired: string
  signInUsed: string
  signedOut: string
  empty: string
  loading: string
  connectionLost: string
  reconnected: string
  drillBanner(speed: number): string
  newMessages(count: number): string
  back: string
  more: string
  direct: string
  close: string
  required: string
  choose: string
  failed: string
  notFound: string
}

/** What things are called that belong to no single command. */
export interface Names {
  file: { image: string; file: string; screenshot: string }
  evidence: Record<EvidenceClass, string>
  clock: Record<ClockKind, string>
  role: Record<Role, string>
  status: Record<Status, string>
  /** What is asked for, as it stands in a sentence. */
  request: Record<RequestKind, string>
  base: Record<Since, string>
  document: Record<DocumentKind, string>
  /** By the name of the channel; others are called as they are. */
  channel: Record<string, string>
  /** Known platforms by the name that `post.ts` gives; others are called as they came. */
  platform: Record<string, string>
  /** What works in the background; one of a later version is called as it is. */
  worker: Record<Worker, string>
  /** How a matter came in. */
  source: Record<Source, string>
}

/** What the words of a command may use besides their own: buttons of any command, and what is typed for it. */
export interface Kit {
  /** `about`: the request that they are about, where it is another than the reply. */
  buttons(
    commands: PersonsCommandType[],
    choices?: Choices,
    about?: RequestFace | null,
    next?: PersonsCommandType | null,
  ): Button[]
  /** `/分办 单位名称`: the command with what follows it. */
  usage(type: PersonsCommandType): string
}

export type NoticeCards = { [K in SpokenKind]: (notice: NoticeOf<K>, times: Times, kit: Kit) => Card }
export type RefusalSentences = { [R in RefusalReason]: (refusal: RefusalOf<R>, times: Times, kit: Kit) => string }

interface SharedWords {
  /** What is done, as it stands in a sentence. */
  name: string
  /** What its events are called. */
  events: { [E in EventType]?: string }
  /** Notices that only this command makes: what each is called, and its card. */
  noticeNames?: { [K in NoticeKind]?: string }
  notices?: Partial<NoticeCards>
  /** Refusals that only this command gives. */
  refusals?: Partial<RefusalSentences>
}

/** A form's button, and what its inputs are called. */
export interface FormWords<T extends PersonsCommandType = PersonsCommandType> {
  label: string
  inputs: { [F in FieldName<T>]?: string }
}

type FormKeyOf<T extends PersonsCommandType> = T | (T extends keyof ExtraForms ? ExtraForms[T] : never)

/** Everything that a language says of one command. */
export interface WordsOf<T extends PersonsCommandType> extends SharedWords {
  forms: { [K in FormKeyOf<T> & FormKey]: FormWords<T> }
  /** What to type, with what follows the command. */
  usage: string
  /** The receipt. */
  done: string
  /** What is missing as long as this is to be done; `still` is put in where it belongs. */
  pending(still: string): string
  /** The one thing to do now about a clock. */
  todo(clock: ClockKind): string
}

/** Words of what several commands make happen together. */
export type StatementWords = Omit<SharedWords, 'name'>

/** One entry a command: complete by its type. */
export type PersonsWords = { [T in PersonsCommandType]: WordsOf<T> }
export type ServiceWords = { [T in Exclude<CommandType, PersonsCommandType>]: SharedWords }

/** What a question is for, and how it is typed with what follows it. */
export type QuestionWords = Record<QueryType, { does: string; typed: string }>

/** One language: `zh-CN/` and `en/` each make one. */
export interface Language {
  names: Names
  commands: PersonsWords & ServiceWords
  events: Record<EventType, string>
  kit: Kit
  ui: Ui
  timesOf(timeZone: string): Times
  notices: NoticeCards
  refusals: RefusalSentences
  caseCard(facts: CardFacts, times: Times): Card
  recordTaken(facts: RecordFacts): Card
  bundle(items: BundledNotice[], at: Instant, times: Times): Card
  /** `seenFrom`: the instant of the message that it stands in; without one, all dates are in full. */
  why(clock: ExplainedClock, times: Times, seenFrom?: Instant): string
  asides: Asides
}

/** What is added to messages that were made elsewhere. */
export interface Asides {
  /** The service as the one who did something. */
  service: string
  late(each: LateClock, times: Times): string
  settled(did: string, fate: Fate, times: Times): string
  /** Behind the beginning of a text: how long it is, and where it stands whole. */
  whole(characters: number): string
  failure: Record<Failing, string>
}
