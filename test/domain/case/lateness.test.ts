// Lateness as a fact of the record: from when, until when, in whose hands, and what no later event undoes.
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, type Instant, later, MINUTE } from '../../../src/domain/calendar/instant.ts'
import type { Case } from '../../../src/domain/case/case.ts'
import { chargedTo, latenessOf, lengthOf, sharesOf, wholeTime } from '../../../src/domain/case/lateness.ts'
import type { Stretch } from '../../../src/domain/case/stretch.ts'
import { lacksLateness, upcastCase } from '../../../src/domain/case/upcasting/upcast-case.ts'
import { evolve } from '../../../src/domain/decide/evolve.ts'
import { Given } from '../../support/given.ts'
import { NOON } from '../../support/sample.ts'

const URBAN = { department: 'urban' }
const HEALTH = { department: 'health' }
const DESK = { role: 'duty-officer' }
const at = (hours: number): Instant => later(NOON, hours * HOUR)

const assigned = () => Given.opened().when('zhou', { type: 'assign', department: '城管', co: [] })
const handling = () => assigned().when('chen', { type: 'claim' })
const drafted = (given: Given) => given.when('chen', { type: 'draft', text: '已安排抢修，今日完成。' })
const lateOf = (given: Given, kind: string) => given.clock(kind).late

/** Somebody of rank has moved the clock to another instant. */
function movedTo(state: Case, kind: string, dueAt: Instant, now: Instant): Case {
  const clock = state.clocks.findLast((each) => each.kind === kind)
  if (clock?.status !== 'running') throw new Error(`no ${kind} clock runs`)
  const { id, within, generation, why, next } = clock
  const data = { clock: id, dueAt, within, why, generation: generation + 1, next: { ...next, at: dueAt } }
  return evolve(state, { type: 'clock-moved', at: now, actor: 'zhiban', data }, state.number)
}

describe('a clock that is late', () => {
  it('is on record from its due instant to the end, with who had it in hand', () => {
    const claimed = assigned()
      .after(3 * HOUR)
      .tick()
    expect(lateOf(claimed, 'claim')).toEqual([{ from: at(1), until: null, holder: URBAN }])
    const met = claimed.when('chen', { type: 'claim' })
    expect(lateOf(met, 'claim')).toEqual([{ from: at(1), until: at(3), holder: URBAN }])
    expect(met.find('clock-met').data).toMatchObject({ late: true })
  })

  it('is not late at its due instant, nor before', () => {
    const given = assigned().after(HOUR).when('chen', { type: 'claim' })
    expect(lateOf(given, 'claim')).toEqual([])
    expect(given.find('clock-met').data).toMatchObject({ late: false })
  })

  it('is charged to each who had it: the department, then the approver while the draft is with them', () => {
    const late = drafted(handling().after(DAY + 2 * HOUR))
    const sentBack = late.after(5 * HOUR).when('lin', { type: 'send-back', reason: '请写明完成时间' })
    const stretches: Stretch[] = [
      { from: at(24), until: at(26), holder: URBAN },
      { from: at(26), until: at(31), holder: { role: 'head' } },
      { from: at(31), until: null, holder: URBAN },
    ]
    expect(lateOf(sentBack, 'reply')).toEqual(stretches)
    expect(sharesOf(stretches, at(32))).toEqual([
      { holder: { role: 'head' }, millis: 5 * HOUR },
      { holder: URBAN, millis: 3 * HOUR },
    ])
    expect(chargedTo(stretches, at(32))).toEqual({ role: 'head' })
  })

  it('stays late where its due instant is moved after it had passed: the answer is late against the old one', () => {
    const { state } = handling()
      .after(DAY + 6 * HOUR)
      .tick()
    const moved = movedTo(state, 'reply', at(24 * 6), at(30))
    const reply = moved.clocks.find(({ kind }) => kind === 'reply')
    expect(reply).toMatchObject({ dueAt: at(24 * 6), late: [{ from: at(24), until: null, holder: URBAN }] })
    expect(reply && lengthOf(latenessOf(moved, reply, at(48)), at(48))).toBe(DAY)
  })

  it('is not late where it was moved in time', () => {
    const moved = movedTo(handling().state, 'reply', at(100), at(20))
    const reply = moved.clocks.find(({ kind }) => kind === 'reply')
    expect(reply && latenessOf(moved, reply, at(99))).toEqual([])
    expect(reply && latenessOf(moved, reply, at(101))).toEqual([{ from: at(100), until: null, holder: URBAN }])
  })

  it('moved to an instant that is past already, is late from then on: nobody is charged for the time before', () => {
    const moved = movedTo(handling().state, 'reply', at(2), at(5))
    expect(moved.clocks.find(({ kind }) => kind === 'reply')?.late).toEqual([
      { from: at(5), until: null, holder: URBAN },
    ])
  })

  it('keeps what was late through A, B and A again', () => {
    const away = assigned()
      .after(3 * HOUR)
      .when('zhou', { type: 'assign', department: '卫健', co: [] })
    const back = away.after(2 * HOUR).when('zhou', { type: 'assign', department: '城管', co: [] })
    const claims = back.state.clocks.filter(({ kind }) => kind === 'claim').map(({ late }) => late)
    expect(claims).toEqual([
      [{ from: at(1), until: at(3), holder: URBAN }],
      [{ from: at(4), until: at(5), holder: HEALTH }],
      [],
    ])
    expect(back.state.hands).toEqual([
      { from: NOON, until: at(3), holder: URBAN },
      { from: at(3), until: at(5), holder: HEALTH },
      { from: at(5), until: null, holder: URBAN },
    ])
  })

  it('of nobody’s yet is the desk’s', () => {
    const given = Given.opened().after(HOUR).tick()
    expect(lateOf(given, 'triage')).toEqual([{ from: later(NOON, 30 * MINUTE), until: null, holder: DESK }])
  })

  it('keeps it through dismissal and reopening', () => {
    const dismissed = handling()
      .after(30 * HOUR)
      .when('zhou', { type: 'dismiss', reason: '不属本单位' })
    expect(lateOf(dismissed, 'reply')).toEqual([{ from: at(24), until: at(30), holder: URBAN }])
    const reopened = dismissed.after(HOUR).when('zhou', { type: 'reopen', reason: '核实属实' })
    expect(reopened.state.clocks.find(({ kind }) => kind === 'reply')?.late).toEqual([
      { from: at(24), until: at(30), holder: URBAN },
    ])
  })
})

