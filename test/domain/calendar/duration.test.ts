// The grammar of durations and ladder offsets.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Duration,
  formatDuration,
  formatOffset,
  type Offset,
  parseDuration,
  parseOffset,
} from '../../../src/domain/calendar/duration.ts'

const durations = fc.record({
  amount: fc.integer({ min: 1, max: 99_999 }),
  unit: fc.constantFrom('s', 'm', 'h', 'd', 'wh', 'wd'),
}) satisfies fc.Arbitrary<Duration>

const offsets: fc.Arbitrary<Offset> = fc.oneof(
  fc.constant<Offset>({ kind: 'due' }),
  fc.integer({ min: 1, max: 99 }).map((percent): Offset => ({ kind: 'percent', percent })),
  fc
    .tuple(fc.constantFrom<-1 | 1>(-1, 1), durations)
    .map(([sign, duration]): Offset => ({ kind: 'span', sign, duration })),
)

describe('a duration', () => {
  it.each<[string, Duration]>([
    ['10s', { amount: 10, unit: 's' }],
    ['30m', { amount: 30, unit: 'm' }],
    ['24h', { amount: 24, unit: 'h' }],
    ['1d', { amount: 1, unit: 'd' }],
    ['4wh', { amount: 4, unit: 'wh' }],
    ['5wd', { amount: 5, unit: 'wd' }],
    ['99999d', { amount: 99_999, unit: 'd' }],
  ])('%s is understood', (text, duration) => {
    expect(parseDuration(text)).toEqual(duration)
  })

  it.each(['', '5', 'h', '0h', '-1h', '+1h', '1.5h', '05h', '5 h', '5H', '5w', '1h30m', '100000s', '５h', '5h\n'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeNull()
    },
  )

  it('is read back as it was written', () => {
    const same = fc.property(durations, (each) => {
      expect(parseDuration(formatDuration(each))).toEqual(each)
    })
    fc.assert(same)
  })
})

describe('an offset', () => {
  it.each<[string, Offset]>([
    ['0', { kind: 'due' }],
    ['-30m', { kind: 'span', sign: -1, duration: { amount: 30, unit: 'm' } }],
    ['+1h', { kind: 'span', sign: 1, duration: { amount: 1, unit: 'h' } }],
    ['+1wd', { kind: 'span', sign: 1, duration: { amount: 1, unit: 'wd' } }],
    ['-2wh', { kind: 'span', sign: -1, duration: { amount: 2, unit: 'wh' } }],
    ['-25%', { kind: 'percent', percent: 25 }],
    ['-1%', { kind: 'percent', percent: 1 }],
    ['-99%', { kind: 'percent', percent: 99 }],
  ])('%s is understood', (text, offset) => {
    expect(parseOffset(text)).toEqual(offset)
  })

  it.each(['', '-', '+0', '-0', '00', '1h', '+25%', '25%', '-0%', '-100%', '-2.5%', '--1h', '+-1h', '+ 1h', '-%'])(
    '%j is none',
    (text) => {
      expect(parseOffset(text)).toBeNull()
    },
  )

  it('is read back as it was written', () => {
    const same = fc.property(offsets, (each) => {
      expect(parseOffset(formatOffset(each))).toEqual(each)
    })
    fc.assert(same)
  })
})
