// What came in otherwise than by a forward: a case is opened, joined or told to be like another; and facts are corrected.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pageOfCases } from '../../../src/db/cases/case-list.ts'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { postsOf } from '../../../src/db/cases/posts.ts'
import { DAY } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

const say = async (who: string, text: string, room = 'duty', thread: string | null = null) => {
  const id = await test.write(who, room, text, { thread })
  await test.settle()
  return id
}
const answersTo = (id: string) =>
  [...test.channel.shown.values()]
    .filter(({ outgoing }) => outgoing.thread === id)
    .map(({ outgoing }) => plainText(outgoing.card))
    .join('\n')
const caseOf = async (number: number) => {
  const state = await readCase(test.database.db, number)
  if (state === null) throw new Error(`no case ${number}`)
  return state
}
const CALL = '/登记 来电 幼儿园门口积水，孩子要蹚水进门'

describe('/登记', () => {
  it('opens a case of a call, whose words the card tells, since no link leads to them', async () => {
    const id = await say('li', CALL)
    expect(await caseOf(1)).toMatchObject({
      status: 'triage',
      source: 'call',
      title: '幼儿园门口积水，孩子要蹚水进门',
      said: '幼儿园门口积水，孩子要蹚水进门',
      posts: [{ url: null }],
      clocks: [{ kind: 'triage', status: 'running' }],
    })
    expect(answersTo(id)).toMatch(/来电：幼儿园门口积水，孩子要蹚水进门/u)
    await say('zhou', '/分办 城管', 'duty', id)
    expect(test.channel.texts('urban').join('\n')).toMatch(/来电：幼儿园门口积水/u)
  })

  it('masks what it is told', async () => {
    await say('li', '/登记 来电 来电人手机13812345678，反映积水严重')
    const [opened] = await readEvents(test.database.db, 1)
    expect(JSON.stringify([opened, await caseOf(1)])).not.toContain('13812345678')
    expect((await caseOf(1)).said).toContain('138****5678')
  })

  it('takes links as a forward does: what is known goes to its case, told', async () => {
    await say('li', '积水 https://news.example/a')
    const id = await say('zhou', '/登记 媒体 https://news.example/a 电视台来问')
    expect(await readCase(test.database.db, 2)).toBeNull()
    expect(answersTo(id)).toMatch(/此前已登记为 #1/u)
    await say('zhou', '/登记 媒体 https://news.example/b 又一家来问')
    expect(await caseOf(2)).toMatchObject({ source: 'media', said: null, posts: [{ url: 'https://news.example/b' }] })
  })

  it('does not join a call to another in the same words, and says so', async () => {
    await say('li', CALL)
    const id = await say('zhou', CALL)
    expect(await caseOf(2)).toMatchObject({ source: 'call' })
    expect(answersTo(id)).toMatch(/与 #1 .*文字相同.*未予合并/u)
    expect(answersTo(id)).toMatch(/\/登记 #1 来电 内容/u)
    // Whoever was first has the words; a third is like that one.
    expect(answersTo(await say('li', CALL))).toMatch(/与 #1 /u)
    expect((await caseOf(3)).number).toBe(3)
  })

  it('joins what was posted in the same words', async () => {
    await say('li', '/登记 本单位网站 幼儿园门口积水，孩子要蹚水进门')
    const id = await say('zhou', '/登记 本单位网站 幼儿园门口积水，孩子要蹚水进门')
    expect(await readCase(test.database.db, 2)).toBeNull()
    expect(answersTo(id)).toMatch(/此前已登记为 #1/u)
  })

  it('is a matter of its own however short its words are', async () => {
    await say('li', '/登记 来电 积水')
    await say('li', '/登记 来电 积水')
    expect([(await caseOf(1)).title, (await caseOf(2)).title]).toEqual(['积水', '积水'])
  })

  it('counts at the case that is named, or in whose thread it stands, and tells both sides', async () => {
    const root = await say('li', CALL)
    await say('zhou', '/分办 城管', 'duty', root)
    const inThread = await say('zhou', '/登记 来电 又来电话催问', 'duty', root)
    const named = await say('zhou', '/登记 #1 来信 收到书面来信一封')
    expect(await caseOf(1)).toMatchObject({ sightings: 3, posts: [{}, {}, {}] })
    expect(await readCase(test.database.db, 2)).toBeNull()
    expect(answersTo(named)).toMatch(/再次登记来信，已计入，累计3次/u)
    expect(test.channel.texts('duty').join('\n')).toMatch(/再次登记来电，已计入，累计2次/u)
    expect(test.channel.texts('urban').join('\n')).toMatch(/再次登记来电，已计入，累计2次：\n又来电话催问/u)
    expect(inThread).not.toBe(named)
    expect(answersTo(await say('zhou', '/登记 #9 来电 又来电话催问'))).toMatch(/没有编号为 #9/u)
  })

  it('may be sent privately, and not in a department’s room', async () => {
    const privately = await say('li', CALL, 'dm-li')
    expect(answersTo(privately)).toMatch(/您登记的来电已登记为本案/u)
    expect(test.channel.texts('duty').join('\n')).toMatch(/来电：幼儿园门口积水/u)
    const elsewhere = await say('chen', '/登记 来电 路灯不亮已经三天', 'urban')
    expect(answersTo(elsewhere)).toMatch(/请到值班群办理，也可私信值班台/u)
    expect(answersTo(await say('nobody', '/登记 来电 路灯不亮已经三天'))).toMatch(/尚未在值班台登记/u)
    expect(await readCase(test.database.db, 2)).toBeNull()
  })

  it('asks for the source and for what is missing', async () => {
    expect(answersTo(await say('li', '/登记 幼儿园门口积水'))).toMatch(/不是来源/u)
    expect(answersTo(await say('li', '/登记 上级交办 核查积水'))).toMatch(/请写明来文号、反馈时限/u)
    expect(answersTo(await say('li', '/登记 上级交办 〔2026〕15号 11-31 核查积水'))).toMatch(/未能识别反馈时限“11-31”/u)
    expect(await readCase(test.database.db, 1)).toBeNull()
  })
})

describe('what the superior body hands down', () => {
  it('keeps number and deadline, and the reply is due no later', async () => {
    const root = await say('li', '/登记 上级交办 〔2026〕15号 10-09 20:00 核查幼儿园门口积水')
    expect(await caseOf(1)).toMatchObject({
      source: 'superior',
      order: { number: '〔2026〕15号', deadline: '2026-10-09T12:00:00.000Z' },
    })
    expect(answersTo(root)).toMatch(/上级交办〔2026〕15号（须于10月9日 20:00前反馈）/u)
    await say('zhou', '/分办 城管', 'duty', root)
    const reply = (await caseOf(1)).clocks.find(({ kind }) => kind === 'reply')
    expect(reply).toMatchObject({ dueAt: '2026-10-09T12:00:00.000Z', why: { ordered: true } })
    expect(answersTo(await say('zhou', '/为什么', 'duty', root)) || test.channel.texts('duty').join('\n')).toMatch(
      /正式答复 10月9日 20:00：上级要求在此时间前反馈/u,
    )
    await say('chen', '/签收', 'urban')
    await say('zhou', '/等级 1', 'duty', root)
    const after = (await caseOf(1)).clocks.find(({ kind }) => kind === 'reply')
    expect(after?.dueAt).toBe('2026-10-09T12:00:00.000Z')
  })

  it('is no later for a promise of the department', async () => {
    const root = await say('li', '/登记 上级交办 〔2026〕15号 10-12 12:00 核查幼儿园门口积水')
    await say('zhou', '/分办 城管', 'duty', root)
    await say('chen', '/签收 #1', 'urban')
    const refused = await say('chen', '/承诺 #1 10-12 15:00 等雨停', 'urban')
    expect(answersTo(refused)).toMatch(/上级交办（〔2026〕15号）要求于10月12日 12:00.*前反馈/u)
    await say('chen', '/承诺 #1 10月12日 上午11点 等雨停', 'urban')
    const wanted = { until: '2026-10-12T03:00:00.000Z', text: '等雨停' }
    expect((await caseOf(1)).requests).toMatchObject([{ kind: 'commitment', status: 'open', wanted }])
  })

  it('leaves a reply that is due sooner as it is', async () => {
    const root = await say('li', '/登记 上级交办 〔2026〕15号 12-05 核查幼儿园门口积水')
    await say('zhou', '/分办 城管', 'duty', root)
    const reply = (await caseOf(1)).clocks.find(({ kind }) => kind === 'reply')
    expect(reply?.why.ordered).toBeUndefined()
    expect(reply?.dueAt).toBe('2026-10-10T04:00:00.000Z')
    expect(answersTo(await say('zhou', '/为什么 #1'))).toMatch(/上级交办（〔2026〕15号）要求于12月5日 18:00前反馈/u)
  })

  it('moves the reply of a case that is there already, and says so', async () => {
    const root = await say('li', '积水 https://news.example/a')
    await say('zhou', '/分办 城管', 'duty', root)
    await say('zhou', '/登记 上级交办 〔2026〕15号 10-09 20:00 核查 https://news.example/a')
    const state = await caseOf(1)
    expect(state.order).toEqual({ number: '〔2026〕15号', deadline: '2026-10-09T12:00:00.000Z' })
    expect(state.clocks.find(({ kind }) => kind === 'reply')).toMatchObject({
      dueAt: '2026-10-09T12:00:00.000Z',
      generation: 2,
    })
    expect(test.channel.texts('urban').join('\n')).toMatch(/正式答复时限由.*提前至10月9日 20:00/u)
    // The earlier of two stands.
    await say('zhou', '/登记 上级交办 〔2026〕16号 10-12 核查 https://news.example/a')
    expect((await caseOf(1)).order?.number).toBe('〔2026〕15号')
  })

  it('is late at once where the deadline is past already', async () => {
    const root = await say('li', '/登记 上级交办 〔2026〕15号 2026-10-08 核查幼儿园门口积水')
    await say('zhou', '/分办 城管', 'duty', root)
    const events = await readEvents(test.database.db, 1)
    expect(events.some(({ type, data }) => type === 'overtaken' && data.clock === '1-reply-1')).toBe(true)
  })
})

describe('/更正', () => {
  it('sets a title right, under which the case is found then', async () => {
    const root = await say('li', '积水 https://news.example/a')
    await say('li', '/更正 标题 小学门口积水', 'duty', root)
    const { db } = test.database
    const found = async (q: string) => (await pageOfCases(db, { q, limit: 5 }, test.now)).length
    expect([await found('小学门口'), (await caseOf(1)).title]).toEqual([1, '小学门口积水'])
    expect(test.channel.texts('duty').join('\n')).toMatch(/李敏已更正标题：小学门口积水（原为“积水”）/u)
  })

  it('sets the publication right, of the post’s row as well', async () => {
    const root = await say('li', '积水 https://news.example/a')
    await say('li', '/更正 发布时间 昨天 9:30', 'duty', root)
    const at = '2026-10-08T01:30:00.000Z'
    expect((await caseOf(1)).publishedAt).toBe(at)
    expect(await postsOf(test.database.db, 1)).toMatchObject([{ publishedAt: at }])
    expect(
      answersTo(await say('li', '/更正 发布时间 明天 9:30', 'duty', root)) + test.channel.texts('duty').join('\n'),
    ).toMatch(/发布时间不能晚于现在/u)
  })

  it('says what it did not understand', async () => {
    await say('li', '积水 https://news.example/a')
    expect(answersTo(await say('li', '/更正 #1 颜色 红'))).toMatch(/未能识别更正的事项“颜色 红”/u)
    expect(answersTo(await say('li', '/更正 #1'))).toMatch(/请写明更正的事项/u)
    expect(answersTo(await say('li', '/更正 #1 发布时间'))).toMatch(/请写明内容/u)
    expect(answersTo(await say('li', '/更正 #1 发布时间 某天'))).toMatch(/未能识别发布时间“某天”/u)
    test.pass(DAY)
    expect((await caseOf(1)).version).toBe((await readEvents(test.database.db, 1)).length)
  })

  it('is refused to whoever neither forwarded it nor is of the desk', async () => {
    await say('zhou', '积水 https://news.example/a')
    expect(answersTo(await say('li', '/更正 #1 标题 别的'))).toMatch(/由他人转报，请转报人或值班员/u)
    expect(answersTo(await say('chen', '/更正 #1 标题 别的'))).toMatch(/更正须由/u)
  })
})

describe('the button that registers', () => {
  const buttonUnder = (id: string) =>
    [...test.channel.shown.values()]
      .filter(({ outgoing }) => outgoing.thread === id)
      .flatMap(({ outgoing }) => outgoing.card.buttons)
      .filter(({ action }) => action === 'open')
  const press = async (values: Record<string, string>, room = 'duty', from = 'li') => {
    await test.happens({
      kind: 'action',
      room,
      direct: room.startsWith('dm-'),
      messageId: 'the-answer',
      from,
      at: test.now,
      action: 'open',
      case: null,
      values: { source: '', text: '', number: '', deadline: '', ...values },
    })
  }
  const underAnswer = () => answersTo('the-answer')

  it('stands beneath /帮助 and /列表 in the duty room and privately, with a source to choose and a date to pick', async () => {
    for (const [text, room] of [
      ['/帮助', 'duty'],
      ['/列表', 'duty'],
      ['/列表', 'dm-li'],
    ] as const) {
      const [button] = buttonUnder(await say('li', text, room))
      expect(button?.inputs.map(({ name, kind, required }) => [name, kind, required])).toEqual([
        ['source', 'choice', true],
        ['text', 'text', true],
        ['number', 'text', false],
        ['deadline', 'instant', false],
      ])
    }
    expect(buttonUnder(await say('chen', '/列表', 'urban'))).toEqual([])
    const thread = await say('li', CALL)
    expect(buttonUnder(await say('li', '/帮助', 'duty', thread))).toEqual([])
  })

  it('opens a case for each press, however many there are beneath one message', async () => {
    await press({ source: 'call', text: '路灯不亮' })
    await press({ source: 'visit', text: '路灯不亮' })
    const deadline = '2026-12-05T18:00'
    await press({ source: 'superior', text: '核查幼儿园门口积水', number: '〔2026〕15号', deadline })
    expect(await caseOf(1)).toMatchObject({ source: 'call', said: '路灯不亮', openedBy: 'li', title: '路灯不亮' })
    expect(await caseOf(2)).toMatchObject({ source: 'visit' })
    expect(await caseOf(3)).toMatchObject({ order: { number: '〔2026〕15号', deadline: '2026-12-05T10:00:00.000Z' } })
    // The answer that bears the button is no case's thread.
    const id = await say('zhou', '/备注 已联系', 'duty', 'the-answer')
    expect(answersTo(id)).toMatch(/编号/u)
  })

  it('tells beneath it what was known, each time', async () => {
    await say('zhou', '积水 https://news.example/a')
    await press({ source: 'media', text: 'https://news.example/a 电视台来问' })
    await press({ source: 'media', text: 'https://news.example/a 又一家来问' })
    expect(underAnswer().match(/此前已登记为 #1/gu)).toHaveLength(2)
    expect(await readCase(test.database.db, 2)).toBeNull()
  })

  it('masks what is told, and registers nothing from a department’s room', async () => {
    await press({ source: 'call', text: '来电人13812345678反映积水严重' })
    expect(JSON.stringify(await caseOf(1))).not.toContain('13812345678')
    await press({ source: 'call', text: '路灯不亮' }, 'urban', 'chen')
    await press({ source: 'superior', text: '核查' })
    await press({ source: 'call', text: '路灯不亮' }, 'duty', 'nobody')
    expect(await readCase(test.database.db, 2)).toBeNull()
  })
})
