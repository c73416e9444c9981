// The crash drill's oracle can fail: histories with one reminder lost, doubled or forgotten are told from good ones.
import { describe, expect, it } from 'vitest'
import { type CaseRecord, compare } from '../../bench/crash-drill/compare.ts'
import { checkDeeds } from '../../bench/crash-drill/deeds.ts'
import { checkLedger, type OutboxEntry } from '../../bench/crash-drill/ledger.ts'
import type { Deeds } from '../../bench/crash-drill/load.ts'
import { type DrillEvent, livesOf } from '../../bench/crash-drill/oracle.ts'
import { readPlan } from '../../bench/crash-drill/plan.ts'

const plan = readPlan(`
levels: [{ level: 1 }, { level: 2 }]
clocks:
  triage: { base: opened, within: 4s, ladder: short }
  claim: { base: assigned, within: 4s, ladder: short }
  reply: { base: assigned, within: 12s, ladder: short, levels: { 1: { within: 8s } } }
  review: { base: submitted, within: 4s, ladder: short }
  publish: { base: approved, within: 4s, ladder: short }
ladders:
  short: [{ at: -25%, tell: [owner] }, { at: 0, tell: [owner] }, { at: +2s, tell: [head], repeat: 4s }]
`)

const START = Date.parse('2026-10-09T01:00:00.000Z')
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString()

/** Events by [seconds, type, data]. */
const history = (...told: [number, string, Record<string, unknown>?][]): DrillEvent[] =>
  told.map(([seconds, type, data], index) => ({
    seq: index + 1,
    type,
    at: at(seconds),
    actor: 'zhou',
    data: data ?? {},
  }))

const rung = (step: number, seconds: number, repeat = 0) => ({ step, first: repeat, last: repeat, at: at(seconds) })
const told = (clock: string, generation: number, ...steps: ReturnType<typeof rung>[]) => ({
  clock: `1-${clock}`,
  generation,
  step: steps.at(-1)?.step,
  repeat: steps.at(-1)?.last,
  steps,
  to: ['zhou'],
})

const opened: [number, string, Record<string, unknown>] = [0, 'opened', { level: 2 }]
const record = (events: DrillEvent[], readSeconds: number): CaseRecord => ({
  number: 1,
  events,
  readMs: START + readSeconds * 1_000,
})
const within = (ms: number) => (from: number, until: number) => until - from <= ms
const faults = (events: DrillEvent[], readSeconds: number) =>
  compare(plan, record(events, readSeconds), within(1_000)).findings.map(({ fault, what }) => `${fault}: ${what}`)

