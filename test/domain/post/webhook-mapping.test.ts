// The file of webhooks, and how what is pushed is read by it.
import { describe, expect, it } from 'vitest'
import {
  applyMapping,
  instantCalled,
  parsePath,
  pathText,
  type TimeFormat,
  valueAt,
} from '../../../src/domain/post/webhook-mapping.ts'
import { readWebhooks } from '../../../src/domain/post/webhook-mapping-file.ts'
import { problemLine } from '../../../src/wording/mistakes/index.ts'

const ZONE = 'Asia/Shanghai'
const RIGHT = `webhooks:
  - name: news-watch
    secret-env: NEWS_WATCH_SECRET
    signature: { header: X-Signature, algorithm: hmac-sha256, encoding: hex, prefix: "sha256=" }
    timestamp: { header: X-Timestamp }
    items: data.list
    id: id
    time-format: YYYY-MM-DD HH:mm:ss
    map:
      url: [link, mobile.link]
      title: title
      text: content
      platform: { value: 微博 }
      publishedAt: published
      discoveredAt: { path: [seen, found], time-format: unix-milliseconds }
      metrics: { reads: stats.reads, comments: "stats.list[0]" }
      level: { value: 2 }
`
const problems = (text: string) => {
  const read = readWebhooks(text, 'w.yaml')
  return read.ok ? [] : read.problems.map((each) => problemLine(each, 'en'))
}

