// A record of a chat that is passed on as one message: unpacked into posts, confirmed by one card, and things taken out.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { outbox } from '../../../src/db/schema/schema.ts'
import { cardShownIn } from '../../../src/desk/outbox/render.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

const PARTS = [
  { text: '幼儿园门口积水 https://weibo.com/1234567890/Nabc' },
  { text: '收到' },
  { text: '实验小学门口也积水，孩子们都趟水上学，没有人管' },
  { text: '同样的 https://www.zhihu.com/question/1,2' },
]
const record = async (from = 'li', parts = PARTS) => {
  const id = await test.write(from, 'duty', '', { parts })
  await test.settle()
  return id
}
const answersUnder = (id: string) =>
  [...test.channel.shown.values()].filter(({ outgoing }) => outgoing.thread === id && outgoing.replaces === null)
const recordRow = async () => {
  const rows = await test.database.db.select().from(outbox).where(eq(outbox.kind, 'show'))
  return rows.find(({ notice }) => (notice as { kind: string }).kind === 'record-taken')
}
const recordNow = async () => {
  const card = await cardShownIn(test.desk, 'room', (await recordRow())?.messageId ?? '')
  if (card === null) throw new Error('no such card')
  return card
}
const postsOf = async (number: number) => (await readCase(test.database.db, number))?.posts.map(({ key }) => key)
const click = (from: string, values: Record<string, string>) =>
  test.happens({
    kind: 'action',
    room: 'duty',
    direct: false,
    messageId: 'm1',
    from,
    at: test.now,
    action: 'drop',
    case: 1,
    values,
  })

describe('a record', () => {
  it('is one case of each link and text in it, and one card says what was taken', async () => {
    const id = await record()
    expect(await postsOf(1)).toEqual([
      'url:https://weibo.com/1234567890/Nabc',
      expect.stringMatching(/^text:/),
      expect.stringMatching(/^url:https:\/\/www\.zhihu\.com/),
    ])
    expect(await readCase(test.database.db, 2)).toBeNull()
    const cards = answersUnder(id).filter(({ outgoing }) => plainText(outgoing.card).includes('聊天记录'))
    expect(cards).toHaveLength(1)
    const text = plainText(await recordNow())
    expect(text).toContain('聊天记录中的3条帖文已登记为本案')
    expect(text).toContain('1. 幼儿园门口积水')
    expect(text).toContain('2. 实验小学门口也积水')
    expect(text).toContain('另有1条消息没有可登记的内容，未计入。')
  })

  it('names what was known, and answers it once', async () => {
    await test.write('zhou', 'duty', '积水 https://weibo.com/1234567890/Nabc')
    await test.settle()
    const id = await record()
    expect(await postsOf(1)).toEqual(['url:https://weibo.com/1234567890/Nabc'])
    expect(await postsOf(2)).toHaveLength(2)
    expect((await readCase(test.database.db, 1))?.sightings).toBe(2)
    expect(plainText(await recordNow())).toContain('此前已登记：#1 积水')
    const known = answersUnder(id).filter(({ outgoing }) => plainText(outgoing.card).includes('本次转报已计入'))
    expect(known).toEqual([])
  })

  it('of nothing but small talk is answered with what to do', async () => {
    const id = await record('li', [{ text: '好的' }, { text: '收到' }])
    expect(
      answersUnder(id)
        .map(({ outgoing }) => plainText(outgoing.card))
        .join(''),
    ).toContain('没有可登记的链接或文字')
    expect(await readCase(test.database.db, 1)).toBeNull()
  })

  it('all of whose links are unfit is answered once: which they are, and why', async () => {
    const parts = [
      '看 http://10.0.0.8/reply',
      '再看 https://www.example.gov.cn/',
      '同样的 http://10.0.0.8/reply',
      '收到',
    ]
    const id = await record(
      'li',
      parts.map((text) => ({ text })),
    )
    const answers = answersUnder(id).map(({ outgoing }) => plainText(outgoing.card))
    expect(answers).toHaveLength(1)
    expect(answers[0]).toContain('该聊天记录中的2个链接均无法登记')
    expect(answers[0]).toContain('http://10.0.0.8/reply（链接指向内部网络，公众无法访问）')
    expect(answers[0]).toContain('https://www.example.gov.cn/（网站首页、列表页或登录页）')
    expect(await readCase(test.database.db, 1)).toBeNull()
  })

  it('of a hundred and more links is taken up to a hundred messages, and says so', async () => {
    const many = Array.from({ length: 120 }, (_, i) => ({ text: `第${i}处 https://news.example/p/${i}` }))
    await record('li', many)
    expect(await postsOf(1)).toHaveLength(100)
    expect(plainText(await recordNow())).toContain('另有20条消息')
  })
})

describe('what does not belong to it', () => {
  it('is taken out by whoever forwarded it: the card says so, and a later forward is a matter of its own', async () => {
    await record()
    const [button] = (await recordNow()).buttons
    const options = button?.inputs[0]?.kind === 'choices' ? button.inputs[0].options : []
    expect(options).toHaveLength(3)
    await click('li', { posts: `${options[0]?.value},${options[2]?.value}` })
    expect(await postsOf(1)).toHaveLength(1)
    expect(plainText(await recordNow())).toContain('1. （已移除）幼儿园门口积水')
    expect((await recordNow()).buttons).toEqual([])
    test.pass(2_000)
    await test.settle()
    const shownAgain = test.channel.asked.filter(
      ({ replaces, card }) => replaces !== null && plainText(card).includes('已移除'),
    )
    expect(shownAgain).not.toEqual([])
    await test.write('zhou', 'duty', '积水 https://weibo.com/1234567890/Nabc')
    await test.settle()
    expect(await postsOf(2)).toEqual(['url:https://weibo.com/1234567890/Nabc'])
  })

  it('is not for another monitor to take out, but for the desk; and one post must stay', async () => {
    await record('zhou')
    const posts = (await postsOf(1)) ?? []
    await click('li', { posts: encodeURIComponent(posts[0] ?? '') })
    expect(await postsOf(1)).toHaveLength(3)
    await click('zhou', { posts: posts.map(encodeURIComponent).join(',') })
    expect(await postsOf(1)).toHaveLength(3)
    await click('gao', { posts: posts.slice(0, 2).map(encodeURIComponent).join(',') })
    expect(await postsOf(1)).toHaveLength(1)
    const events = await readEvents(test.database.db, 1)
    expect(events.filter(({ type }) => type === 'dropped')).toHaveLength(1)
  })

  it('may be named by its link, typed in the thread', async () => {
    const id = await record()
    await test.write('li', 'duty', '/移除 https://weibo.com/1234567890/Nabc', { thread: id, replyTo: id })
    await test.settle()
    expect(await postsOf(1)).toHaveLength(2)
  })
})
