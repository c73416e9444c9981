// A promised date: who decides, when it counts, what it moves, and that nothing lets it be forgotten.
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, later } from '../../src/domain/calendar/instant.ts'
import { isAlive } from '../../src/domain/case/clock-state.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import { Given, refusalOf } from '../support/given.ts'
import { NOON, ORG, opening, POLICY, TOLD } from '../support/sample.ts'

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
const turnOf = ({ state }: Given) => state.requests.flatMap((each) => (each.status === 'open' ? [each.turn] : []))

describe('a commitment', () => {
  it('is asked, and leaves the reply’s clock and its ladder as they are until it is public', () => {
    expect(asked().happened).toEqual(['statement-drafted', 'clock-started'])
    expect(turnOf(asked())).toEqual(['head'])
    for (const given of [asked(), approved()])
      expect(given.clock('reply')).toMatchObject({ status: 'running', dueAt: later(NOON, DAY), generation: 1 })
    const ticked = approved()
      .after(19 * HOUR)
      .tick()
    expect(ticked.events.map(({ data }) => ('clock' in data ? data.clock : ''))).toEqual(['7-reply-1', '7-publish-1'])
    expect(ticked.state.promises).toEqual([])
  })

  it('counts once its publication is on record: the reply runs to the date, and the promise speaks for both', () => {
    const given = promised()
    expect(given.happened).toEqual([
      'statement-published',
      'clock-met',
      'committed',
      'clock-held',
      'clock-started',
      'clock-moved',
    ])
    expect(given.clock('reply')).toMatchObject({ status: 'held', dueAt: UNTIL, why: { committed: true } })
    expect(given.clock('promise')).toMatchObject({ status: 'running', dueAt: UNTIL, owner: 'contact' })
    expect(given.state.promises).toEqual([
      {
        number: 1,
        text: ASK.text,
        until: UNTIL,
        statement: 'commitment-1',
        of: 'reply',
        madeAt: NOON,
        fulfilledAt: null,
        kept: null,
        replacedBy: null,
      },
    ])
    const spoken = given.after(4 * DAY).tick()
    expect(spoken.events.map(({ data }) => 'clock' in data && data.clock)).toEqual(['7-promise-1'])
    expect(given.clock('promise').status === 'running' && given.clock('promise')).toMatchObject({ next: { step: 1 } })
  })

  it('that is told privately counts as well, and needs all that is asked of it', () => {
    const given = approved().when('chen', { type: 'publish', ...TOLD })
    expect(given.state.promises).toHaveLength(1)
    expect(given.state.statements[0]).toMatchObject({ until: UNTIL, publication: { way: 'private' } })
  })

  it('asked twice at one instant is asked once', () => {
    expect(refusalOf(asked().try('lin', ASK))).toEqual({
      reason: 'already-asked',
      statement: 'commitment',
      role: 'head',
      names: ['林峰'],
    })
  })

  it('is decided by whoever stands in for a head who asks, and refused where nobody could decide', () => {
    const byHead = handling().when('lin', ASK)
    expect(byHead.when('zhao', { type: 'approve' }).happened[0]).toBe('statement-approved')
    const alone = { ...ORG, people: ORG.people.filter(({ key }) => !['lin', 'zhao', 'gao'].includes(key)) }
    expect(refusalOf(handling().with({ org: alone }).try('chen', ASK))).toEqual({
      reason: 'no-approver',
      roles: ['head'],
      statement: 'commitment',
    })
  })

  it.each([
    ['10月30日', { reason: 'date-too-far', latest: '2026-10-16T10:00:00.000Z', cap: '5wd' }],
    ['2026-10-01', { reason: 'date-past', until: '2026-10-01T10:00:00.000Z' }],
    ['11月31日', { reason: 'bad-date', text: '11月31日' }],
  ])('of %s is refused', (date, refusal) => {
    expect(refusalOf(handling().try('chen', { ...ASK, date }))).toEqual(refusal)
  })

  it('is capped from the discovery, however late it is asked', () => {
    const late = handling()
      .after(6 * DAY)
      .tick()
    expect(refusalOf(late.try('chen', { ...ASK, date: '10月19日' }))).toEqual({
      reason: 'date-too-far',
      latest: '2026-10-16T10:00:00.000Z',
      cap: '5wd',
    })
    const over = handling()
      .after(10 * DAY)
      .tick()
    expect(refusalOf(over.try('chen', { ...ASK, date: '5wd' }))).toMatchObject({
      latest: '2026-10-16T10:00:00.000Z',
      since: NOON,
    })
  })

  it('into a year whose holidays are not on record is refused', () => {
    const december = '2026-12-30T04:00:00.000Z'
    const given = Given.opened({ ...opening(), discoveredAt: december }, 'li', december)
      .when('zhou', { type: 'assign', department: '城管', co: [] })
      .when('chen', { type: 'claim' })
    expect(refusalOf(given.try('chen', { ...ASK, date: '2027-01-04' }))).toMatchObject({
      reason: 'date-uncovered',
      year: 2027,
    })
    expect(given.when('chen', { ...ASK, date: '2026-12-31' }).happened[0]).toBe('statement-drafted')
  })

  it('is neither approved nor recorded when its date has passed; another may be asked then', () => {
    const day = { ...ASK, date: '10-09 20:00' }
    const tried = handling()
      .when('chen', day)
      .after(9 * HOUR)
    expect(refusalOf(tried.try('lin', { type: 'approve' }))).toMatchObject({ reason: 'date-past', decided: true })
    const granted = handling()
      .when('chen', day)
      .when('lin', { type: 'approve' })
      .after(9 * HOUR)
    expect(refusalOf(granted.try('chen', { type: 'publish', url: URL }))).toMatchObject({ reason: 'date-past' })
    expect(granted.when('chen', ASK).happened.slice(0, 3)).toEqual([
      'statement-withdrawn',
      'clock-cancelled',
      'statement-drafted',
    ])
    expect(
      granted
        .after(20 * HOUR)
        .tick()
        .find('statement-withdrawn').data.cause,
    ).toBe('lapsed')
  })

  it('is withdrawn when the case is answered meanwhile, and deciding it says so', () => {
    const given = asked()
      .when('chen', { type: 'draft', text: '已疏通。' })
      .when('lin', { type: 'approve', statement: 'reply' })
      .when('chen', { type: 'publish', url: URL })
    expect(given.find('statement-withdrawn').data).toMatchObject({ statement: 'commitment-1', cause: 'answered' })
    expect(given.state.requests.filter(({ kind }) => kind === 'commitment')).toEqual([])
  })
})

