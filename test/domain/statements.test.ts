// Statements to the public beside the reply: drafted, decided by somebody else, published; and which one is meant.
import { describe, expect, it } from 'vitest'
import { HOUR, later, MINUTE } from '../../src/domain/calendar/instant.ts'
import type { Case } from '../../src/domain/case/case.ts'
import { roundChange } from '../../src/domain/case/rounds.ts'
import { readPress } from '../../src/domain/input/command-form.ts'
import { noticesFor } from '../../src/domain/notice/index.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import { wordingOf } from '../../src/wording/index.ts'
import { Given, refusalOf } from '../support/given.ts'
import { facts, NOON, opening, POLICY, rule, TOLD } from '../support/sample.ts'

const TIMED: Policy = {
  ...POLICY,
  levels: POLICY.levels.map((level) => ({
    ...level,
    clocks: [...level.clocks, rule('first-response', 'discovered', '5h', 'contact')],
  })),
}
const URL = 'https://city.example/statements/1'
const handling = (policy = TIMED) =>
  Given.opened(opening(), 'li', NOON, { policy })
    .when('zhou', { type: 'assign', department: '城管', co: [] })
    .when('chen', { type: 'claim' })
const responded = () => handling().when('chen', { type: 'respond', text: '已派员到现场核查。' })
const numbers = (state: Case) => state.requests.map(({ id, status }) => `${id} ${status}`)

describe('a first response', () => {
  it('is a draft for the head: its clock is held, not met, and the review has its own', () => {
    const given = responded()
    expect(given.happened).toEqual(['statement-drafted', 'clock-held', 'clock-started'])
    expect(given.state).toMatchObject({ status: 'handling', firstResponse: null })
    expect(numbers(given.state)).toEqual(['first-response-1 open'])
    expect(given.clock('first-response').status).toBe('held')
    expect(given.clock('review')).toMatchObject({ of: { kind: 'request', request: 'first-response-1' } })
    expect(given.clock('reply').status).toBe('running')
  })

  it('does not meet its clock by being approved, but by being on record as published', () => {
    const approved = responded().when('lin', { type: 'approve' })
    expect(approved.happened).toEqual(['statement-approved', 'clock-resumed', 'clock-met'])
    expect(approved.clock('first-response').status).toBe('running')
    const published = approved.when('chen', { type: 'publish', url: URL })
    expect(published.happened).toEqual(['statement-published', 'clock-met'])
    expect(published.clock('first-response').status).toBe('met')
    expect(published.state).toMatchObject({ status: 'handling', firstResponse: { text: '已派员到现场核查。' } })
    expect(published.state.statements).toMatchObject([
      { id: 'first-response-1', approvals: [{ by: 'lin', role: 'head' }], publication: { way: 'link', url: URL } },
    ])
    expect(roundChange(published.state, published.events)).toMatchObject({ respondedAt: NOON, answeredAt: null })
    expect(roundChange(approved.state, approved.events)).toBeNull()
  })

  it('is nobody’s own to approve, and is decided by whoever stands in for its drafter', () => {
    const given = handling().when('lin', { type: 'respond', text: '已在核查。' })
    expect(refusalOf(given.try('lin', { type: 'approve' })).reason).toBe('own-draft')
    expect(given.when('zhao', { type: 'approve' }).happened[0]).toBe('statement-approved')
  })

  it('is asked once: refused while it is with its approver, and once it is out', () => {
    const given = responded()
    expect(refusalOf(given.try('chen', { type: 'respond', text: '再写' }))).toEqual({
      reason: 'already-asked',
      statement: 'first-response',
      role: 'head',
      names: ['林峰'],
    })
    const published = given.when('lin', { type: 'approve' }).when('chen', { type: 'publish', url: URL })
    expect(refusalOf(published.try('chen', { type: 'respond', text: '再写' })).reason).toBe('already-responded')
  })

  it('that was approved gives way to another text, which is approved anew', () => {
    const again = responded().when('lin', { type: 'approve' }).when('chen', { type: 'respond', text: '改写' })
    expect(again.happened.slice(0, 2)).toEqual(['statement-withdrawn', 'statement-drafted'])
    expect(numbers(again.state)).toEqual(['first-response-2 open'])
  })

  it('sent back is the department’s again, with its clock', () => {
    const back = responded().when('lin', { type: 'send-back', reason: '写明时间' })
    expect(back.happened).toEqual(['statement-sent-back', 'clock-resumed', 'clock-met'])
    expect(numbers(back.state)).toEqual([])
    expect(back.clock('first-response')).toMatchObject({ status: 'running', generation: 2 })
  })

  it('goes through every approver that the policy names', () => {
    const policy: Policy = { ...TIMED, statements: { ...TIMED.statements, 'first-response': ['head', 'office'] } }
    const first = handling(policy)
      .when('chen', { type: 'respond', text: '已在核查。' })
      .when('lin', { type: 'approve' })
    expect(first.happened).toEqual(['statement-turn-approved', 'clock-met', 'clock-started'])
    expect(refusalOf(first.try('lin', { type: 'approve' }))).toMatchObject({ reason: 'not-your-turn', role: 'office' })
    expect(first.when('xu', { type: 'approve' }).happened[0]).toBe('statement-approved')
  })

  it('is withdrawn when the reply is published, which meets its clock', () => {
    const given = responded()
      .when('chen', { type: 'draft', text: '已疏通。' })
      .when('lin', { type: 'approve', statement: 'reply' })
      .when('chen', { type: 'publish', statement: 'reply', url: URL })
    expect(given.clock('first-response').status).toBe('met')
    expect(given.find('statement-withdrawn').data).toMatchObject({ statement: 'first-response-1', cause: 'answered' })
    expect(refusalOf(given.try('lin', { type: 'approve', statement: 'first-response' })).reason).toBe('no-such-request')
    expect(given.state.clocks.filter(({ kind, status }) => kind === 'review' && status === 'running')).toEqual([])
  })

  it('goes with the case to nobody: another department, or none, begins anew', () => {
    const elsewhere = responded().when('zhou', { type: 'assign', department: 'health', co: [] })
    expect(elsewhere.find('statement-withdrawn').data.cause).toBe('reassigned')
    const none = responded().when('zhou', { type: 'dismiss', reason: '属邻县' })
    expect(none.find('statement-withdrawn').data.cause).toBe('dismissed')
    expect(none.state.requests).toEqual([])
  })

  it('tells its approver the whole text, the department the decision, and the desk that it is out', () => {
    const tell = (before: Given, after: Given, by: string) =>
      noticesFor(
        { before: before.state, after: after.state, facts: facts(by, after.now, { policy: TIMED }) },
        after.events,
      )
        .filter(({ kind }) => kind === 'say')
        .map(({ to, notice }) => [notice.kind, 'room' in to ? to.room : `@${to.person}`])
    const approved = responded().when('lin', { type: 'approve' })
    const published = approved.when('chen', { type: 'publish', url: URL })
    expect(tell(handling(), responded(), 'chen')).toEqual([['statement-for-approval', 'urban']])
    expect(tell(responded(), approved, 'lin')).toEqual([
      ['statement-approved', 'urban'],
      ['statement-approved', '@xu'],
    ])
    expect(tell(approved, published, 'chen')).toEqual([
      ['statement-published', 'duty'],
      ['statement-published', 'urban'],
    ])
  })
})

