// URLs found in chat, the one address of a post however it was shared, and texts that are one post.

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { findUrls, identifyUrl, MAX_URL_LENGTH, textIdentity } from '../../../src/domain/post/post.ts'

function canonicalOf(url: string): string {
  const identity = identifyUrl(url)
  if (!identity.ok) throw new Error(`${url}: ${identity.reason}`)
  return identity.canonical
}

/** One of the words of a list. */
const oneOf = (list: string) => fc.constantFrom(...list.split(' '))

const urls = (list: string) => list.trim().split(/\s+/)

function refusalOf(url: string): string {
  const identity = identifyUrl(url)
  return identity.ok ? 'none' : identity.reason
}

describe('finding URLs in a message', () => {
  test.each<[string, string, string[]]>([
    ['glued to Chinese on both sides', '请看https://a.cn/b?c=1谢谢', ['https://a.cn/b?c=1']],
    [
      'before full-width punctuation',
      'https://a.cn/1。https://a.cn/2，（https://a.cn/3）“https://a.cn/4”！',
      [1, 2, 3, 4].map((n) => `https://a.cn/${n}`),
    ],
    [
      'before ASCII punctuation',
      'see https://a.cn/1. https://a.cn/2, https://a.cn/3; https://a.cn/4?! "https://a.cn/5"',
      [1, 2, 3, 4, 5].map((n) => `https://a.cn/${n}`),
    ],
    [
      'in brackets it did not open',
      '(https://a.cn/1) [https://a.cn/2] {https://a.cn/3}',
      [1, 2, 3].map((n) => `https://a.cn/${n}`),
    ],
    [
      'with brackets of its own',
      '(见https://a.cn/b_(c)) https://a.cn/d[1]',
      ['https://a.cn/b_(c)', 'https://a.cn/d[1]'],
    ],
    ['between invisible marks', '\uFEFF\u200Bhttps://a.cn/b\u200F\u200B\u202C', ['https://a.cn/b']],
    ['with an upper-case scheme', 'HTTPS://a.cn/B Http://a.cn/c', ['https://a.cn/B', 'http://a.cn/c']],
    ['in a markdown link', '[标题](https://a.cn/b),后文', ['https://a.cn/b']],
    ['in angle brackets', '<https://a.cn/b>', ['https://a.cn/b']],
    [
      'in bold, struck and italic markdown',
      '**https://a.cn/1** ~~https://a.cn/2~~',
      ['https://a.cn/1', 'https://a.cn/2'],
    ],
    ['with its ampersands escaped', 'https://a.cn/?a=1&amp;b=2&amp;amp;c=3&amp;', ['https://a.cn/?a=1&b=2&c=3']],
    ['in escaped HTML', '&lt;a href=&quot;https://a.cn/b&quot;&gt;', ['https://a.cn/b']],
    ['in code quotes', `['https://a.cn/1','https://a.cn/2']`, ['https://a.cn/1', 'https://a.cn/2']],
    ['twice, once', 'https://a.cn/ https://a.cn https://A.cn/', ['https://a.cn/']],
    [
      'two without a space between',
      'https://a.cn/1https://a.cn/2,http://a.cn/3',
      ['https://a.cn/1', 'https://a.cn/2', 'http://a.cn/3'],
    ],
    ['inside the parameter of another', 'https://a.cn/?u=https://b.cn/', ['https://a.cn/?u=https://b.cn/']],
    ['before a mention or a topic', 'https://a.cn/b@张三 https://a.cn/c#路灯#', ['https://a.cn/b', 'https://a.cn/c']],
    ['ending as WeChat ids may', 'https://mp.weixin.qq.com/s/ab-_', ['https://mp.weixin.qq.com/s/ab-_']],
    [
      'as Douyin shares it',
      '8.74 复制打开抖音 https://v.douyin.com/iRNBho5m/ F@u.sR',
      ['https://v.douyin.com/iRNBho5m/'],
    ],
    [
      'as Xiaohongshu shares it',
      '53 发布了一篇笔记 http://xhslink.com/a/AbC12，复制本条信息',
      ['http://xhslink.com/a/AbC12'],
    ],
  ])('finds one %s', (_, text, urls) => {
    expect(findUrls(text)).toEqual(urls)
  })

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.cn',
    'http://',
    'https://。',
    'https://[',
    'a.cn',
    '',
  ])('finds none in %s', (text) => {
    expect(findUrls(text)).toEqual([])
  })

  it('finds only http and https, and never throws', () => {
    const parts = oneOf('http:// HTTPS:// javascript: xn-- a .cn / ( ] % &amp; ? \ud800 你 @')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(parts).map((each) => each.join('')),
        ),
        (text) => {
          for (const url of findUrls(text)) expect(new URL(url).protocol).toMatch(/^https?:$/)
        },
      ),
      { numRuns: 500 },
    )
  })

  const megabyte = (part: string) => part.repeat(Math.ceil(1_000_000 / part.length))
  test.each([
    ['schemes', megabyte('https://')],
    ['URLs', megabyte('http://a')],
    ['opening brackets', `https://a.cn/${megabyte('(')}`],
    ['closing brackets', megabyte('https://a.cn/) ')],
    ['trailing dots', `https://a.cn/${megabyte('.')}`],
    ['escaped ampersands', `https://a.cn/${megabyte('&amp;')}`],
    ['one punycode host', `https://xn--${megabyte('a9')}.cn`],
    ['broken escapes', `https://a.cn/${megabyte('%')}`],
  ])('reads a megabyte of %s without choking', (_, text) => {
    // A quadratic step takes minutes here; the bound is generous because other work shares the processor.
    const start = performance.now()
    findUrls(text)
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})

