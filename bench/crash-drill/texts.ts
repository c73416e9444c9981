// What people read: no text stands twice in a room, whatever keys its messages had.
import type { Finding } from './compare.ts'
import { keyOf, type Ledger, type LedgerCase, type OutboxEntry } from './ledger.ts'
import type { DrillEvent } from './oracle.ts'
import type { Taken } from './platform.ts'

/** One message as it stands in its room. */
export interface Read {
  case: number | null
  to: string
  text: string
  /** The instants that it speaks of: the nominal ones of its rungs, or that of the event which it tells. */
  instants: string
}

export interface Texts {
  findings: Finding[]
  /** Messages that were compared. */
  compared: number
  /** Texts that are there again, but speak of other instants: they tell the time to the minute. */
  atOtherInstants: number
}

/** Two messages of a case are one said twice if they say the same in the same place of the same instants. */
export function checkTexts(messages: Read[]): Texts {
  const texts: Texts = { findings: [], compared: messages.length, atOtherInstants: 0 }
  const instantsOf = new Map<string, string[]>()
  for (const { case: number, to, text, instants } of messages) {
    const said = JSON.stringify([number, to, text])
    const before = instantsOf.get(said) ?? []
    if (before.includes(instants)) {
      texts.findings.push({
        fault: 'doubled',
        case: number,
        what: `in ${to} for the second time: ${text.slice(0, 200)}`,
      })
    } else if (before.length > 0) texts.atOtherInstants += 1
    instantsOf.set(said, [...before, instants])
  }
  return texts
}

/** A message of no row is none of these: it is a finding of its own. */
export function messagesIn(ledger: Ledger, cases: LedgerCase[]): Read[] {
  const rows = new Map(ledger.rows.map((row) => [keyOf(ledger, row), row]))
  const events = new Map(cases.map((each) => [each.number, each.events]))
  return ledger.record.taken.flatMap(({ kind, key, to, text }: Taken): Read[] => {
    const row = rows.get(key)
    if (kind !== 'message' || row === undefined) return []
    return [{ case: row.caseNumber, to, text, instants: instantsOf(row, events.get(row.caseNumber ?? 0) ?? []) }]
  })
}

/** By the row's key: of a rung, `clock:generation:step:repeat:place`; otherwise `case:seq:notice`. */
function instantsOf({ key }: OutboxEntry, events: DrillEvent[]): string {
  const [first, second, third, fourth] = key.split(':')
  const rung = events.find(
    ({ type, data }) =>
      data.clock === first &&
      String(data.generation) === second &&
      (type === 'overtaken'
        ? third === type
        : type === 'reminded' && `${data.step}` === third && `${data.repeat}` === fourth),
  )
  if (rung !== undefined) return (rung.data.steps as { at: string }[]).map(({ at }) => at).join()
  return events.find(({ seq }) => String(seq) === second)?.at ?? ''
}
