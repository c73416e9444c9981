// Many posts at once: lists and tables in the duty room become cases, a row each, and one card says what became of all.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IncomingFile } from '../../../src/channel.ts'
import { readCase } from '../../../src/db/cases/cases.ts'
import { batches } from '../../../src/db/schema/batches.ts'
import { sightings } from '../../../src/db/schema/schema.ts'
import { SECOND } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { xlsx } from '../../support/xlsx.ts'

let test: TestDesk
let files: IncomingFile[]
beforeEach(async () => {
  test = await TestDesk.open()
  files = []
  Object.assign(test.channel, {
    isPartial: (incoming: { files?: unknown }) => incoming.files !== undefined,
    resolve: async (incoming: object) => ({ ...incoming, files }),
  })
})
afterEach(() => test.close())

const stateOf = (number: number) => readCase(test.database.db, number)
const said = async (text: string, more: object = {}, from = 'li') => {
  const id = await test.write(from, 'duty', text, more)
  await test.settle()
  return id
}
const dropped = (bytes: Uint8Array, name = '今日舆情.xlsx', more: object = {}) => {
  files = [{ kind: 'file', name, bytes }]
  return said('', { files: [], ...more })
}
const answersUnder = (id: string) =>
  [...test.channel.shown.values()]
    .filter(({ outgoing }) => outgoing.thread === id)
    .map(({ outgoing }) => plainText(outgoing.card))
const sightingsOf = async (number: number) =>
  (await test.database.db.select().from(sightings).where(eq(sightings.caseNumber, number))).length
const cards = () => test.channel.texts('duty').filter((text) => text.includes('最近动态'))

const HEAD = ['标题', '作者', '链接', '发布时间', '阅读']
const row = (n: number) => [`第${n}处积水`, `路人${n}`, `https://news.example/${n}`, '2026-10-09 09:20', n]
const many = (count: number) => xlsx({ rows: [HEAD, ...Array.from({ length: count }, (_, n) => row(n + 1))] })

describe('a list in the duty room', () => {
  const LIST = '幼儿园门口积水\thttps://news.example/a\t10-09 09:20\n停电三小时\thttps://news.example/b\t10-09 10:00'

  it('is a case a line, and one card beneath it says which', async () => {
    const id = await said(LIST)
    expect(await stateOf(1)).toMatchObject({ title: '幼儿园门口积水', publishedAt: '2026-10-09T01:20:00.000Z' })
    expect(await stateOf(2)).toMatchObject({ title: '停电三小时', publishedAt: '2026-10-09T02:00:00.000Z' })
    expect(answersUnder(id)).toEqual([
      '所发列表：新登记2件\n#1 幼儿园门口积水\n#2 停电三小时\n请值班员研判分办，例如：/分办 #编号 单位名称。',
    ])
    expect(cards()).toHaveLength(2)
  })

  it('counts what is known at its case', async () => {
    await said('停电 https://news.example/b')
    const id = await said(LIST, {}, 'zhou')
    expect(await stateOf(1)).toMatchObject({ sightings: 2 })
    expect(answersUnder(id).join()).toContain('新登记1件、再次转报1条')
    expect(answersUnder(id).join()).toContain('此前已登记：#1')
  })

  it('of share texts keeps no poster', async () => {
    await said(
      '78 【幼儿园门口积水 - 路人甲 | 小红书 - 你的生活指南】 😆 AbCdEf 😆 https://www.xiaohongshu.com/explore/1\n停电三小时 - 知乎 https://www.zhihu.com/question/1',
    )
    expect((await stateOf(1))?.title).toBe('幼儿园门口积水')
    expect((await stateOf(2))?.title).toBe('停电三小时')
    expect(JSON.stringify(await stateOf(1))).not.toContain('路人甲')
  })

  it('in the thread of a case is of that case', async () => {
    const root = await said('积水 https://news.example/x')
    await said(LIST, { thread: root })
    expect((await stateOf(1))?.posts.map(({ title }) => title)).toEqual(['积水', '幼儿园门口积水', '停电三小时'])
    expect(await stateOf(2)).toBeNull()
  })

  it('of links with one title that several cases know is told by one card', async () => {
    await said('积水 https://news.example/a')
    await said('停电 https://news.example/b')
    const id = await said('都在说这里 https://news.example/a https://news.example/b https://news.example/c', {}, 'zhou')
    const answers = answersUnder(id).filter((text) => !text.includes('最近动态'))
    expect(answers).toHaveLength(1)
    expect(answers[0]).toContain('这条消息中的1条帖文已登记：')
    expect(answers[0]).toContain('此前已登记：#1 积水')
    expect(answers[0]).toContain('此前已登记：#2 停电')
    expect((await stateOf(1))?.sightings).toBe(2)
    expect(await stateOf(3)).toMatchObject({ posts: [{ key: 'url:https://news.example/c' }] })
  })

  it('is not what several links with one title are: those are one matter', async () => {
    await said('幼儿园门口积水，多处转发\nhttps://news.example/a\nhttps://news.example/b')
    expect((await stateOf(1))?.posts).toHaveLength(2)
    expect(await stateOf(2)).toBeNull()
  })
})