describe('refusing a URL', () => {
  test.each([
    ['not-http', 'javascript:alert(1)'],
    ['not-http', 'ftp://a.cn'],
    ['not-http', 'weibo.com/1/2'],
    ['not-http', ''],
    ['too-long', `https://a.cn/${'x'.repeat(MAX_URL_LENGTH)}`],
    ['too-long', `https://a.cn/${'字'.repeat(1_000)}`],
    ...urls('https:// https://a..cn/ https://xn--a/ https://a.cn:99999/').map((url) => ['malformed', url]),
    ...urls('https://weibo.com@evil.cn/1 https://u:p@a.cn/').map((url) => ['credentials', url]),
    ...urls(`
      http://localhost:3000/ http://printer/ http://nas.local/ http://127.0.0.1/ http://2130706433/
      http://0x7f.1/ http://１２７。0。0。1/ http://127.0.0.1./ http://10.1.2.3/ http://172.31.0.1/
      http://192.168.1.1/ http://100.64.0.1/ http://169.254.169.254/latest http://[::1]/
      http://[::ffff:127.0.0.1]/ http://[fd00::1]/ http://[fe80::1]/ http://[2002:7f00:1::]/
    `).map((url) => ['private-address', url]),
  ])('gives %s for %s', (reason, url) => {
    expect(refusalOf(url)).toBe(reason)
  })

  test.each(['http://8.8.8.8/', 'http://172.32.0.1/', 'http://100.128.0.1/', 'http://[2400:3200::1]/'])(
    'accepts the public address %s',
    (url) => {
      expect(identifyUrl(url)).toMatchObject({ ok: true, registrable: new URL(url).hostname })
    },
  )
})

describe('the canonical address of a general site', () => {
  test.each([
    ['is https', 'http://12345.example.gov.cn/a', 'https://12345.example.gov.cn/a'],
    ['has no www', 'https://www.example.com/a', 'https://example.com/a'],
    ['keeps www where it is the name itself', 'https://www.gov.cn/a', 'https://www.gov.cn/a'],
    ['has a lower-case punycode host', 'https://例子.中国/A', 'https://xn--fsqu00a.xn--fiqs8s/A'],
    ['has no default port', 'http://example.com:80/a', 'https://example.com/a'],
    ['keeps another port', 'http://example.com:8080/a', 'https://example.com:8080/a'],
    ['has no trailing dot in its host', 'https://example.com./a', 'https://example.com/a'],
    ['has the slash of the root', 'https://example.com', 'https://example.com/'],
    [
      'has no session of a Java server',
      'http://example.com/a.do;jsessionid=AB12?id=1',
      'https://example.com/a.do?id=1',
    ],
  ])('%s', (_, url, canonical) => {
    expect(canonicalOf(url)).toBe(canonical)
  })

  test.each([
    ['has no trailing slash', 'a//', 'a'],
    ['has its parameters sorted', '?b=2&a=1', '?a=1&b=2'],
    ['has no tracking', '?id=1&utm_source=x&spm=1.2&fbclid=y&share_token=z', '?id=1'],
    ['keeps what may mean something', '?from=1&source=2&share_id=3', '?from=1&share_id=3&source=2'],
    ['has nothing that WeChat adds', '?id=1&from=singlemessage&isappinstalled=0', '?id=1'],
    ['has no escaped ampersands', '?a=1&amp;b=2', '?a=1&b=2'],
    ['has no fragment', 'a#comment', 'a'],
    ['keeps a hash route', '#/letter?b=2&a=1&utm_source=x', '#/letter?a=1&b=2'],
    ['keeps a hashbang', '#!/letter/1/', '#!/letter/1'],
    ['has no empty hash route', '#/', ''],
    ['has its escapes in upper case', '%e4%bd%a0/%41%7e', '%E4%BD%A0/A~'],
    ['escapes Chinese', '你?q=好', '%E4%BD%A0?q=%E5%A5%BD'],
    ['keeps two values in GBK apart', '?kw=%d6%d0', '?kw=%D6%D0'],
  ])('%s', (_, path, canonical) => {
    expect(canonicalOf(`https://example.com/${path}`)).toBe(`https://example.com/${canonical}`)
  })

  it('knows the site that registered the name', () => {
    expect(identifyUrl('https://zwfw.www.beijing.gov.cn/a')).toMatchObject({
      registrable: 'beijing.gov.cn',
      platform: null,
      short: false,
    })
  })
})