describe('who decides once the reply is late', () => {
  it('is the rank that its ladder told last', () => {
    const overdue = (hours: number) =>
      handling()
        .after(hours * HOUR)
        .tick()
        .when('chen', ASK)
    expect(turnOf(overdue(23))).toEqual(['head'])
    expect(turnOf(overdue(25))).toEqual(['head'])
    expect(turnOf(overdue(30))).toEqual(['supervisor'])
    expect(turnOf(overdue(49))).toEqual(['leading-group'])
  })

  it('is also the rank that is told while it is with a lower one', () => {
    const given = asked()
      .after(30 * HOUR)
      .tick()
      .when('lin', { type: 'approve' })
    expect(given.happened[0]).toBe('statement-turn-approved')
    expect(turnOf(given)).toEqual(['supervisor'])
  })

  it('or after a lower one has approved it: then it does not count before that rank has decided', () => {
    const late = approved().after(30 * HOUR)
    expect(refusalOf(late.try('chen', { type: 'publish', url: URL }))).toEqual({
      reason: 'commitment-outranked',
      role: 'supervisor',
      names: ['赵建国'],
    })
    const raised = late.tick()
    expect(raised.happened).toContain('statement-escalated')
    expect(turnOf(raised)).toEqual(['supervisor'])
    const counted = raised.when('zhao', { type: 'approve' }).when('chen', { type: 'publish', url: URL })
    expect(counted.state.promises).toHaveLength(1)
    expect(counted.clock('reply')).toMatchObject({ status: 'held', dueAt: UNTIL })
  })

  it('and beyond the number of times the next rank up, whatever was promised before', () => {
    const again = promised().when('chen', { ...ASK, date: '10月15日' })
    expect(turnOf(again)).toEqual(['office'])
    const twice = again.when('xu', { type: 'approve' }).when('chen', { type: 'publish', url: URL })
    expect(twice.state.promises).toMatchObject([
      { number: 1, replacedBy: 2, kept: null, fulfilledAt: null },
      { number: 2, replacedBy: null, until: '2026-10-15T10:00:00.000Z' },
    ])
    const alive = twice.state.clocks.filter((clock) => clock.kind === 'promise' && isAlive(clock)).map(({ id }) => id)
    expect(alive).toEqual(['7-promise-2'])
    expect(turnOf(twice.when('chen', { ...ASK, date: '10月16日' }))).toEqual(['supervisor'])
  })

  it('is whom the policy names, and whoever was told above them', () => {
    const policy: Policy = { ...POLICY, commitment: { ...POLICY.commitment, approvers: ['head', 'office'] } }
    expect(turnOf(handling(policy).when('chen', ASK).when('lin', { type: 'approve' }))).toEqual(['office'])
    const late = handling(policy)
      .after(30 * HOUR)
      .tick()
      .when('chen', ASK)
    const last = late.when('lin', { type: 'approve' }).when('xu', { type: 'approve' })
    expect(turnOf(last)).toEqual(['supervisor'])
  })

  it('a promise that is made late is on record as broken when another takes its place after its date', () => {
    const broken = promised()
      .after(5 * DAY + 8 * HOUR)
      .tick()
    const again = broken.when('chen', { ...ASK, date: '10月15日' })
    const [turn] = turnOf(again)
    expect(turn).not.toBe('head')
    const people = { office: 'xu', supervisor: 'zhao', principal: 'gao', 'leading-group': 'gao' } as Record<
      string,
      string
    >
    const counted = again
      .when(people[turn ?? ''] ?? '', { type: 'approve' })
      .when('chen', { type: 'publish', url: URL })
    expect(counted.state.promises[0]).toMatchObject({ kept: false, replacedBy: 2 })
  })
})
