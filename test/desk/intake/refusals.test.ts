// In the chat: every refusal is answered under the message that asked, with what to do instead; nothing is lost.

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCase } from '../../../src/db/cases/cases.ts'
import { inbox } from '../../../src/db/schema/schema.ts'
import { HOUR } from '../../../src/domain/calendar/instant.ts'
import { claimsOf } from '../../../src/domain/case/parts.ts'
import type { Org } from '../../../src/domain/org/org.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { ORG, POLICY } from '../../support/sample.ts'

const PEOPLE = { ...ORG, people: [...ORG.people, { key: 'guest', name: '访客', roles: [], ids: { other: 'guest' } }] }

let test: TestDesk
let thread: string
beforeEach(() => started())
afterEach(async () => {
  const states = (await test.database.db.select().from(inbox)).map(({ state }) => state)
  expect(new Set(states)).toEqual(new Set(['done']))
  await test.close()
})

async function started(org: Org = PEOPLE, policy = POLICY): Promise<void> {
  test = await TestDesk.open({ org, policy })
  thread = await test.write('li', 'duty', '积水 https://news.example/a')
  await test.settle()
}

type Way = 'waiting' | 'handling' | 'reviewing' | 'approved' | 'watching'
const WAY: [Way, string, string][] = [
  ['waiting', 'zhou', '/分办 城管'],
  ['handling', 'chen', '/签收'],
  ['reviewing', 'chen', '/拟稿 已排水。'],
  ['approved', 'lin', '/审定'],
  ['watching', 'chen', '/发布 点对点 方式：电话；时刻：2026-10-09 12:00；经办：陈宇；凭证：录音；反应：表示理解'],
]
async function reach(status: Way): Promise<void> {
  for (const [reached, who, text] of WAY) {
    await test.write(who, 'duty', text, { thread })
    await test.settle()
    if (reached === status) return
  }
}

/** What the desk answers under the very message; null where it says nothing. */
async function answerTo(who: string, text: string, { room = 'duty', inThread = true } = {}): Promise<string | null> {
  const id = await test.write(who, room, text, { thread: inThread ? thread : null })
  await test.settle()
  const said = [...test.channel.shown.values()].filter(({ outgoing }) => outgoing.thread === id)
  const [answer] = said
  if (answer === undefined) return null
  expect(said).toHaveLength(1)
  return plainText(answer.outgoing.card)
}

