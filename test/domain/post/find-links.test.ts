// Where a link in chat text ends: Chinese glued to it and Chinese in it, invisible characters, ellipses, mistyped schemes.

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { findUrls, identifyUrl, keyOfUrl } from '../../../src/domain/post/post.ts'
import { unlinkedIn } from '../../../src/domain/post/unlinked.ts'
import { titleOf, urlSpans } from '../../../src/domain/text/text.ts'

const keyIn = (text: string) => {
  const urls = findUrls(text)
  expect(urls).toHaveLength(1)
  return keyOfUrl(urls[0] ?? '')
}

describe('Chinese in a link', () => {
  test.each([
    ['见https://www.example.gov.cn/通知/123.html', 'https://www.example.gov.cn/通知/123.html'],
    ['第二篇https://www.example.gov.cn/公告/456.html', 'https://www.example.gov.cn/公告/456.html'],
    ['https://www.example.gov.cn/index?tid=积水', 'https://www.example.gov.cn/index?tid=积水'],
    ['https://a.example/s?wd=积水&page=2，第二页', 'https://a.example/s?wd=积水&page=2'],
    ['https://a.example/通知公告', 'https://a.example/通知公告'],
    ['https://a.example/2026年通知/12.html', 'https://a.example/2026年通知/12.html'],
    ['https://a.example/2026年11月通知.html 请阅', 'https://a.example/2026年11月通知.html'],
    ['https://a.example/art_12号公告.shtml', 'https://a.example/art_12号公告.shtml'],
    ['https://a.example/news通知/123.html', 'https://a.example/news通知/123.html'],
    ['https://a.example/x-积水', 'https://a.example/x-积水'],
    ['https://a.example/x_积水_2', 'https://a.example/x_积水_2'],
    ['https://a.example/?关键词=积水', 'https://a.example/?关键词=积水'],
    ['https://a.example/s?q=abc积水&p=2', 'https://a.example/s?q=abc积水&p=2'],
    ['https://a.example/wiki/分类:积水', 'https://a.example/wiki/分类:积水'],
    ['https://a.example/wiki/积水(消歧义)', 'https://a.example/wiki/积水(消歧义)'],
    ['https://a.example/#/通知/12', 'https://a.example/#/通知/12'],
    ['https://a.example/お知らせ/1', 'https://a.example/お知らせ/1'],
    ['https://a.example/новости/1', 'https://a.example/новости/1'],
    ['https://www.住建局.cn/通知', 'https://www.住建局.cn/通知'],
    ['https://例子.中国/A', 'https://例子.中国/A'],
    ['（https://a.example/通知/1.html）', 'https://a.example/通知/1.html'],
    ['[公告](https://a.example/通知/1)', 'https://a.example/通知/1'],
  ])('belongs to it: %s', (text, url) => {
    expect(findUrls(text)).toEqual([url])
  })

  test.each([
    ['请看https://a.example/x，反映积水', 'https://a.example/x'],
    ['请看https://a.example/x反映积水', 'https://a.example/x'],
    ['请看https://a.example/x。反映积水', 'https://a.example/x'],
    ['请看https://a.example/x,反映积水', 'https://a.example/x'],
    ['https://a.example请看', 'https://a.example'],
    ['https://a.example:8080请看', 'https://a.example:8080'],
    ['https://例子.中国反映积水', 'https://例子.中国'],
    ['https://a.example/通知/1.html反映积水', 'https://a.example/通知/1.html'],
    ['https://a.example/通知,请看', 'https://a.example/通知'],
    ['https://a.example/通知!请看', 'https://a.example/通知'],
    ['https://a.example/x?id=12反映积水', 'https://a.example/x?id=12'],
    ['https://a.example/x?怎么回事', 'https://a.example/x'],
    ['https://a.example/x（见图）', 'https://a.example/x'],
    ['https://a.example/x(见图)', 'https://a.example/x'],
    ['https://a.example/%E9%80%9A%E7%9F%A5反映积水', 'https://a.example/%E9%80%9A%E7%9F%A5'],
    ['https://a.example/x😡反映', 'https://a.example/x'],
    ['https://a.example/x——反映', 'https://a.example/x'],
    // What the app's own texts glue to a link that is whole already.
    ['https://v.douyin.com/iYVcy3HZ/复制此链接，打开抖音', 'https://v.douyin.com/iYVcy3HZ/'],
    ['http://xhslink.com/a/AbC12/复制本条信息', 'http://xhslink.com/a/AbC12/'],
    ['https://weibo.com/1234567890/Nabcdefgh/反映积水', 'https://weibo.com/1234567890/Nabcdefgh/'],
    ['https://mp.weixin.qq.com/s/i58_yTFtt904haKezJgr1_请看', 'https://mp.weixin.qq.com/s/i58_yTFtt904haKezJgr1_'],
    [
      'https://www.douyin.com/video/7123456789012345678?previous_page=来自',
      'https://www.douyin.com/video/7123456789012345678?previous_page=',
    ],
  ])('is prose: %s', (text, url) => {
    expect(findUrls(text)).toEqual([url])
  })

  it('keeps two links apart, whatever stands between them', () => {
    expect(findUrls('https://a.example/x和https://b.example/y反映https://c.example/通知/1')).toEqual([
      'https://a.example/x',
      'https://b.example/y',
      'https://c.example/通知/1',
    ])
  })

  it('tells two notices of one site apart', () => {
    const one = keyIn('见https://www.example.gov.cn/通知/123.html')
    const other = keyIn('第二篇https://www.example.gov.cn/公告/456.html')
    expect(one).toBe(keyOfUrl('https://www.example.gov.cn/%E9%80%9A%E7%9F%A5/123.html'))
    expect(other).not.toBe(one)
  })
})

