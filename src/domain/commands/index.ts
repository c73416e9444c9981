// THE list of capabilities. Events, regions, approvals and what can be typed are derived from it; TypeScript names what is
// declared and missing here.
import type {
  ApprovalSpec,
  EventSpec,
  EventSpecs,
  PersonsCapability,
  RegionSpecs,
  ServiceCapability,
} from '../capability/capability.ts'
import type { CommandType, PersonsCommandType, ServiceCommands } from '../capability/command.ts'
import type { RequestKind } from '../case/case.ts'
import type { EventType } from '../case/events.ts'
import { different } from './alike/different.ts'
import { join, part } from './alike/join.ts'
import { fold, same } from './alike/same.ts'
import { suggestSame } from './alike/suggest-same.ts'
import { approve } from './answering/approve.ts'
import { draft } from './answering/draft.ts'
import { interim } from './answering/interim.ts'
import { publish } from './answering/publish.ts'
import { respond } from './answering/respond.ts'
import { sendBack } from './answering/send-back.ts'
import { statementEvents, statementRegions } from './answering/statement-events.ts'
import { assign } from './handling/assign.ts'
import { claim } from './handling/claim.ts'
import { close } from './handling/close.ts'
import { disclose } from './handling/disclose.ts'
import { dismiss } from './handling/dismiss.ts'
import { level } from './handling/level.ts'
import { note } from './handling/note.ts'
import { progress } from './handling/progress.ts'
import { reopen } from './handling/reopen.ts'
import { subsided } from './handling/subsided.ts'
import { unclaim } from './handling/unclaim.ts'
import { withdrawRequest } from './handling/withdraw.ts'
import { attach } from './intake/attach.ts'
import { correct } from './intake/correct.ts'
import { drop } from './intake/drop.ts'
import { learn } from './intake/learn.ts'
import { open } from './intake/open.ts'
import { ordering } from './intake/order.ts'
import { recordRecall } from './intake/recall.ts'
import { sight } from './intake/sight.ts'
import { undo } from './intake/undo.ts'
import { commit } from './promising/commit.ts'
import { fulfil } from './promising/fulfil.ts'
import { clockEvents } from './service/clock-events.ts'
import { reportUndelivered, reportWeaker } from './service/delivery.ts'
import { requestEvents } from './service/request-events.ts'
import { tick } from './service/tick.ts'

const persons = {
  assign,
  claim,
  unclaim,
  level,
  note,
  progress,
  respond,
  interim,
  commit,
  fulfil,
  draft,
  approve,
  'send-back': sendBack,
  publish,
  subsided,
  close,
  dismiss,
  withdraw: withdrawRequest,
  reopen,
  drop,
  correct,
  disclose,
  undo,
  same,
  different,
}

const service = {
  sight,
  attach,
  learn,
  'record-recall': recordRecall,
  'suggest-same': suggestSame,
  fold,
  join,
  part,
  tick,
  'report-undelivered': reportUndelivered,
  'report-weaker': reportWeaker,
}

/** Commands that people give, in the order in which `/help` teaches them. */
export const PERSONS: { [T in PersonsCommandType]: PersonsCapability<T> } = persons

/** The one command that makes a case. */
export const OPENING = open

/** Commands that the desk gives. */
export const SERVICE: { [T in Exclude<keyof ServiceCommands, 'open'>]: ServiceCapability<T> } = service

export const PERSONS_COMMANDS = Object.keys(PERSONS) as PersonsCommandType[]

export const isPersons = (type: CommandType): type is PersonsCommandType => Object.hasOwn(PERSONS, type)

const parts = [
  open,
  ordering,
  { events: clockEvents },
  { events: statementEvents, regions: statementRegions },
  { events: requestEvents },
  ...Object.values(persons),
  ...Object.values(service),
]

// An event, region or kind of request that is declared and that no capability defines does not compile here.

/** Every event with what it changes, what it does to clocks, and who is told. */
export const EVENTS: EventSpecs = merged('events')
/** What capabilities keep of a case beside its phase. */
export const REGIONS: RegionSpecs = merged('regions')
/** How each kind of request is approved. */
export const APPROVALS: { [K in RequestKind]: ApprovalSpec<K> } = merged('approvals')

export const EVENT_TYPES = Object.keys(EVENTS) as EventType[]

/** The spec of an event whose type is not known until it is met. */
export const specOf = (type: EventType): EventSpec<EventType> => EVENTS[type] as unknown as EventSpec<EventType>

type PartNames = 'events' | 'regions' | 'approvals'
type Intersection<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer I) => void ? I : never
type Merged<P extends PartNames> = Intersection<
  (typeof parts)[number] extends infer C ? (C extends { [K in P]: infer T } ? T : never) : never
>

/** Two capabilities that define the same would be a mistake that nobody sees. */
function merged<P extends PartNames>(part: P): Merged<P> {
  const all = parts as { [K in PartNames]?: object }[]
  const entries = all.flatMap((each) => Object.entries(each[part] ?? {}))
  const names = entries.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (twice !== undefined) throw new Error(`two capabilities define the ${part} ${twice}`)
  return Object.fromEntries(entries) as Merged<P>
}