describe('a refusal', () => {
  it.each<[string, Way | null, string, string, RegExp]>([
    ['not-registered', null, 'stranger', '/分办 城管', /登记/u],
    ['not-authorised', null, 'li', '/分办 城管', /值班员/u],
    ['wrong-status', null, 'chen', '/签收', /分办/u],
    ['not-claimed-yet', 'waiting', 'chen', '/拟稿 已排水', /签收/u],
    ['already-assigned', 'waiting', 'zhou', '/分办 城管局', /城管局/u],
    ['already-claimed', 'handling', 'chen', '/签收', /陈宇/u],
    ['own-draft', 'reviewing', 'chen', '/审定', /拟稿人/u],
    ['not-your-turn', 'reviewing', 'feng', '/审定', /林峰/u],
    ['unknown-case', null, 'zhou', '/签收 #999999999', /#999999999/u],
    ['unknown-department', null, 'zhou', '/分办 水利局', /城管局.*卫健委/u],
    ['unknown-level', null, 'zhou', '/等级 特大', /1 重大.*2 一般/u],
    ['missing a department', null, 'zhou', '/分办', /\/分办 单位名称/u],
    ['missing a level', null, 'zhou', '/等级', /\/等级/u],
    ['missing a text', null, 'zhou', '/备注', /\/备注 内容/u],
    ['missing a draft', 'handling', 'chen', '/拟稿', /\/拟稿/u],
    ['missing a date', 'handling', 'chen', '/承诺', /\/承诺 日期/u],
    ['missing a link', 'approved', 'chen', '/发布', /\/发布 答复链接/u],
    ['missing how', 'approved', 'chen', '/发布 点对点', /点对点/u],
    ['missing an opinion', 'reviewing', 'lin', '/退改', /\/退改 意见/u],
    ['too-long', null, 'zhou', `/备注 ${'长'.repeat(20_001)}`, /20001/u],
    ['bad-link that is none', 'approved', 'chen', '/发布 见公众号', /链接/u],
    ['bad-link of a script', 'approved', 'chen', '/发布 javascript:alert(1)', /链接/u],
    ['bad-link of the house', 'approved', 'chen', '/发布 http://192.168.1.1/a', /内部网络/u],
    ['bad-date', 'handling', 'chen', '/承诺 二月三十 等雨停', /二月三十/u],
    ['date-past', 'handling', 'chen', '/承诺 2026-10-08 等雨停', /已过/u],
    ['date-too-far', 'handling', 'chen', '/承诺 2036-10-08 等雨停', /最迟/u],
    ['unknown-command, misspelt', null, 'zhou', '/分班 城管', /\/分办/u],
    ['unknown-command, nothing near', null, 'zhou', '/qwertyuiop', /\/帮助/u],
    ['a command of prototypes', null, 'zhou', '/__proto__ x', /\/帮助/u],
    ['a constructor', null, 'zhou', '/constructor', /\/帮助/u],
  ])('for %s is answered (%s, %s: %s)', async (_, status, who, text, says) => {
    if (status !== null) await reach(status)
    const before = await readCase(test.database.db, 1)
    expect(await answerTo(who, text)).toMatch(says)
    const registered = who !== 'stranger'
    expect([...test.channel.shown.values()].at(-1)?.outgoing.mention).toEqual(registered ? [who] : [])
    expect(await readCase(test.database.db, 1)).toEqual(before)
  })

  it('for a case that is not named is answered with how to name one', async () => {
    expect(await answerTo('zhou', '/分办 城管', { inThread: false })).toMatch(/#23/u)
  })

  it('for a second first response says with whom the first is', async () => {
    await reach('handling')
    await answerTo('chen', '/回应 已派员到场，今日说明情况。')
    expect(await answerTo('xu', '/回应 再次说明')).toMatch(/林峰/u)
  })

  it('for a decision while several wait lists them with what to type', async () => {
    await reach('handling')
    await answerTo('chen', '/回应 已派员到场，今日说明情况。')
    await answerTo('chen', '/承诺 2wd 水泵到货后更换。')
    expect(await answerTo('lin', '/审定')).toMatch(/\/审定 首次回应或\/审定 承诺/u)
  })

  it('for what was told privately names all that is missing', async () => {
    await reach('approved')
    expect(await answerTo('chen', '/发布 点对点 方式：电话；经办：李敏')).toMatch(/时刻、凭证、反应/u)
  })

  it('for the same level again says so', async () => {
    await answerTo('zhou', '/等级 1')
    expect(await answerTo('zhou', '/等级 重大')).toMatch(/已是重大/u)
  })

  it.each([
    ['urban', 'zhou', '/分办 卫健委 #1', /值班群/u],
    ['health', 'zheng', '/签收 #1', /城管局工作群/u],
    ['leaders', 'gao', '/签收 #1', /城管局工作群/u],
  ])('in %s of a command that belongs elsewhere names the right room (%s: %s)', async (room, who, text, says) => {
    await reach('waiting')
    expect(await answerTo(who, text, { room, inThread: false })).toMatch(says)
  })

  it('for a draft that nobody could approve names the vacancy', async () => {
    await test.close()
    const people = PEOPLE.people.filter(({ key }) => ['li', 'zhou', 'lin'].includes(key))
    const departments = ORG.departments.map((each) => ({ ...each, contact: null, supervisor: null }))
    await started({ ...ORG, people, departments })
    await answerTo('zhou', '/分办 城管')
    await answerTo('lin', '/签收')
    expect(await answerTo('lin', '/拟稿 已排水。')).toMatch(/空缺/u)
  })

  it('for a promise where the plan knows none says so', async () => {
    await test.close()
    await started(PEOPLE, { ...POLICY, commitAtMost: null })
    await reach('handling')
    expect(await answerTo('chen', '/承诺 3d 等雨停')).toMatch(/不设承诺/u)
  })
})

describe('links that are none', () => {
  it.each([
    ['of 10,000 characters', `看https://news.example/${'x'.repeat(10_000)}`, /过长/u],
    ['inside the house', '看http://10.0.0.1/a', /内部网络/u],
    ['with a password', '看https://u:p@news.example/a', /密码/u],
  ])('%s are answered with why', async (_, text, says) => {
    expect(await answerTo('li', text, { inThread: false })).toMatch(says)
    expect(await readCase(test.database.db, 2)).toBeNull()
  })

  it('of a stranger are answered with how to be registered', async () => {
    expect(await answerTo('stranger', 'https://news.example/new', { inThread: false })).toMatch(/登记/u)
  })

  it.each([
    'javascript:alert(1)',
    'ftp://news.example/a',
    'www.news.example/a',
    'https://',
    '／／签收',
    '#1',
    '今天#1怎么样',
  ])('and talk (%s) get no answer', async (text) => {
    expect(await answerTo('li', text, { inThread: false })).toBeNull()
  })
})

describe('a forward', () => {
  it('is found between Chinese characters and full-width punctuation', async () => {
    await answerTo('li', '请看：https://news.example/b？？！，（https://news.example/c）。', { inThread: false })
    const found = await readCase(test.database.db, 2)
    expect(found?.posts.map(({ canonicalUrl }) => canonicalUrl)).toEqual([
      'https://news.example/b',
      'https://news.example/c',
    ])
  })

  it('of strange text is taken, and shown clean', async () => {
    await answerTo('li', '\u202e急\u0000🌊\ud83d\u0007 https://news.example/b', { inThread: false })
    expect((await readCase(test.database.db, 2))?.title).toBe('急🌊\ufffd')
  })

  it.each([
    ['a whole book with a link', `${'长'.repeat(100_001)} https://news.example/b`],
    ['a megabyte of spaces', `/分办 a${' '.repeat(1_000_000)}b`],
    ['a megabyte of one word', `/${'x'.repeat(1_000_000)}`],
    ['a megabyte of numbers', `/备注 ${'# '.repeat(500_000)}`],
    ['a megabyte of names', `${'@a '.repeat(300_000)}/签收x`],
    ['a megabyte of accents', `/备注 a${'\u0301\u0323'.repeat(20_000)}`],
  ])('%s is answered at once', async (_, text) => {
    const begun = performance.now()
    expect(await answerTo('zhou', text, { inThread: false })).toMatch(/\p{Script=Han}/u)
    expect(performance.now() - begun).toBeLessThan(5_000)
  })

  it('of a known post with a long text is counted', async () => {
    await answerTo('zhou', `${'长'.repeat(30_000)} https://news.example/a`, { inThread: false })
    expect((await readCase(test.database.db, 1))?.sightings).toBe(2)
  })

  it('of a hundred links is one case', async () => {
    const links = Array.from({ length: 100 }, (_, i) => `https://news.example/many/${i}`)
    await test.write('li', 'duty', links.join('\n'))
    await test.settle()
    expect((await readCase(test.database.db, 2))?.posts).toHaveLength(20)
    expect(test.channel.texts('duty').join()).toContain('其余80个未登记（自 https://news.example/many/20 起）')
    expect(await readCase(test.database.db, 3)).toBeNull()
  })
})

describe('two at once', () => {
  it('who claim both have claimed', async () => {
    await reach('waiting')
    const other = test.another()
    await test.write('chen', 'urban', '/签收 #1')
    await other.write('lin', 'duty', '/签收 #1')
    await Promise.all([test.settle(), other.settle()])
    await test.settle()
    const found = await readCase(test.database.db, 1)
    const claims =
      found === null
        ? []
        : claimsOf(found)
            .map(({ person }) => person)
            .sort()
    expect(claims).toEqual(['chen', 'lin'])
  })

  it('who decide on a draft: one has decided, the other is told how it stands', async () => {
    await reach('reviewing')
    const other = test.another()
    const approve = await test.write('lin', 'urban', '/审定 #1')
    const back = await other.write('lin', 'duty', '/退改 写明时间 #1')
    await Promise.all([test.settle(), other.settle()])
    await test.settle()
    const texts = [...test.channel.shown.values()]
      .filter(({ outgoing }) => [approve, back].includes(outgoing.thread ?? ''))
      .map(({ outgoing }) => plainText(outgoing.card))
    expect(texts.filter((text) => text.includes('本案现为'))).toHaveLength(1)
    expect(['approved', 'handling']).toContain((await readCase(test.database.db, 1))?.status)
  })

  it('an hour late, are still answered', async () => {
    const id = await test.write('li', 'duty', '/分办 城管', { thread })
    test.pass(HOUR)
    await test.settle()
    expect([...test.channel.shown.values()].filter(({ outgoing }) => outgoing.thread === id)).toHaveLength(1)
  })
})
