// Correcting a fact: who may, which clocks follow, what is said.
import { expect } from 'vitest'
import { DAY, HOUR, later, MINUTE } from '../../src/domain/calendar/instant.ts'
import type { PersonsCommand } from '../../src/domain/capability/command.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given, refusalOf } from '../support/given.ts'
import { NOON, opening, POLICY, post, rule } from '../support/sample.ts'
import { on, subject } from '../wording/sample-subject.ts'

type Facts = Partial<Record<'title' | 'published' | 'platform' | 'place' | 'post', string>>
const correct = (facts: Facts): PersonsCommand & { type: 'correct' } => ({
  type: 'correct',
  title: '',
  published: '',
  platform: '',
  place: '',
  post: '',
  ...facts,
})

/** The answer is due 24 hours after the post was published. */
const PUBLISHED: Policy = {
  ...POLICY,
  levels: POLICY.levels.map((each) => ({
    ...each,
    clocks: [...each.clocks.filter(({ kind }) => kind !== 'reply'), rule('reply', 'published', '24h', 'duty-officer')],
  })),
}
/** Forwarded at noon of the 9th. */
const opened = (more: Parameters<typeof opening>[0] = {}) =>
  Given.opened(opening(more), 'li', NOON, { policy: PUBLISHED })
const two = () =>
  opened({
    posts: [
      { ...post('a'), by: 'li' },
      { ...post('b'), by: 'li' },
    ],
  })

