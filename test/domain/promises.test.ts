// A promise on record: what it holds up, how it reminds, how it is kept or broken.
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, later } from '../../src/domain/calendar/instant.ts'
import { isAlive } from '../../src/domain/case/clock-state.ts'
import { evolve } from '../../src/domain/decide/evolve.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import { Given, refusalOf } from '../support/given.ts'
import { NOON, opening, POLICY } from '../support/sample.ts'

const URL = 'https://city.example/promises/1'
const handling = (policy: Policy = POLICY) =>
  Given.opened(opening(), 'li', NOON, { policy })
    .when('zhou', { type: 'assign', department: '城管', co: [] })
    .when('chen', { type: 'claim' })
const ASK = { type: 'commit', date: '10月14日', text: '更换水泵，10月14日前答复。' } as const
const UNTIL = '2026-10-14T10:00:00.000Z'
const asked = () => handling().when('chen', ASK)
const approved = () => asked().when('lin', { type: 'approve' })
const promised = () => approved().when('chen', { type: 'publish', url: URL })

describe('an open promise', () => {
  const answered = () =>
    promised()
      .after(DAY)
      .when('chen', { type: 'draft', text: '已更换。' })
      .when('lin', { type: 'approve' })
      .when('chen', { type: 'publish', url: 'https://city.example/reply/1' })

  it('lets the reply’s clock say nothing through review and approval, and is met by neither', () => {
    const reviewing = promised().when('chen', { type: 'draft', text: '稿' })
    expect(reviewing.clock('reply').status).toBe('held')
    expect(reviewing.when('lin', { type: 'send-back', reason: '改' }).clock('reply').status).toBe('held')
    expect(reviewing.when('lin', { type: 'approve' }).clock('reply').status).toBe('held')
    expect(answered().clock('reply')).toMatchObject({ status: 'met' })
    expect(answered().clock('promise').status).toBe('running')
  })

  it('fulfilled by the reply is kept as of the reply, and shown by nothing else', () => {
    const given = answered().after(HOUR).when('chen', { type: 'fulfil', text: '' })
    expect(given.happened).toEqual(['promise-fulfilled', 'clock-met'])
    expect(given.find('promise-fulfilled').data).toEqual({
      number: 1,
      fulfilledAt: later(NOON, DAY),
      kept: true,
      text: '',
      reply: true,
    })
    expect(given.state.promises).toMatchObject([{ kept: true, fulfilledAt: later(NOON, DAY) }])
    expect(refusalOf(given.try('chen', { type: 'fulfil', text: '' })).reason).toBe('no-promise')
  })

  it('fulfilled before the reply needs what shows it, and gives the reply its own clock back', () => {
    expect(refusalOf(promised().try('chen', { type: 'fulfil', text: '' }))).toMatchObject({
      reason: 'missing',
      what: 'text',
    })
    const given = promised().when('chen', { type: 'fulfil', text: '水泵已更换 https://city.example/pump' })
    expect(given.happened).toEqual(['promise-fulfilled', 'clock-resumed', 'clock-met'])
    expect(given.clock('reply')).toMatchObject({ status: 'running', dueAt: UNTIL })
  })

  it('fulfilled late is broken', () => {
    const given = promised()
      .after(6 * DAY)
      .tick()
      .when('chen', { type: 'fulfil', text: '已更换' })
    expect(given.find('promise-fulfilled').data.kept).toBe(false)
  })

  it('keeps the case from being closed or dismissed, by people and by the watch that ends quietly', () => {
    expect(refusalOf(answered().try('zhou', { type: 'close', reason: '' }))).toEqual({
      reason: 'promise-open',
      number: 1,
      until: UNTIL,
    })
    expect(refusalOf(promised().try('zhou', { type: 'dismiss', reason: '重复' })).reason).toBe('promise-open')
    let watched = answered()
    for (const days of [2, 3, 5])
      watched = watched
        .after(days * DAY)
        .tick()
        .when('zhou', { type: 'note', text: '回访' })
    expect(watched.state.status).toBe('watching')
    const alive = watched
      .after(DAY)
      .tick()
      .state.clocks.filter(isAlive)
      .map(({ kind }) => kind)
    expect(alive).toEqual(['promise'])
    const done = watched.when('chen', { type: 'fulfil', text: '' })
    expect(done.happened).toEqual(['promise-fulfilled', 'clock-met', 'closed'])
    expect(done.state.status).toBe('closed')
  })

  it('survives another round, with its clock', () => {
    const again = answered().when('zhou', { type: 'reopen', reason: '又起' })
    expect(again.state.promises).toHaveLength(1)
    expect(again.clock('promise').status).toBe('running')
    expect(again.clock('reply').status).toBe('running')
  })

  it('goes with the case to another department, whose reply is due on the promised date', () => {
    const moved = promised().when('zhou', { type: 'assign', department: 'health', co: [] })
    expect(moved.clock('promise').status).toBe('running')
    expect(moved.clock('reply')).toMatchObject({ status: 'held', dueAt: UNTIL })
  })

  it('of measures is made after the reply, beside others, and which is fulfilled is asked', () => {
    const watching = answered()
      .after(HOUR)
      .when('chen', { ...ASK, date: '10月15日', text: '10月15日前增设雨水口。' })
      .when('xu', { type: 'approve' })
      .when('chen', { type: 'publish', url: URL })
    expect(watching.state.promises).toMatchObject([{ of: 'reply' }, { of: 'measures', replacedBy: null }])
    expect(refusalOf(watching.try('chen', { type: 'fulfil', text: '' }))).toMatchObject({
      reason: 'which-request',
      waiting: [
        { kind: 'commitment', number: 1 },
        { kind: 'commitment', number: 2 },
      ],
    })
    const first = watching.when('chen', { type: 'fulfil', statement: '承诺1', text: '' })
    expect(first.state.promises).toMatchObject([{ kept: true }, { kept: null }])
    // The reply came before the second promise: it does not show that that one was kept.
    expect(refusalOf(first.try('chen', { type: 'fulfil', text: '' })).reason).toBe('missing')
  })
})

