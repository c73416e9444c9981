// New posts are compared with those that are known: what is the same is counted there, what is alike is asked about.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { messageRefs, posts, sightings } from '../../../src/db/schema/schema.ts'
import { suggestSame } from '../../../src/desk/cases/same-matter.ts'
import { compareRound } from '../../../src/desk/intake/comparing/comparison.ts'
import { MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import { isAlive } from '../../../src/domain/case/clock-state.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { receiveAll, TestDesk } from '../../support/desk.ts'

const FLOOD =
  '青山路幼儿园门口又淹了。下了一夜雨，积水没过脚踝，孩子们只能被家长背进去。排水口被落叶堵死，去年就说要改造管网，到现在也没动工，请尽快到现场看一看。'
const MORE = `${FLOOD}保安拿扫帚往外扫水，扫了一上午还是一片汪洋，几辆电动车泡在水里打不着火，老人蹚水差点滑倒。`

let desk: TestDesk
beforeEach(async () => {
  desk = await TestDesk.open()
})
afterEach(() => desk.close())

const caseOf = async (number: number) => {
  const state = await readCase(desk.database.db, number)
  if (state === null) throw new Error(`no case ${number}`)
  return state
}
const happened = async (number: number) => (await readEvents(desk.database.db, number)).map(({ type }) => type)
async function forward(from: string, text: string, path: string): Promise<string> {
  desk.pass(MINUTE)
  const id = await desk.write(from, 'duty', `${text} https://news.example/${path}`)
  await desk.settle()
  return id
}
const press = async (from: string, action: string, number: number) =>
  desk.happens({
    kind: 'action',
    room: 'duty',
    direct: false,
    messageId: 'm1',
    from,
    at: desk.now,
    action,
    case: number,
    values: {},
  })
const cardOf = (number: number) => {
  const cards = [...desk.channel.shown.values()].filter(({ outgoing }) => outgoing.card.case === number)
  const card = cards.findLast(({ outgoing }) => outgoing.card.title.startsWith(`#${number}`))?.outgoing.card
  if (card === undefined) throw new Error(`no card of ${number}`)
  return card
}

/** A card is shown anew once a second at most. */
async function cardLater(number: number) {
  desk.pass(2 * SECOND)
  await desk.settle()
  return cardOf(number)
}

describe('the same post under another link', () => {
  it('is a further forward of the case that has it: one answer, no second card, no clock that runs', async () => {
    await forward('li', FLOOD, 'a')
    const id = await forward('zhou', FLOOD.replaceAll('门', '門'), 'b')
    const [older, newer] = [await caseOf(1), await caseOf(2)]
    expect(older).toMatchObject({ status: 'triage', sightings: 2 })
    expect(older.posts.map(({ url }) => url)).toEqual(['https://news.example/a', 'https://news.example/b'])
    expect(newer).toMatchObject({ status: 'dismissed', folded: { into: 1, by: 'text' } })
    expect(newer.clocks.filter(isAlive)).toEqual([])
    const rows = await desk.database.db.select().from(sightings)
    expect(rows.map(({ caseNumber }) => caseNumber)).toEqual([1, 1])
    expect(desk.channel.texts('duty').filter((text) => text.includes('#2'))).toEqual([
      expect.stringContaining('您转报的帖文与 #1 内容相同，已计入 #1，累计2次；#2 不再另行办理。'),
    ])
    const answer = [...desk.channel.shown.values()].find(({ outgoing }) =>
      plainText(outgoing.card).includes('内容相同'),
    )
    expect(answer?.outgoing.thread).toBe(id)
  })

  it('whose card stands already is told there, too', async () => {
    await forward('li', FLOOD, 'a')
    desk.pass(MINUTE)
    await desk.write('zhou', 'duty', `${FLOOD} https://news.example/b`)
    await receiveAll(desk.desk)
    while ((await desk.send()) === 0);
    expect(plainText(cardOf(2))).toContain('状态：待分办')
    await desk.settle()
    expect(plainText(await cardLater(2))).toContain('状态：已计入 #1，按同一事项办理')
    expect(desk.channel.texts('duty').at(-1)).toContain('#2 不再另行办理')
  })

  it('goes to the oldest where that one was joined itself', async () => {
    await forward('li', FLOOD, 'a')
    await forward('zhou', FLOOD, 'b')
    await forward('li', FLOOD.replace('又淹了', '又被淹了'), 'c')
    expect(await caseOf(3)).toMatchObject({ folded: { into: 1 } })
    expect(await caseOf(1)).toMatchObject({ sightings: 3 })
    // Whoever forwards one of them later is told of the case that has it.
    await forward('zhou', '', 'b')
    expect(await caseOf(1)).toMatchObject({ sightings: 4 })
    expect((await happened(2)).filter((type) => type === 'sighted')).toEqual([])
  })

  it('takes what is said beneath it along: a note, a further post, its being taken back', async () => {
    await forward('li', FLOOD, 'a')
    const id = await forward('zhou', FLOOD, 'b')
    const refs = await desk.database.db.select().from(messageRefs).where(eq(messageRefs.messageId, id))
    expect(refs.map(({ caseNumber }) => caseNumber)).toEqual([1])
    await desk.write('zhou', 'duty', '补充一帖 https://news.example/more', { thread: id })
    await desk.settle()
    expect((await caseOf(1)).posts).toHaveLength(3)
    await desk.happens({ kind: 'recall', room: 'duty', messageId: id, at: desk.now })
    expect(await happened(1)).toContain('recalled')
    expect(await happened(2)).not.toContain('recalled')
  })

  it('raises the older case by how often it came in', async () => {
    await forward('li', FLOOD, 'a')
    for (const path of ['b', 'c', 'd', 'e']) await forward('zhou', FLOOD, path)
    expect(await caseOf(1)).toMatchObject({ level: 1, sightings: 5 })
  })

  it('is only asked about once anything was done with the newer case, or where people said it', async () => {
    await forward('li', FLOOD, 'a')
    desk.pass(MINUTE)
    const id = await desk.write('zhou', 'duty', `${FLOOD} https://news.example/b`)
    await desk.write('zhou', 'duty', '门卫说今天又来人看过', { thread: id })
    await desk.settle()
    expect(await caseOf(2)).toMatchObject({ status: 'triage', likes: [{ number: 1, how: 'text', answer: null }] })
    await desk.write('zhou', 'duty', `/登记 来电 ${FLOOD.replace('请尽快', '请你们尽快')}`)
    await desk.settle()
    expect(await caseOf(3)).toMatchObject({ status: 'triage', likes: [{ answer: null }] })
  })

  it('is taken out again where the case is taken up: its posts are its own, and nobody asks anew', async () => {
    await forward('li', FLOOD, 'a')
    await forward('zhou', FLOOD, 'b')
    await desk.write('zhou', 'duty', '/重办 #2 并非同一事项')
    await desk.settle()
    expect(await caseOf(2)).toMatchObject({ status: 'triage', folded: null })
    expect(await caseOf(1)).toMatchObject({ sightings: 1, posts: [{ url: 'https://news.example/a' }] })
    const rows = await desk.database.db.select().from(sightings)
    expect(rows.map(({ caseNumber }) => caseNumber).sort()).toEqual([1, 2])
    await desk.database.db.update(posts).set({ compared: 'waiting' })
    await desk.settle()
    expect(await caseOf(2)).toMatchObject({ status: 'triage', folded: null })
  })
})

describe('what is alike', () => {
  it('is asked about on the first card, answered by a button, and counted there', async () => {
    await forward('li', FLOOD, 'a')
    await forward('zhou', MORE, 'b')
    const card = cardOf(2)
    expect(plainText(card)).toContain('可能与 #1 为同一事项（内容相近）')
    expect(card.buttons.map(({ label }) => label)).toEqual(['同一事项', '不同事项', '分办'])
    await press('zhou', 'same:1', 2)
    expect(await caseOf(2)).toMatchObject({ status: 'dismissed', folded: { into: 1, by: 'person' } })
    expect(await caseOf(1)).toMatchObject({ sightings: 2 })
    expect(plainText(await cardLater(2))).toContain('已计入 #1，按同一事项办理')
    // Pressed twice, or by two at once.
    await press('zhou', 'same:1', 2)
    expect(await caseOf(1)).toMatchObject({ sightings: 2 })
  })

  it('and answered as another matter is not asked about again', async () => {
    await forward('li', FLOOD, 'a')
    await forward('zhou', MORE, 'b')
    await press('zhou', 'different:1', 2)
    expect(plainText(await cardLater(2))).not.toContain('同一事项')
    await desk.database.db.update(posts).set({ compared: 'waiting' })
    await desk.settle()
    expect((await happened(2)).filter((type) => type === 'same-suggested')).toHaveLength(1)
  })

  it('is answered by what is typed: in the thread with the other number alone, elsewhere with both', async () => {
    await forward('li', FLOOD, 'a')
    const second = await forward('zhou', MORE, 'b')
    await desk.write('zhou', 'duty', '/不同事项 1', { thread: second })
    await desk.settle()
    expect(await caseOf(2)).toMatchObject({ likes: [{ answer: 'different' }] })
    await desk.write('zhou', 'duty', '/同一事项 #1 #2')
    await desk.settle()
    expect(desk.channel.texts('duty').at(-1)).toContain('请在 #2 中发送 /同一事项 #1')
    await desk.write('zhou', 'duty', '/同一事项 #2 #1')
    await desk.settle()
    expect(await caseOf(2)).toMatchObject({ folded: { into: 1 } })
  })

  it('is the desk’s to answer, and not once a department has the case', async () => {
    await forward('li', FLOOD, 'a')
    await forward('zhou', MORE, 'b')
    await desk.write('li', 'duty', '/同一事项 #2 #1')
    await desk.write('zhou', 'duty', '/分办 #2 城管局')
    await desk.write('zhou', 'duty', '/同一事项 #2 #1')
    await desk.settle()
    expect(await caseOf(2)).toMatchObject({ status: 'waiting', folded: null })
    expect(desk.channel.texts('duty').join('\n')).toContain('两案请分别办理。确属重复的，请值班员对本案发送 /不办')
  })

  it('is asked about where the older case has ended, without a button that would be refused', async () => {
    await forward('li', FLOOD, 'a')
    await desk.write('zhou', 'duty', '/不办 #1 不属本地')
    await forward('zhou', FLOOD, 'b')
    const card = cardOf(2)
    expect(plainText(card)).toContain('可能与 #1 为同一事项（内容相近；该案已结束）')
    expect(card.buttons.map(({ action }) => action)).toEqual(['different:1', 'assign', 'dismiss'])
    await desk.write('zhou', 'duty', '/同一事项 #2 #1')
    await desk.settle()
    expect(desk.channel.texts('duty').at(-1)).toContain('#1 现为“不办”，不能再计入')
  })

  it('is said beside a card that stands and cannot be shown anew', async () => {
    Object.assign(desk.channel, { showsOnce: true })
    await forward('li', FLOOD, 'a')
    desk.pass(MINUTE)
    await desk.write('zhou', 'duty', `${MORE} https://news.example/b`)
    await receiveAll(desk.desk)
    while ((await desk.send()) === 0);
    await desk.settle()
    const said = desk.channel.texts('duty').filter((text) => text.includes('可能与 #1 为同一事项'))
    expect(said).toHaveLength(1)
  })

  it('is asked about by whatever else finds it, through one entry', async () => {
    await forward('li', FLOOD, 'a')
    await forward('zhou', '红旗街的路灯黑了一个多星期，晚上走路全靠手机照', 'b')
    const { db } = desk.database
    await db.transaction((tx) => suggestSame(tx, desk.desk, { one: 1, other: 2, how: 'link' }))
    await db.transaction((tx) => suggestSame(tx, desk.desk, { one: 2, other: 1, how: 'picture' }))
    expect(await db.transaction((tx) => suggestSame(tx, desk.desk, { one: 2, other: 2, how: 'picture' }))).toBeNull()
    expect(await db.transaction((tx) => suggestSame(tx, desk.desk, { one: 2, other: 77, how: 'picture' }))).toBeNull()
    await desk.settle()
    expect((await caseOf(2)).likes).toMatchObject([{ number: 1, how: 'link', answer: null }])
    expect(plainText(await cardLater(2))).toContain('可能与 #1 为同一事项（短链接指向该案帖文）')
  })
})

describe('the worker', () => {
  const waiting = async () =>
    (await desk.database.db.select().from(posts)).filter(({ compared }) => compared !== 'done')

  it('does what it finds once, however many compare at once', async () => {
    await forward('li', FLOOD, 'a')
    await desk.write('zhou', 'duty', `${FLOOD} https://news.example/b`)
    await desk.write('zhou', 'duty', `${FLOOD} https://news.example/c`)
    const others = [desk.another(), desk.another()]
    await Promise.all(others.map((each) => each.settle()))
    await desk.settle()
    expect(await caseOf(1)).toMatchObject({ sightings: 3 })
    expect(await waiting()).toEqual([])
  })

  it('that is killed in the middle leaves nothing half done, and begins anew', async () => {
    await forward('li', FLOOD, 'a')
    await desk.write('zhou', 'duty', `${FLOOD} https://news.example/b`)
    await receiveAll(desk.desk)
    const { db } = desk.database
    const before = [await caseOf(1), await caseOf(2)]
    const versions = Object.create(desk.desk.versions, { org: { value: () => Promise.reject(new Error('killed')) } })
    const failures: string[] = []
    const log = { ...desk.desk.log, error: (_fields: object, message: string) => failures.push(message) }
    await compareRound({ ...desk.desk, versions, log })
    expect([await caseOf(1), await caseOf(2)]).toEqual(before)
    // Tried once more after the others; then it is left as it is, and holds up nobody.
    expect((await waiting()).map(({ compared }) => compared)).toEqual(['failed'])
    expect(failures).toHaveLength(2)
    await db.update(posts).set({ compared: 'waiting' }).where(eq(posts.caseNumber, 2))
    await desk.settle()
    expect(await caseOf(1)).toMatchObject({ sightings: 2 })
  })

  it('passes over what it cannot compare, and tries it once more', async () => {
    await forward('li', FLOOD, 'a')
    const { db } = desk.database
    await db.update(posts).set({ compared: 'again' })
    await forward('zhou', FLOOD, 'b')
    expect(await waiting()).toEqual([])
    expect(await caseOf(2)).toMatchObject({ folded: { into: 1 } })
  })

  it('learns what was there before, and joins none of it', async () => {
    await forward('li', FLOOD, 'a')
    await forward('zhou', '红旗街的路灯黑了一个多星期，晚上走路全靠手机照', 'b')
    const { db } = desk.database
    await db.update(posts).set({ compared: 'learn' })
    await desk.settle()
    expect(await waiting()).toEqual([])
    expect((await happened(2)).includes('same-suggested')).toBe(false)
  })
})
