// What people ask of the desk: each question is answered under the message that asked, for the person who asked.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { peekSignInLink } from '../../../src/db/institution/access.ts'
import { readCurrent } from '../../../src/db/institution/institution.ts'
import { DAY, HOUR } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { ORG } from '../../support/sample.ts'

const ADMIN = { key: 'admin', name: '管理员', roles: ['admin' as const], ids: { room: 'admin' } }
const SECOND = { key: 'wang', name: '王宁', roles: ['duty-officer' as const], ids: { room: 'wang' } }

let test: TestDesk
let thread: string
beforeEach(async () => {
  test = await TestDesk.open({ org: { ...ORG, people: [...ORG.people, ADMIN, SECOND] } })
  thread = await test.write('li', 'duty', '幼儿园门口积水 https://news.example/a')
  await test.settle()
})
afterEach(() => test.close())

async function answersTo(who: string, text: string, room = 'duty', inThread = false): Promise<string[]> {
  const id = await test.write(who, room, text, { thread: inThread ? thread : null })
  await test.settle()
  return [...test.channel.shown.values()]
    .filter(({ outgoing }) => outgoing.thread === id)
    .map(({ outgoing }) => plainText(outgoing.card))
}
const answerTo = async (...asked: Parameters<typeof answersTo>) => (await answersTo(...asked)).join('\n')
const say = async (who: string, text: string, room = 'duty') => {
  await test.write(who, room, text, { thread })
  await test.settle()
}
const org = async () => {
  const { db } = test.database
  return test.desk.versions.org(db, (await readCurrent(db)).orgVersion)
}