describe('what is invisible in a link', () => {
  const whole = 'https://weibo.com/1234567890/Nabcdefgh'
  const INVISIBLES = [
    '\u200B',
    '\u200C',
    '\u200D',
    '\u2060',
    '\uFEFF',
    '\u00AD',
    '\u200E',
    '\u202C',
    '\u2066',
    '\uFE0F',
    '\u0000',
  ]

  test.each(INVISIBLES.map((each) => [each.codePointAt(0)?.toString(16), each]))('is taken out: U+%s', (_, each) => {
    for (let at = 'https://'.length; at <= whole.length; at += 1) {
      const text = `看${whole.slice(0, at)}${each}${whole.slice(at)} 积水`
      expect(findUrls(text)).toEqual([whole])
      const [span] = urlSpans(text)
      expect(text.slice(span?.start, span?.end).replaceAll(each, '')).toBe(whole)
    }
  })

  it('does not make two posts one', () => {
    const other = keyIn('https://weibo.com/\u200B2656274875/M2fY5DglU')
    expect(other).toBe('url:https://m.weibo.cn/detail/4805380419357654')
    expect(keyIn(`https://weibo.com/\u200B1234567890/Nabcdefgh`)).not.toBe(other)
  })

  test.each(['%20', '%E2%80%8B', '%EF%BB%BF', '%E3%80%80', '%C2%A0', '%0A', '%20%E2%80%8B', '\u200B', '/%20/'])(
    'is no part of its key, encoded at its end: %s',
    (end) => {
      for (const url of [whole, 'https://a.example/x', 'https://a.example/x?id=1'])
        expect(keyOfUrl(url + (url.includes('?') ? end.replaceAll('/', '') : end))).toBe(keyOfUrl(url))
    },
  )
})

