// The outbox against the platform's own record: each saying shown once, none too late, each card as its case now is.
import { createHash } from 'node:crypto'
import { accountFor, checkWaits, type Told } from './account.ts'
import type { Finding } from './compare.ts'
import type { DrillEvent, Life } from './oracle.ts'
import type { Places } from './places.ts'
import type { PlatformRecord, Taken } from './platform.ts'
import { checkTexts, messagesIn, type Texts } from './texts.ts'

export interface OutboxEntry {
  key: string
  kind: 'say' | 'show'
  state: string
  caseNumber: number | null
  clockId: string | null
  room: string
  wanted: number
  createdMs: number
  /** It says as well what a clock that went on after its due instant had to say there. */
  late: boolean
}

export interface Ledger {
  /** Makes the keys that the platform saw. */
  salt: string
  rows: OutboxEntry[]
  record: PlatformRecord
  /** What was decided after it may still be on its way. */
  settledMs: number
}

export interface LedgerCase {
  number: number
  events: DrillEvent[]
  lives: Life[]
}

export interface LedgerFindings {
  findings: Finding[]
  told: Told[]
  texts: Texts
}

/** A send that was under way when its clock ended may still arrive: from claiming a batch to its last request. */
const IN_FLIGHT_MS = 2_000

export function checkLedger(ledger: Ledger, cases: LedgerCase[], places: Places): LedgerFindings {
  const shown = new Map(ledger.record.taken.filter(({ kind }) => kind === 'message').map((each) => [each.key, each]))
  const lives = new Map(
    cases.flatMap(({ number, lives: own }) => own.map((life) => [`${number}-${life.clock}:${life.generation}`, life])),
  )
  const accounts = cases.map((each) => accountFor(each, ledger, shown, places))
  const told = accounts.flatMap((each) => each.told)
  const texts = checkTexts(messagesIn(ledger, cases))
  const findings = [
    ...ledger.rows.flatMap((row) => checkRow(row, ledger, shown, lives)),
    ...strangers(ledger),
    ...accounts.flatMap((each) => each.findings),
    ...checkWaits(told),
    ...texts.findings,
    ...cases.flatMap((each) => checkCards(each, ledger)),
  ]
  return { findings, told, texts }
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 40)
/** As the platform knows it. */
export const keyOf = (ledger: Ledger, row: Pick<OutboxEntry, 'key'>) => digest(`${ledger.salt}:${row.key}`)

function checkRow(row: OutboxEntry, ledger: Ledger, shown: Map<string, Taken>, lives: Map<string, Life>): Finding[] {
  const message = shown.get(keyOf(ledger, row))
  const find = (fault: Finding['fault'], what: string): Finding[] => [
    { fault, case: row.caseNumber, what: `${row.kind} ${row.key}: ${what}` },
  ]
  const late = row.clockId === null ? null : afterEnd(row, message, lives)
  if (late !== null) return find('wrong', `first sent ${late} ms after its clock had ended`)
  if (row.state === 'sent') return message === undefined ? find('lost', 'sent, and not on the platform') : []
  // A reminder may be: see account.ts. A card is where nothing is left to show.
  if (row.state === 'withdrawn') return row.kind === 'show' || row.clockId !== null ? [] : find('lost', 'withdrawn')
  if (row.state === 'given-up') return find('lost', 'given up')
  return row.createdMs > ledger.settledMs || row.kind === 'show' ? [] : find('lost', `still ${row.state} at the end`)
}

/** Milliseconds by which a reminder was sent too late; null where it was not. */
function afterEnd({ key }: OutboxEntry, message: Taken | undefined, lives: Map<string, Life>): number | null {
  const [clock = '', generation = ''] = key.split(':')
  const until = lives.get(`${clock}:${generation}`)?.untilMs ?? null
  if (message === undefined || until === null) return null
  const late = message.arrivedMs - until
  return late > IN_FLIGHT_MS ? late : null
}

/** What the platform shows and nobody had decided to say. A saying has versions only where it stands: once it is over it says so. */
function strangers(ledger: Ledger): Finding[] {
  const versions = (row: OutboxEntry) =>
    Array.from({ length: row.wanted }, (_, version) => digest(`${ledger.salt}:${row.key}:${version + 1}`))
  const shown = ledger.rows.filter(({ kind }) => kind === 'show').flatMap(versions)
  const known = new Set([...ledger.rows.map((row) => keyOf(ledger, row)), ...shown])
  const edits = new Set(ledger.rows.flatMap(versions))
  return ledger.record.taken
    .filter(({ key, kind }) => !known.has(key) && !(kind === 'edit' && edits.has(key)))
    .map(({ messageId, to }) => ({ fault: 'doubled', case: null, what: `message ${messageId} in ${to} is of no row` }))
}

/** A card's last showing was made after the last thing that happened to its case. */
function checkCards({ number, events }: LedgerCase, ledger: Ledger): Finding[] {
  const lastMs = Math.max(...events.map(({ at }) => Date.parse(at)))
  if (lastMs > ledger.settledMs) return []
  const lead = events.findLast(({ type }) => type === 'assigned')?.data.lead
  const current = ledger.rows.filter(
    ({ kind, caseNumber, room }) => kind === 'show' && caseNumber === number && (room === 'duty' || room === lead),
  )
  return current.flatMap((row): Finding[] => {
    const first = ledger.record.taken.find(({ key }) => key === keyOf(ledger, row))
    if (first === undefined) return [{ fault: 'lost', case: number, what: `${row.key}: its card was never shown` }]
    const last = ledger.record.taken.findLast(({ messageId }) => messageId === first.messageId)
    if (last !== undefined && last.arrivedMs >= lastMs) return []
    return [{ fault: 'lost', case: number, what: `${row.key}: shows the case as it was before its last event` }]
  })
}
