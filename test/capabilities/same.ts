// Two cases are one matter: who may say so, what becomes of both, what is said.
import { expect } from 'vitest'
import { cardFacts } from '../../src/domain/case/card-facts.ts'
import type { Case } from '../../src/domain/case/case.ts'
import { isAlive } from '../../src/domain/case/clock-state.ts'
import { upcastCase } from '../../src/domain/case/upcasting/upcast-case.ts'
import { plainText } from '../../src/wording/card/card.ts'
import { wordingOf } from '../../src/wording/index.ts'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given, refusalOf } from '../support/given.ts'
import { NOON, ORG, opening, POLICY, post } from '../support/sample.ts'

const older = Given.opened({ ...opening(), number: 5, posts: [post('older')] })
const newer = () => Given.opened().with({ other: older.state })
const suggested = () => newer().when('zhiban', { type: 'suggest-same', like: 5, title: '幼儿园门口积水', how: 'text' })
const joining = ({ number: from, posts, sightings, forwarders, metrics, files, order }: Case) => ({
  type: 'join' as const,
  from,
  posts,
  sightings,
  forwarders,
  metrics,
  files,
  order,
})
const desk = { purpose: 'duty', department: null } as const
const cardOf = (state: Case) =>
  wordingOf('zh-CN', 'Asia/Shanghai').caseCard(cardFacts(state, { policy: POLICY, org: ORG, now: NOON }, desk))

export const spec: CapabilitySpec = {
  command: 'same',
  authority: 'desk | duty leaders | triage',
  tried: [{ type: 'same', other: '5' }, 'folded'],
  lives: {
    'ends the newer case, with all its clocks, and its card says where it is counted'() {
      const { state, happened } = suggested().when('zhou', { type: 'same', other: '5' })
      expect(happened).toContain('folded')
      expect(state).toMatchObject({
        status: 'dismissed',
        folded: { into: 5, by: 'person' },
        likes: [{ answer: 'same' }],
      })
      expect(state.clocks.filter(isAlive)).toEqual([])
      expect(plainText(cardOf(state))).toContain('状态：已计入 #5，按同一事项办理')
    },
    'counts at the older one all that came in with the newer, once'() {
      const again = newer().when('zhou', { type: 'sight', posts: [], source: 'duty', metrics: { reads: 12 }, text: '' })
      const { state } = older.when('li', joining(again.state))
      expect(state).toMatchObject({ sightings: 3, metrics: { reads: 12 }, forwarders: ['zhou'] })
      expect(state.posts.map(({ key, by }) => [key, by])).toEqual([
        [post('older').key, 'li'],
        [post('a').key, 'li'],
      ])
      const parted = { type: 'part' as const, from: 7, posts: [post('a').key], sightings: 2 }
      expect(older.when('li', joining(again.state)).when('zhou', parted).state).toMatchObject({
        sightings: 1,
        posts: [{}],
      })
    },
    'raises the level where the figures of both reach it, and is a rebound where the older one was answered'() {
      const grave = newer().when('li', {
        type: 'sight',
        posts: [],
        source: 'duty',
        metrics: { reads: 5_000 },
        text: '',
      })
      expect(older.when('li', joining(grave.state)).happened).toContain('level-set')
      const answered = older
        .when('zhou', { type: 'assign', department: '城管', co: [] })
        .when('chen', { type: 'claim' })
        .when('chen', { type: 'draft', text: '已安排排水。' })
        .when('lin', { type: 'approve' })
        .when('chen', { type: 'publish', url: 'https://city.example/1' })
      expect(answered.when('li', joining(newer().state)).happened).toContain('reopened')
    },
    'takes the superior body’s deadline along'() {
      const came = { source: 'superior' as const, order: { number: '15号', deadline: '2026-10-10 12:00' } }
      const ordered = Given.opened({ ...opening(), came })
      const { happened, state } = older.when('li', joining(ordered.state))
      expect([happened.includes('ordered'), state.order?.number]).toEqual([true, '15号'])
    },
    'is asked once of each older case, of three at most, on the card with a button for each answer'() {
      const given = suggested()
      const asked = { type: 'suggest-same', like: 5, title: '', how: 'link' } as const
      expect(given.when('zhiban', asked).happened).toEqual([])
      const card = cardOf(given.state)
      expect(plainText(card)).toContain('可能与 #5 为同一事项（内容相近）：幼儿园门口积水')
      expect(card.buttons.map(({ action, label, tone }) => [action, label, tone])).toEqual([
        ['same:5', '同一事项', 'plain'],
        ['different:5', '不同事项', 'plain'],
        ['assign', '分办', 'primary'],
      ])
      const many = [1, 2, 3, 4].reduce((so, like) => so.when('zhiban', { ...asked, like }), newer())
      expect(many.state.likes.map(({ number }) => number)).toEqual([1, 2, 3])
    },
    'counts the newer at the older one only, and none at one that has ended'() {
      const later = Given.opened({ ...opening(), number: 9 })
      expect(refusalOf(newer().with({ other: later.state }).try('zhou', { type: 'same', other: '9' }))).toEqual({
        reason: 'fold-the-newer',
        newer: 9,
        older: 7,
      })
      const ended = older.when('zhou', { type: 'dismiss', reason: '不属本地' })
      expect(refusalOf(newer().with({ other: ended.state }).try('zhou', { type: 'same', other: '5' })).reason).toBe(
        'other-ended',
      )
      expect(refusalOf(newer().try('zhou', { type: 'same', other: '' })).reason).toBe('which-other')
    },
    'is refused once a department has the case, with what to do'() {
      const assigned = suggested().when('zhou', { type: 'assign', department: '城管', co: [] })
      expect(refusalOf(assigned.try('zhou', { type: 'same', other: '5' })).reason).toBe('wrong-status')
      expect(cardOf(assigned.state).more.map(({ action }) => action)).toContain('different:5')
      expect(cardOf(assigned.state).buttons.map(({ action }) => action)).not.toContain('same:5')
    },
    'is undone by taking the case up again, and not asked anew'() {
      const again = suggested()
        .when('zhou', { type: 'same', other: '5' })
        .when('zhou', { type: 'reopen', reason: '并非一事' })
      expect(again.state).toMatchObject({ status: 'triage', folded: null })
      const asked = { type: 'suggest-same', like: 5, title: '', how: 'text' } as const
      expect(again.when('zhiban', asked).happened).toEqual([])
    },
    'is unknown to cases of before'() {
      const { likes: _likes, folded: _folded, ...old } = newer().state
      expect(upcastCase(old)).toMatchObject({ likes: [], folded: null })
    },
  },
  notices: [],
  refusals: [
    {
      sample: { reason: 'which-other' },
      zh: '请写明另一案件的编号，例如 /同一事项 #12。',
      en: 'Please name the other case, such as /same #12.',
    },
    {
      sample: { reason: 'fold-the-newer', newer: 13, older: 12 },
      zh: '后登记的案件计入先登记的，请在 #13 中发送 /同一事项 #12，或发送 /同一事项 #13 #12。',
      en: 'The newer case is counted at the older one: please send /same #12 in #13, or /same #13 #12.',
    },
    {
      sample: { reason: 'other-ended', number: 12, status: 'closed' },
      zh: '#12 现为“已办结”，不能再计入；请先由值班员对该案发送 /重办 #12 理由，或继续办理本案。',
      en: '#12 is “Closed”, and nothing is counted there any more; please have a duty officer send /reopen #12 <reason> first, or go on with this case.',
    },
  ],
}
