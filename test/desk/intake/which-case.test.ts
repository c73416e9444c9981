// In the thread of one case, a command that names another is about that one; of several, each is done once and answered.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { importOrg, publishPolicy } from '../../../src/db/institution/institution.ts'
import { inbox, outbox } from '../../../src/db/schema/schema.ts'
import { claimsOf } from '../../../src/domain/case/parts.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { ORG, POLICY } from '../../support/sample.ts'

let test: TestDesk
/** Of #1 to #3; they wait for their department. */
let threads: string[]
beforeEach(async () => {
  test = await TestDesk.open()
  threads = []
  for (const path of ['a', 'b', 'c']) {
    threads.push(await test.write('li', 'duty', `积水 https://news.example/${path}`))
    await test.settle()
    await test.write('zhou', 'duty', `/分办 城管 #${threads.length}`)
    await test.settle()
  }
})
afterEach(() => test.close())

async function answersTo(who: string, text: string, thread: string | null = null): Promise<string[]> {
  const id = await test.write(who, 'duty', text, { thread })
  await test.settle()
  return [...test.channel.shown.values()]
    .filter(({ outgoing }) => outgoing.thread === id)
    .map(({ outgoing }) => plainText(outgoing.card))
}
const statusOf = async (number: number) => (await readCase(test.database.db, number))?.status
const countOf = async (number: number, type: string) =>
  (await readEvents(test.database.db, number)).filter((event) => event.type === type).length
const claimed = async () => {
  const found = await Promise.all([1, 2, 3].map((number) => readCase(test.database.db, number)))
  return found.flatMap((state) => (state && claimsOf(state).length > 0 ? [state.number] : []))
}