it('a commitment of before they were approved stays what it was', () => {
  const event = { type: 'committed', at: NOON, actor: 'chen', data: { until: UNTIL, text: '需勘查' } } as const
  expect(evolve(handling().state, event, 7)).toMatchObject({
    commitment: { until: UNTIL, text: '需勘查' },
    promises: [],
  })
})

describe('measures promised after the reply', () => {
  /** Answered on the 15th, the day before the cap that counts from the discovery. */
  const answered = () =>
    handling()
      .after(6 * DAY)
      .when('chen', { type: 'draft', text: '已清淤，管网将改造。' })
      .when('zhao', { type: 'approve' })
      .when('chen', { type: 'publish', url: 'https://city.example/reply/1' })
  const ask = (date: string) => ({ type: 'commit', date, text: `${date}前完成管网改造。` }) as const

  it('may reach as far from the reply as a reply may from the discovery, so that answering late forbids none', () => {
    expect(answered().when('chen', ask('10月22日')).happened).toContain('statement-drafted')
    expect(refusalOf(answered().try('chen', ask('10月23日')))).toMatchObject({
      reason: 'date-too-far',
      latest: '2026-10-22T10:00:00.000Z',
    })
  })

  it('reach no further by another promise, which the next rank decides, nor by time that passes', () => {
    const first = answered()
      .when('chen', ask('10月21日'))
      .when('lin', { type: 'approve' })
      .when('chen', { type: 'publish', url: URL })
    const later_ = first.after(3 * DAY)
    expect(refusalOf(later_.try('chen', ask('10月23日'))).reason).toBe('date-too-far')
    const second = later_.when('chen', ask('10月22日'))
    expect(second.find('statement-drafted').data.turn).not.toBe('head')
    expect(refusalOf(first.after(8 * DAY).try('chen', ask('10月26日')))).toMatchObject({
      reason: 'date-too-far',
      since: later(NOON, 6 * DAY),
    })
  })
})
