// When something was done, as people write it: always in the past, with date and time of day.
import { expect, it } from 'vitest'
import { momentCalled } from '../../../src/domain/calendar/moment-text.ts'
import { CALENDAR } from '../../support/sample.ts'

const NOW = '2026-01-02T04:00:00.000Z' // 12:00 in Shanghai

it.each([
  ['11:30', '2026-01-02T03:30:00.000Z'],
  ['今天 9:05', '2026-01-02T01:05:00.000Z'],
  ['昨天下午3点', '2026-01-01T07:00:00.000Z'],
  ['yesterday 15:00', '2026-01-01T07:00:00.000Z'],
  ['前天15时半', '2025-12-31T07:30:00.000Z'],
  ['1-2 11：30', '2026-01-02T03:30:00.000Z'],
  // The last such day: nobody tells what they will have done.
  ['12-31 15:00', '2025-12-31T07:00:00.000Z'],
  ['12月31日 15:00', '2025-12-31T07:00:00.000Z'],
  ['12月31日15时5分', '2025-12-31T07:05:00.000Z'],
  ['２０２５年12月31日 晚上8点', '2025-12-31T12:00:00.000Z'],
  ['2025-12-31T15:00:00+08:00', '2025-12-31T07:00:00.000Z'],
  ['2026-01-02T03:00:00.000Z', '2026-01-02T03:00:00.000Z'],
])('%s is %s', (text, at) => {
  expect(momentCalled(text, NOW, CALENDAR)).toBe(at)
})

it.each(['', '昨晚', '12月31日', '2-30 10:00', '25:00', '10:61', '下周一 10:00', '10', '2025-13-40T10:00Z'])(
  '%s is none',
  (text) => {
    expect(momentCalled(text, NOW, CALENDAR)).toBeNull()
  },
)