describe('the whole time', () => {
  const answered = () =>
    drafted(handling())
      .after(2 * HOUR)
      .when('lin', { type: 'approve' })
      .after(HOUR)
      .when('chen', { type: 'publish', url: 'https://city.example/answers/7' })

  it('counts from the discovery to the answer on record', () => {
    const { state } = answered()
    expect(wholeTime(state, at(100))).toEqual({ from: NOON, until: at(3), millis: 3 * HOUR })
    expect(state.hands.at(-1)?.until).toBe(at(3))
  })

  it('goes on from the discovery when the case is reopened', () => {
    const { state } = answered().after(DAY).when('zhou', { type: 'reopen', reason: '再次反映' })
    expect(wholeTime(state, at(30))).toEqual({ from: NOON, until: null, millis: 30 * HOUR })
  })

  it('of a dismissed case ends with its dismissal, until it is reopened', () => {
    const { state } = handling()
      .after(5 * HOUR)
      .when('zhou', { type: 'dismiss', reason: '不属本单位' })
    expect(wholeTime(state, at(50))).toMatchObject({ until: at(5), millis: 5 * HOUR })
  })
})

describe('a case that was stored before lateness was kept', () => {
  const old = (state: Case) => {
    const { hands: _hands, ...rest } = state
    return { ...rest, clocks: state.clocks.map(({ late: _late, ...clock }) => clock) }
  }

  it('tells which clocks were met late, and not in whose hands', () => {
    const { state } = assigned()
      .after(3 * HOUR)
      .when('chen', { type: 'claim' })
    const stored = old(state)
    expect(lacksLateness(stored)).toBe(true)
    const read = upcastCase(stored)
    expect(read.hands).toEqual([])
    expect(read.clocks.find(({ kind }) => kind === 'claim')?.late).toEqual([
      { from: at(1), until: at(3), holder: null },
    ])
    expect(read.clocks.find(({ kind }) => kind === 'reply')?.late).toEqual([])
  })

  it('is read as it is where it has it', () => {
    const { state } = assigned()
      .after(3 * HOUR)
      .tick()
    expect(upcastCase(state)).toEqual(state)
  })
})