describe('canonical addresses of any URL', () => {
  const host = oneOf(
    'a.cn www.b.com.cn weibo.com m.bilibili.com b23.tv mp.weixin.qq.com c.pc.qq.com x.cn:443 x.cn:8080 WWW.Gov.CN.',
  )
  const piece = oneOf('/ . .. %2e % %%34%31 a 你 ;jsessionid=1 %e4%bd BV17x411w7KC s 123456 // : + ( " |')
  const param = oneOf(
    'a=1 b=%41 b=A amp;c=2 %61mp;c=2 utm_source=x e = pfurl=http%3A%2F%2Fa.cn%3Fx%3D1 __biz=Mz== mid=12 k=%d6 q=a+b p=2',
  )
  const fragment = oneOf(' #x #/ #/?a=1 #// #! #!/?b=2&a=1 #/a/?utm_x=1 #/id=1#2 #/%%34')
  const url = fc
    .tuple(
      fc.constantFrom('http', 'https'),
      host,
      fc.array(piece, { maxLength: 6 }),
      fc.array(param, { maxLength: 5 }),
      fragment,
    )
    .map(([scheme, at, path, query, hash]) => `${scheme}://${at}/${path.join('')}?${query.join('&')}${hash}`)

  it('are their own canonical address', () => {
    fc.assert(
      fc.property(fc.oneof(url, fc.webUrl({ withQueryParameters: true, withFragments: true })), (raw) => {
        const identity = identifyUrl(raw)
        if (!identity.ok) return
        const again = identifyUrl(identity.canonical)
        expect(again).toEqual(identity)
        expect(new URL(identity.canonical).href).toBe(identity.canonical)
        expect(identity.canonical.length).toBeLessThanOrEqual(MAX_URL_LENGTH)
      }),
      { numRuns: 2_000 },
    )
  })

  it('do not depend on the order of parameters', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(host, names, fc.string(), (at, params, value) => {
        const ask = (list: string[]) =>
          identifyUrl(`https://${at}/x?${list.map((n) => `${n}=${encodeURIComponent(value)}`).join('&')}`)
        expect(ask([...params].reverse())).toEqual(ask(params))
      }),
    )
  })

  it('are given or refused for any text, never thrown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => typeof identifyUrl(`https://${text}`).ok === 'boolean'),
    )
  })
})

describe('the identity of a text without a URL', () => {
  const normal = (text: string) => {
    const identity = textIdentity(text)
    return identity.ok ? identity.normal : identity.reason
  }

  test.each([
    ['punctuation and spaces', '路灯坏了 三天，没人修！！', '路灯坏了，三天没人修'],
    ['traditional characters', '路燈壞了三天沒人修理，這麼久', '路灯坏了三天没人修理，这么久'],
    ['a name that is a phrase in one script only', '陳昇反映路燈壞了', '陈昇反映路灯坏了'],
    ['full width', 'ＡＢＣ小区１２号楼停水', 'ABC小区12号楼停水'],
    ['letter case', 'WATER outage in ABC', 'water outage in abc'],
    ['invisible characters', '路\u200B灯\u202E坏\uFEFF了三天没人修', '路灯坏了三天没人修'],
    ['emoji', '路灯坏了三天没人修😡😡', '路灯坏了三天没人修'],
    ['line breaks', '路灯坏了\r\n三天没人修', '路灯坏了三天没人修'],
  ])('does not depend on %s', (_, one, other) => {
    expect(normal(one)).toBe(normal(other))
  })

  it('keeps numbers and words apart', () => {
    expect(normal('电费涨了 3.5 元真的吗')).not.toBe(normal('电费涨了 35 元真的吗'))
    expect(normal('now here is the notice')).not.toBe(normal('nowhere is the notice'))
  })

  test.each(['', '路灯坏了', '收到！！！！！！！！！', '😡😡😡😡😡😡😡😡😡', '1 2 3 4 5 6 7', '\u3164'.repeat(20)])(
    'needs eight letters, which %s has not',
    (text) => {
      expect(textIdentity(text)).toEqual({ ok: false, reason: 'too-short' })
    },
  )

  it('is its own identity', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        const identity = textIdentity(`路灯坏了三天没人修${text}`)
        expect(identity.ok && textIdentity(identity.normal)).toEqual(identity)
      }),
      { numRuns: 500 },
    )
  })
})
