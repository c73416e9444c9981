// What was found out about a post fills what is empty, and never what a person has said.
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, later } from '../../src/domain/calendar/instant.ts'
import type { CommandOf } from '../../src/domain/capability/command.ts'
import { learnedFacts } from '../../src/domain/commands/intake/learned-facts.ts'
import { noticesFor } from '../../src/domain/notice/index.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import { Given } from '../support/given.ts'
import { facts, NOON, opening, POLICY, post, rule } from '../support/sample.ts'

const LINK = 'v.douyin.com/iYVcy3HZ'
const KEY = post('a').key
const learn = (found: Partial<CommandOf<'learn'>> = {}): CommandOf<'learn'> => ({
  type: 'learn',
  post: KEY,
  by: 'preview',
  placeholder: LINK,
  title: '',
  published: '',
  platform: '',
  metrics: {},
  text: '',
  unreadable: null,
  ...found,
})
const untitled = (more: Parameters<typeof opening>[0] = {}, policy: Policy = POLICY) =>
  Given.opened(opening({ title: LINK, posts: [{ ...post('a'), title: LINK, platform: null }], ...more }), 'li', NOON, {
    policy,
  })

/** The answer is due 24 hours after the post was published. */
const PUBLISHED: Policy = {
  ...POLICY,
  levels: POLICY.levels.map((each) => ({
    ...each,
    clocks: [...each.clocks.filter(({ kind }) => kind !== 'reply'), rule('reply', 'published', '24h', 'duty-officer')],
  })),
}

describe('a title', () => {
  it('is taken where the link stood for one, by the post and its case', () => {
    const { state } = untitled().when('zhiban', learn({ title: '学校门口积水' }))
    expect(state).toMatchObject({ title: '学校门口积水', posts: [{ title: '学校门口积水' }] })
    expect(learnedFacts(state).facts).toEqual([{ by: 'preview', facts: ['title'] }])
  })

  it('that a person wrote stays, whatever the page says', () => {
    const given = untitled({ title: '请核实', posts: [{ ...post('a'), title: '请核实' }] })
    expect(given.when('zhiban', learn({ title: '学校门口积水' })).happened).toEqual([])
  })

  it('of a further post leaves the case’s name', () => {
    const given = untitled({
      title: '积水',
      posts: [
        { ...post('b'), title: '积水' },
        { ...post('a'), title: LINK },
      ],
    })
    const { state } = given.when('zhiban', learn({ title: '又一条' }))
    expect([state.title, ...state.posts.map(({ title }) => title)]).toEqual(['积水', '积水', '又一条'])
  })

  it('that somebody has set right is not said to be found any more', () => {
    const { state } = untitled()
      .when('zhiban', learn({ title: '学校门口积水' }))
      .when('zhou', { type: 'correct', title: '学校北门积水', published: '', platform: '', place: '', post: '' })
    expect(learnedFacts(state).facts).toEqual([])
  })
})

describe('a time of publication', () => {
  it('moves what is counted from it, and that is said', () => {
    const given = untitled({}, PUBLISHED)
    const then = given.after(HOUR).when('zhiban', learn({ published: '2026-10-09 09:30+08:00' }))
    expect(then.happened).toEqual(['learned', 'clock-moved'])
    expect(then.clock('reply')).toMatchObject({
      dueAt: later('2026-10-09T01:30:00.000Z', DAY),
      why: { fallback: false },
    })
    const said = noticesFor(
      { before: given.state, after: then.state, facts: facts('zhiban', then.now, { policy: PUBLISHED }) },
      then.events,
    )
    expect(said.find(({ notice }) => notice.kind === 'learned')?.notice).toMatchObject({ moved: [{ kind: 'reply' }] })
  })

  it.each([
    ['after it was found', '2026-10-09 13:00'],
    ['before the year 2000', '1970-01-01 00:00Z'],
    ['that is none', 'soon'],
  ])('%s is not believed', (_what, published) => {
    expect(untitled().after(DAY).when('zhiban', learn({ published })).happened).toEqual([])
  })

  it('that is known stays', () => {
    const known = untitled({ posts: [{ ...post('a'), publishedAt: '2026-10-08T01:00:00.000Z' }] })
    expect(known.when('zhiban', learn({ published: '2026-10-09 09:30' })).happened).toEqual([])
  })
})

describe('figures', () => {
  it('fill those that nobody has told, and may raise the level by the plan’s thresholds', () => {
    const given = untitled({ metrics: { comments: 3 } })
    const { state, happened } = given.when('zhiban', learn({ by: 'picture', metrics: { reads: 9_999, comments: 8 } }))
    expect(state.metrics).toEqual({ reads: 9_999, comments: 3 })
    expect(happened).toEqual(['learned', 'level-set'])
  })
})

it('a post is looked at once each way; one that was taken out is not', () => {
  const once = untitled().when('zhiban', learn({ title: '学校门口积水' }))
  expect(once.when('zhiban', learn({ title: '另一题', published: '2026-10-09 09:30' })).happened).toEqual([])
  expect(once.when('zhiban', learn({ by: 'picture', text: '图中文字' })).happened).toEqual(['learned'])
  expect(once.when('zhiban', learn({ post: 'url:https://gone.example/1', title: '题' })).happened).toEqual([])
})

it('a picture that cannot be read is said, until somebody has called the case by a name', () => {
  const given = untitled().when('zhiban', learn({ by: 'picture', unreadable: 'too-small' }))
  expect(learnedFacts(given.state).unreadable).toBe('too-small')
  const named = given.when('zhou', { type: 'correct', title: '积水', published: '', platform: '', place: '', post: '' })
  expect(learnedFacts(named.state).unreadable).toBeNull()
})