describe('reminders against the policy', () => {
  const first: [number, string, Record<string, unknown>] = [3, 'reminded', told('triage-1', 1, rung(1, 3))]
  const second: [number, string, Record<string, unknown>] = [4.1, 'reminded', told('triage-1', 1, rung(2, 4))]
  const third: [number, string, Record<string, unknown>] = [6, 'reminded', told('triage-1', 1, rung(3, 6))]
  const repeated: [number, string, Record<string, unknown>] = [10, 'reminded', told('triage-1', 1, rung(3, 10, 1))]

  it('finds nothing where each rung was said once, and reckons how late', () => {
    const found = compare(plan, record(history(opened, first, second, third, repeated), 11), within(1_000))
    expect(found.findings).toEqual([])
    expect(found.expected).toBe(4)
    expect(found.said.map(({ nominalMs, atMs }) => atMs - nominalMs)).toEqual([0, 100, 0, 0])
  })

  it('takes one reminder for several rungs after a downtime', () => {
    const late = history(opened, [
      10.5,
      'reminded',
      told('triage-1', 1, rung(1, 3), rung(2, 4), { step: 3, first: 0, last: 1, at: at(10) }),
    ])
    expect(faults(late, 11)).toEqual([])
  })

  it('names a rung that was passed over', () => {
    expect(faults(history(opened, first, third, repeated), 11)).toEqual([
      'forgotten: triage-1 generation 1 rung 2 repeat 0: never said (due 2026-10-09T01:00:04.000Z)',
    ])
  })

  it('names repeats that stopped although nobody has assigned the case', () => {
    expect(faults(history(opened, first, second, third), 16)).toEqual([
      'forgotten: triage-1 generation 1 rung 3 repeat 1: never said (due 2026-10-09T01:00:10.000Z)',
      'forgotten: triage-1 generation 1 rung 3 repeat 2: never said (due 2026-10-09T01:00:14.000Z)',
    ])
  })

  it('names a rung that was said twice', () => {
    expect(faults(history(opened, first, second, second, third), 7)).toEqual([
      'doubled: triage-1 generation 1 rung 2 repeat 0: said 2 times',
    ])
  })

  it('excuses what was settled just as it fell due, and nothing older', () => {
    const promptly = compare(plan, record(history(opened, [3.5, 'assigned']), 4), within(1_000))
    expect(promptly.findings).toEqual([])
    expect(promptly.settledFirst).toEqual([500])
    expect(faults(history(opened, [5, 'assigned']), 6)).toEqual([
      'forgotten: triage-1 generation 1 rung 1 repeat 0: never said (due 2026-10-09T01:00:03.000Z)',
    ])
  })

  it('names a reminder before its time, one after its clock has ended, and one of a clock that never was', () => {
    expect(faults(history(opened, [2, 'reminded', told('triage-1', 1, rung(1, 3))]), 2.5)).toContain(
      'wrong: event 2: reminded before its time',
    )
    expect(faults(history(opened, [1, 'assigned'], [4, 'reminded', told('triage-1', 1, rung(1, 3))]), 4)).toContain(
      'wrong: event 3: triage-1 generation 1 speaks when it must not',
    )
    expect(faults(history(opened, [2.5, 'reminded', told('claim-1', 1, rung(1, 3))]), 2.9)).toEqual([
      'wrong: event 2: reminded of claim-1, which should not be running',
    ])
  })
})

describe('a draft', () => {
  const above = readPlan(`
levels: [{ level: 2 }]
clocks: { reply: { base: assigned, within: 4s, ladder: leaders } }
ladders: { leaders: [{ at: 0, tell: [owner] }, { at: +2s, tell: [supervisor], repeat: 4s }] }
`)
  const held = (...told: Parameters<typeof history>) =>
    livesOf(above, history(opened, [1, 'assigned'], ...told)).find(({ clock }) => clock === 'reply-1')?.end

  it('silences the reply as long as no leader was told that it is late', () => {
    expect(held([5, 'reminded', told('reply-1', 1, rung(1, 5))], [6, 'drafted'])).toBe('held')
    const leader: [number, string, Record<string, unknown>] = [7, 'reminded', told('reply-1', 1, rung(2, 7))]
    expect(held(leader, [8, 'drafted'])).toBeNull()
    expect(held([8, 'drafted'], [9, 'reminded', told('reply-1', 1, rung(2, 7))])).toBe('held')
    expect(held([8, 'overtaken', told('reply-1', 1, rung(2, 7))], [9, 'drafted'])).toBeNull()
    expect(held([7, 'reminded', told('claim-1', 1, rung(2, 7))], [8, 'drafted'])).toBe('held')
  })
})