it('a reminder of a review, and its button, say which statement it is about', () => {
  const late = responded()
    .after(3 * HOUR)
    .tick()
  const told = noticesFor(
    { before: responded().state, after: late.state, facts: facts('zhiban', late.now, { policy: TIMED }) },
    late.events,
  ).flatMap(({ notice }) => (notice.kind === 'reminder' && notice.clock === 'review' ? [notice] : []))
  expect(told.map(({ about, todo }) => [about?.id, todo])).toEqual([['first-response-1', 'approve']])
  const [notice] = told
  const { buttons } = wordingOf('zh-CN', 'Asia/Shanghai').notice(notice ?? ({} as never))
  expect(buttons.map(({ action, typed }) => [action, typed?.rest])).toEqual([
    ['approve:first-response-1', '首次回应'],
    ['send-back:first-response-1', '首次回应 〈退改意见〉'],
  ])
  expect(readPress('approve:first-response-1', {})).toEqual({ type: 'approve', statement: 'first-response-1' })
  // A button that says nothing is the reply's, as those of messages that were sent before are.
  expect(readPress('approve', {})).toEqual({ type: 'approve', statement: 'reply' })
  expect(readPress('claim', {})).toEqual({ type: 'claim' })
})

describe('interim statements', () => {
  const two = () =>
    handling()
      .when('chen', { type: 'interim', text: '抽水泵已到位。' })
      .when('chen', { type: 'interim', text: '积水已退。' })

  it('may be many, under way at the same time, and leave every clock of the reply as it is', () => {
    const given = two()
    expect(numbers(given.state)).toEqual(['interim-1 open', 'interim-2 open'])
    expect(given.clock('reply').status).toBe('running')
    expect(given.clock('first-response').status).toBe('running')
    expect(given.state.clocks.filter(({ kind }) => kind === 'review').map(({ of }) => of)).toEqual([
      { kind: 'request', request: 'interim-1' },
      { kind: 'request', request: 'interim-2' },
    ])
  })

  it('beside each other: a decision that does not say which is asked, and done to none', () => {
    expect(refusalOf(two().try('lin', { type: 'approve' }))).toEqual({
      reason: 'which-request',
      command: 'approve',
      called: '',
      waiting: [
        { kind: 'interim', number: 1 },
        { kind: 'interim', number: 2 },
      ],
    })
    const second = two().when('lin', { type: 'approve', statement: '通报2' })
    expect(numbers(second.state)).toEqual(['interim-1 open', 'interim-2 granted'])
    const meets = second.events.flatMap((event) => (event.type === 'clock-met' ? [event.data.clock] : []))
    expect(meets).toEqual(['7-review-2'])
    expect(second.when('lin', { type: 'approve' }).find('statement-approved').data.statement).toBe('interim-1')
  })

  it('are published one by one, and only the one that is named', () => {
    const both = two()
      .when('lin', { type: 'approve', statement: 'interim-1' })
      .when('lin', { type: 'send-back', statement: 'interim-2', reason: '补充数据' })
    expect(numbers(both.state)).toEqual(['interim-1 granted'])
    const again = both.when('chen', { type: 'interim', text: '积水已退，水深为零。' }).when('lin', { type: 'approve' })
    expect(refusalOf(again.try('chen', { type: 'publish', url: URL }))).toMatchObject({
      reason: 'which-request',
      waiting: [
        { kind: 'interim', number: 1 },
        { kind: 'interim', number: 3 },
      ],
    })
    expect(refusalOf(again.try('chen', { type: 'publish', statement: 'reply', url: URL }))).toMatchObject({
      reason: 'no-such-request',
      called: { kind: 'reply', number: null },
    })
    const out = again.when('chen', { type: 'publish', statement: '阶段通报 3', url: URL })
    expect(out.state.statements.map(({ id }) => id)).toEqual(['interim-3'])
    expect(numbers(out.state)).toEqual(['interim-1 granted'])
  })

  it('go on while the reply is reviewed, and are no turn of it', () => {
    const given = handling().when('chen', { type: 'draft', text: '稿' }).when('chen', { type: 'interim', text: '通报' })
    expect(refusalOf(given.try('lin', { type: 'approve' })).reason).toBe('which-request')
    const approved = given.when('lin', { type: 'approve', statement: '阶段通报' })
    expect(approved.state.status).toBe('reviewing')
    expect(approved.when('lin', { type: 'approve' }).state.status).toBe('approved')
  })

  it('say what is not theirs: a turn of somebody else, a name that nothing has', () => {
    const grave = two()
      .when('zhou', { type: 'level', level: '1', reason: '' })
      .when('chen', { type: 'draft', text: '稿' })
    const atOffice = grave.when('lin', { type: 'approve', statement: 'reply' })
    expect(refusalOf(atOffice.try('lin', { type: 'approve', statement: 'reply' }))).toMatchObject({
      reason: 'not-your-turn',
      role: 'office',
    })
    expect(refusalOf(atOffice.try('lin', { type: 'approve', statement: '很好' }))).toMatchObject({
      reason: 'which-request',
      called: '很好',
    })
    expect(refusalOf(atOffice.try('lin', { type: 'approve', statement: '承诺' })).reason).toBe('no-such-request')
  })
})

