// The crash drill's accounts can fail: each reminder is in its rooms or was withdrawn with its clock, and no text is there twice.
import { describe, expect, it } from 'vitest'
import { accountFor, checkWaits } from '../../bench/crash-drill/account.ts'
import { checkDeeds } from '../../bench/crash-drill/deeds.ts'
import { keyOf, type Ledger, type LedgerCase, type OutboxEntry } from '../../bench/crash-drill/ledger.ts'
import type { Deeds } from '../../bench/crash-drill/load.ts'
import { type DrillEvent, livesOf } from '../../bench/crash-drill/oracle.ts'
import { readPlaces } from '../../bench/crash-drill/places.ts'
import { readPlan } from '../../bench/crash-drill/plan.ts'
import type { Taken } from '../../bench/crash-drill/platform.ts'
import { endingOf } from '../../bench/crash-drill/script.ts'
import { sumOf } from '../../bench/crash-drill/sum.ts'
import { checkTexts, messagesIn } from '../../bench/crash-drill/texts.ts'

const plan = readPlan(`
levels: [{ level: 2 }]
clocks:
  triage: { base: opened, within: 4s, ladder: short }
  claim: { base: assigned, within: 60s, ladder: short }
ladders:
  short: [{ at: 0, tell: [owner] }, { at: +2s, tell: [owner], repeat: 4s }]
`)
const places = readPlaces(
  `
departments: []
people:
  - { key: zhou, roles: [duty-officer], ids: { drill: u-zhou } }
  - { key: gao, roles: [principal], ids: { drill: u-gao } }
rooms:
  - { key: duty, purpose: duty }
  - { key: leaders, purpose: leaders }
`,
  plan,
)

const START = Date.parse('2026-10-09T01:00:00.000Z')
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString()

const event = (seq: number, seconds: number, type: string, data: Record<string, unknown> = {}): DrillEvent => ({
  seq,
  type,
  at: at(seconds),
  actor: 'zhou',
  data,
})
const reminded = (seq: number, seconds: number, step: number, to = ['zhou', 'gao']) =>
  event(seq, seconds, 'reminded', {
    clock: '1-triage-1',
    generation: 1,
    step,
    repeat: 0,
    steps: [{ step, first: 0, last: 0, at: at(seconds) }],
    to,
  })

const opened = event(1, 0, 'opened', { level: 2 })
const caseOf = (...events: DrillEvent[]): LedgerCase => ({ number: 1, events, lives: livesOf(plan, events) })

const row = (key: string, state = 'sent', clockId: string | null = '1-triage-1'): OutboxEntry => ({
  key,
  kind: 'say',
  late: false,
  state,
  caseNumber: 1,
  clockId,
  room: key.split(':').at(-1) ?? '',
  wanted: 1,
  createdMs: START,
})

interface Shown {
  key: string
  to?: string
  text?: string
}

function ledgerOf(rows: OutboxEntry[], shown: Shown[]): Ledger {
  const none = { repeated: 0, cutBefore: 0, cutAfter: 0, unknown: 0, refused: 0 }
  const ledger: Ledger = { salt: 'salt', rows, record: { taken: [], ...none }, settledMs: START }
  ledger.record.taken = shown.map(({ key, to, text }, index): Taken => {
    const place = to ?? key.split(':').at(-1) ?? ''
    const message = { kind: 'message' as const, messageId: `m${index}`, instance: 'one', arrivedMs: START }
    return { ...message, key: keyOf(ledger, row(key)), to: place, text: text ?? key, recordedMs: START + index }
  })
  return ledger
}

function judged(one: LedgerCase, rows: OutboxEntry[], shown: Shown[]) {
  const ledger = ledgerOf(rows, shown)
  const { findings, told } = accountFor(
    one,
    ledger,
    new Map(ledger.record.taken.map((each) => [each.key, each])),
    places,
  )
  return { said: findings.map(({ fault, what }) => `${fault}: ${what}`), told }
}

const DUTY = '1-triage-1:1:1:0:duty'
const LEADERS = '1-triage-1:1:1:0:leaders'

