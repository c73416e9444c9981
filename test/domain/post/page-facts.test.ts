// What a page says of itself becomes a title without the site and the poster, and a time that can be read.
import { describe, expect, it } from 'vitest'
import { type PageFacts, postOfPage } from '../../../src/domain/post/preview/page-facts.ts'
import { writtenTime } from '../../../src/domain/post/preview/written-time.ts'

const page = (title: string, metas: Record<string, string> = {}, linked: PageFacts['linked'] = []): PageFacts => ({
  title,
  metas,
  linked,
})

describe('a title', () => {
  it.each([
    ['学校门口积水无人处理_哔哩哔哩_bilibili', 'https://www.bilibili.com/video/BV1xx411c7mD', {}],
    ['学校门口积水无人处理 - 知乎', 'https://zhuanlan.zhihu.com/p/12345', {}],
    [
      '学校门口积水无人处理 - 路人甲 - 示例新闻',
      'https://news.example/a/1',
      { author: '路人甲', 'og:site_name': '示例新闻' },
    ],
    ['路人甲：学校门口积水无人处理', 'https://news.example/a/1', { author: '路人甲' }],
    ['学校门口积水无人处理（路人甲）', 'https://news.example/a/1', { 'article:author': '路人甲' }],
  ])('%s', (title, url, metas) => {
    expect(postOfPage(page(title, metas as Record<string, string>), url).title).toBe('学校门口积水无人处理')
  })

  it('is Open Graph’s before the page’s own, and the headline of JSON-LD where there is none', () => {
    expect(postOfPage(page('站点', { 'og:title': '积水无人处理' }), 'https://a.example/1').title).toBe('积水无人处理')
    const linked = [{ headline: '路灯坏了', author: { name: '路人甲' } }]
    expect(postOfPage(page('', {}, linked), 'https://a.example/1').title).toBe('路灯坏了')
  })

  it.each([
    '登录 - 知乎', '安全验证', 'Sina Visitor System', '404 Not Found', '抖音-记录美好生活', '百度安全验证', '页面不存在', 'Just a moment...',
    '微博', '小红书 - 你的生活兴趣社区', '该内容已被删除', '', '———',
  ])('is none of a page that one is stopped at: %s', (title) => {
    expect(postOfPage(page(title), 'https://a.example/1').title).toBe('')
  }) // biome-ignore format: a list of words

  it('is the description’s without what the platform puts behind it', () => {
    const metas = {
      'og:title': '抖音-记录美好生活',
      description: '学校门口积水无人处理 - 路人甲于20261009发布在抖音，已经收获了12.3万个喜欢',
    }
    expect(postOfPage(page('', metas), 'https://www.douyin.com/video/7300000000000000001').title).toBe(
      '学校门口积水无人处理',
    )
  })

  it('keeps a name that is the institution’s own', () => {
    expect(postOfPage(page('@周洁：请看积水'), 'https://a.example/1', ['周洁']).title).toContain('周洁')
  })
})

describe('a time', () => {
  it.each([
    ['2026-10-09T09:30:15+08:00', '2026-10-09 09:30+08:00'],
    ['2026-10-09T01:30:15.123Z', '2026-10-09 01:30Z'],
    ['2026-10-09T09:30:15+0800', '2026-10-09 09:30+08:00'],
    ['2026年10月9日 09:30', '2026-10-09 09:30'],
    ['2026/10/9', '2026-10-09'],
    ['1791509400', '2026-10-09 01:30Z'],
    ['yesterday', ''],
    ['20261009', ''],
  ])('%s', (given, read) => {
    expect(writtenTime(given)).toBe(read)
  })
})
