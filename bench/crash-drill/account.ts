// Each reminder on record accounted for: it stands in every one of its places, or was withdrawn unsent as its clock ended.
import type { Finding } from './compare.ts'
import { keyOf, type Ledger, type LedgerCase, type OutboxEntry } from './ledger.ts'
import type { DrillEvent, Life } from './oracle.ts'
import type { Places } from './places.ts'
import type { Taken } from './platform.ts'

/** What came of one `reminded` or `overtaken` event. */
export interface Told {
  case: number
  seq: number
  type: 'reminded' | 'overtaken'
  /** `reply-1`. */
  clock: string
  /** The instant of the event. */
  atMs: number
  /** How many messages it should have been, and how many the platform has. */
  places: number
  shown: number
  /** When the last of its messages was put on record; null where one is missing. */
  shownMs: number | null
  /** What ended its clock before the rest could be sent, and how long that rest had waited; null where nothing is missing. */
  unsent: { end: NonNullable<Life['end']>; waitedMs: number } | null
}

export interface Account {
  findings: Finding[]
  told: Told[]
}

/** A lane waits behind a killed sender's lease, and then for its turn. */
const WAITS_MS = 45_000

/**
 * What was withdrawn had not been forgotten before: it had not waited for longer than that, or than others that came through on
 * a machine that cannot keep up.
 */
export function checkWaits(told: Told[]): Finding[] {
  const waits = told.map(({ shownMs, atMs }) => (shownMs ?? atMs) - atMs)
  const longest = waits.reduce((most, each) => Math.max(most, each), WAITS_MS)
  return told.flatMap(({ case: number, seq, unsent }): Finding[] => {
    if (unsent === null || unsent.waitedMs <= longest) return []
    return [{ fault: 'lost', case: number, what: `event ${seq}: withdrawn after it had waited ${unsent.waitedMs} ms` }]
  })
}

export function accountFor(each: LedgerCase, ledger: Ledger, shown: Map<string, Taken>, places: Places): Account {
  const { number, events, lives } = each
  const rows = new Map(ledger.rows.filter(({ caseNumber }) => caseNumber === number).map((row) => [row.key, row]))
  const account: Account = { findings: [], told: [] }
  const ofEvents = new Set<string>()
  for (const { event, at } of placed(events, places)) {
    const { clock, generation, step, repeat } = event.data
    const about = event.type === 'overtaken' ? 'overtaken' : `${step}:${repeat}`
    const said = at.map((place): Said => {
      const own = rows.get(`${clock}:${generation}:${about}:${place}`)
      const row = own ?? (about === 'overtaken' ? besideOf(event, place, each, rows, places) : undefined)
      return { place, row, message: row && shown.get(keyOf(ledger, row)) }
    })
    for (const { row } of said) if (row) ofEvents.add(row.key)
    const life = lives.find((one) => `${number}-${one.clock}` === clock && one.generation === generation)
    account.findings.push(...missing(number, event, said, life, places))
    account.told.push(toldOf(number, event, said, life))
  }
  const others = [...rows.values()].filter(({ clockId, key }) => clockId !== null && !ofEvents.has(key))
  account.findings.push(...others.map(({ key }) => doubled(number, `say ${key}: is of no event`)))
  return account
}

interface Said {
  place: string
  row: OutboxEntry | undefined
  message: Taken | undefined
}

/** Where each notice of a clock belongs, by who had the case and by its level then. */
function placed(events: DrillEvent[], places: Places): { event: DrillEvent; at: string[] }[] {
  let lead: string | null = null
  let level = 0
  return events.flatMap((event) => {
    if (event.type === 'assigned') lead = String(event.data.lead)
    if (event.type === 'opened' || event.type === 'level-set') level = Number(event.data.level)
    if (event.type !== 'reminded' && event.type !== 'overtaken') return []
    return [{ event, at: places.of(event, lead, level) }]
  })
}

/** What is wrong with the rest, where an event is not in all of its places. */
function missing(number: number, event: DrillEvent, said: Said[], life: Life | undefined, places: Places): Finding[] {
  const lost = (what: string): Finding => ({ fault: 'lost', case: number, what: `event ${event.seq}: ${what}` })
  if (said.length === 0) return [lost('nobody is told')]
  return said.flatMap(({ place, row, message }) => {
    if (row === undefined) return [lost(`no message was written to ${place}`)]
    if (message !== undefined) {
      const elsewhere = message.to !== places.address(place)
      return elsewhere ? [{ ...lost(`stands in ${message.to}, not in ${place}`), fault: 'wrong' }] : []
    }
    // Sent, given up, still waiting: what the row itself says is judged there.
    if (row.state !== 'withdrawn') return []
    return life === undefined || life.untilMs === null ? [lost(`withdrawn from ${place}, and its clock runs`)] : []
  })
}

/** What another message of the same decision asks for in the same place as well is said there. */
function besideOf(
  { at }: DrillEvent,
  place: string,
  { number, events }: LedgerCase,
  rows: Map<string, OutboxEntry>,
  places: Places,
): OutboxEntry | undefined {
  const decided = events.filter((each) => each.at === at).map(({ seq }) => `${number}:${seq}`)
  return [...rows.values()].find(
    ({ key, room, late }) =>
      late && room === places.address(place) && decided.some((head) => key === head || key.startsWith(`${head}:`)),
  )
}

function toldOf(number: number, event: DrillEvent, said: Said[], life: Life | undefined): Told {
  const instants = said.flatMap(({ message }) => message?.recordedMs ?? [])
  const whole = instants.length === said.length && said.length > 0
  const unsent =
    whole || !life?.end || life.untilMs === null
      ? null
      : { end: life.end, waitedMs: life.untilMs - Date.parse(event.at) }
  return {
    case: number,
    seq: event.seq,
    type: event.type as Told['type'],
    clock: String(event.data.clock).replace(/^\d+-/, ''),
    atMs: Date.parse(event.at),
    places: said.length,
    shown: instants.length,
    shownMs: whole ? Math.max(...instants) : null,
    unsent,
  }
}

const doubled = (number: number, what: string): Finding => ({ fault: 'doubled', case: number, what })
