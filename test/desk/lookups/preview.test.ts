// A forwarded link is asked once for what it leads to, beside the write path: the card learns what nobody has written.
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { countLookups } from '../../../src/db/cases/lookups.ts'
import { lookups } from '../../../src/db/schema/desk.ts'
import { posts } from '../../../src/db/schema/schema.ts'
import { lookupsOf } from '../../../src/desk/lookups/lookups.ts'
import { type FetchLimits, LIMITS } from '../../../src/desk/lookups/preview/fetch-page.ts'
import { previews } from '../../../src/desk/lookups/preview/preview.ts'
import { DAY, later, MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { Pages } from '../../support/pages.ts'

const SHORT = 'http://v.douyin.com/iYVcy3HZ'
const VIDEO = 'www.iesdouyin.com/share/video/7300000000000000001'
const KNOWN = 'https://www.douyin.com/video/7300000000000000001'

let test: TestDesk
let pages: Pages
beforeEach(async () => {
  test = await TestDesk.open()
  pages = await Pages.open([
    'v.douyin.com',
    'www.iesdouyin.com',
    'news.example',
    'old.example',
    't.cn',
    'www.douyin.com',
  ])
})
afterEach(async () => {
  await pages.close()
  await test.close()
})

/** Works off what is due now. */
async function look(desk = test.desk, limits: FetchLimits = LIMITS): Promise<void> {
  const worker = lookupsOf(desk, previews(desk, pages.network, limits))
  while ((await worker.round()) === 0);
  // A card is shown anew once a second at most.
  test.pass(SECOND)
  await test.settle()
}

async function forward(text: string, more: { thread?: string } = {}): Promise<void> {
  await test.write('li', 'duty', text, more)
  await test.settle()
}

const rowOf = async (n = 0) => (await test.database.db.select().from(lookups).orderBy(lookups.postId))[n]
const cards = () => test.channel.asked.map(({ card }) => plainText(card))

describe('a short link', () => {
  beforeEach(() => {
    pages.redirect('v.douyin.com/iYVcy3HZ', `http://${VIDEO}?from=app`)
    pages.html(
      `${VIDEO}?from=app`,
      `<html><head><title>抖音-记录美好生活</title>
        <meta property="og:title" content="学校门口积水无人处理 - 路人甲 - 抖音"><meta name="author" content="路人甲">
        <script type="application/ld+json">{"@type":"VideoObject","datePublished":"2026-10-09T09:30:00+08:00"}</script>`,
    )
  })

  it('gets its title and the time of publication, and the card says where they come from', async () => {
    await forward(SHORT)
    expect((await readCase(test.database.db, 1))?.title).toBe('v.douyin.com/iYVcy3HZ')
    await look()
    const state = await readCase(test.database.db, 1)
    expect(state).toMatchObject({ title: '学校门口积水无人处理', publishedAt: '2026-10-09T01:30:00.000Z' })
    expect(await test.database.db.select().from(posts)).toMatchObject([
      { title: '学校门口积水无人处理', publishedAt: '2026-10-09T01:30:00.000Z' },
    ])
    expect(cards().at(-1)).toContain('标题、发布时间为链接预览所得')
    expect(await rowOf()).toMatchObject({ state: 'done', targetKey: `url:${KNOWN}` })
  })

  it('is asked for once, with no cookie and no other page, however often it is forwarded', async () => {
    await forward(SHORT)
    await forward(`再转 ${SHORT}`)
    await look()
    await look()
    expect(pages.asked).toEqual(['v.douyin.com/iYVcy3HZ', `${VIDEO}?from=app`])
    expect(pages.headers.every(({ cookie, referer }) => cookie === undefined && referer === undefined)).toBe(true)
  })

  it('leaves the poster nowhere', async () => {
    await forward(SHORT)
    await look()
    const record = JSON.stringify([await readCase(test.database.db, 1), await readEvents(test.database.db, 1, 0, 100)])
    expect(record + cards().join()).not.toContain('路人甲')
  })

  it('that leads to a post of another case is suggested, and never merged', async () => {
    await forward(`积水 ${KNOWN}`)
    await forward(`请核实 ${SHORT}`)
    await look()
    expect((await readCase(test.database.db, 2))?.likes).toMatchObject([{ number: 1, how: 'link' }])
    expect((await readCase(test.database.db, 2))?.status).toBe('triage')
    expect(cards().join('\n')).toContain('可能与 #1')
  })

  it('is found the same by the post that comes after it, too', async () => {
    await forward(`请核实 ${SHORT}`)
    await look()
    pages.html('www.douyin.com/video/7300000000000000001', '<title>抖音</title>')
    await forward(`积水 ${KNOWN.replace('https', 'http')}`)
    await look()
    expect((await readCase(test.database.db, 2))?.likes).toMatchObject([{ number: 1, how: 'link' }])
  })
})

it('what a person wrote stays; a page in GBK that names another encoding is read', async () => {
  // 积水无人处理, in GB18030.
  const title = Buffer.from('bbfdcbaecedec8cbb4a6c0ed', 'hex')
  pages.html('old.example/a/1.html', Buffer.concat([Buffer.from('<title>'), title, Buffer.from('</title>')]))
  await forward('http://old.example/a/1.html')
  await look()
  expect((await readCase(test.database.db, 1))?.title).toBe('积水无人处理')
  pages.html('news.example/a/2.html', '<title>页面上的题</title>')
  await forward('转报人写的题 http://news.example/a/2.html')
  await look()
  expect((await readCase(test.database.db, 2))?.title).toBe('转报人写的题')
})

it('personal data on a page is masked before it is kept', async () => {
  pages.html('news.example/a/3.html', '<title>积水请致电13812345678</title>')
  await forward('http://news.example/a/3.html')
  await look()
  expect((await readCase(test.database.db, 1))?.title).toBe('积水请致电138****5678')
})

describe('what may not be asked', () => {
  it.each([
    ['the metadata of a cloud', 'http://169.254.169.254/latest/meta-data/'],
    ['loopback', 'http://127.0.0.1/'],
    ['loopback as one number', 'http://2130706433/'],
    ['IPv6 loopback', 'http://[::1]/'],
    ['a mapped address', 'http://[::ffff:10.0.0.1]/'],
    ['NAT64', 'http://[64:ff9b::a9fe:a9fe]/'],
    ['link-local', 'http://[fe80::1]/'],
    ['another port', 'http://news.example:8080/'],
    ['another scheme', 'file:///etc/passwd'],
    ['a name with a password', 'http://a:b@news.example/'],
    ['a name that resolves to a private range', 'http://inside.example/x'],
    ['a name of which one address is private', 'http://both.example/x'],
    ['a name that resolves to a mapped address', 'http://mapped.example/x'],
  ])('%s: the redirect is not followed, and that is given up at once', async (_what, location) => {
    pages.names.set('inside.example', ['10.1.2.3'])
    pages.names.set('both.example', ['203.119.1.1', '192.168.1.1'])
    pages.names.set('mapped.example', ['::ffff:127.0.0.1'])
    pages.redirect('t.cn/A6xyZ12', location)
    await forward('http://t.cn/A6xyZ12')
    await look()
    expect(await rowOf()).toMatchObject({ state: 'given-up', attempts: 1 })
    expect(pages.asked).toEqual(['t.cn/A6xyZ12'])
    expect(await countLookups(test.database.db, later(test.now, -DAY))).toEqual([
      { kind: 'preview', state: 'given-up', count: 1 },
    ])
  })

  it('redirects in a circle: after three no other is followed', async () => {
    pages.redirect('t.cn/A6xyZ12', 'http://t.cn/B')
    pages.redirect('t.cn/B', 'http://t.cn/A6xyZ12')
    await forward('http://t.cn/A6xyZ12')
    await look()
    expect(pages.asked).toHaveLength(4)
    expect(await rowOf()).toMatchObject({ state: 'given-up', error: 'more than 3 redirects', targetKey: null })
  })
})

describe('a page that does harm', () => {
  it('that comes a drop at a time ends with the time that it is given', async () => {
    pages.pages.set('news.example/slow', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      const drip = setInterval(() => response.write('<p>'), 5)
      response.on('close', () => clearInterval(drip))
    })
    await forward('http://news.example/slow')
    await look(test.desk, { ...LIMITS, ms: 60 })
    expect(await rowOf()).toMatchObject({ state: 'waiting', attempts: 1, error: 'no page within 60 ms' })
  })

  it('that unpacks to a gigabyte is read as far as two megabytes', async () => {
    const head = '<title>积水无人处理</title>'
    pages.html('news.example/bomb', gzipSync(head + '\0'.repeat(40_000_000)), { 'content-encoding': 'gzip' })
    await forward('http://news.example/bomb')
    await look()
    expect((await readCase(test.database.db, 1))?.title).toBe('积水无人处理')
  })

  it.each([
    ['not packed as it says', { 'content-encoding': 'gzip' }],
    ['packed twice', { 'content-encoding': 'gzip, gzip' }],
    ['packed in no known way', { 'content-encoding': 'zstd' }],
  ])('%s is tried again, and given up after three times', async (_what, headers) => {
    pages.html('news.example/odd', '<title>题</title>', headers)
    await forward('http://news.example/odd')
    for (let hour = 0; hour < 3; hour += 1) {
      await look()
      test.pass(60 * MINUTE)
    }
    expect(await rowOf()).toMatchObject({ state: 'given-up', attempts: 3 })
    expect(pages.asked).toHaveLength(3)
    expect((await readCase(test.database.db, 1))?.learned).toEqual([])
  })

  it('that is no page, or not there, tells nothing', async () => {
    pages.html('news.example/a.pdf', '%PDF-1.4', { 'content-type': 'application/pdf' })
    await forward('http://news.example/a.pdf')
    await forward('http://news.example/gone')
    await look()
    expect([(await rowOf(0))?.state, (await rowOf(1))?.state]).toEqual(['done', 'done'])
    expect((await readCase(test.database.db, 2))?.title).toBe('news.example/gone')
  })
})

it('what an instance had in hand when it was killed, another looks at when the lease is over', async () => {
  pages.html('news.example/a/4.html', '<title>积水无人处理</title>')
  await forward('http://news.example/a/4.html')
  const killed = lookupsOf(test.desk, { kind: 'preview', most: 1, leaseMs: MINUTE, look: () => new Promise(() => {}) })
  void killed.round()
  await expect.poll(async () => (await rowOf())?.state).toBe('working')
  const other = test.another().desk
  await look(other)
  expect(pages.asked).toEqual([])
  test.pass(2 * MINUTE)
  await look(other)
  expect((await readCase(test.database.db, 1))?.title).toBe('积水无人处理')
})

it('a link that came in more than a day ago is not asked for any more', async () => {
  pages.html('news.example/a/5.html', '<title>积水无人处理</title>')
  await forward('http://news.example/a/5.html')
  test.pass(DAY + MINUTE)
  await look()
  expect(pages.asked).toEqual([])
})
