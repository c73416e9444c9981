// What the code says of a case: the one place where histories touch the domain. Where its internals are renamed, this file
// follows; what it says must stay the same.
import type { FastifyInstance } from 'fastify'
import { unsealed } from '../../../src/db/cases/cases.ts'
import { canonical, type SealedEvent } from '../../../src/db/cases/chain.ts'
import type { Database } from '../../../src/db/engine/connect.ts'
import { verify } from '../../../src/db/operations/audit.ts'
import type { HolidayTable, WorkCalendar } from '../../../src/domain/calendar/calendar.ts'
import { DAY, type Instant, later } from '../../../src/domain/calendar/instant.ts'
import type { PersonsCommand, PersonsCommandType } from '../../../src/domain/capability/command.ts'
import { type CardFacts, cardFacts } from '../../../src/domain/case/card-facts.ts'
import type { Case, Place } from '../../../src/domain/case/case.ts'
import { leadOf } from '../../../src/domain/case/parts.ts'
import { upcastCase } from '../../../src/domain/case/upcasting/upcast-case.ts'
import { explainClocks } from '../../../src/domain/clock/explain-clocks.ts'
import { PERSONS_COMMANDS } from '../../../src/domain/commands/index.ts'
import { allowedIn } from '../../../src/domain/decide/authority.ts'
import { fold } from '../../../src/domain/decide/evolve.ts'
import { type DecisionContext, decide } from '../../../src/domain/decide/index.ts'
import { subjectOf } from '../../../src/domain/notice/envelope.ts'
import { actorOf, CLOCKWORK, departmentOf, type Org, personOf } from '../../../src/domain/org/org.ts'
import { asOf } from '../../../src/domain/org/rota.ts'
import type { Policy } from '../../../src/domain/policy/policy.ts'
import { caseView } from '../../../src/web/api/view.ts'
import { type Button, type Card, plainText, usageOf } from '../../../src/wording/card/card.ts'
import { type Lang, wordingOf } from '../../../src/wording/index.ts'
import { getJson } from './reader.ts'
import type { Row } from './rows.ts'

/** What is said without a database. Texts, and lists of texts. */
export interface Said {
  /** The body of GET /api/v1/cases/N, its fields in alphabetical order as of all JSON here. */
  rest: string
  /** The card in the duty room and in the lead department's, in both languages. */
  cards: Record<string, string>
  why: Record<string, string>
  /** Commands that are offered in a room. */
  allowed: Record<string, string>
  /** Of each person what each command comes to: `ok` and the status after it, or the reason of the refusal. */
  commands: Record<string, string>
  /** What the clock would say three days later: each clock with its rungs, and whom it tells. */
  ahead: string
}

/** What is read from a database. */
export interface Read {
  rest: string
  events: string
  ledger: string
  /** What `audit verify` finds wrong with it. */
  audit: string
}

export interface Surroundings {
  now: Instant
  policy: Policy
  policyId: number
  org: Org
  holidays: HolidayTable
}

const LANGS: Lang[] = ['zh-CN', 'en']
const ZONE = 'Asia/Shanghai'

/** The state that the events of a case make. Throws where they contradict themselves. */
export const stateOf = (events: Row[]): Case => fold(events.map((row) => unsealed(sealedOf(row))))

/** The state as its row holds it. */
export const storedState = (row: Row): Case => upcastCase(row.state)

/** Where a state stands in a case's life. */
export const statusOf = (state: Case): string => state.status

export function saidOf(state: Case, given: Surroundings): Said {
  const { policy, now } = given
  const org = asOf(given.org, now)
  const lead = leadingPeople(state, given.org)
  const places: Record<string, Place> = {
    duty: { purpose: 'duty', department: null },
    department: { purpose: 'department', department: lead.key },
  }
  const card = (lang: Lang, place: Place) =>
    cardText(wordingOf(lang, ZONE).caseCard(known(cardFacts(state, { policy, org: given.org, now }, place))))
  return {
    rest: canonical(caseView(state, policy, wordingOf('zh-CN', ZONE), now)),
    cards: Object.fromEntries(
      LANGS.flatMap((lang) => Object.entries(places).map(([name, place]) => [`${name} ${lang}`, card(lang, place)])),
    ),
    why: Object.fromEntries(LANGS.map((lang) => [lang, whyText(state, policy, org, now, lang)])),
    allowed: Object.fromEntries(
      Object.entries(places).map(([name, place]) => [
        name,
        allowedIn(state, place, given.org).filter(isKnown).join(' '),
      ]),
    ),
    commands: {
      'duty officer': commandsOf(state, given, 'zhou', places.duty as Place),
      contact: commandsOf(state, given, lead.contact, places.department as Place),
      head: commandsOf(state, given, lead.head, places.department as Place),
    },
    ahead: aheadOf(state, given),
  }
}

export async function readOf(
  app: FastifyInstance,
  number: number,
  { ledgers, findings }: { ledgers: Map<number, string>; findings: Map<number, string> },
): Promise<Read> {
  return {
    rest: canonical(await getJson(app, `/api/v1/cases/${number}`)),
    events: canonical(await getJson(app, `/api/v1/cases/${number}/events?limit=1000`)),
    ledger: ledgers.get(number) ?? 'in no ledger',
    audit: findings.get(number) ?? 'whole',
  }
}