describe('what is told privately', () => {
  const approved = () => responded().when('lin', { type: 'approve' }).after(HOUR)

  it('holds how, when, by whom, the evidence and the reaction, and meets the clock', () => {
    const given = approved().when('chen', { type: 'publish', ...TOLD, when: '10-09 12:30' })
    expect(given.state.statements[0]?.publication).toEqual({
      way: 'private',
      ...TOLD,
      when: later(NOON, 30 * MINUTE),
      at: later(NOON, HOUR),
      by: 'chen',
    })
    expect(given.clock('first-response').status).toBe('met')
  })

  it('names everything that is missing at once', () => {
    expect(
      refusalOf(approved().try('chen', { type: 'publish', ...TOLD, when: '', evidence: '', reaction: '' })),
    ).toEqual({
      reason: 'missing',
      command: 'publish',
      what: 'when',
      also: ['evidence', 'reaction'],
    })
  })

  it.each([
    ['昨晚吧', { reason: 'bad-moment', text: '昨晚吧' }],
    ['10月9日', { reason: 'bad-moment', text: '10月9日' }],
    ['10-09 13:01', { reason: 'moment-out', when: later(NOON, 61 * MINUTE) }],
    ['10-09 11:59', { reason: 'moment-out', when: later(NOON, -MINUTE), opened: NOON }],
  ])('may not have been told at %s', (when, refusal) => {
    expect(refusalOf(approved().try('chen', { type: 'publish', ...TOLD, when }))).toEqual(refusal)
  })
})