describe('clocks that move, stop and go on', () => {
  const handed: [number, string][] = [
    [1, 'assigned'],
    [2, 'claimed'],
    [3, 'drafted'],
  ]
  const reviewed: [number, string, Record<string, unknown>][] = [
    [6, 'reminded', told('review-1', 1, rung(1, 6))],
    [7, 'reminded', told('review-1', 1, rung(2, 7))],
    [9, 'reminded', told('review-1', 1, rung(3, 9))],
    [13, 'reminded', told('review-1', 1, rung(3, 13, 1))],
  ]
  const sentBack: [number, string] = [13.5, 'sent-back']

  it('tells once, when a draft comes back, of what fell due while it was being reviewed', () => {
    const overtaken: [number, string, Record<string, unknown>] = [
      13.5,
      'overtaken',
      told('reply-1', 2, rung(1, 10), rung(2, 13)),
    ]
    expect(faults(history(opened, ...handed, ...reviewed, sentBack, overtaken), 14)).toEqual([])
    expect(faults(history(opened, ...handed, ...reviewed, sentBack), 14)).toEqual([
      'forgotten: reply-1 generation 2 rung 1 repeat 0: not told of as overtaken',
      'forgotten: reply-1 generation 2 rung 2 repeat 0: not told of as overtaken',
    ])
    expect(faults(history(opened, ...handed, ...reviewed, sentBack, overtaken, overtaken), 14)).toEqual([
      'doubled: reply-1 generation 2 rung 1 repeat 0: told of as overtaken twice',
      'doubled: reply-1 generation 2 rung 2 repeat 0: told of as overtaken twice',
    ])
  })

  it('reckons a level change from the clock’s own base', () => {
    const raised = history(opened, [1, 'assigned'], [2, 'claimed'], [8, 'level-set', { level: 1 }])
    const lives = livesOf(plan, raised).filter(({ clock }) => clock === 'reply-1')
    expect(lives.map(({ generation, dueMs }) => [generation, (dueMs - START) / 1_000])).toEqual([
      [1, 13],
      [2, 9],
    ])
    expect(faults(raised, 8.5)).toEqual(['forgotten: reply-1 generation 2 rung 1 repeat 0: not told of as overtaken'])
    const moved = { clock: '1-reply-1', generation: 2, dueAt: at(10) }
    expect(faults([...raised, ...history([8, 'clock-moved', moved])], 8.5)).toContain(
      'wrong: event 1: reply-1 generation 2 is due at another instant',
    )
  })
})

describe('acknowledged deeds against the record', () => {
  const step = (type: string, proof: string) => ({ afterMs: 0, as: 'zhou', command: { type }, proof: [proof] })
  const deeds: Deeds = {
    url: 'https://example.com/a',
    number: 1,
    forwards: 2,
    unknownForwards: 0,
    done: [step('assign', 'assigned'), step('claim', 'claimed')],
    unknown: null,
    ended: [],
    acknowledged: [{ seq: 3, type: 'assigned', at: at(1) }],
    problems: [],
  }
  const judged = (events: DrillEvent[]) => checkDeeds(deeds, record(events, 9)).map(({ fault }) => fault)
  const whole: Parameters<typeof history> = [opened, [0, 'sighted'], [1, 'assigned'], [2, 'claimed']]

  it('finds each once, and says which is lost and which was done twice', () => {
    expect(judged(history(...whole))).toEqual([])
    expect(judged(history(...whole.slice(0, 3)))).toEqual(['lost'])
    expect(judged(history(...whole, [2, 'claimed']))).toEqual(['doubled'])
    expect(judged(history(opened, [1, 'assigned'], [2, 'claimed']))).toEqual(['lost', 'lost'])
    expect(checkDeeds(deeds, undefined).map(({ fault }) => fault)).toEqual(['lost'])
  })
})

describe('the outbox against the platform', () => {
  const row: OutboxEntry = {
    key: '1:1:noted',
    kind: 'say',
    state: 'sent',
    caseNumber: 1,
    clockId: null,
    late: false,
    room: 'duty',
    wanted: 1,
    createdMs: START,
  }
  // SHA-256 of `salt:1:1:noted`, as the product makes it.
  const KEY = '2b9b55e27cddf1409e1d70c7dee635c486ea9ebe'
  const message = {
    kind: 'message' as const,
    messageId: 'm1',
    to: 'duty',
    text: 'Ordinary #1',
    instance: 'one',
    arrivedMs: START,
    recordedMs: START,
  }
  const places = { of: () => [], address: (place: string) => place }
  const judged = (rows: OutboxEntry[], keys: string[]) => {
    const taken = keys.map((key) => ({ ...message, key }))
    const none = { repeated: 0, cutBefore: 0, cutAfter: 0, unknown: 0, refused: 0 }
    return checkLedger({ salt: 'salt', rows, record: { taken, ...none }, settledMs: START + 1 }, [], places).findings
  }

  it('finds a message that was never shown, one that waits for ever, one given up, and one that nobody wrote', () => {
    expect(judged([row], [KEY])).toEqual([])
    expect(judged([row], []).map(({ fault }) => fault)).toEqual(['lost'])
    expect(judged([{ ...row, state: 'waiting' }], []).map(({ fault }) => fault)).toEqual(['lost'])
    expect(judged([{ ...row, state: 'given-up' }], []).map(({ fault }) => fault)).toEqual(['lost'])
    expect(judged([row], [KEY, 'ffff']).map(({ fault }) => fault)).toEqual(['doubled'])
  })
})

