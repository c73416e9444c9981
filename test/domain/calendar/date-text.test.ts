// Dates as people type them: ahead of now for a promise or a deadline, behind it for when something was posted.
import { describe, expect, it } from 'vitest'
import { dateBehind, dateCalled } from '../../../src/domain/calendar/date-text.ts'
import { dateFirst } from '../../../src/domain/calendar/date-words.ts'
import { exactOf } from '../../../src/wording/times.ts'
import { CALENDAR } from '../../support/sample.ts'

const NOW = '2026-11-29T04:00:00.000Z' // Sunday, 12:00 in Shanghai
const wall = (at: string | null | undefined) => (at ? exactOf('Asia/Shanghai', at) : null)
const behind = (text: string) => dateBehind(text, NOW, CALENDAR)
const ahead = (text: string) => wall(dateCalled(text, NOW, CALENDAR))

describe('when something was posted', () => {
  it.each([
    ['11-28 09:30', '2026-11-28 09:30'],
    ['11-28 9:30', '2026-11-28 09:30'],
    ['11/28 9：30', '2026-11-28 09:30'],
    ['2026-11-28 09:30', '2026-11-28 09:30'],
    ['2026-11-28T09:30', '2026-11-28 09:30'],
    ['2026-11-28T09:30:15+08:00', '2026-11-28 09:30'],
    ['2026-11-28T01:30:00.000Z', '2026-11-28 09:30'],
    ['2026-11-28 09:30 +0800', '2026-11-28 09:30'],
    ['26-11-28 09:30', '2026-11-28 09:30'],
    ['2026年11月28日上午9点半', '2026-11-28 09:30'],
    ['２０２６年１１月２８日 ９：３０', '2026-11-28 09:30'],
    ['11月28日晚8点', '2026-11-28 20:00'],
    ['11月28日下午3点15分', '2026-11-28 15:15'],
    ['11月28號 15時30分', '2026-11-28 15:30'],
    ['十一月二十八日上午九点半', '2026-11-28 09:30'],
    ['二〇二六年十一月廿八日九点三刻', '2026-11-28 09:45'],
    ['昨天 9:30', '2026-11-28 09:30'],
    ['昨天9点', '2026-11-28 09:00'],
    ['昨晚9点', '2026-11-28 21:00'],
    ['昨晚12点', '2026-11-29 00:00'],
    ['前天中午12点', '2026-11-27 12:00'],
    ['前天中午1点', '2026-11-27 13:00'],
    ['今早8点05', '2026-11-29 08:05'],
    ['今天凌晨12点半', '2026-11-29 00:30'],
    ['9:30', '2026-11-29 09:30'],
    ['上午9点', '2026-11-29 09:00'],
    ['周五 17:00', '2026-11-27 17:00'],
    ['上周五下午5点', '2026-11-20 17:00'],
    ['星期天 9:00', '2026-11-29 09:00'],
    ['2小时前', '2026-11-29 10:00'],
    ['半小时前', '2026-11-29 11:30'],
    ['90分钟前', '2026-11-29 10:30'],
    ['刚才', '2026-11-29 12:00'],
    ['28 Nov 9:30 pm', '2026-11-28 21:30'],
    ['Nov 28, 2026 9am', '2026-11-28 09:00'],
    ['yesterday at 9:30'.replace(' at', ''), '2026-11-28 09:30'],
    ['2 hours ago', '2026-11-29 10:00'],
    ['去年12月31日 23:00', '2025-12-31 23:00'],
  ])('%s is %s', (text, at) => {
    expect([wall(behind(text)?.at), behind(text)?.dayOnly]).toEqual([at, false])
  })

  it.each([
    ['11-28', '2026-11-28 00:00'],
    ['2026年11月28日', '2026-11-28 00:00'],
    ['昨天', '2026-11-28 00:00'],
    ['昨晚', '2026-11-28 00:00'],
    ['3天前', '2026-11-26 00:00'],
    ['周六', '2026-11-28 00:00'],
  ])('%s is the day alone, from its first instant: %s', (text, at) => {
    expect([wall(behind(text)?.at), behind(text)?.dayOnly]).toEqual([at, true])
  })

  it('without a year is the last such day only where that is nearer than the next', () => {
    expect(wall(dateBehind('12-31 23:50', '2027-01-02T04:00:00.000Z', CALENDAR)?.at)).toBe('2026-12-31 23:50')
    expect(wall(behind('12-05 09:30')?.at)).toBe('2026-12-05 09:30')
  })

  it.each([
    '',
    '某天',
    '11-31 09:30',
    '13-01',
    '11-28 25:00',
    '11-28 09:75',
    '11-28 09:30 城东',
    '2026',
    '1.2.3.4',
    '9点3人',
  ])('%s is none', (text) => {
    expect(behind(text)).toBeNull()
  })
})

describe('what is to come', () => {
  it.each([
    ['12-05', '2026-12-05 18:00'],
    ['12-05 18:00前', '2026-12-05 18:00'],
    ['12月5日下午3点', '2026-12-05 15:00'],
    ['明天 9:00', '2026-11-30 09:00'],
    ['下周三', '2026-12-02 18:00'],
    ['周三', '2026-12-02 18:00'],
    ['11-28', '2027-11-28 18:00'],
    ['2026-10-12', '2026-10-12 18:00'],
    ['10月12日 17:00', '2027-10-12 17:00'],
    ['12-31 24:00', '2027-01-01 00:00'],
  ])('%s is %s', (text, at) => {
    expect(ahead(text)).toBe(at)
  })

  it.each(['9:30', '2小时前', '11-31', '不久'])('%s is none', (text) => {
    expect(ahead(text)).toBeNull()
  })
})

describe('the date that stands first', () => {
  it.each([
    ['12-05 内容', '12-05', ' 内容'],
    ['12-05 18:00前 请核查', '12-05 18:00', ' 请核查'],
    ['12月5日下午3点，请核查', '12月5日下午3点', '，请核查'],
    ['12-05 -3度结冰', '12-05', ' -3度结冰'],
    ['12-05 9点3人受伤', '12-05 9点', '3人受伤'],
    ['12-05 许可证', '12-05', ' 许可证'],
    ['12-05 前天的事', '12-05', ' 前天的事'],
  ])('of %s', (words, text, rest) => {
    expect(dateFirst(words)).toMatchObject({ text, rest })
  })

  it.each(['内容 12-05', '1205', '11-285', '3wd'])('is not there in %s', (words) => {
    expect(dateFirst(words)).toBeNull()
  })

  it('is looked for in time that grows with the text', () => {
    const started = performance.now()
    for (const long of ['一'.repeat(50_000), ' '.repeat(50_000), '1-'.repeat(25_000), '昨'.repeat(50_000)])
      dateFirst(long)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