describe('the account of a reminder', () => {
  const running = caseOf(opened, reminded(2, 4, 1))
  const ended = (seconds: number) => caseOf(opened, reminded(2, 4, 1), event(3, seconds, 'dismissed'))

  it('is whole where it stands in each of its places', () => {
    const { said, told } = judged(running, [row(DUTY), row(LEADERS)], [{ key: DUTY }, { key: LEADERS }])
    expect(said).toEqual([])
    expect(told).toMatchObject([{ seq: 2, places: 2, shown: 2, shownMs: START + 1, unsent: null }])
  })

  it('is whole where it was withdrawn with its clock, in one place or in all', () => {
    const partly = judged(ended(5), [row(DUTY), row(LEADERS, 'withdrawn')], [{ key: DUTY }])
    expect(partly.said).toEqual([])
    expect(partly.told).toMatchObject([{ shown: 1, shownMs: null, unsent: { end: 'cancelled', waitedMs: 1_000 } }])
    const unsaid = judged(ended(5), [row(DUTY, 'withdrawn'), row(LEADERS, 'withdrawn')], [])
    expect(unsaid.said).toEqual([])
    const sum = sumOf([...partly.told, ...unsaid.told], { findings: [], compared: 1, atOtherInstants: 0 })
    expect(sum.reminded).toMatchObject({ events: 2, whole: 0, partly: 1, unsaid: 1, messages: 1, waitedMs: 1_000 })
    expect(sum.reminded.ended).toEqual({ met: 0, held: 0, moved: 0, cancelled: 2 })
    expect(sum.lastUnsaid).toBe(1)
  })

  it('is told in another message of the same decision, in the same place, that asks for the same', () => {
    const overtaken = event(3, 9, 'overtaken', {
      clock: '1-triage-1',
      generation: 1,
      steps: [{ step: 1, first: 0, last: 0, at: at(4) }],
      to: ['zhou'],
    })
    const one = caseOf(opened, event(2, 9, 'sent-back'), overtaken)
    const beside = (late: boolean, key = '1:2:duty') => ({ ...row(key, 'sent', null), late })
    expect(judged(one, [beside(true)], [{ key: '1:2:duty' }]).said).toEqual([])
    const lost = ['lost: event 3: no message was written to duty']
    expect(judged(one, [beside(false)], [{ key: '1:2:duty' }]).said).toEqual(lost)
    expect(judged(one, [beside(true, '1:1:duty')], [{ key: '1:1:duty' }]).said).toEqual(lost)
    expect(judged(one, [beside(true, '1:2:leaders')], [{ key: '1:2:leaders' }]).said).toEqual(lost)
  })

  it('is not where it was withdrawn while its clock runs', () => {
    const rows = [row(DUTY), row(LEADERS, 'withdrawn')]
    expect(judged(running, rows, [{ key: DUTY }]).said).toEqual([
      'lost: event 2: withdrawn from leaders, and its clock runs',
    ])
  })

  it('is not where it had waited for longer than any other before it was withdrawn', () => {
    const { told } = judged(ended(64), [row(DUTY), row(LEADERS, 'withdrawn')], [{ key: DUTY }])
    const [one] = told
    if (one === undefined) throw new Error('nothing was told')
    const lost = [{ fault: 'lost', case: 1, what: 'event 2: withdrawn after it had waited 60000 ms' }]
    const arrived = (ms: number) => ({ ...one, seq: 9, shownMs: one.atMs + ms, unsent: null })
    expect(checkWaits(told)).toEqual(lost)
    expect(checkWaits([...told, arrived(59_000)])).toEqual(lost)
    expect(checkWaits([...told, arrived(61_000)])).toEqual([])
    expect(checkWaits(judged(ended(48), [row(DUTY), row(LEADERS, 'withdrawn')], []).told)).toEqual([])
  })

  it('is not where a place was left out, or nobody is told', () => {
    expect(judged(running, [row(DUTY)], [{ key: DUTY }]).said).toEqual([
      'lost: event 2: no message was written to leaders',
    ])
    expect(judged(caseOf(opened, reminded(2, 4, 1, [])), [], []).said).toEqual(['lost: event 2: nobody is told'])
  })

  it('is not where it stands in another room, or a reminder is of no event', () => {
    const rows = [row(DUTY), row(LEADERS)]
    expect(judged(running, rows, [{ key: DUTY }, { key: LEADERS, to: 'duty' }]).said).toEqual([
      'wrong: event 2: stands in duty, not in leaders',
    ])
    const more = '1-triage-1:1:2:0:duty'
    expect(judged(running, [...rows, row(more)], [{ key: DUTY }, { key: LEADERS }, { key: more }]).said).toEqual([
      `doubled: say ${more}: is of no event`,
    ])
  })

  it('counts what was overtaken as a notice of its own', () => {
    const data = { ...reminded(2, 6, 2).data, clock: '1-reply-1' }
    const { told } = judged(
      caseOf(opened, event(2, 7, 'overtaken', data)),
      [row('1-reply-1:1:overtaken:duty'), row('1-reply-1:1:overtaken:leaders')],
      [{ key: '1-reply-1:1:overtaken:duty' }, { key: '1-reply-1:1:overtaken:leaders' }],
    )
    const sum = sumOf(told, { findings: [], compared: 2, atOtherInstants: 0 })
    expect(sum).toMatchObject({ reminded: { events: 0 }, overtaken: { events: 1, messages: 2 }, overtakenReplies: 1 })
  })
})

