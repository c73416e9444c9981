// Impossible dates, weekdays that do not fit, promises that are past, before the case or beyond the cap. Today is Sunday, 29 November 2026.
import { expect, it, test } from 'vitest'
import { found } from '../../support/checking.ts'

const told = (text: string, facts = {}) =>
  found('dates', text, facts).map(({ excerpt, why, right }) => [excerpt, why, right])

test.each([
  ['2月30日', ['2月30日', 'no-such-date', undefined]],
  ['已于2026年2月29日修复', ['2026年2月29日', 'no-such-date', undefined]],
  ['13月1日', ['13月1日', 'no-such-date', undefined]],
  ['6月31号', ['6月31号', 'no-such-date', undefined]],
  ['2026-11-31', ['2026-11-31', 'no-such-date', undefined]],
  ['二〇二六年二月三十日', ['二〇二六年二月三十日', 'no-such-date', undefined]],
  ['11月29日（星期一）', ['11月29日（星期一', 'wrong-weekday', '7']],
  ['2026年11月29日星期六', ['2026年11月29日星期六', 'wrong-weekday', '7']],
  ['１１月２９日（週一）', ['１１月２９日（週一', 'wrong-weekday', '7']],
  ['我局将于11月27日前完成更换', ['11月27日', 'promise-past', '2026-11-29']],
  ['计划11月20日前修复', ['11月20日', 'before-case', '2026-11-25']],
  ['我局承诺12月10日前答复您', ['12月10日', 'beyond-cap', '2026-12-04']],
  ['将於2027年1月5日前回覆', ['2027年1月5日', 'beyond-cap', '2026-12-04']],
])('%s', (text, expected) => {
  expect(told(text)).toEqual([expected])
})

test.each([
  '11月29日（星期日）已清理。',
  '2026年11月28日（周六）到现场。',
  '2024年2月29日建成。',
  '已于11月20日更换。',
  '您11月20日反映的问题',
  '将于12月3日前答复。',
  '将于2027年6月30日前完成改造。',
  '去年11月29日（星期六）的情况',
  '工期3个月30天，长11.31米，版本2026.11.31.2',
  '11月28日至周一上午施工',
  '会议决定，11月20日印发的方案继续执行。',
  '帖中说“将于11月20日修好”。',
])('is right: %s', (text) => {
  expect(told(text)).toEqual([])
})

it('holds every promise of a commitment to the cap, and none where the policy has none', () => {
  expect(told('将于12月10日前完成改造', { kind: 'commitment' })).toEqual([['12月10日', 'beyond-cap', '2026-12-04']])
  expect(told('将于12月10日前答复', { latest: null })).toEqual([])
})
