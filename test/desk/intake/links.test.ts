// Links in the chat: what is taken as it is, what is asked for, what is left over and said, and what was delivered twice.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IncomingMessage } from '../../../src/channel.ts'
import { readCase } from '../../../src/db/cases/cases.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

const said = async (
  from: string,
  room: string,
  text: string,
  more: Partial<IncomingMessage> & { id?: string } = {},
) => {
  const id = await test.write(from, room, text, more)
  await test.settle()
  return [...test.channel.shown.values()]
    .filter(({ outgoing }) => outgoing.thread === id && outgoing.replaces === null)
    .map(({ outgoing }) => plainText(outgoing.card))
    .join('\n')
}
const inDuty = (text: string, more: Partial<IncomingMessage> & { id?: string } = {}) => said('li', 'duty', text, more)
const caseOf = (number: number) => readCase(test.database.db, number)
const keysOf = async (number: number) => (await caseOf(number))?.posts.map(({ key }) => key)

describe('two posts of one site', () => {
  it.each([
    ['见https://www.example.gov.cn/通知/123.html', '第二篇https://www.example.gov.cn/公告/456.html'],
    ['https://weibo.com/\u200B1234567890/Nabcdefgh', 'https://weibo.com/\u200B1234567890/Nabcdefgi'],
    ['https://www.example.gov.cn/index?tid=积水', 'https://www.example.gov.cn/index?tid=路灯'],
    ['https：//weibo.com/1234567890/Nabcdefgh', 'weibo.com/1234567890/Nabcdefgi'],
  ])('are two cases: %s', async (one, other) => {
    await inDuty(one)
    const answer = await inDuty(other)
    expect(answer).not.toContain('已登记为')
    expect(await keysOf(1)).toHaveLength(1)
    expect(await keysOf(2)).toHaveLength(1)
    expect(await keysOf(2)).not.toEqual(await keysOf(1))
  })

  it('are two where the platform names the link, whatever it shows for it', async () => {
    const shown = 'https://www.example.gov.cn/…'
    for (const n of [123, 456]) {
      const link = `https://www.example.gov.cn/通知 公告/${n}.html`
      expect(await inDuty(`积水（见 ${link} ）${n === 1 ? shown : ''}`, { links: [link] })).not.toContain('不完整')
    }
    expect(await keysOf(1)).toEqual(['url:https://example.gov.cn/%E9%80%9A%E7%9F%A5%20%E5%85%AC%E5%91%8A/123.html'])
    expect((await caseOf(1))?.title).toBe('积水')
    expect(await keysOf(2)).toHaveLength(1)
    expect(await caseOf(3)).toBeNull()
  })
})

describe('what is no post’s link', () => {
  it.each([
    ['https://www.example.gov.cn/art/2026/…', '链接不完整，末尾已被省略'],
    ['积水 https://www.example.gov.cn/art/2026/...', '复制可公开访问的完整链接'],
    ['http://http://t.cn/A6xyZ12', '链接不完整'],
    ['http://http://t.cn/…', '链接不完整'],
    ['https://weibo.com/', '网站首页、列表页或登录页'],
    ['看看 https://www.example.gov.cn/index.html', '请打开帖文，复制其链接'],
    ['https://www.example.gov.cn/art/2026/11/', '网站首页、列表页或登录页'],
    ['https://www.zhihu.com/signin?next=%2F', '网站首页、列表页或登录页'],
    ['2.00 复制打开抖音，看看【小城的作品】学校门口积水 G@I.ip 01/07 daa:/', '请在抖音中打开帖文'],
    ['www.example.gov.cn/art/2026/art_12.html', '请复制以 https:// 开头的完整链接'],
  ])('is asked for: %s', async (text, answer) => {
    expect(await inDuty(text)).toContain(answer)
    expect(await caseOf(1)).toBeNull()
  })

  it.each(['收到', '好的，3/4 号楼马上去看', '打开窗户看看'])('is not asked for in small talk: %s', async (text) => {
    expect(await inDuty(text)).toBe('')
  })

  it('is known by the words that come with a front page, which nobody takes for another matter', async () => {
    const site = 'https://www.example.gov.cn/'
    await inDuty(`市政府网站首页打不开已经两天了 ${site}`)
    await inDuty(`网站首页的通知公告栏目出现乱码 ${site}`)
    expect(await keysOf(1)).toEqual([expect.stringMatching(/^text:/)])
    expect((await caseOf(1))?.posts[0]).toMatchObject({ url: site })
    expect(await keysOf(2)).toEqual([expect.stringMatching(/^text:/)])
  })

  it('is told beside what was taken', async () => {
    const answer = await inDuty('积水 https://news.example/a 和 https://www.example.gov.cn/art/… 和 http://10.0.0.1/x')
    expect(await keysOf(1)).toEqual(['url:https://news.example/a'])
    expect(answer).toContain('链接不完整')
    expect(answer).toContain('内部网络')
  })

  it('is told where a record holds it beside others', async () => {
    const parts = [{ text: '积水 https://news.example/a' }, { text: '全文 https://news.example/b…' }]
    expect(await inDuty('', { parts })).toContain('链接不完整')
    expect(await keysOf(1)).toEqual(['url:https://news.example/a'])
  })

  it('of a record are taken as the platform names them', async () => {
    const link = 'https://www.example.gov.cn/通知 公告/1.html'
    await inDuty('', { parts: [{ text: `积水 ${link}`, links: [link] }] })
    expect(await keysOf(1)).toEqual(['url:https://example.gov.cn/%E9%80%9A%E7%9F%A5%20%E5%85%AC%E5%91%8A/1.html'])
  })
})