describe('a table in the duty room', () => {
  it('is registered row by row, with its time and figures and without whoever posted', async () => {
    const id = await dropped(many(2))
    expect(await stateOf(2)).toMatchObject({
      title: '第2处积水',
      publishedAt: '2026-10-09T01:20:00.000Z',
      metrics: { reads: 2 },
      posts: [{ key: 'url:https://news.example/2' }],
    })
    expect(answersUnder(id)).toHaveLength(1)
    expect(answersUnder(id)[0]).toContain('表格“今日舆情.xlsx”：新登记2件')
    expect(answersUnder(id)[0]).toContain('发帖人信息不予接收：作者。')
    expect(JSON.stringify([await stateOf(1), await test.database.db.select().from(batches)])).not.toContain('路人')
  })

  it('that comes again counts nothing twice; of a mended one only what is new counts', async () => {
    await dropped(many(3))
    const again = await dropped(many(3))
    expect(answersUnder(again).join()).toContain('：此前已计入3行')
    const more = await dropped(many(4))
    expect(answersUnder(more).join()).toContain('新登记1件、此前已计入3行')
    expect(await Promise.all([1, 2, 3, 4].map(sightingsOf))).toEqual([1, 1, 1, 1])
    expect((await stateOf(1))?.sightings).toBe(1)
  })

  it('of more than ten is told by the one card; a case is shown with what happens to it next', async () => {
    const id = await dropped(many(12))
    expect(cards()).toEqual([])
    expect(answersUnder(id)[0]).toContain('新登记12件')
    await said('/分办 #12 城管', {}, 'zhou')
    test.pass(2 * SECOND)
    await test.settle()
    expect(cards()).toHaveLength(1)
    expect(cards()[0]).toContain('#12')
  })

  it('tells by the cell what was not taken', async () => {
    const id = await dropped(
      xlsx({
        rows: [HEAD, row(1), ['没有链接', '', 'weibo', '', 1], ['三处积水', '', 'https://news.example/3', '上回', 1]],
      }),
    )
    const [answer = ''] = answersUnder(id)
    expect(answer).toContain('新登记2件、未登记1行')
    expect(answer).toContain('C3：不是完整的链接（weibo）')
    expect(answer).toContain('D4：时间无法识别（上回），请写成 2026-11-30 09:30，此项未采用')
    expect(answer).toContain('未登记的请改正后重发整个表格，已登记的不会重复计入。')
  })

  it('is taken as a CSV, in GBK as well', async () => {
    const gbk = Buffer.concat([
      Buffer.from('b1eacce22cc1b4bdd30d0a', 'hex'),
      Buffer.from('d3d7b6f9d4b0c3c5bfdabbfdcbae2c', 'hex'),
      Buffer.from('https://news.example/a'),
    ])
    await dropped(gbk, 'a.csv')
    expect((await stateOf(1))?.title).toBe('幼儿园门口积水')
    await dropped(Buffer.from('\uFEFFtitle,url\n停电三小时,https://news.example/b'), 'b.CSV')
    expect((await stateOf(2))?.title).toBe('停电三小时')
  })

  it.each([
    ['has no headings', () => xlsx({ rows: [['一', '二']] }), 'a.xlsx', '没有找到“标题”“链接”等列（第一行为：一、二）'],
    ['has too many rows', () => many(1_001), 'a.xlsx', '共1001行，一次最多1000行，请拆分后分次发送'],
    [
      'is of the old kind',
      () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      'a.xls',
      '是旧版格式或加了密码',
    ],
  ])('that %s is answered with what to do', async (_name, bytes, name, answer) => {
    const id = await dropped(bytes(), name)
    expect(answersUnder(id).join()).toContain(answer)
    expect(await stateOf(1)).toBeNull()
  })

  it('in the thread of a case is a file of that case', async () => {
    const root = await said('积水 https://news.example/x')
    await dropped(many(2), '材料.xlsx', { thread: root })
    expect((await stateOf(1))?.files.map(({ name }) => name)).toEqual(['材料.xlsx'])
    expect(await stateOf(2)).toBeNull()
  })
})

describe('what stops in the middle', () => {
  it('goes on where it was, in whichever process', async () => {
    const { desk, database } = test
    const before = desk.database
    let transactions = 0
    // The third transaction after the message's own never ends: the process is gone.
    const dying = new Proxy(database.db, {
      get(target, name) {
        if (name !== 'transaction') return Reflect.get(target, name, target)
        return (work: (tx: unknown) => Promise<unknown>) =>
          target.transaction(async (tx) => {
            transactions += 1
            const done = await work(tx)
            if (transactions > 2) throw Object.assign(new Error('killed'), { code: '57P01' })
            return done as never
          })
      },
    })
    desk.database = { ...before, db: dying } as typeof before
    files = [{ kind: 'file', name: 'a.xlsx', bytes: many(25) }]
    await test.write('li', 'duty', '', { files: [] })
    await expect(test.settle()).rejects.toThrow('killed')
    desk.database = before
    expect(await stateOf(11)).toBeNull()
    const other = test.another()
    await other.settle()
    expect(await stateOf(25)).not.toBeNull()
    expect(await Promise.all(Array.from({ length: 25 }, (_, n) => sightingsOf(n + 1)))).toEqual(Array(25).fill(1))
    const [batch] = await database.db.select().from(batches)
    expect(batch).toMatchObject({ rows: null, next: 25, total: 25 })
    expect(test.channel.texts('duty').filter((text) => text.includes('新登记25件'))).toHaveLength(1)
  })

  it('at a row that cannot be registered leaves that one out, and says so', async () => {
    await said('积水 https://news.example/2')
    // A row's post that is committed without a case is a bug: nothing can be done with it.
    await test.database.db.execute("update posts set case_number = null where key = 'url:https://news.example/2'")
    const id = await dropped(many(3))
    for (let tries = 0; tries < 8; tries += 1) {
      test.pass(10 * SECOND)
      await test.settle()
    }
    const answer = answersUnder(id).join()
    expect(answer).toContain('新登记2件、未登记1行')
    expect(answer).toContain('第3行：登记时出错，请单独转报（第2处积水）')
  })
})
