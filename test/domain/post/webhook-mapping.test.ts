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
import { NEITHER, NONE, RIGHT, TWICE, WRONG } from './wrong-webhooks.ts'

const ZONE = 'Asia/Shanghai'
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

  it.each(WRONG)('with %s as %s is told what would be right, and where', (right, wrong, sentence) => {
    expect(problems(RIGHT.replace(right, wrong)).join('\n')).toMatch(new RegExp(sentence, 'm'))
  })

  it('has a name for each, and a link or a text', () => {
    expect(problems(TWICE)).toEqual([expect.stringMatching(/:18:11 .*name of another too/)])
    expect(problems(NEITHER)).toEqual([expect.stringMatching(/neither url nor text/)])
    for (const none of NONE) expect(problems(none)).toHaveLength(1)
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