describe('25 links', () => {
  it('are a case of twenty, and the five are told', async () => {
    const text = Array.from({ length: 25 }, (_, n) => `https://news.example/${n + 1}`).join('\n')
    const answer = await inDuty(text)
    expect(await keysOf(1)).toHaveLength(20)
    expect(answer).toContain('一条消息最多登记20个链接，其余5个未登记（自 https://news.example/21 起）')
  })

  it('are told in a record, too, where they cannot be posts', async () => {
    const parts = Array.from({ length: 3 }, (_, n) => ({ text: `https://10.0.0.${n}/x` }))
    const answer = await inDuty('', { parts })
    expect(answer).toContain('3个链接均无法登记')
    expect(answer).toContain('内部网络')
  })
})

describe('a forward where none are taken', () => {
  it.each([
    '积水 https://news.example/a',
    'https：//weibo.com/1234567890/Nabcdefgh',
    '2.00 复制打开抖音，看看【小城的作品】积水',
  ])('is told that nothing was registered, and where to send it: %s', async (text) => {
    const more = { direct: true, addressed: true }
    const answer = await said('li', 'dm-li', text, more)
    expect(answer).toContain('未登记：帖文请转发到值班群')
    expect(answer).not.toContain('/列表')
    expect(await caseOf(1)).toBeNull()
  })

  it('is told so in a department’s room, where the desk is called', async () => {
    expect(await said('chen', 'urban', '积水 https://news.example/a', { addressed: true })).toContain('未登记')
    expect(await said('chen', 'urban', '积水 https://news.example/a')).toBe('')
  })

  it('is told so of a picture and of a record', async () => {
    const more = { direct: true, addressed: true }
    expect(await said('li', 'dm-li', '', { ...more, parts: [{ text: 'https://news.example/a' }] })).toContain('未登记')
    expect(await said('li', 'dm-li', '你好', more)).toContain('/列表')
  })
})

describe('a message that is delivered twice under two ids', () => {
  const at = '2026-10-09T03:59:59.123Z'

  it('is one sighting, and is answered once', async () => {
    await inDuty('积水 https://news.example/a', { id: 'first', at })
    const answer = await inDuty('积水 https://news.example/a', { id: 'again', at })
    expect(answer).toBe('')
    expect((await caseOf(1))?.sightings).toBe(1)
  })

  it('is two where somebody else, another room, another instant or another post is meant', async () => {
    await inDuty('积水 https://news.example/a', { at })
    await said('zhou', 'duty', '积水 https://news.example/a', { at })
    expect((await caseOf(1))?.sightings).toBe(2)
    await inDuty('积水 https://news.example/a', { at: '2026-10-09T03:59:59.124Z' })
    expect((await caseOf(1))?.sightings).toBe(3)
    await inDuty('积水 https://news.example/b', { at })
    expect(await caseOf(2)).not.toBeNull()
  })

  it('is two where the platform tells whole seconds', async () => {
    for (const id of ['first', 'again'])
      await inDuty('积水 https://news.example/a', { id, at: '2026-10-09T03:59:59.000Z' })
    expect((await caseOf(1))?.sightings).toBe(2)
  })

  it('is one message where it holds several posts', async () => {
    const text = '积水 https://news.example/a https://news.example/b'
    await inDuty(text, { id: 'first', at })
    await inDuty(text, { id: 'again', at })
    expect((await caseOf(1))?.sightings).toBe(1)
  })
})