describe('a file of webhooks', () => {
  it('is read', () => {
    const read = readWebhooks(RIGHT, 'w.yaml')
    expect(read.ok && read.hooks).toEqual([
      {
        name: 'news-watch',
        secretEnv: 'NEWS_WATCH_SECRET',
        signature: { header: 'x-signature', encoding: 'hex', prefix: 'sha256=' },
        timestamp: { header: 'x-timestamp', format: 'unix-seconds', toleranceMs: 300_000 },
        items: ['data', 'list'],
        id: ['id'],
        map: {
          url: { paths: [['link'], ['mobile', 'link']], format: null },
          title: { paths: [['title']], format: null },
          text: { paths: [['content']], format: null },
          platform: { value: '微博' },
          publishedAt: { paths: [['published']], format: 'YYYY-MM-DD HH:mm:ss' },
          discoveredAt: { paths: [['seen'], ['found']], format: 'unix-milliseconds' },
          'metrics.reads': { paths: [['stats', 'reads']], format: null },
          'metrics.comments': { paths: [['stats', 'list', 0]], format: null },
          level: { value: 2 },
        },
      },
    ])
  })

  it.each<[string, string, RegExp]>([
    ['title: title', 'titel: title', /^w\.yaml:11:7 webhooks\[1\]\.map: .*did you mean "title"\?$/],
    ['title: title', 'author: name', /^w\.yaml:11:7 .*there is no key "author" here/],
    [
      'title: title',
      'title: user.name',
      /^w\.yaml:11:14 webhooks\[1\]\.map\.title: "user\.name" tells who posted.*principle/,
    ],
    [
      '[link, mobile.link]',
      '[link, author.url]',
      /^w\.yaml:10:19 webhooks\[1\]\.map\.url\[2\]: "author\.url" tells who posted/,
    ],
    ['title: title', 'title: 作者', /^w\.yaml:11:14 .*tells who posted/],
    ['title: title', 'title: a b', /^w\.yaml:11:14 .*"a b" is not a path/],
    ['title: title', 'title: a[x]', /^w\.yaml:11:14 .*is not a path/],
    ['title: title', 'title: 7', /^w\.yaml:11:14 .*7 is not a path: write link/],
    ['title: title', 'title: { valeu: x }', /^w\.yaml:11:16 .*did you mean "value"\?/],
    ['title: title', 'title: []', /^w\.yaml:11:14 .*list is empty/],
    ['title: title', 'title:', /^w\.yaml:11:7 .*nothing is written here/],
    ['unix-milliseconds', 'unix', /^w\.yaml:15:57 .*"unix" is not a form of time: .*[Ww]rite one of iso/],
    ['time-format: YYYY-MM-DD HH:mm:ss', 'time-format: DD.MM.YYYY', /^w\.yaml:8:18 .*is not a form of time/],
    ['secret-env: NEWS_WATCH_SECRET', 'secret: abc', /"secret-env" is missing/],
    ['NEWS_WATCH_SECRET', 's3cret-value', /^w\.yaml:3:17 .*the secret itself never stands here/],
    ['NEWS_WATCH_SECRET', 'ZHIBAN_API_TOKEN', /^w\.yaml:3:17 .*desk's own/],
    ['hmac-sha256', 'md5', /^w\.yaml:4:50 .*is not a way to sign/],
    ['X-Timestamp }', 'X-Timestamp, tolerance: 2h }', /^w\.yaml:5:50 .*at most 1h/],
    ['X-Timestamp }', 'X-Timestamp, tolerance: 1wd }', /^w\.yaml:5:50 .*at most 1h/],
    ['name: news-watch', 'name: News Watch', /^w\.yaml:2:11 .*is not a name/],
    ['items: data.list', 'items: data..list', /^w\.yaml:6:12 .*is not a path/],
  ])('with %s as %s is told what would be right, and where', (right, wrong, sentence) => {
    expect(problems(RIGHT.replace(right, wrong)).join('\n')).toMatch(new RegExp(sentence, 'm'))
  })

  it('has a name for each, and a link or a text', () => {
    expect(problems(RIGHT + RIGHT.slice('webhooks:\n'.length))).toEqual([
      expect.stringMatching(/:18:11 .*name of another too/),
    ])
    const neither = RIGHT.replace(/\n {6}url:.*/, '').replace(/\n {6}text:.*/, '')
    expect(problems(neither)).toEqual([expect.stringMatching(/neither url nor text/)])
    expect(problems('')).toHaveLength(1)
    expect(problems('webhooks: []')).toHaveLength(1)
    expect(problems('- a')).toHaveLength(1)
  })
})

describe('a path', () => {
  it.each([
    ['a', ['a']],
    ['a.b', ['a', 'b']],
    ['a[0].b[12]', ['a', 0, 'b', 12]],
    ['[0]', [0]],
    ['[0].a', [0, 'a']],
    ['正文.标题', ['正文', '标题']],
    ['a-b_c.d:e', ['a-b_c', 'd:e']],
    ['$', []],
  ])('%s is read, and written the same', (text, steps) => {
    expect(parsePath(text)).toEqual(steps)
    if (steps.length > 0) expect(pathText(steps)).toBe(text)
  })

  it.each(['', ' ', 'a.', '.a', 'a..b', 'a[]', 'a[-1]', 'a[x]', 'a b', '$.a', 'a[1', 'a]', 'a[1]b'])(
    'is not %j',
    (text) => {
      expect(parsePath(text)).toBeNull()
    },
  )

  it('leads to what the document itself has, and nowhere else', () => {
    const document = { a: [{ b: 1 }], 0: 'x' }
    expect(valueAt(document, ['a', 0, 'b'])).toBe(1)
    for (const steps of [
      ['a', 'length'],
      ['constructor'],
      ['__proto__'],
      ['a', '0'],
      [0],
      ['a', 1, 'b'],
      ['a', 0, 'b', 'c'],
    ])
      expect(valueAt(document, steps)).toBeUndefined()
  })
})

describe('a time', () => {
  it.each<[unknown, TimeFormat, string | null]>([
    ['2026-10-09T09:20:00+08:00', 'iso', '2026-10-09T01:20:00.000Z'],
    ['2026-10-09T01:20:00Z', 'iso', '2026-10-09T01:20:00.000Z'],
    ['2026-10-09T09:20:00', 'iso', null],
    [1791504000, 'unix-seconds', '2026-10-09T00:00:00.000Z'],
    ['1791504000', 'unix-seconds', '2026-10-09T00:00:00.000Z'],
    [1791504000.5, 'unix-seconds', '2026-10-09T00:00:00.500Z'],
    [1791504000000, 'unix-milliseconds', '2026-10-09T00:00:00.000Z'],
    ['2026-10-09 09:20:00', 'YYYY-MM-DD HH:mm:ss', '2026-10-09T01:20:00.000Z'],
    ['2026-02-30 09:20:00', 'YYYY-MM-DD HH:mm:ss', null],
    ['2026-10-09 24:00:00', 'YYYY-MM-DD HH:mm:ss', null],
    ['2026-10-09', 'YYYY-MM-DD HH:mm:ss', null],
    [20261009, 'YYYY-MM-DD HH:mm:ss', null],
    ['', 'unix-seconds', null],
    ['0x10', 'unix-seconds', null],
    [1e300, 'unix-seconds', null],
    ['999999999999999', 'unix-seconds', null],
    [{}, 'iso', null],
    [null, 'unix-milliseconds', null],
  ])('%j as %s is %s', (value, format, at) => {
    expect(instantCalled(value, format, ZONE)).toBe(at)
  })
})

describe('a mapping', () => {
  const map = {
    url: { paths: [['link'], ['mobile', 'link']], format: null },
    title: { paths: [['title']], format: null },
    level: { paths: [['grade']], format: null },
    'metrics.reads': { paths: [['reads']], format: null },
    platform: { value: '微博' },
  }
  const applied = (item: unknown) => applyMapping(map, item, ['list', 2], ZONE)

  it('takes the first that is there, and tells where each was found', () => {
    const mapped = applied({
      link: '',
      mobile: { link: 'https://a.example/' },
      title: 'x'.repeat(600),
      grade: 2,
      reads: '7',
    })
    if (!mapped.ok) throw new Error(mapped.misread.message)
    expect(mapped.body).toEqual({
      url: 'https://a.example/',
      title: 'x'.repeat(500),
      level: '2',
      metrics: { reads: 7 },
      platform: '微博',
    })
    expect(['url', 'title', 'metrics.reads', 'text'].map(mapped.origin)).toEqual([
      'list[2].mobile.link',
      'list[2].title',
      'list[2].reads',
      'list[2]',
    ])
  })

  it.each([
    [{ link: ['a'] }, 'list[2].link', /a list where a text belongs/],
    [{ link: true }, 'list[2].link', /true where a text belongs/],
    [{ reads: '1.2万' }, 'list[2].reads', /is not a whole number/],
    [{ reads: 1.5 }, 'list[2].reads', /is not a whole number/],
  ])('of %j says what is wrong and where', (item, path, message) => {
    expect(applied(item)).toEqual({ ok: false, misread: { path, message: expect.stringMatching(message) } })
  })

  it('leaves out what is not there', () => {
    expect(applied({ title: null })).toMatchObject({ ok: true, body: { platform: '微博' } })
    expect(applied({ toString: 1 })).toMatchObject({ ok: true, body: { platform: '微博' } })
  })
})