export const spec: CapabilitySpec = {
  command: 'correct',
  authority: 'desk monitor | duty leaders | triage waiting handling reviewing approved watching closed dismissed',
  tried: [correct({ place: '城东街道' }), 'corrected'],
  lives: {
    'a publication that is not known counts from the discovery, and from what it is corrected to'() {
      const given = opened()
      expect(given.clock('reply')).toMatchObject({ dueAt: later(NOON, DAY), why: { fallback: true } })
      const then = given.after(HOUR).when('li', correct({ published: '10-09 09:30' }))
      const at = '2026-10-09T01:30:00.000Z'
      expect(then.happened).toEqual(['corrected', 'clock-moved'])
      expect(then.state).toMatchObject({ publishedAt: at, posts: [{ publishedAt: at }] })
      expect(then.clock('reply')).toMatchObject({
        baseAt: at,
        dueAt: later(at, DAY),
        why: { fallback: false, baseAt: at },
      })
    },
    'a correction that makes the case late tells the rungs that are past once'() {
      const then = opened()
        .after(HOUR)
        .when('zhou', correct({ published: '10-08 12:30' }))
      expect(then.happened).toEqual(['corrected', 'clock-moved', 'overtaken', 'lateness-corrected'])
      expect(then.clock('reply').dueAt).toBe('2026-10-09T04:30:00.000Z')
      expect(then.find('overtaken').data).toMatchObject({ cause: 'moved', steps: [{ step: 1 }, { step: 2 }] })
      // What it said is said: of this clock nothing follows before its next rung.
      const said = then.tick().events.map(({ data }) => ('clock' in data ? data.clock : null))
      expect(said).not.toContain(then.clock('reply').id)
    },
    'a correction that makes it no longer late lets its ladder begin anew'() {
      const late = opened({ posts: [{ ...post('a'), publishedAt: '2026-10-08T02:00:00.000Z', by: 'li' }] })
      expect(late.find('overtaken').data.clock).toBe(late.clock('reply').id)
      const then = late.after(MINUTE).when('li', correct({ published: '10-09 11:00' }))
      expect(then.happened).toEqual(['corrected', 'clock-moved', 'lateness-corrected'])
      expect(then.clock('reply')).toMatchObject({
        dueAt: '2026-10-10T03:00:00.000Z',
        status: 'running',
        next: { step: 1 },
      })
    },
    'a day without a time counts from its first instant, and the reason says so'() {
      const then = opened().when('li', correct({ published: '10-09' }))
      const at = '2026-10-08T16:00:00.000Z'
      expect(then.state).toMatchObject({ publishedAt: at, publishedToDay: true })
      expect(then.clock('reply')).toMatchObject({ dueAt: later(at, DAY), why: { dayOnly: true } })
      const exact = then.when('li', correct({ published: '10-09 00:00' }))
      expect(exact.state.publishedToDay).toBe(false)
      expect(exact.clock('reply').why.dayOnly).toBeUndefined()
    },
    'the level moves it from the corrected instant afterwards'() {
      const at = '2026-10-09T01:30:00.000Z'
      const then = opened()
        .when('li', correct({ published: '10-09 09:30' }))
        .when('zhou', { type: 'level', level: '1', reason: '' })
      expect(then.clock('reply')).toMatchObject({ baseAt: at, dueAt: later(at, DAY) })
    },
    'other clocks stay as they are, and so does one that counts from a reopening'() {
      const given = opened().when('zhou', { type: 'dismiss', reason: '重复' }).after(HOUR)
      const again = given.when('zhou', { type: 'reopen', reason: '有误' })
      const then = again.when('zhou', correct({ published: '10-09 09:30' }))
      expect(then.happened).toEqual(['corrected'])
      expect(then.clock('reply')).toEqual(again.clock('reply'))
    },
    'of several posts it asks which, and the case is published when the first known of them was'() {
      expect(refusalOf(two().try('li', correct({ published: '10-09 09:30' })))).toMatchObject({
        reason: 'which-post',
        field: 'published',
      })
      const second = two().when('li', correct({ published: '10-09 09:30', post: '2' }))
      expect(second.state).toMatchObject({
        publishedAt: '2026-10-09T01:30:00.000Z',
        posts: [{ publishedAt: null }, {}],
      })
      const first = second.when('li', correct({ published: '10-09 10:30', post: 'https://news.example/a' }))
      expect(first.state.publishedAt).toBe('2026-10-09T02:30:00.000Z')
      const unmoved = first.when('li', correct({ published: '10-09 08:30', post: '2' }))
      expect(unmoved.state.publishedAt).toBe('2026-10-09T02:30:00.000Z')
      expect(refusalOf(two().try('li', correct({ published: '10-09', post: '3' }))).reason).toBe('unknown-post')
    },
    'title, place and platform are set right, and several at once'() {
      const then = opened().when('li', correct({ title: '小学门口积水', place: '城东街道', platform: '新浪微博' }))
      expect(then.happened).toEqual(['corrected', 'corrected', 'corrected'])
      expect(then.state).toMatchObject({
        title: '小学门口积水',
        place: '城东街道',
        posts: [{ platform: 'weibo', title: '小学门口积水' }],
      })
      expect(opened().when('li', correct({ platform: '本地论坛' })).state.posts[0]?.platform).toBe('本地论坛')
    },
    'is refused where nothing would be right'() {
      const reasons = [
        correct({}),
        correct({ title: '幼儿园门口积水' }),
        correct({ published: '某天' }),
        correct({ published: '10-09 12:30' }),
        correct({ published: '1999-12-31 09:00' }),
        correct({ title: '长'.repeat(101) }),
      ].map((command) => refusalOf(opened().try('li', command)).reason)
      expect(reasons).toEqual([
        'which-fact',
        'same-fact',
        'bad-published',
        'published-ahead',
        'published-too-early',
        'too-long',
      ])
      const later_ = opened()
        .after(HOUR)
        .try('li', correct({ published: '10-09 12:30' }))
      expect(refusalOf(later_).reason).toBe('published-after-discovery')
    },
    'a monitor corrects what they have forwarded, nothing else'() {
      const others = Given.opened(opening(), 'zhou', NOON, { policy: PUBLISHED })
      for (const facts of [{ title: '别的' }, { published: '10-09 09:30' }])
        expect(refusalOf(others.try('li', correct(facts))).reason).toBe('not-yours-to-correct')
    },
  },
  notices: [
    {
      sample: {
        kind: 'corrected',
        subject,
        by: '周洁',
        at: on(9, '11:20'),
        changes: [
          { field: 'published', from: null, to: on(8, '10:30'), dayOnly: false, post: null },
          { field: 'place', from: '城西', to: '城东街道', dayOnly: false, post: null },
        ],
        moved: [
          {
            kind: 'reply',
            from: on(10, '09:20'),
            dueAt: on(9, '10:30'),
            why: {
              base: 'published',
              baseAt: on(8, '10:30'),
              fallback: false,
              within: '24h',
              passedOver: [],
              uncoveredYears: [],
              committed: false,
            },
          },
        ],
        recounted: [
          { kind: 'reply', was: 0, is: 50 * MINUTE },
          { kind: 'first-response', was: 2 * HOUR, is: 0 },
          { kind: 'claim', was: 2 * HOUR, is: HOUR },
        ],
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
周洁已更正发布时间：2026-10-08 10:30（原无记录）。
周洁已更正涉及地：城东街道（原为“城西”）。
正式答复时限由10月10日 09:20（明天）改为10月9日 10:30（今天），本项已逾期。
正式答复 2026-10-09 10:30：自10月8日 10:30（帖文发布）起24小时。
正式答复更正前未计逾期，现计50分钟。
首次回应更正前曾计逾期2小时，现已不计。
签收更正前曾计逾期2小时，现计1小时。
查看原帖：https://weibo.com/1234567890/Nabc`,
      en: `▲ Major #23 幼儿园门口积水无人处理
周洁 corrected the time of publication: 2026-10-08 10:30 (not on record before).
周洁 corrected the place: 城东街道 (was “城西”).
Reply due 9 Oct 10:30 (today), before 10 Oct 09:20 (tomorrow); it is overdue now.
Reply 2026-10-09 10:30: 24 hours from 8 Oct 10:30 (post published).
Reply: counted as overdue not at all before the correction, now by 50 minutes.
First response: counted as overdue by 2 hours before the correction, now not at all.
Claim: counted as overdue by 2 hours before the correction, now by 1 hour.
Post: https://weibo.com/1234567890/Nabc`,
    },
  ],
  refusals: [
    {
      sample: { reason: 'which-fact', text: '颜色' },
      zh: '未能识别更正的事项“颜色”，可更正：标题、涉及地、平台、发布时间。请发送 /更正 发布时间 11-28 09:30。',
      en: '“颜色” is nothing that can be corrected: title, place, platform and published. Please send for example /correct published 11-28 09:30.',
    },
    {
      sample: {
        reason: 'which-post',
        field: 'published',
        posts: [
          { title: '幼儿园门口积水', url: null },
          { title: '小学门口积水', url: null },
        ],
      },
      zh: '本案有2条帖文，请写明更正哪一条的发布时间：第1条 幼儿园门口积水；第2条 小学门口积水。请在末尾写“第2条”或附上帖文链接，例如：/更正 发布时间 内容 第2条。',
      en: 'The case has 2 posts; please say of which to correct the time of publication: post 1 幼儿园门口积水; post 2 小学门口积水. Write “post 2” or the link behind it, as in /correct published <value> post 2.',
    },
    {
      sample: { reason: 'not-yours-to-correct', title: '幼儿园门口积水' },
      zh: '“幼儿园门口积水”由他人转报，请转报人或值班员发送 /更正。',
      en: 'Somebody else forwarded “幼儿园门口积水”; they or a duty officer may send /correct.',
    },
    {
      sample: { reason: 'same-fact', field: 'platform', value: 'weibo', dayOnly: false },
      zh: '平台已是“微博”，无须更正。',
      en: 'The platform is “Weibo” already; there is nothing to correct and you need not send it.',
    },
    {
      sample: { reason: 'bad-published', text: '某天' },
      zh: '未能识别发布时间“某天”，请写成 11-28 09:30、昨天 9:30 或 2026年11月28日 9点半，重新发送 /更正。',
      en: '“某天” is no time of publication that can be read; please write /correct published 11-28 09:30, yesterday 9:30 or 2026-11-28 09:30.',
    },
    {
      sample: { reason: 'published-ahead', at: on(10, '09:20'), now: on(9, '09:20') },
      zh: '发布时间不能晚于现在：所写为2026-10-10 09:20，现在是2026-10-09 09:20。请核对后重新发送 /更正。',
      en: 'A post cannot have been published later than now: you wrote 2026-10-10 09:20, and it is 2026-10-09 09:20. Please check it and send /correct again.',
    },
    {
      sample: { reason: 'published-too-early', text: '1999-12-31' },
      zh: '发布时间“1999-12-31”早于2000年，请核对年份后重新发送 /更正。',
      en: '“1999-12-31” is before the year 2000; please check the year and send /correct again.',
    },
    {
      sample: { reason: 'published-after-discovery', at: on(9, '09:30'), discoveredAt: on(9, '09:20'), dayOnly: false },
      zh: '发布时间不能晚于发现时间：所写为2026-10-09 09:30，该帖文于2026-10-09 09:20发现。请核对后重新发送 /更正。',
      en: 'A post cannot have been published after it was found: you wrote 2026-10-09 09:30, and it was found at 2026-10-09 09:20. Please check it and send /correct again.',
    },
  ],
}