describe('a link that was cut off', () => {
  test.each([
    ['https://www.example.gov.cn/art/2026/…', 'https://www.example.gov.cn/art/2026/…'],
    ['见 https://www.example.gov.cn/art/2026/... 请处理', 'https://www.example.gov.cn/art/2026/…'],
    ['https://www.example.gov.cn/art/2026/……', 'https://www.example.gov.cn/art/2026/…'],
    ['https://www.example.gov.cn/art/2026/11/art_12…反映积水', 'https://www.example.gov.cn/art/2026/11/art_12…'],
    ['https://www.example.gov.cn/art/2026/...反映积水', 'https://www.example.gov.cn/art/2026/…'],
    ['（https://www.example.gov.cn/art/2026/...）', 'https://www.example.gov.cn/art/2026/…'],
    ['[原文](https://www.example.gov.cn/art/...)', 'https://www.example.gov.cn/art/…'],
    ['https://www.example.gov.cn/…/123.html', 'https://www.example.gov.cn/…'],
    ['https://weibo.com/1234567890/Nab…', 'https://weibo.com/1234567890/Nab…'],
    ['https://www.example.gov.cn…', 'https://www.example.gov.cn…'],
    ['http://t.cn/…', 'http://t.cn/…'],
    ['weibo.com/1234567890/Na…', 'https://weibo.com/1234567890/Na…'],
    ['https://a.example/s?tid=…', 'https://a.example/s?tid=…'],
    ['https://www.example.gov.cn/通知/…', 'https://www.example.gov.cn/通知/…'],
  ])('is told as such: %s', (text, url) => {
    expect(findUrls(text)).toEqual([url])
    expect(identifyUrl(url)).toEqual({ ok: false, reason: 'cut-off' })
  })

  test.each([
    'https://a.example/art/2026/%E2%80%A6',
    'https://a.example/art/.../1',
    'https://a.example/art/…?utm_source=x',
    'https://a.example/art/...',
  ])('is known in a field of its own, too: %s', (url) => {
    expect(identifyUrl(url)).toEqual({ ok: false, reason: 'cut-off' })
  })

  test.each([
    ['https://a.example/x……真是无语', 'https://a.example/x'],
    ['https://a.example/x......', 'https://a.example/x'],
    ['https://a.example/x..', 'https://a.example/x'],
    ['https://a.example/x。。。', 'https://a.example/x'],
  ])('is none where somebody only sighs: %s', (text, url) => {
    expect(findUrls(text)).toEqual([url])
  })
})

describe('a link that was mistyped', () => {
  test.each([
    ['https：//weibo.com/1234567890/Nabcdefgh', 'https://weibo.com/1234567890/Nabcdefgh'],
    ['见https：／／weibo.com／1234567890／Nabcdefgh。', 'https://weibo.com/1234567890/Nabcdefgh'],
    ['HTTP：//www.example.gov.cn/art/1.html', 'http://www.example.gov.cn/art/1.html'],
    ['weibo.com/1234567890/Nabcdefgh', 'https://weibo.com/1234567890/Nabcdefgh'],
    ['看这个weibo.com/1234567890/Nabcdefgh，积水', 'https://weibo.com/1234567890/Nabcdefgh'],
    ['m.weibo.cn/detail/4805380419357654', 'https://m.weibo.cn/detail/4805380419357654'],
    ['https: //weibo.com/1234567890/Nabcdefgh', 'https://weibo.com/1234567890/Nabcdefgh'],
    ['https//weibo.com/1234567890/Nabcdefgh', 'https://weibo.com/1234567890/Nabcdefgh'],
    ['v.douyin.com/iYVcy3HZ/ 积水', 'https://v.douyin.com/iYVcy3HZ/'],
    ['b23.tv/BV17x411w7KC', 'https://b23.tv/BV17x411w7KC'],
    ['mp.weixin.qq.com/s/i58_yTFtt904haKezJgr1Q', 'https://mp.weixin.qq.com/s/i58_yTFtt904haKezJgr1Q'],
    [
      'www.xiaohongshu.com/explore/64c3f392000000002b009e45',
      'https://www.xiaohongshu.com/explore/64c3f392000000002b009e45',
    ],
  ])('is taken where it is certain: %s', (text, url) => {
    expect(findUrls(text)).toEqual([url])
    expect(identifyUrl(url).ok).toBe(true)
    expect(titleOf(text)).not.toContain('/')
  })

  test.each([
    'weibo.com/u/1',
    'weibo.com',
    'douyin.com/',
    'li@weibo.com/1234567890/Nabcdefgh',
    'a.example/x',
    'Node.js/Express',
  ])('is none where it is not: %s', (text) => {
    expect(findUrls(text)).toEqual([])
  })

  test.each(['http://http://t.cn/A6xyZ12', 'https://https://weibo.com/1/2', 'http://https/', 'https://http:/x'])(
    'with its scheme twice is not whole: %s',
    (url) => {
      expect(identifyUrl(url)).toEqual({ ok: false, reason: 'malformed' })
    },
  )
})