describe('/list', () => {
  it('names open cases, the next due first', async () => {
    await test.write('li', 'duty', '路灯不亮 https://news.example/b')
    await test.settle()
    const text = await answerTo('li', '/列表')
    expect(text).toMatch(/^在办案件（2件）/u)
    expect(text.indexOf('#1')).toBeLessThan(text.indexOf('#2'))
  })

  it('names those that wait for whoever asks', async () => {
    expect(await answerTo('zhou', '/列表 我的')).toMatch(/#1/u)
    expect(await answerTo('chen', '/列表 我的')).toMatch(/目前没有/u)
    await say('zhou', '/分办 城管')
    expect(await answerTo('chen', '/list mine')).toMatch(/#1/u)
    expect(await answerTo('zheng', '/list mine')).toMatch(/目前没有/u)
    expect(await answerTo('zhou', '/list mine')).toMatch(/目前没有/u)
    await say('chen', '/签收')
    await say('chen', '/拟稿 已排水。')
    expect(await answerTo('lin', '/list mine')).toMatch(/#1/u)
    expect(await answerTo('feng', '/list mine')).toMatch(/目前没有/u)
    await say('lin', '/审定')
    expect(await answerTo('lin', '/list mine')).toMatch(/#1/u)
    await say('chen', '/发布 点对点 方式：电话；时刻：2026-10-09 12:00；经办：陈宇；凭证：录音；反应：表示理解')
    expect(await answerTo('zhou', '/list mine')).toMatch(/#1/u)
  })

  it('names what is late, and what is new', async () => {
    expect(await answerTo('zhou', '/列表 逾期')).toMatch(/目前没有/u)
    test.pass(HOUR)
    expect(await answerTo('zhou', '/列表 逾期')).toMatch(/#1.*已逾期30分钟/u)
    expect(await answerTo('zhou', '/列表 新')).toMatch(/#1/u)
    await say('zhou', '/不办 重复反映')
    expect(await answerTo('zhou', '/列表')).toMatch(/目前没有/u)
  })

  it('of a name that there is not is answered with those there are', async () => {
    expect(await answerTo('zhou', '/列表 昨天')).toMatch(/\/列表 逾期/u)
  })
})

describe('/case and /why', () => {
  it('take the case of the thread, or the one that is named', async () => {
    expect(await answerTo('li', '/案件', 'duty', true)).toMatch(/#1 幼儿园门口积水/u)
    expect(await answerTo('li', '/case 1')).toMatch(/#1/u)
    expect(await answerTo('li', '/why #1')).toMatch(/研判分办 10月9日 12:30：自10月9日 12:00（登记）起30分钟/u)
    expect(await answerTo('li', '/why #1')).toMatch(/下次催办：.*周洁/u)
  })

  it('say what is missing where there is none', async () => {
    expect(await answerTo('li', '/why')).toMatch(/请写明案件编号，例如 \/为什么 #23/u)
    expect(await answerTo('li', '/case #99')).toMatch(/没有编号为 #99/u)
  })

  it('tell that nothing runs where nothing does', async () => {
    await say('zhou', '/不办 重复')
    expect(await answerTo('li', '/why #1')).toMatch(/没有计时中的时限/u)
  })
})

describe('/help', () => {
  it('names what this person can do in this place', async () => {
    const monitor = await answerTo('li', '/帮助')
    expect(monitor).toMatch(/\/列表/u)
    expect(monitor).not.toMatch(/\/分办|\/绑定/u)
    expect(await answerTo('zhou', '/help')).toMatch(/\/分办[\s\S]*\/重办/u)
    expect(await answerTo('admin', '/help')).toMatch(/\/绑定/u)
  })
})

describe('/duty', () => {
  it('tells who is on duty; without a rota every duty officer is', async () => {
    expect(await answerTo('li', '/值班')).toMatch(/现在值班：周洁、王宁/u)
  })

  it('puts somebody on duty, to whom the desk’s reminders then go', async () => {
    expect(await answerTo('zhou', '/值班 王宁')).toMatch(/值班安排已更新：王宁/u)
    test.pass(25 * 60_000)
    await test.settle()
    const reminders = [...test.channel.shown.values()].filter(({ outgoing }) => outgoing.mention.length > 0)
    expect(reminders.map(({ outgoing }) => outgoing.mention)).toEqual([['wang']])
  })

  it('takes a shift to come, which ends the one before', async () => {
    await answerTo('zhou', '/值班 周洁')
    expect(await answerTo('zhou', '/值班 王宁 20:00 至 次日')).toMatch(/未能识别班次时间/u)
    const set = await answerTo('zhou', '/duty 王宁 20:00 至 08:00')
    expect(set).toMatch(/王宁：10月9日 20:00（今天）起，至10月10日 08:00/u)
    expect(set).toMatch(/周洁：.*至10月9日 20:00/u)
    test.pass(9 * HOUR)
    expect(await answerTo('li', '/duty')).toMatch(/现在值班：王宁。/u)
    test.pass(DAY)
    expect(await answerTo('li', '/duty')).toMatch(/现在值班：周洁、王宁/u)
  })

  it('says whose shift of the same hours it took, and takes several together', async () => {
    await answerTo('zhou', '/值班 周洁 20:00 至 08:00')
    const taken = await answerTo('zhou', '/值班 王宁 20:00 至 08:00')
    expect(taken).toMatch(/已更新：王宁/u)
    expect(taken).toMatch(/原为周洁，已由王宁代替；如需同班，请发送 \/值班 周洁、王宁/u)
    expect(taken).not.toMatch(/周洁：/u)
    const both = await answerTo('zhou', '/值班 周洁、王宁 20:00 至 08:00')
    expect(both).toMatch(/已更新：周洁、王宁/u)
    expect(both).toMatch(/周洁：.*20:00[\s\S]*王宁：.*20:00/u)
    expect(both).not.toMatch(/代替/u)
    test.pass(9 * HOUR)
    expect(await answerTo('li', '/值班')).toMatch(/现在值班：周洁、王宁。/u)
    expect(await answerTo('zhou', '/值班 周洁、某人 20:00 至 08:00')).toMatch(/未能识别班次时间“、某人 20:00”/u)
    expect(await answerTo('zhou', '/值班 周洁、陈宇 20:00 至 08:00')).toMatch(/陈宇不是值班员/u)
  })

  it('is set by the desk alone, and only with duty officers', async () => {
    expect(await answerTo('chen', '/值班 王宁')).toMatch(/须由值班员/u)
    expect(await answerTo('zhou', '/值班 陈宇')).toMatch(/不是值班员/u)
    expect(await answerTo('zhou', '/值班 某人')).toMatch(/没有找到/u)
  })
})

describe('/bind', () => {
  it('is an administrator’s alone', async () => {
    expect(await answerTo('zhou', '/绑定 城管局')).toMatch(/须由管理员/u)
  })

  it('binds a chat that is none of the org’s to a department', async () => {
    expect(await answerTo('admin', '/绑定 卫健', 'new-chat')).toMatch(/已绑定到卫健委/u)
    expect((await org()).rooms.find(({ key }) => key === 'health')).toMatchObject({ channel: 'room', id: 'new-chat' })
    await say('zhou', '/分办 卫健')
    expect(test.channel.texts('new-chat').join()).toMatch(/#1/u)
  })

  it('binds a purpose, and an account to a person', async () => {
    expect(await answerTo('admin', '/bind leaders', 'new-chat')).toMatch(/已绑定到领导群/u)
    expect(await answerTo('admin', '/bind 陈宇 chen-2')).toMatch(/已绑定到陈宇/u)
    expect((await org()).people.find(({ key }) => key === 'chen')?.ids.room).toBe('chen-2')
    expect(await answerTo('admin', '/bind 林峰 chen-2')).toMatch(/已绑定给陈宇/u)
  })

  it('refuses what is bound already, and what there is not', async () => {
    expect(await answerTo('admin', '/bind 城管局', 'duty')).toMatch(/已绑定为值班群/u)
    expect(await answerTo('admin', '/bind 水利局', 'new-chat')).toMatch(/没有名为“水利局”/u)
    expect(await answerTo('admin', '/bind', 'new-chat')).toMatch(/请写明绑定到哪里/u)
  })
})

describe('/web', () => {
  it('sends a link that signs in once, to the person alone; no table keeps it', async () => {
    const [public_] = await answersTo('chen', '/后台')
    expect(public_).not.toMatch(/https:/u)
    const sent = [...test.channel.shown.values()].find(({ outgoing }) => 'person' in outgoing.to)?.outgoing
    expect(sent?.to).toEqual({ person: 'chen' })
    const secret = sent?.card.link?.url.split('/').at(-1) ?? ''
    expect(await peekSignInLink(test.database.db, secret)).toMatchObject({ person: 'chen', usedAt: null })
    const rows = await test.database.db.execute(`select notice::text as notice from outbox`)
    expect(JSON.stringify(rows)).not.toContain(secret)
  })
})

it('small talk gets no answer, and a misspelt question the nearest ones', async () => {
  expect(await answersTo('li', '为什么还没处理')).toEqual([])
  expect(await answerTo('li', '/帮忙')).toMatch(/\/帮助/u)
  expect(await answerTo('li', '/lsit')).toMatch(/\/列表/u)
})
