// A case's life as decisions: given events, when a command, then events.
import { describe, expect, it } from 'vitest'
import { HOUR, later, MINUTE } from '../../src/domain/calendar/instant.ts'
import { Given, refusalOf } from '../support/given.ts'
import { NOON, opening, post, TOLD } from '../support/sample.ts'

const assigned = () => Given.opened().when('zhou', { type: 'assign', department: '城管', co: [] })
const handling = () => assigned().when('chen', { type: 'claim' })
const reviewing = () => handling().when('chen', { type: 'draft', text: '已安排排水，今日完成。' })
const approved = () => reviewing().when('lin', { type: 'approve' })
const published = () => approved().when('chen', { type: 'publish', url: 'https://city.example/reply/1' })

describe('a forward', () => {
  it('opens a case in triage at the gentlest level, with the triage clock running', () => {
    const given = Given.opened()
    expect(given.happened).toEqual(['opened', 'clock-started'])
    expect(given.state).toMatchObject({ status: 'triage', level: 2, levelSetBy: 'policy', sightings: 1, version: 2 })
    expect(given.clock('triage')).toMatchObject({ id: '7-triage-1', dueAt: later(NOON, 30 * MINUTE), generation: 1 })
  })

  it('opens at the level that the thresholds say', () => {
    expect(Given.opened(opening({ metrics: { reads: 3000 } })).state).toMatchObject({ level: 1, levelSetBy: 'rule' })
  })

  it('opens at the level, and with the department, that the forwarder names', () => {
    const given = Given.opened(opening({ level: '重大', department: '城管局' }))
    expect(given.state).toMatchObject({
      status: 'waiting',
      level: 1,
      levelSetBy: { person: 'li' },
      parts: [{ role: 'lead', department: 'urban' }],
    })
    expect(given.clock('triage').status).toBe('met')
  })

  it('is counted at the case that has it, and raises the level where a rule says so', () => {
    let given = Given.opened()
    for (let count = 2; count <= 5; count += 1)
      given = given.when('li', { type: 'sight', posts: [], source: 'duty', metrics: {}, text: '' })
    expect(given.happened).toEqual(['sighted', 'level-set'])
    expect(given.state).toMatchObject({ sightings: 5, level: 1, levelSetBy: 'rule' })
  })

  it('never raises a level that a person has set', () => {
    let given = Given.opened().when('zhou', { type: 'level', level: '2', reason: '' })
    given = given.when('li', { type: 'sight', posts: [post('b')], source: 'duty', metrics: { reads: 9999 }, text: '' })
    expect(given.happened).toEqual(['sighted'])
    expect(given.state).toMatchObject({ level: 2, levelSetBy: { person: 'zhou' } })
    expect(given.state.posts).toHaveLength(2)
  })
})

describe('an assignment', () => {
  it('meets triage and starts claim and reply', () => {
    expect(assigned().happened).toEqual(['assigned', 'clock-met', 'clock-started', 'clock-started'])
    expect(assigned().clock('reply').dueAt).toBe(later(NOON, 24 * HOUR))
  })

  it('to another department gives that one its own time', () => {
    const again = handling().after(HOUR).when('zhou', { type: 'assign', department: 'health', co: [] })
    expect(again.state).toMatchObject({ status: 'waiting', parts: [{ role: 'lead', department: 'health' }] })
    expect(again.state).not.toHaveProperty('claims')
    expect(again.clock('reply')).toMatchObject({ id: '7-reply-2', status: 'running', dueAt: later(NOON, 25 * HOUR) })
    expect(again.state.clocks.filter(({ status }) => status === 'cancelled').map(({ id }) => id)).toEqual(['7-reply-1'])
  })

  it('is refused for an unknown department, naming those there are', () => {
    const refusal = refusalOf(Given.opened().try('zhou', { type: 'assign', department: '水利局', co: [] }))
    expect(refusal).toEqual({ reason: 'unknown-department', called: '水利局', known: ['城管局', '卫健委'] })
  })

  it('is refused to a department that has the case already', () => {
    expect(refusalOf(assigned().try('zhou', { type: 'assign', department: '城管局', co: [] })).reason).toBe(
      'already-assigned',
    )
  })
})

describe('a claim', () => {
  it('meets its clock; a second person may claim too, the same one only once', () => {
    expect(handling().happened).toEqual(['claimed', 'clock-met'])
    const both = handling().when('lin', { type: 'claim' })
    expect(both.state).toMatchObject({ parts: [{ claims: [{ person: 'chen' }, { person: 'lin' }] }] })
    expect(refusalOf(both.try('lin', { type: 'claim' }))).toMatchObject({ reason: 'already-claimed', by: '林峰' })
  })

  it('of another department is refused with whose it is', () => {
    expect(refusalOf(assigned().try('zheng', { type: 'claim' }))).toMatchObject({
      reason: 'not-authorised',
      department: '城管局',
    })
  })
})

