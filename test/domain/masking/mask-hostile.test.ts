// Masking twice changes nothing, and no text makes it slow.

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { mask } from '../../../src/domain/masking/mask.ts'
import { growthTenfold } from '../../support/growth.ts'

const fragments = fc.array(
  fc.oneof(
    fc.constantFrom(
      ...['13812345678', '138 1234 5678', '1', '3', '8', '86', '+86 ', '0571', '-', ' ', '.', '·', '*', '****', '***'],
      ...[
        '11010519491231002',
        'X',
        '6225880123456783',
        '4111',
        '1111',
        '一三八',
        '一二三四五六七八',
        '①',
        '一',
        '\u200b',
      ],
      ...[
        '@',
        'a',
        'zhang',
        '163',
        '.com',
        '(at)',
        '%40',
        '?phone=',
        '&email=',
        'https://e.com/',
        'e.com/',
        '电话',
        '订单号',
      ],
      ...['，', '\n', '(', ')', '（', '＠', '１３８', '元', '8888', '2026', 'wx', '/', '𝟏'],
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.stringMatching(/^\d{1,12}$/),
  ),
  { maxLength: 14 },
)

describe('masking twice', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fragments, (parts) => {
        const once = mask(parts.join('')).text
        expect(mask(once)).toEqual({ text: once, found: [] })
      }),
      { numRuns: 3000 },
    )
  })

  it('never leaves a whole mobile, wherever it stands between Chinese words', () => {
    const words = fc.array(fc.constantFrom('请', '找', '我', '。', '，', '\n', '谢谢'), { minLength: 1, maxLength: 5 })
    const mobile = fc.stringMatching(/^1[3-9]\d{9}$/)
    fc.assert(
      fc.property(words, mobile, words, (before, number, after) => {
        expect(mask([...before, number, ...after].join('')).text).not.toContain(number)
      }),
    )
  })
})

describe('a hostile text of 100 KB', () => {
  test.each([
    ['one digit', '1'],
    ['single digits apart', '1 '],
    ['phones', '13812345678 '],
    ['phones apart', '138 1234 5678.'],
    ['groups of one and two', '1 38 '],
    ['groups of four', '4111 '],
    ['at signs', '@'],
    ['local parts', 'a@'],
    ['one local part', 'a'],
    ['dots', 'a.'],
    ['an address that never ends', 'a@b.'],
    ['(at)', 'a(at)'],
    ['stars', '*'],
    ['digits and stars', '1****'],
    ['parameters', '?phone='],
    ['parameters with values', '?phone=13812345678&email=a%40b.com'],
    ['addresses', 'https://e.com/1?phone=1'],
    ['schemes', 'https://'],
    ['hosts', 'e.com/'],
    ['invisible characters', '1\u200b\u200b\u200b\u200b\u200b'],
    ['spaces', ' '],
    ['brackets', '( at '],
    ['numerals', '一'],
    ['numerals apart', '一 三 '],
    ['ID cards', '11010519491231002X,'],
    ['almost ID cards', '11010519491231002'],
    ['full-width digits', '１３８'],
    ['keywords', '电话'],
    ['barriers', '\0'],
    ['decimals', '13812345678.138 1234 5678.'],
  ])('%s is masked in proportion to its length', (_, unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length)).slice(0, 100_000)
    expect(growthTenfold((length) => mask(text.slice(0, length)), 10_000)).toBeLessThan(50)
  })
})