describe('the watch after a reply', () => {
  const watching = readPlan(`
levels: [{ level: 1 }, { level: 2 }]
clocks:
  publish: { base: approved, within: 4s, ladder: short }
watch: [10s, 30s]
ladders:
  short: [{ at: -25%, tell: [owner] }, { at: 0, tell: [owner] }, { at: +2s, tell: [head], repeat: 4s }]
  leaders: [{ at: 0, tell: [owner] }, { at: +2s, tell: [supervisor], repeat: 4s }]
  watch: [{ at: 0, tell: [owner] }, { at: +4s, tell: [owner], repeat: 8s }]
`)
  const watches = (...told: [number, string, Record<string, unknown>?][]) =>
    livesOf(watching, history([0, 'opened', { level: 2 }], ...told)).filter(({ clock }) => clock.startsWith('watch'))

  it('counts each look-back from the publication, and a note of before as none', () => {
    const lives = watches([5, 'published'], [9, 'noted'], [16, 'noted'])
    expect(lives.map(({ clock, dueMs, end }) => [clock, dueMs - START, end])).toEqual([
      ['watch-1', 15_000, 'met'],
      ['watch-2', 35_000, null],
    ])
  })

  it('asks for none that is past when one comes late, and ends with the case', () => {
    expect(watches([5, 'published'], [40, 'noted'])).toHaveLength(1)
    expect(watches([5, 'published'], [9, 'closed']).map(({ end }) => end)).toEqual(['cancelled'])
  })
})

describe('a promised date', () => {
  const until = at(60)
  const commitment = { statement: 'commitment-1', kind: 'commitment', number: 1 }
  const asked: Parameters<typeof history> = [
    opened,
    [1, 'assigned'],
    [2, 'claimed'],
    [3, 'statement-drafted', { ...commitment, until }],
  ]
  const made: Parameters<typeof history> = [
    ...asked,
    [4, 'statement-approved', commitment],
    [5, 'statement-published', commitment],
    [5, 'committed', { ...commitment, until }],
  ]
  const lives = (...told: Parameters<typeof history>) =>
    livesOf(plan, history(...told))
      .filter(({ clock }) => ['reply-1', 'review-1', 'review-2', 'promise-1'].includes(clock))
      .map(({ clock, generation, dueMs, end }) => [clock, generation, (dueMs - START) / 1_000, end])

  it('asked or approved changes nothing of the reply, whose ladder goes on', () => {
    expect(lives(...made.slice(0, 5))).toEqual([
      ['reply-1', 1, 13, null],
      ['review-1', 1, 7, 'met'],
    ])
  })

  it('in public holds the reply, which is due then, and speaks by itself until it is fulfilled', () => {
    expect(lives(...made)).toEqual([
      ['reply-1', 1, 13, 'held'],
      ['review-1', 1, 7, 'met'],
      ['reply-1', 2, 60, 'held'],
      ['promise-1', 1, 60, null],
    ])
    const answered = lives(
      ...made,
      [6, 'drafted'],
      [7, 'approved'],
      [8, 'published'],
      [9, 'promise-fulfilled', { number: 1 }],
    )
    expect(answered).toEqual([
      ['reply-1', 1, 13, 'held'],
      ['review-1', 1, 7, 'met'],
      ['reply-1', 2, 60, 'held'],
      ['promise-1', 1, 60, 'met'],
      ['review-2', 1, 10, 'met'],
    ])
  })

  it('fulfilled before the reply gives the reply its own clock back', () => {
    expect(lives(...made, [9, 'promise-fulfilled', { number: 1 }]).at(-1)).toEqual(['reply-1', 3, 60, null])
  })

  it('is not moved with the level, and a withdrawn one is reviewed no more', () => {
    expect(lives(...made, [6, 'level-set', { level: 1 }]).at(-1)).toEqual(['promise-1', 1, 60, null])
    expect(lives(...asked, [4, 'statement-withdrawn', commitment]).at(-1)).toEqual(['review-1', 1, 7, 'cancelled'])
  })
})
