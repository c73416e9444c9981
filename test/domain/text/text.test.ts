// Text as people paste it: what is taken out of it, where it is cut, and how scripts and widths are made one.

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { cleanText, shorten, titleOf, toHalfWidth, toSimplified, urlSpans } from '../../../src/domain/text/text.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 200 })
const roughText = fc
  .array(
    fc.constantFrom(
      'a',
      '你',
      '\r',
      '\n',
      '\u200d',
      '\ufe0f',
      '👩',
      '💻',
      '\ud83d',
      '\udc69',
      '\u202e',
      '\ufeff',
      '\u0301',
      ' ',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

describe('cleaning a text', () => {
  test.each([
    ['keeps ordinary text', '路灯坏了，三天没人修。', '路灯坏了，三天没人修。'],
    ['keeps line breaks and tabs', 'a\tb\nc', 'a\tb\nc'],
    ['makes every line end one', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['removes NUL and other controls', 'a\u0000b\u0007c\u001bd\u007fe\u0085f', 'abcdef'],
    ['removes bidi overrides and isolates', 'invoice\u202Egpj.exe\u2066x\u2069', 'invoicegpj.exex'],
    ['removes zero-width spaces and byte order marks', '\uFEFF你\u200B好\u2060', '你好'],
    ['keeps the joiner inside emoji', '👨‍👩‍👧 👩🏽‍💻 🏳️‍🌈 ❤️‍🔥', '👨‍👩‍👧 👩🏽‍💻 🏳️‍🌈 ❤️‍🔥'],
    ['removes a joiner anywhere else', 'a\u200Db👩\u200D。\u200D你', 'ab👩。你'],
    ['replaces a lone high surrogate', 'a\ud83db', 'a\uFFFDb'],
    ['replaces a lone low surrogate', 'a\ude00', 'a\uFFFD'],
    ['composes accents', 'cafe\u0301', 'café'],
    ['does not fold width or compatibility characters', '１２３ ㈱ ﬁ', '１２３ ㈱ ﬁ'],
    ['trims', '\n\u3000 你好 \t\n', '你好'],
    ['keeps the joiner of Uyghur and Persian', 'می\u200Cخواهم', 'می\u200Cخواهم'],
  ])('%s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean)
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, roughText), (text) => {
        const once = cleanText(text)
        expect(cleanText(once)).toBe(once)
        expect(once).not.toMatch(/\p{Surrogate}/u)
      }),
      { numRuns: 500 },
    )
  })
})

describe('shortening a text', () => {
  test.each([
    ['leaves what fits', '路灯坏了', 4, '路灯坏了'],
    ['counts the ellipsis', '路灯坏了三天', 4, '路灯坏…'],
    ['counts an emoji as one character', '👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 3, '👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧'],
    ['never cuts inside an emoji', '👨‍👩‍👧👩🏽‍💻🇨🇳x', 3, '👨‍👩‍👧👩🏽‍💻…'],
    ['keeps an accent with its letter', 'e\u0301e\u0301e\u0301你', 3, 'e\u0301e\u0301…'],
    ['leaves a Latin word out rather than cut it', '请看 announcement 全文', 10, '请看…'],
    ['keeps a Latin word that fits exactly', '看 abc 全文如下', 6, '看 abc…'],
    ['cuts a Latin word if there is nothing before it', 'announcement', 6, 'annou…'],
    ['cuts a Latin word that is no word', `你${'x'.repeat(90)}`, 50, `你${'x'.repeat(48)}…`],
    ['has room for nothing but the ellipsis', '你好', 1, '…'],
    ['has no room at all', '你好', 0, ''],
    ['stops at a heap of combining marks', `你好e${'\u0301'.repeat(500)}吗`, 40, '你好…'],
  ])('%s', (_, text, max, short) => {
    expect(shorten(text, max)).toBe(short)
  })

  it('never exceeds the limit and always begins as the text does', () => {
    const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' })
    fc.assert(
      fc.property(fc.oneof(anyText, roughText), fc.integer({ min: 1, max: 30 }), (text, max) => {
        const short = shorten(text, max)
        expect([...segmenter.segment(short)].length).toBeLessThanOrEqual(max)
        expect(short === text || text.startsWith(short.slice(0, -1))).toBe(true)
      }),
    )
  })
})

describe('the title of a message', () => {
  test.each([
    ['is its first line', '路灯坏了\n三天没人修', '路灯坏了'],
    ['is without URLs', '【路灯坏了】 https://weibo.com/1/2 快看', '【路灯坏了】 快看'],
    ['skips lines that are only a URL', 'https://weibo.com/1/2\n\n路灯坏了', '路灯坏了'],
    ['is the text of a markdown link', '[路灯坏了](https://a.cn/1)', '路灯坏了'],
    ['does not keep the brackets of a URL', '路灯坏了 <https://a.cn/1>（https://a.cn/2）', '路灯坏了'],
    ['skips lines of punctuation', '——————\n。。。\n路灯坏了', '路灯坏了'],
    ['may be an emoji', '😡😡 https://a.cn', '😡😡'],
    ['is one line of at most forty characters', '长'.repeat(50), `${'长'.repeat(39)}…`],
    ['is nothing where there is only a URL', ' https://a.cn/b \n', ''],
    ['is nothing for nothing', '', ''],
  ])('%s', (_, text, title) => {
    expect(titleOf(text)).toBe(title)
  })

  it('is one line whatever the text', () => {
    fc.assert(fc.property(anyText, (text) => !/[\r\n]/.test(titleOf(text))))
  })
})

describe('widths and scripts', () => {
  it('narrows letters, digits, the slash, the hash and the space of an input method', () => {
    expect(toHalfWidth('／签收　＃２３　ＡＢｚ')).toBe('/签收 #23 ABz')
  })

  it('leaves Chinese punctuation alone', () => {
    expect(toHalfWidth('你好，世界：“是”！')).toBe('你好，世界：“是”！')
  })

  test.each([
    ['簽收', '签收'],
    ['請轉給城管局，臺灣街', '请转给城管局，台湾街'],
    ['這麼多', '这么多'],
    ['著名與執著', '著名与执着'],
    ['/assign #23', '/assign #23'],
    ['', ''],
  ])('writes %s as %s', (traditional, simplified) => {
    expect(toSimplified(traditional)).toBe(simplified)
  })

  test.each(['这么多', '好么', '么么哒', '怎么办', '著名', '皇后', '只有', '准备', '面条', '谷物', '余杭', '李乾坤'])(
    'leaves the simplified %s as it is',
    (text) => {
      expect(toSimplified(text)).toBe(text)
    },
  )
})

describe('where URLs stand', () => {
  it('gives spans that cut the URL out of the text', () => {
    const text = '看https://a.cn/b，和http://c.cn。'
    expect(urlSpans(text).map(({ start, end }) => text.slice(start, end))).toEqual(['https://a.cn/b', 'http://c.cn'])
  })

  it('gives spans in order that do not overlap', () => {
    const parts = fc.constantFrom(
      'http://',
      'https://',
      'a',
      '.cn',
      '/',
      '(',
      ')',
      '[',
      ']',
      ',',
      '你',
      '&amp;',
      '?',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (each) => {
        let last = 0
        for (const { start, end } of urlSpans(each.join(''))) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
      }),
    )
  })
})