/** Rows of the day's ledgers of these dates, by case. */
export async function ledgersOf(app: FastifyInstance, dates: string[]): Promise<Map<number, string>> {
  const rows = new Map<number, string>()
  for (const date of dates) {
    const ledger = (await getJson(app, `/api/v1/ledgers/day?date=${date}`)) as { cases: { number: number }[] }
    for (const row of ledger.cases) rows.set(row.number, canonical(row))
  }
  return rows
}

/** What `audit verify` says of all, and by case what it finds wrong. */
export async function auditOf({ db }: Database): Promise<{ says: string; findings: Map<number, string> }> {
  const { findings, ...counts } = await verify(db)
  const byCase = new Map<number, string>()
  for (const { case: number, seq, problem } of findings)
    byCase.set(number ?? 0, `${byCase.get(number ?? 0) ?? ''}${seq}: ${problem}\n`)
  return { says: canonical(counts), findings: byCase }
}

/** As the columns of its row are called. */
export const sealedOf = (row: Row): SealedEvent => {
  const { case_number: caseNumber, at, ...rest } = row
  return { subject: 'case', ...rest, caseNumber, at: new Date(String(at)).toISOString() } as unknown as SealedEvent
}

function cardText(card: Card): string {
  const buttons = (list: Button[]) =>
    list.map((each) => `[${each.label}|${each.tone}|${usageOf(each, card.case) ?? ''}|${inputsOf(each)}]`)
  return [card.overdue ? '!' : '', plainText(card), ...buttons(card.buttons), '--', ...buttons(card.more)].join('\n')
}

const inputsOf = ({ inputs }: Button) => inputs.map(({ name, label }) => `${name}=${label}`).join(';')

function whyText(state: Case, policy: Policy, org: Org, at: Instant, lang: Lang): string {
  const subject = subjectOf(state, policy)
  // Lateness and the whole time were not told when the histories were made.
  const clocks = explainClocks(state, policy, org, at).map((clock) => ({ ...clock, late: null }))
  return plainText(
    wordingOf(lang, ZONE).notice({ kind: 'why', subject, status: state.status, at, clocks, whole: null }),
  )
}

/** The people of the lead department; of the first where nobody has the case, or the department is gone. */
function leadingPeople(state: Case, org: Org): { key: string; contact: string; head: string } {
  const department = departmentOf(org, leadOf(state)) ?? org.departments[0]
  if (!department?.contact || !department.head) throw new Error('a department without people')
  return { key: department.key, contact: department.contact, head: department.head }
}

function factsFor(given: Surroundings, person: string | null, place: Place, now: Instant): DecisionContext {
  const { policy, policyId, holidays } = given
  const org = asOf(given.org, now)
  const calendar: WorkCalendar = { ...policy.work, timeZone: policy.timeZone, official: holidays }
  const found = person === null ? undefined : personOf(org, person)
  if (person !== null && found === undefined) throw new Error(`there is no ${person}`)
  return { now, actor: found ? actorOf(org, found) : CLOCKWORK, place, policy, policyId, calendar, org }
}

function commandsOf(state: Case, given: Surroundings, person: string, place: Place): string {
  const facts = factsFor(given, person, place, given.now)
  return PERSONS_COMMANDS.filter(isKnown)
    .map((type) => {
      const decision = decide(state, tried(type, state), facts)
      return `${type}: ${decision.ok ? `ok, ${decision.after.status}` : decision.refusal.reason}`
    })
    .join('\n')
}

/** Commands of after the newest file: what it says of each case cannot name them. Empty again with the next file. */
const SINCE: readonly PersonsCommandType[] = ['correct', 'withdraw', 'disclose', 'undo', 'same', 'different']
const isKnown = (type: PersonsCommandType): boolean => !SINCE.includes(type)
const known = (facts: CardFacts): CardFacts => ({ ...facts, allowed: facts.allowed.filter(isKnown) })

/** Each command, filled in so that nothing is missing. */
function tried(type: PersonsCommandType, state: Case): PersonsCommand {
  switch (type) {
    case 'assign':
      return { type, department: leadOf(state) === 'health' ? 'urban' : 'health', co: [] }
    case 'level':
      return { type, level: '1', reason: '原因' }
    case 'commit':
      return { type, date: '30s', text: '原因' }
    case 'publish':
      return { type, url: 'https://gov.example/replies/tried.html' }
    case 'drop':
      return { type, posts: state.posts.slice(0, 1).map(({ key }) => key) }
    case 'correct':
      return { type, title: '', published: '', platform: '', place: '北门', post: '' }
    case 'disclose':
      return { type, body: '机关', document: '1号', approver: '某人', given: '材料' }
    case 'same':
    case 'different':
      return { type, other: '1' }
    case 'claim':
    case 'unclaim':
    case 'approve':
    case 'undo':
      return { type }
    case 'send-back':
    case 'close':
    case 'dismiss':
    case 'withdraw':
    case 'reopen':
      return { type, reason: '原因' }
    case 'note':
    case 'progress':
    case 'subsided':
    case 'respond':
    case 'interim':
    case 'fulfil':
    case 'draft':
      return { type, text: '文字' }
  }
}

function aheadOf(state: Case, given: Surroundings): string {
  const now = later(given.now, 3 * DAY)
  const decision = decide(state, { type: 'tick' }, factsFor(given, null, { purpose: 'api' }, now))
  if (!decision.ok) return decision.refusal.reason
  return decision.events.map(({ type, data }) => `${type} ${canonical(data)}`).join('\n')
}
