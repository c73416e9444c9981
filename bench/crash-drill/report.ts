// What came of a drill: everything compared, the greatest lateness, and a report that a person can read.
import type { Told } from './account.ts'
import { type Comparison, compare, type Fault, type Finding, type SaidRung } from './compare.ts'
import { checkDeeds } from './deeds.ts'
import type { DrillOptions, Run } from './drill.ts'
import { excusesOf, RECOVERY_MS } from './excuse.ts'
import type { Span } from './fleet.ts'
import { checkLedger } from './ledger.ts'
import type { Places } from './places.ts'
import type { Plan } from './plan.ts'
import { type Accounts, linesOf, sumOf } from './sum.ts'
import type { Whole } from './whole.ts'

export interface Lateness {
  /** Milliseconds from the nominal instant to the event that says it. */
  said: number
  rungs: number
  /** … to the platform's record of the last of its messages; null where none was shown in such times. */
  shown: number | null
}

export interface Verdict {
  engine: DrillOptions['engine']
  seed: number
  ok: boolean
  cases: number
  forwards: number
  commands: number
  resent: number
  kills: { before: number; after: number; random: number }
  sendsCut: { before: number; after: number }
  restarts: number
  messages: number
  edits: number
  repeated: number
  unknown: number
  reminders: { expected: number; said: number; overtaken: number; settledFirst: number; settledFirstMs: number }
  accounts: Accounts
  faults: Record<Fault, number>
  lateness: { calm: Lateness; amidKills: Lateness }
  findings: Finding[]
}

/** A killed sender's messages, and what stands behind them in their lanes, wait until its lease has run out. */
const LEASE_MS = 31_000
/** What was decided so shortly before the end may be on its way. */
const ON_ITS_WAY_MS = 5_000

export function judge(options: DrillOptions, run: Run, whole: Whole, plan: Plan, places: Places): Verdict {
  const { load, record } = run
  const excuses = excusesOf(run.downs, run.instances, run.cases)
  const compared = run.cases.map((each) => ({ ...each, ...compare(plan, each, excuses) }))
  const readMs = Math.min(...run.cases.map((each) => each.readMs))
  const settledMs = run.drained ? readMs : readMs - ON_ITS_WAY_MS
  const lives = new Map(compared.map((each) => [each.number, each.lives]))
  const cases = whole.cases.map((each) => ({ ...each, lives: lives.get(each.number) ?? [] }))
  const ledger = { salt: whole.salt, rows: whole.outbox, record, settledMs }
  const { findings: shown, told, texts } = checkLedger(ledger, cases, places)
  const byNumber = new Map(run.cases.map((each) => [each.number, each]))
  const findings = [
    ...compared.flatMap((each) => each.findings),
    ...load.deeds.flatMap((deeds) => checkDeeds(deeds, byNumber.get(deeds.number ?? 0))),
    ...shown,
    ...whole.findings,
    ...about(options, run, whole),
  ]
  const said = compared.flatMap((each) => each.said)
  const settled = compared.flatMap(({ settledFirst }) => settledFirst)
  return {
    engine: options.engine,
    seed: options.seed,
    ok: findings.length === 0,
    cases: whole.cases.length,
    forwards: load.deeds.reduce((sum, { forwards }) => sum + forwards, 0),
    commands: load.commands,
    resent: load.resent,
    kills: run.kills,
    sendsCut: { before: record.cutBefore, after: record.cutAfter },
    restarts: run.downs.length,
    messages: record.taken.filter(({ kind }) => kind === 'message').length,
    edits: record.taken.filter(({ kind }) => kind === 'edit').length,
    repeated: record.repeated,
    unknown: record.unknown,
    reminders: {
      expected: total(compared, ({ expected }) => expected) - settled.length,
      said: said.length,
      overtaken: total(compared, ({ overtaken }) => overtaken),
      settledFirst: settled.length,
      settledFirstMs: Math.max(0, ...settled),
    },
    accounts: sumOf(told, texts),
    faults: count(findings),
    lateness: latenessOf(said, told, run.downs),
    findings,
  }
}

const total = (all: Comparison[], of: (each: Comparison) => number) => all.reduce((sum, each) => sum + of(each), 0)

function count(findings: Finding[]): Record<Fault, number> {
  const faults: Record<Fault, number> = { lost: 0, doubled: 0, forgotten: 0, wrong: 0 }
  for (const { fault } of findings) faults[fault] += 1
  return faults
}

