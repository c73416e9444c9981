// A message whose time has passed loses its buttons and says what became of it; where nothing can be changed it stays.
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { outbox } from '../../../src/db/schema/schema.ts'
import { HOUR, SECOND } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { ORG } from '../../support/sample.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

/** Cards are shown anew a second later, and with them what was asked is looked at. */
async function rest(): Promise<void> {
  for (let i = 0; i < 4; i += 1) {
    test.pass(2 * SECOND)
    await test.settle()
  }
}

async function say(who: string, room: string, text: string): Promise<void> {
  await test.write(who, room, text)
  await rest()
}

/** What each message of a place shows now, in the order of their first showing. */
function messages(place: string) {
  const shown = new Map<string, { text: string; actions: string[] }>()
  for (const outgoing of test.channel.asked) {
    const to = 'room' in outgoing.to ? outgoing.to.room : `@${outgoing.to.person}`
    const id = outgoing.replaces ?? test.channel.shown.get(outgoing.key)?.id ?? ''
    const actions = [...outgoing.card.buttons, ...outgoing.card.more].map(({ action }) => action)
    if (to === place) shown.set(id, { text: plainText(outgoing.card), actions })
  }
  return [...shown.values()]
}

const withButtons = (place: string) => messages(place).filter(({ actions }) => actions.length > 0)

async function toReview(): Promise<void> {
  await say('li', 'duty', '积水 https://news.example/a')
  await say('zhou', 'duty', '/分办 #1 城管')
  await say('chen', 'urban', '/签收 #1')
  await say('chen', 'urban', '/拟稿 #1 积水已清理，10月10日复查。')
}

it('a draft that was decided on says by whom', async () => {
  await toReview()
  expect(withButtons('urban').some(({ actions }) => actions.includes('approve'))).toBe(true)
  await say('lin', 'urban', '/退改 #1 请写明地点')
  const [draft] = messages('urban').filter(({ text }) => text.includes('提交第1稿'))
  expect(draft).toMatchObject({ actions: [] })
  expect(draft?.text).toContain('已有结果：林峰于10月9日 12:00（周五）退改')
})

it('a reminder says what was done, though its clock was met by somebody else', async () => {
  await say('li', 'duty', '积水 https://news.example/a')
  await say('zhou', 'duty', '/分办 #1 城管')
  test.pass(2 * HOUR)
  await rest()
  const reminders = () => messages('urban').filter(({ text }) => text.includes('签收时限为'))
  expect(reminders().every(({ actions }) => actions.includes('claim'))).toBe(true)
  await say('lin', 'urban', '/签收 #1')
  expect(reminders().length).toBeGreaterThan(0)
  for (const { text, actions } of reminders()) {
    expect(actions).toEqual([])
    expect(text).toContain('林峰于')
    expect(text).toContain('签收')
  }
})

it('at the end of a case nothing but its cards offers anything', async () => {
  await toReview()
  await say('lin', 'urban', '/审定 #1')
  await say('chen', 'urban', '/发布 #1 https://gov.example/reply')
  await say('zhou', 'duty', '/办结 #1 已满意')
  for (const place of ['duty', 'urban', 'leaders']) {
    const offering = withButtons(place).filter(({ text }) => !text.includes('状态：'))
    expect(offering).toEqual([])
  }
  const states = (await test.database.db.select().from(outbox)).map(({ state }) => state)
  expect(new Set(states)).toEqual(new Set(['sent']))
})

it('whoever holds a private one learns that somebody else did it', async () => {
  await test.close()
  const rooms = ORG.rooms.filter(({ key }) => key !== 'leaders')
  const departments = ORG.departments.map((each) => (each.key === 'urban' ? { ...each, head: null } : each))
  const people = ORG.people.map((each) => (each.key === 'gao' ? { ...each, roles: ['supervisor' as const] } : each))
  test = await TestDesk.open({ org: { ...ORG, rooms, departments, people } })
  await toReview()
  const holder = ['@lin', '@zhao', '@gao'].find((place) => withButtons(place).length > 0)
  if (holder === undefined) throw new Error('nobody holds the draft privately')
  const other = { '@lin': 'lin', '@zhao': 'zhao', '@gao': 'gao' }[holder] ?? ''
  await say(other, 'dm-x', '/审定 #1')
  expect(messages(holder)[0]).toMatchObject({ actions: [] })
  expect(messages(holder)[0]?.text).toContain('审定')
})

it('a message that stands is left alone, and asked of nobody again', async () => {
  await toReview()
  const before = test.channel.asked.length
  await say('zhou', 'duty', '/备注 #1 已电话提醒')
  const draft = messages('urban').find(({ text }) => text.includes('提交第1稿'))
  expect(draft?.actions).toContain('approve')
  const anew = test.channel.asked.slice(before).filter(({ onlyInPlace }) => onlyInPlace)
  expect(anew.filter(({ card }) => plainText(card).includes('提交第1稿'))).toEqual([])
})

it('what cannot be shown anew any more is left as it is, and nobody is told', async () => {
  await toReview()
  const answers = test.channel.answers
  test.channel.answers = (outgoing) =>
    outgoing.onlyInPlace ? { ok: false, again: false, error: '230031 too old' } : answers(outgoing)
  await say('lin', 'urban', '/审定 #1')
  expect(
    messages('duty')
      .map(({ text }) => text)
      .join(),
  ).not.toContain('未能送达')
  const rows = await test.database.db.select().from(outbox)
  expect(rows.filter(({ state }) => state !== 'sent')).toEqual([])
})

it('a channel that shows once is asked nothing', async () => {
  await test.close()
  test = await TestDesk.open()
  Object.assign(test.channel, { showsOnce: true })
  await toReview()
  await say('lin', 'urban', '/审定 #1')
  expect(test.channel.asked.filter(({ replaces }) => replaces !== null)).toEqual([])
})

it('a long draft stands whole once in a place', async () => {
  const long = `积水已清理，10月10日复查。${'具体情况如下，逐项说明。'.repeat(800)}`
  await say('li', 'duty', '积水 https://news.example/a')
  await say('zhou', 'duty', '/分办 #1 城管')
  await say('chen', 'urban', '/签收 #1')
  await say('chen', 'urban', `/拟稿 #1 ${long}`)
  await say('lin', 'urban', '/审定 #1')
  const texts = messages('urban').map(({ text }) => text)
  expect(texts.filter((text) => text.includes(long))).toHaveLength(1)
  const approved = texts.find((text) => text.includes('审定。定稿如下'))
  expect(approved).toContain(`全文共${[...long].length}字，见本话题内的送审稿`)
})

it('also while its message waits to be shown anew, since its time has passed', async () => {
  const long = `积水已清理，10月10日复查。${'具体情况如下，逐项说明。'.repeat(800)}`
  await say('li', 'duty', '积水 https://news.example/a')
  await say('zhou', 'duty', '/分办 #1 城管')
  await say('chen', 'urban', '/签收 #1')
  await say('chen', 'urban', `/拟稿 #1 ${long}`)
  const later = new Date(Date.parse(test.now) + 3_600_000).toISOString()
  const drafts = sql`${outbox.notice} ->> 'kind' = 'draft-for-approval'`
  await test.database.db.update(outbox).set({ state: 'waiting', tryAt: later }).where(drafts)
  await say('lin', 'urban', '/审定 #1')
  const approved = messages('urban').find(({ text }) => text.includes('审定。定稿如下'))
  expect(approved?.text).toContain('见本话题内的送审稿')
})