describe('the texts of a room', () => {
  const read = (more: object = {}) => ({ case: 1, to: 'duty', text: 'Triage due', instants: at(4), ...more })

  it('are each there once', () => {
    const { findings, compared } = checkTexts([read(), read()])
    expect(findings).toEqual([{ fault: 'doubled', case: 1, what: 'in duty for the second time: Triage due' }])
    expect(compared).toBe(2)
  })

  it.each([
    ['another room', { to: 'leaders' }, 0],
    ['another case', { case: 2 }, 0],
    ['another text', { text: 'Claim due' }, 0],
    ['other instants', { instants: at(8) }, 1],
  ])('may be there again in or of %s', (_what, more, atOtherInstants) => {
    expect(checkTexts([read(), read(more)])).toEqual({ findings: [], compared: 2, atOtherInstants })
  })

  it('are found doubled where two rows say the same of one rung, and not where rungs differ', () => {
    const text = 'Triage due 09:00'
    const one = caseOf(opened, reminded(2, 4, 1), reminded(3, 6, 2))
    const faultsOf = (keys: string[], row_: (key: string) => OutboxEntry = row) => {
      const ledger = ledgerOf(
        keys.map(row_),
        keys.map((key) => ({ key, to: 'duty', text })),
      )
      return checkTexts(messagesIn(ledger, [one])).findings.map(({ fault }) => fault)
    }
    expect(faultsOf(['1-triage-1:1:1:0:duty', '1-triage-1:1:2:0:duty'])).toEqual([])
    expect(faultsOf(['1-triage-1:1:1:0:duty', '1-triage-1:1:1:0:other'])).toEqual(['doubled'])
    expect(faultsOf(['1:1:noted', '1:1:told'])).toEqual(['doubled'])
  })
})

describe('the end of every case', () => {
  it('is reached from wherever it stands', () => {
    const typesOf = (status: string, last: 'drafted' | 'turn-approved' | null = null) =>
      endingOf(status, 'urban', last).map(({ as, command }) => `${as} ${command.type}`)
    for (const status of ['triage', 'waiting', 'handling']) expect(typesOf(status)).toEqual(['zhou dismiss'])
    expect(typesOf('reviewing', 'drafted')).toEqual(['lin send-back', 'zhou dismiss'])
    expect(typesOf('reviewing', 'turn-approved')).toEqual(['xu send-back', 'zhou dismiss'])
    expect(typesOf('approved')).toEqual(['chen publish', 'zhou close'])
    expect(typesOf('watching')).toEqual(['zhou close'])
    for (const status of ['closed', 'dismissed']) expect(typesOf(status)).toEqual([])
    expect(() => typesOf('asleep')).toThrow(/asleep/)
  })

  it('stops every clock, and is on record as whoever ended it knows it', () => {
    const events = [opened, event(2, 0, 'sighted'), event(3, 1, 'assigned'), event(4, 2, 'dismissed')]
    expect(livesOf(plan, events).map(({ clock, end }) => [clock, end])).toEqual([
      ['triage-1', 'met'],
      ['claim-1', 'cancelled'],
    ])
    const [dismiss] = endingOf('waiting', null, null)
    if (dismiss === undefined) throw new Error('no ending')
    const assign = { ...dismiss, command: { type: 'assign' }, proof: ['assigned'] }
    const deeds: Deeds = {
      url: 'https://example.com/a',
      number: 1,
      forwards: 2,
      unknownForwards: 0,
      done: [],
      unknown: assign,
      ended: [dismiss],
      acknowledged: [],
      problems: [],
    }
    const record = (given: DrillEvent[]) => ({ number: 1, events: given, readMs: START })
    expect(checkDeeds(deeds, record(events))).toEqual([])
    expect(checkDeeds(deeds, record(events.slice(0, 3)))).toEqual([
      { fault: 'lost', case: 1, what: '"dismiss" by zhou ended it' },
    ])
  })
})