/** What is wrong with the drill as a whole, among it a drill that proves nothing. */
function about({ engine, cases, seconds }: DrillOptions, run: Run, whole: Whole): Finding[] {
  const least = Math.max(1, Math.floor(seconds / (engine === 'postgres' ? 20 : 40)))
  const { before, after } = run.kills
  const said: [boolean, Fault, string][] = [
    [run.quiet, 'lost', 'something was still owed a minute after the last kill'],
    [run.drained, 'lost', 'something was still unsent, or a clock running, a minute after every case had ended'],
    [before >= least && after >= least, 'wrong', `a drill needs ${least} kills on each side of a send`],
    [whole.cases.length <= cases, 'doubled', `${cases} posts became ${whole.cases.length} cases`],
    [run.load.deeds.every(({ number }) => number !== null), 'lost', 'not every post could be forwarded'],
  ]
  const crashes = run.crashes.map((what): Finding => ({ fault: 'wrong', case: null, what }))
  return [...said.filter(([good]) => !good).map(([, fault, what]) => ({ fault, case: null, what })), ...crashes]
}

/** Amid kills: some instance was down, or just back, between the nominal instant and the saying or showing. */
function latenessOf(said: SaidRung[], told: Told[], downs: Span[]): Verdict['lateness'] {
  const shownMs = new Map(told.map((each) => [`${each.case}:${each.seq}`, each.shownMs]))
  const calm: Lateness = { said: 0, shown: null, rungs: 0 }
  const amidKills: Lateness = { said: 0, shown: null, rungs: 0 }
  const overlapped = (from: number, until: number, afterMs: number) =>
    downs.some(({ fromMs, toMs }) => fromMs <= until && toMs + afterMs >= from)
  for (const { case: number, seq, nominalMs, atMs } of said) {
    const shown = shownMs.get(`${number}:${seq}`) ?? atMs
    const one = overlapped(nominalMs, atMs, RECOVERY_MS) ? amidKills : calm
    const two = overlapped(nominalMs, shown, LEASE_MS) ? amidKills : calm
    one.rungs += 1
    one.said = Math.max(one.said, atMs - nominalMs)
    two.shown = Math.max(two.shown ?? 0, shown - nominalMs)
  }
  return { calm, amidKills }
}

const SHOWN_FINDINGS = 40

export function reportOf(verdict: Verdict): string {
  const { kills, sendsCut, reminders, faults, lateness, findings } = verdict
  const late = ({ said, shown, rungs }: Lateness) =>
    `${said} ms to the record (${rungs} reminders), ${shown === null ? 'none shown' : `${shown} ms to the platform`}`
  const lines: [string, string | number][] = [
    [
      'cases',
      `${verdict.cases} (${verdict.forwards} forwards, ${verdict.commands} commands, ${verdict.resent} requests sent again)`,
    ],
    [
      'kills with -9',
      `${kills.before} just before the platform recorded, ${kills.after} just after, ${kills.random} at random moments; ${verdict.restarts} restarts`,
    ],
    [
      'sends cut off',
      `${sendsCut.before} before they were recorded, ${sendsCut.after} after; ${verdict.unknown} more had no clear answer`,
    ],
    [
      'on the platform',
      `${verdict.messages} messages, ${verdict.edits} edits of cards, ${verdict.repeated} requests repeated with a known key`,
    ],
    [
      'reminders',
      `${reminders.expected} expected, ${reminders.said} said; ${reminders.overtaken} told of as overtaken; ${reminders.settledFirst} settled first (by ${reminders.settledFirstMs} ms at most)`,
    ],
    ...linesOf(verdict.accounts),
    ['lateness, calm', late(lateness.calm)],
    ['lateness, amid kills', late(lateness.amidKills)],
    ['lost', faults.lost],
    ['doubled', faults.doubled],
    ['forgotten', faults.forgotten],
    ['otherwise wrong', faults.wrong],
  ]
  const head = `Crash drill on ${verdict.engine}, seed ${verdict.seed}: ${verdict.ok ? 'passed' : 'FAILED'}`
  const shown = findings
    .slice(0, SHOWN_FINDINGS)
    .map((each) => `  ${each.fault}: ${each.case === null ? '' : `#${each.case} `}${each.what}`)
  const more = findings.length > SHOWN_FINDINGS ? [`  … and ${findings.length - SHOWN_FINDINGS} more`] : []
  return [head, ...lines.map(([name, value]) => `  ${name.padEnd(22)}${value}`), ...shown, ...more].join('\n')
}