describe('a level set by a person', () => {
  it('moves every open clock from its own base', () => {
    const given = assigned().after(HOUR).when('zhou', { type: 'level', level: '1', reason: '媒体关注' })
    expect(given.happened).toEqual(['level-set', 'clock-moved'])
    expect(given.clock('reply')).toMatchObject({ dueAt: later(NOON, 12 * HOUR), generation: 2 })
  })

  it('that makes a clock late tells so once instead of climbing the whole ladder', () => {
    const given = handling()
      .after(20 * HOUR)
      .tick()
      .when('zhou', { type: 'level', level: '重大', reason: '' })
    expect(given.happened).toEqual(['level-set', 'clock-moved', 'overtaken'])
    expect(given.find('overtaken').data).toMatchObject({ cause: 'moved', to: ['chen', 'lin'] })
  })

  it('of a name that the policy does not have is refused with those it has', () => {
    expect(refusalOf(Given.opened().try('zhou', { type: 'level', level: '9', reason: '' }))).toMatchObject({
      reason: 'unknown-level',
      called: '9',
    })
  })
})

describe('a reply', () => {
  it('holds the reply clock while its approver has it, and starts the review', () => {
    expect(reviewing().happened).toEqual(['drafted', 'clock-held', 'clock-started'])
    expect(reviewing().clock('reply').status).toBe('held')
  })

  it('is never approved by its drafter', () => {
    const given = handling().when('lin', { type: 'draft', text: '我来写。' })
    expect(refusalOf(given.try('lin', { type: 'approve' })).reason).toBe('own-draft')
    expect(given.when('zhao', { type: 'approve' }).state.status).toBe('approved')
  })

  it('is refused where nobody but the drafter could decide', () => {
    const org = { departments: [], people: [], rooms: [] }
    expect(refusalOf(handling().with({ org }).try('chen', { type: 'draft', text: '稿' })).reason).not.toBe('no-case')
  })

  it('needs every approver of its level, in their order', () => {
    const grave = handling()
      .when('zhou', { type: 'level', level: '1', reason: '' })
      .when('chen', { type: 'draft', text: '稿' })
    expect(refusalOf(grave.try('xu', { type: 'approve' }))).toMatchObject({
      reason: 'not-your-turn',
      role: 'head',
      names: ['林峰'],
    })
    const first = grave.when('lin', { type: 'approve' })
    expect(first.happened).toEqual(['turn-approved', 'clock-met', 'clock-started'])
    expect(first.state.status).toBe('reviewing')
    expect(first.when('xu', { type: 'approve' }).state).toMatchObject({
      status: 'approved',
      requests: [{ kind: 'reply', status: 'granted', approvals: [{ role: 'head' }, { role: 'office' }] }],
    })
  })

  it('sent back gives the clock back to the department, a generation on', () => {
    const back = reviewing().after(HOUR).when('lin', { type: 'send-back', reason: '请写明时间' })
    expect(back.happened).toEqual(['sent-back', 'clock-resumed', 'clock-met'])
    expect(back.state.status).toBe('handling')
    expect(back.clock('reply')).toMatchObject({ status: 'running', generation: 2 })
  })

  it('sent back after it fell due says so once', () => {
    const back = reviewing()
      .after(30 * HOUR)
      .when('lin', { type: 'send-back', reason: '重写' })
    expect(back.happened).toEqual(['sent-back', 'clock-resumed', 'overtaken', 'clock-met'])
  })

  it('sent back after its level was raised tells of the rungs that the new deadline has behind it', () => {
    const raised = reviewing()
      .after(13 * HOUR)
      .when('zhou', { type: 'level', level: '1', reason: '' })
    expect(raised.happened).toEqual(['level-set', 'clock-moved'])
    const back = raised.after(HOUR).when('lin', { type: 'send-back', reason: '重写' })
    expect(back.find('overtaken').data).toMatchObject({
      cause: 'resumed',
      generation: 3,
      steps: [{ step: 1 }, { step: 2 }, { step: 3 }],
    })
  })

  it('that is drafted when leaders were told already does not silence them', () => {
    const late = handling()
      .after(50 * HOUR)
      .tick()
      .when('chen', { type: 'draft', text: '稿' })
    expect(late.clock('reply').status).toBe('running')
    const told = late.after(24 * HOUR).tick()
    const reminded = told.events.filter(({ type }) => type === 'reminded').map(({ data }) => data)
    expect(reminded).toContainEqual(expect.objectContaining({ clock: '7-reply-1', step: 5, to: ['gao'] }))
    expect(told.when('lin', { type: 'send-back', reason: '重写' }).happened).not.toContain('overtaken')
  })

  it('published meets everything and ends the reminders', () => {
    expect(published().happened).toEqual(['published', 'clock-met', 'clock-met', 'clock-started'])
    expect(published().state).toMatchObject({ status: 'watching', publication: { way: 'link' } })
    const later = published()
      .after(1000 * HOUR)
      .tick()
    expect(later.events.map((event) => 'clock' in event.data && event.data.clock)).toEqual(['7-watch-1'])
  })

  it('delivered privately records how', () => {
    const given = approved().when('chen', { type: 'publish', ...TOLD })
    const { when: _when, ...told } = TOLD
    expect(given.state).toMatchObject({ status: 'watching', publication: { way: 'private', when: NOON, ...told } })
  })

  it.each(['javascript:alert(1)', 'ftp://a.example/x', 'https://127.0.0.1/'])('is not published at %s', (url) => {
    expect(refusalOf(approved().try('chen', { type: 'publish', url })).reason).toBe('bad-link')
  })

  it('closes only once it is published', () => {
    expect(refusalOf(handling().try('zhou', { type: 'close', reason: '' })).reason).toBe('wrong-status')
    expect(published().when('zhou', { type: 'close', reason: '' }).state.status).toBe('closed')
  })
})
