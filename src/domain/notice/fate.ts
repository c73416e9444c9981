// What became of what a message asked for: whether it can still be done, and what happened instead.
import type { Instant } from '../calendar/instant.ts'
import type { PersonsCommandType } from '../capability/command.ts'
import type { Case } from '../case/case.ts'
import type { CaseEvent, EventType, RecordedEvent } from '../case/events.ts'
import { PERSONS } from '../commands/index.ts'

export interface Ask {
  /** What it offers. */
  commands: PersonsCommandType[]
  /** The clock that it speaks of; null where it speaks of none. */
  clock: string | null
  /** It tells what stands in a card that changes with every event. */
  ofCard: boolean
  /** The last event that it knows of. */
  since: { seq: number } | { at: Instant }
}

/** Null as long as it stands. */
export function fateOf(
  state: Case,
  events: RecordedEvent[],
  ask: Ask,
): Pick<CaseEvent, 'type' | 'at' | 'actor'> | null {
  const later = events.filter(({ seq, at }) => ('seq' in ask.since ? seq > ask.since.seq : at > ask.since.at))
  const outcome = later.find(({ type }) => ask.commands.some((command) => outcomesOf(command).includes(type)))
  if (!isOver(state, ask, outcome !== undefined, later)) return null
  const { type, at, by } = state.last
  return outcome ?? later.findLast((each) => each.type === type && each.at === at) ?? { type, at, actor: by }
}

function isOver(state: Case, { commands, clock, ofCard }: Ask, isDone: boolean, later: RecordedEvent[]): boolean {
  if (!commands.some((command) => PERSONS[command].offered[state.status] !== undefined)) return true
  if (ofCard) return later.length > 0 && state.last.at >= (later[0]?.at ?? '')
  if (clock === null) return isDone
  // What is asked may be done, and still be owed: the clock says.
  return state.clocks.find(({ id }) => id === clock)?.status !== 'running'
}

/** What happens where a command is obeyed: what it itself makes happen, or what its capability's requests lead to. */
const DECIDES: readonly EventType[] = ['turn-approved', 'approved', 'sent-back']
const OUTCOMES: { [T in PersonsCommandType]?: readonly EventType[] } = {
  approve: DECIDES,
  'send-back': DECIDES,
  draft: ['drafted'],
  claim: ['claimed', 'assigned'],
}

const outcomesOf = (command: PersonsCommandType): readonly EventType[] =>
  OUTCOMES[command] ?? (Object.keys((PERSONS[command] as { events?: object }).events ?? {}) as EventType[])
