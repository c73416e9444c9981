// What a language must be able to say. Every table is complete by its type: a kind without words does not compile.

import type { Instant } from '../domain/calendar/instant.ts'
import type { CardFacts, RecordFacts } from '../domain/case/card-facts.ts'
import type { EventType, Since, Status } from '../domain/case/case.ts'
import type { Why } from '../domain/clock/clock.ts'
import type { CommandType, PersonsCommandType } from '../domain/commands/command.ts'
import type { QueryType } from '../domain/commands/query.ts'
import type { Refusal, RefusalOf, RefusalReason } from '../domain/commands/refusal.ts'
import type { BundledNotice, Notice, NoticeKind, NoticeOf } from '../domain/notice/notice.ts'
import type { ClockKind, DocumentKind, Role } from '../domain/policy/policy.ts'
import type { Card } from './card.ts'
import type { Times } from './times.ts'

export type Lang = 'zh-CN' | 'en'

/** Cards that are told from what is there when they are sent have words of their own: `caseCard`, `bundle`, `recordTaken`. */
export type SpokenNotice = Exclude<Notice, { kind: 'case-card' | 'bundle' | 'record-taken' }>
export type SpokenKind = SpokenNotice['kind']

/** A clock with what explains its due instant; the names are those of `ClockFace`. */
export interface ExplainedClock {
  kind: ClockKind
  dueAt: Instant
  why: Why
}

/** Everything that is said, in one language and by one institution's time of day. Pure. */
export interface Wording {
  lang: Lang
  notice(notice: SpokenNotice): Card
  caseCard(facts: CardFacts): Card
  recordTaken(facts: RecordFacts): Card
  /** What quiet hours kept back for one person, the next due first. */
  bundle(items: BundledNotice[], at: Instant): Card
  refusal(refusal: Refusal): string
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

export interface Names {
  file: { image: string; file: string; screenshot: string }
  clock: Record<ClockKind, string>
  role: Record<Role, string>
  status: Record<Status, string>
  command: Record<CommandType, string>
  typed: Record<PersonsCommandType, string>
  query: Record<QueryType, string>
  /** As it is typed, with what follows it. */
  asked: Record<QueryType, string>
  event: Record<EventType, string>
  base: Record<Since, string>
  document: Record<DocumentKind, string>
  notice: Record<NoticeKind, string>
  /** By the name of the channel; others are called as they are. */
  channel: Record<string, string>
  /** Known platforms by the name that `post.ts` gives; others are called as they came. */
  platform: Record<string, string>
}

export type NoticeCards = { [K in SpokenKind]: (notice: NoticeOf<K>, times: Times) => Card }
export type RefusalSentences = { [R in RefusalReason]: (refusal: RefusalOf<R>, times: Times) => string }

/** One language: `zh-CN/` and `en/` each make one. */
export interface Language {
  names: Names
  ui: Ui
  timesOf(timeZone: string): Times
  notices: NoticeCards
  refusals: RefusalSentences
  caseCard(facts: CardFacts, times: Times): Card
  recordTaken(facts: RecordFacts): Card
  bundle(items: BundledNotice[], at: Instant, times: Times): Card
  why(clock: ExplainedClock, times: Times): string
}

export const isTyped = (names: Names, type: CommandType): type is PersonsCommandType => Object.hasOwn(names.typed, type)