describe('any link', () => {
  const step = fc.oneof(
    fc.stringMatching(/^[a-z0-9]{1,8}$/),
    fc.stringMatching(/^[通知公告积水路灯]{1,4}\d{0,3}$/),
    fc.stringMatching(/^\d{1,4}[年月号]\d{1,3}$/),
  )
  const address = fc
    .tuple(fc.array(step, { minLength: 1, maxLength: 3 }), fc.stringMatching(/^[a-z0-9]{1,9}$/))
    .map(([steps, last]) => `https://www.example.gov.cn/${steps.join('/')}/${last}.html`)
  const site = fc.constantFrom(
    'https://weibo.com/2656274875/',
    'https://www.douyin.com/video/',
    'https://www.bilibili.com/video/',
  )
  const ids: Record<string, fc.Arbitrary<string>> = {
    'https://weibo.com/2656274875/': fc.stringMatching(/^[A-Z][a-y][0-9a-z]{3}[a-y][0-9a-z]{3}$/),
    'https://www.douyin.com/video/': fc.stringMatching(/^7\d{18}$/),
    'https://www.bilibili.com/video/': fc.stringMatching(/^BV1[1-9a-km-z]{9}$/),
  }
  const post = site.chain((prefix) => (ids[prefix] ?? fc.constant('')).map((id) => prefix + id))
  const before = fc.constantFrom('', '请看', '积水三天了，', '【路灯】', '学校门口 ', '（', '第2篇', '转：')
  const after = fc.constantFrom(
    '',
    '，反映积水',
    ' 积水',
    '。',
    '反映积水',
    '）',
    '；谢谢',
    '\n积水',
    '！！',
    '——李敏',
    '，见图……',
  )

  it('keeps its key whatever prose stands around it', () => {
    fc.assert(
      fc.property(fc.oneof(address, post), before, after, (url, left, right) => {
        expect(findUrls(`${left}${url}${right}`).map(keyOfUrl)).toEqual([keyOfUrl(url)])
      }),
      { seed: 12, numRuns: 1_000 },
    )
  })

  it('has another key than any other post of its site', () => {
    fc.assert(
      fc.property(fc.oneof(address, post), fc.oneof(address, post), (one, other) => {
        const same = decodeURI(one).toLowerCase() === decodeURI(other).toLowerCase()
        if (!same) expect(keyIn(`看${one}反映`)).not.toBe(keyIn(`看${other}反映`))
      }),
      { seed: 12, numRuns: 1_000 },
    )
  })

  it('is found in a text with invisible characters as in one without', () => {
    fc.assert(
      fc.property(
        fc.oneof(address, post),
        fc.nat(60),
        fc.constantFrom('\u200B', '\uFEFF', '\u2060'),
        (url, at, seam) => {
          const cut = Math.max('https://'.length, Math.min(at, url.length))
          expect(keyIn(`看${url.slice(0, cut)}${seam}${url.slice(cut)}，积水`)).toBe(keyOfUrl(url))
        },
      ),
      { seed: 12, numRuns: 500 },
    )
  })

  const long = (part: string) => part.repeat(Math.ceil(300_000 / part.length))
  test.each([
    ['Chinese', `https://a.example/${long('字')}`],
    ['Chinese and digits in turns', `https://a.example/x${long('字1')}`],
    ['links with Chinese', long('https://a.example/x字')],
    ['endings', `https://a.example/${long('a字.b')}`],
    ['invisible characters', `https://a.example/${long('\u200B')}`],
    ['ellipses', long('https://a.example/…')],
    ['labels', long('a.')],
    ['hosts without a scheme', long('weibo.com/1 ')],
    ['hosts with a broken one', long('https：weibo.com/ ')],
  ])('is found in 300,000 characters of %s without choking', (_, text) => {
    const start = performance.now()
    findUrls(text)
    unlinkedIn(text)
    titleOf(text)
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
