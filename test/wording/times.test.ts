// Instants, spans, durations and the sentence that explains a due instant.
import { describe, expect, it } from 'vitest'
import type { NotedDay } from '../../src/domain/calendar/calendar.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/calendar/instant.ts'
import type { Why } from '../../src/domain/case/clock-state.ts'
import { wordingOf } from '../../src/wording/index.ts'
import { on } from './samples.ts'

const zh = wordingOf('zh-CN', 'Asia/Shanghai')
const en = wordingOf('en', 'Asia/Shanghai')

it.each([
  [0, '0秒', '0 seconds'],
  [30 * SECOND, '30秒', '30 seconds'],
  [90 * SECOND, '1分30秒', '1 minute 30 seconds'],
  [30 * MINUTE + 2 * SECOND, '30分钟', '30 minutes'],
  [150 * MINUTE, '2小时30分', '2 hours 30 minutes'],
  [-HOUR, '1小时', '1 hour'],
  [DAY - SECOND, '1天', '1 day'],
  [3 * DAY + 4 * HOUR + 10 * MINUTE, '3天4小时', '3 days 4 hours'],
])('a span of %i ms', (millis, chinese, english) => {
  expect([zh.span(millis), en.span(millis)]).toEqual([chinese, english])
})

it.each([
  [undefined, '10月9日 09:20（周五）', '9 Oct 09:20 (Fri)'],
  [on(9, '23:59'), '10月9日 09:20（今天）', '9 Oct 09:20 (today)'],
  [on(8, '23:59'), '10月9日 09:20（明天）', '9 Oct 09:20 (tomorrow)'],
  [on(10, '00:00'), '10月9日 09:20（昨天）', '9 Oct 09:20 (yesterday)'],
  [on(1, '09:20'), '10月9日 09:20（周五）', '9 Oct 09:20 (Fri)'],
  ['2027-01-01T00:00:00.000Z', '2026年10月9日 09:20（周五）', '9 Oct 2026 09:20 (Fri)'],
])('an instant as seen from %s', (relativeTo, chinese, english) => {
  expect([zh.instant(on(9, '09:20'), relativeTo), en.instant(on(9, '09:20'), relativeTo)]).toEqual([chinese, english])
})

it('tells the time on the wall of the institution', () => {
  expect(wordingOf('zh-CN', 'Asia/Urumqi').instant(on(9, '01:20'))).toBe('10月8日 23:20（周四）')
  expect(zh.instant(on(10, '00:00'))).toBe('10月10日 00:00（周六）')
})

describe('why a clock is due when it is', () => {
  const plain: Why = {
    base: 'assigned',
    baseAt: on(9, '09:20'),
    fallback: false,
    within: '24h',
    passedOver: [],
    uncoveredYears: [],
    committed: false,
  }
  const holidays: NotedDay[] = [1, 2, 3, 4, 5, 6].map((day) => ({
    date: `2026-10-0${day}`,
    why: 'holiday',
    name: day === 6 ? '中秋' : '国庆节',
  }))

  it.each<[string, Parameters<typeof zh.why>[0], string, string]>([
    [
      'elapsed time',
      { kind: 'reply', dueAt: on(10, '09:20'), why: plain },
      '正式答复 2026-10-10 09:20：自10月9日 09:20（分办）起24小时。',
      'Reply 2026-10-10 09:20: 24 hours from 9 Oct 09:20 (assigned).',
    ],
    [
      'working days over a holiday with a make-up day and an own closure',
      {
        kind: 'reply',
        dueAt: on(13, '17:30'),
        why: {
          ...plain,
          baseAt: '2026-09-30T08:00:00.000Z',
          within: '5wd',
          passedOver: [
            ...holidays,
            { date: '2026-10-10', why: 'make-up', name: '国庆节' },
            { date: '2026-10-12', why: 'closure' },
          ],
        },
      },
      '正式答复 2026-10-13 17:30：自9月30日 16:00（分办）起5个工作日；10月1日至6日（国庆节、中秋）放假，不计；' +
        '10月10日调休上班，计入；10月12日本单位休息，不计。',
      'Reply 2026-10-13 17:30: 5 working days from 30 Sep 16:00 (assigned); ' +
        '1–6 Oct (National Day, Mid-Autumn Festival) not counted; 10 Oct worked to make up, counted; ' +
        '12 Oct closed here, not counted.',
    ],
    [
      'an unknown publication',
      {
        kind: 'first-response',
        dueAt: on(9, '14:20'),
        why: { ...plain, base: 'published', fallback: true, within: '5h' },
      },
      '首次回应 2026-10-09 14:20：帖文发布时间不详，自10月9日 09:20（发现）起5小时。',
      'First response 2026-10-09 14:20: 5 hours from 9 Oct 09:20 (discovered); ' +
        'the post’s time of publication is not known.',
    ],
    [
      'a year without official holidays',
      {
        kind: 'reply',
        dueAt: '2028-01-05T09:30:00.000Z',
        why: { ...plain, baseAt: '2027-12-30T02:00:00.000Z', within: '4wh', uncoveredYears: [2027, 2028] },
      },
      '正式答复 2028-01-05 17:30：自2027年12月30日 10:00（分办）起4个工作小时；' +
        '2027、2028年法定节假日安排尚未收录，暂按平常工作日推算。',
      'Reply 2028-01-05 17:30: 4 working hours from 30 Dec 2027 10:00 (assigned); ' +
        'the official holidays of 2027 and 2028 are not on record, so plain weekdays were assumed.',
    ],
    [
      'a date that the department has committed to',
      { kind: 'reply', dueAt: on(14, '17:30'), why: { ...plain, committed: true, within: '5wd' } },
      '正式答复 2026-10-14 17:30：责任单位已承诺在此时间前答复（承诺期限最长5个工作日）；' +
        '原自10月9日 09:20（分办）起算的时限不再适用。',
      'Reply 2026-10-14 17:30: the department has committed to this date (at most 5 working days ahead); ' +
        'it is no longer counted from 9 Oct 09:20 (assigned).',
    ],
  ])('%s', (_, clock, chinese, english) => {
    expect([zh.why(clock), en.why(clock)]).toEqual([chinese, english])
  })
})

it('names what is asked for, in both languages', () => {
  expect([zh.clockName('triage'), zh.roleName('head'), zh.statusName('handling')]).toEqual([
    '研判分办',
    '部门负责人',
    '办理中',
  ])
  // Neither is 监督员.
  expect([zh.roleName('auditor'), zh.roleName('monitor')]).toEqual(['审计员', '信息员'])
  expect([zh.commandName('send-back'), zh.eventName('turn-approved')]).toEqual(['退改', '审核通过'])
  expect([zh.channelName('wecom'), en.channelName('other'), en.ui.newMessages(1), zh.ui.newMessages(2)]).toEqual([
    '企业微信',
    'other',
    '1 new message',
    '2条新消息',
  ])
})
