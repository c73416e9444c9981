// One matter, one message: an assignment, and the approval of a draft that is late.
import { describe, expect, it } from 'vitest'
import { HOUR } from '../../../src/domain/calendar/instant.ts'
import { upcastCase } from '../../../src/domain/case/upcasting/upcast-case.ts'
import { type Envelope, noticesFor } from '../../../src/domain/notice/index.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { wordingOf } from '../../../src/wording/index.ts'
import { Given } from '../../support/given.ts'
import { facts, ORG } from '../../support/sample.ts'

const wording = wordingOf('zh-CN', 'Asia/Shanghai')

const told = (before: Given, after: Given, org = ORG): Envelope[] =>
  noticesFor({ before: before.state, after: after.state, facts: facts('zhou', after.now, { org }) }, after.events)

const inRoom = (envelopes: Envelope[], room: string) => envelopes.filter(({ to }) => 'room' in to && to.room === room)

const assign = (department: string, co: string[] = []) => ({ type: 'assign' as const, department, co })

describe('an assignment', () => {
  it('is the card, which calls the contact', () => {
    const opened = Given.opened()
    const said = inRoom(told(opened, opened.when('zhou', assign('urban', ['health']))), 'urban')
    expect(said.map(({ notice, mention }) => [notice.kind, mention])).toEqual([['case-card', ['chen']]])
    expect(said[0]?.notice).toMatchObject({ call: { kind: 'assigned', lead: true, department: '城管局' } })
  })

  it('and to whoever contributes, too', () => {
    const opened = Given.opened()
    const said = inRoom(told(opened, opened.when('zhou', assign('urban', ['health']))), 'health')
    expect(said.map(({ notice, mention }) => [notice.kind, mention])).toEqual([['case-card', ['zheng']]])
  })

  it('of a case that had a department before is said: its card may stand there already', () => {
    const first = Given.opened().when('zhou', assign('urban'))
    const away = first.when('zhou', assign('health'))
    const back = away.when('zhou', assign('urban'))
    expect(inRoom(told(away, back), 'urban').map(({ notice, mention }) => [notice.kind, mention])).toEqual([
      ['case-card', []],
      ['assigned', ['chen']],
    ])
  })

  it('to a department without a room is a private word to its contact', () => {
    const org = { ...ORG, departments: ORG.departments.map((each) => ({ ...each, room: null })) }
    const opened = Given.opened()
    const said = told(opened, opened.with({ org }).when('zhou', assign('urban')), org)
    expect(said.filter(({ notice }) => notice.kind === 'assigned').map(({ to }) => to)).toEqual([{ person: 'chen' }])
  })
})

describe('the approval of a draft that is late', () => {
  const late = () =>
    Given.opened()
      .when('zhou', assign('urban'))
      .when('chen', { type: 'claim' })
      .after(30 * HOUR)
      .when('chen', { type: 'draft', text: '积水已清理。' })
      .after(HOUR)

  it('asks once, and says that it is late', () => {
    const before = late()
    const said = inRoom(told(before, before.when('lin', { type: 'approve' })), 'urban').filter(
      ({ kind }) => kind === 'say',
    )
    expect(said.map(({ notice }) => notice.kind)).toEqual(['approved'])
    const [only] = said
    const card = only?.notice.kind === 'approved' ? wording.notice(only.notice) : null
    expect(card?.overdue).toBe(true)
    expect(card && plainText(card)).toMatch(/正式答复时限为.*已逾期/u)
    expect(only?.mention).toEqual(expect.arrayContaining(['chen', 'lin']))
  })

  it('sent back, it asks once for another', () => {
    const before = late()
    const said = inRoom(told(before, before.when('lin', { type: 'send-back', reason: '请补充' })), 'urban')
    const [only, ...others] = said.filter(({ kind }) => kind === 'say')
    expect([only?.notice.kind, others]).toEqual(['sent-back', []])
    const card = only?.notice.kind === 'sent-back' ? plainText(wording.notice(only.notice)) : ''
    expect(card.match(/正式答复时限/gu)).toHaveLength(1)
  })
})

describe('whoever forwarded it', () => {
  const again = (given: Given, person: string) =>
    given.when(person, { type: 'sight', posts: [], known: ['url:https://news.example/a'], ...SAID })
  const SAID = { source: 'duty', metrics: {}, text: '' }

  const approved = (opened: Given) =>
    opened
      .when('zhou', assign('urban'))
      .when('chen', { type: 'claim' })
      .when('chen', { type: 'draft', text: '积水已清理。' })
      .when('lin', { type: 'approve' })

  const published = (before: Given, org = ORG) =>
    told(before, before.when('chen', { type: 'publish', url: 'https://gov.example/reply' }), org)

  const toldOf = (said: Envelope[]) =>
    said.filter(({ notice }) => notice.kind === 'answered').map(({ to, mention }) => [to, mention])

  it('learns once, privately, that it was answered and where', () => {
    const said = published(approved(Given.opened()))
    expect(toldOf(said)).toEqual([[{ person: 'li' }, ['li']]])
    const word = said.find(({ notice }) => notice.kind === 'answered')
    const card = word?.notice.kind === 'answered' ? wording.notice(word.notice) : null
    expect(card && plainText(card)).toContain('您转报的帖文已由城管局于10月9日 12:00（周五）公开答复。')
    expect(card?.link?.url).toBe('https://gov.example/reply')
  })

  it('after others learns it as they do, however often; whoever publishes it knows', () => {
    const forwarded = ['zhou', 'zheng', 'li', 'zhou', 'chen'].reduce(again, approved(Given.opened()))
    expect(toldOf(published(forwarded))).toEqual(['li', 'zhou', 'zheng'].map((person) => [{ person }, [person]]))
  })

  it('is told in a case that was stored before later forwarders were kept', () => {
    const { state } = approved(Given.opened())
    const { forwarders: _none, ...stored } = state
    expect(upcastCase(stored).forwarders).toEqual([])
  })

  it('in a storm is named in the duty room, where twenty were told', () => {
    const crowd = Array.from({ length: 22 }, (_, i) => ({ ...personCalled('zhou'), key: `w${i}`, name: `转报人${i}` }))
    const org = { ...ORG, people: [...ORG.people, ...crowd] }
    const before = crowd.reduce((given, { key }) => again(given, key), approved(Given.opened().with({ org })))
    const said = published(before, org)
    expect(toldOf(said)).toHaveLength(20)
    const [left] = said.filter(({ notice }) => notice.kind === 'answered-untold')
    expect(left?.to).toEqual({ room: 'duty' })
    expect(left?.notice).toMatchObject({ told: 20, others: ['转报人19', '转报人20', '转报人21'] })
  })
})

const personCalled = (key: string) => {
  const found = ORG.people.find((each) => each.key === key)
  if (found === undefined) throw new Error(`nobody is called ${key}`)
  return found
}

it('the service has a name in both languages, and no key stands on a card', () => {
  const before = Given.opened()
  const after = before.when('zhiban', { type: 'record-recall', message: 'om_1', by: 'li' })
  const [first] = told(before, after).filter(({ notice }) => notice.kind === 'recalled')
  expect(first?.to).toEqual({ room: 'duty' })
  const card = first?.notice.kind === 'recalled' ? wording.notice(first.notice) : null
  expect(card && plainText(card)).toContain('李敏转报本案帖文的一条消息已被撤回。')
})