describe('in the thread of #2', () => {
  it.each([
    '/签收 #1。',
    '/签收 1',
    '/签收 【#1】',
    '/claim #1.',
    '/签收 №1',
    '/签收 ＃1号',
    '/签收 案件1',
    '/签收(#1)',
  ])('%s claims #1', async (text) => {
    await answersTo('chen', text, threads[1])
    expect(await claimed()).toEqual([1])
  })

  it.each(['/不办 #1，不属本单位', '/不办：#1 不属本单位', '/不办 不属本单位（#1）'])(
    '%s dismisses #1',
    async (text) => {
      await answersTo('zhou', text, threads[1])
      expect([await statusOf(1), await statusOf(2)]).toEqual(['dismissed', 'waiting'])
    },
  )

  it.each([
    ['/签收 #99', /没有编号为 #99/u],
    ['/签收 马上', /未能理解“\/签收”后面的“马上”，尚未执行/u],
    ['/签收 #1 马上', /请只发送 \/签收 #1；补充情况请发送 \/备注 内容/u],
    ['/签收 #1-3', /未能理解/u],
    ['/备注 #1、#3 已联系', /一次只能办理一个案件，尚未执行。请分别发送：\/备注 #1 内容、\/备注 #3 内容。/u],
    ['/备注 #12号楼漏水', /未能确定“#12号楼漏水”是否为案件编号，尚未执行/u],
    ['/签收人：王五', /您要发送的是否为 \/签收/u],
    ['/审定 但请改一处', /同意的，请只发送 \/审定；要求修改的，请发送 \/退改 意见/u],
  ])('%s is answered, and nothing is done', async (text, says) => {
    const before = await Promise.all([1, 2, 3].map((number) => readEvents(test.database.db, number)))
    expect((await answersTo('chen', text, threads[1])).join()).toMatch(says)
    const after = await Promise.all([1, 2, 3].map((number) => readEvents(test.database.db, number)))
    expect(after).toEqual(before)
  })
})

describe('several cases in one message', () => {
  it('are each done, and each is answered, in one message', async () => {
    const said = await answersTo('chen', '/签收 #3、#1')
    expect(await claimed()).toEqual([1, 3])
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^签收：2件，均已完成\n#3 积水：[\s\S]*\n#1 积水：/u)
  })

  it('are decided apart: what one refuses is said, and the others are done', async () => {
    await answersTo('chen', '/签收 #2')
    const [said = ''] = await answersTo('chen', '/签收 #1 #2 #99 #3', threads[1])
    expect(await claimed()).toEqual([1, 2, 3])
    expect(said).toMatch(/4件，完成2件，未执行2件/u)
    expect(said).toMatch(/#2 未执行：.*陈宇/u)
    expect(said).toMatch(/#99 未执行：没有编号为 #99/u)
  })

  it('are each done once, were the message killed in between and come again', async () => {
    const { db } = test.database
    const { versions } = test.desk
    const policy = versions.policy.bind(versions)
    let calls = 0
    // Killed at the second case, and once more.
    versions.policy = async (...given) => {
      calls += 1
      if (calls === 2 || calls === 4) throw new Error('killed')
      return policy(...given)
    }
    const id = await test.write('chen', 'duty', '/签收 #1 #2 #3')
    for (let round = 0; round < 4; round += 1) {
      await test.settle()
      test.pass(60_000)
    }
    await test.write('chen', 'duty', '/签收 #1 #2 #3', { id })
    await test.settle()
    expect(calls).toBeGreaterThan(4)
    expect(await Promise.all([1, 2, 3].map((number) => countOf(number, 'claimed')))).toEqual([1, 1, 1])
    const answers = (await db.select().from(outbox)).filter(({ key }) => key.includes(`done:room:${id}`))
    expect(answers).toHaveLength(1)
    expect(new Set((await db.select().from(inbox)).map(({ state }) => state))).toEqual(new Set(['done']))
  })

  it('named in another order on two instances at once do not hold each other up', async () => {
    const other = test.another()
    await test.write('chen', 'urban', '/签收 #1 #2 #3')
    await other.write('lin', 'duty', '/签收 #3 #2 #1')
    await Promise.all([test.settle(), other.settle()])
    await test.settle()
    expect(await Promise.all([1, 2, 3].map((number) => countOf(number, 'claimed')))).toEqual([2, 2, 2])
    expect((await test.database.db.select().from(inbox)).map(({ attempts }) => attempts)).not.toContain(2)
  })
})

describe('names', () => {
  it('of a level are those of the case’s own policy', async () => {
    const { db } = test.database
    const names = [
      { zh: '重大', en: 'Very' },
      { zh: '一般', en: 'Very ordinary' },
    ]
    const levels = POLICY.levels.map((level, at) => ({ ...level, name: names[at] ?? level.name }))
    await publishPolicy(db, { ...POLICY, levels }, 'second', test.now)
    const thread = await test.write('li', 'duty', '积水 https://news.example/d')
    await test.settle()
    // The case of before has no such level; in the new one it is the level that it has.
    expect((await answersTo('zhou', '/sev Very ordinary #1')).join()).toMatch(/没有“very”这一等级/u)
    await answersTo('zhou', '/sev Very ordinary tv', thread)
    const [set] = (await readEvents(db, 4)).filter(({ type }) => type === 'level-set')
    expect(set?.data).toMatchObject({ level: 2, reason: 'tv' })
  })

  it('of people and departments may hold blanks', async () => {
    const { db } = test.database
    const people = [...ORG.people, { key: 'zhang', name: 'Zhang San', roles: ['duty-officer' as const], ids: {} }]
    const [urban, health] = ORG.departments
    const departments = [urban, { ...health, name: 'Health Commission' }] as typeof ORG.departments
    await importOrg(db, { ...ORG, people, departments }, test.now)
    expect((await answersTo('zhou', '@Zhang San /列表')).join()).toMatch(/在办案件/u)
    expect((await answersTo('zhou', '@Zhang San/值班')).join()).toMatch(/现在值班/u)
    await answersTo('zhou', '/assign Health Commission with 城管局 #1')
    const assigned = (await readEvents(db, 1)).filter(({ type }) => type === 'assigned')
    expect(assigned.at(-1)?.data).toMatchObject({ lead: 'health', co: ['urban'] })
  })
})

describe('/help in the thread of a case', () => {
  it('names what its status allows this person, and asks for no number', async () => {
    const [said = ''] = await answersTo('chen', '/帮助', threads[0])
    expect(said).toMatch(/^#1 现为“待签收”/u)
    expect(said).toMatch(/\/签收/u)
    expect(said).not.toMatch(/\/拟稿|\/承诺|\/发布|\/分办|编号，例如|#编号/u)
    await answersTo('chen', '/签收', threads[0])
    const [after = ''] = await answersTo('chen', '/帮助', threads[0])
    expect(after).toMatch(/\/拟稿/u)
  })

  it('is the same for a number that is written, and refused where there is no such case', async () => {
    expect((await answersTo('zhou', '/帮助 #1')).join()).toMatch(/\/分办[\s\S]*\/不办/u)
    expect((await answersTo('li', '/help 1')).join()).toMatch(/^#1 现为/u)
    expect((await answersTo('zhou', '/帮助 #99', threads[0])).join()).toMatch(/没有编号为 #99/u)
  })
})
