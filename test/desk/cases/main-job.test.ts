// The main job on a real engine: a forwarded link is reminded until an approved reply is on record.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { outbox, posts, sightings } from '../../../src/db/schema/schema.ts'
import { HOUR, MINUTE } from '../../../src/domain/calendar/instant.ts'
import { fold } from '../../../src/domain/decide/evolve.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

const state = async (number = 1) => {
  const found = await readCase(test.database.db, number)
  if (found === null) throw new Error(`no case ${number}`)
  return found
}
const forwarded = async () => {
  const thread = await test.write('li', 'duty', '幼儿园门口积水请看https://news.example/a?utm_source=x，谢谢')
  await test.settle()
  return thread
}

describe('a link in the duty room', () => {
  it('becomes a numbered case in its own thread', async () => {
    const thread = await forwarded()
    const card = [...test.channel.shown.values()][0]?.outgoing
    expect(card).toMatchObject({ thread, to: { room: 'duty' }, card: { case: 1 } })
    expect(card?.card.buttons.map(({ action }) => action)).toContain('assign')
    expect(await state()).toMatchObject({ status: 'triage', posts: [{ canonicalUrl: 'https://news.example/a' }] })
  })

  it('that is known is counted, and its forwarder told whose it is', async () => {
    await forwarded()
    await test.write('zhou', 'duty', 'https://www.news.example/a')
    await test.settle()
    expect(await state()).toMatchObject({ sightings: 2 })
    expect(test.channel.texts('duty').at(-1)).toMatch(/#1.*累计2次/su)
    expect(await test.database.db.select().from(sightings)).toHaveLength(2)
  })

  it('forwarded twice at the same instant is one case with two sightings', async () => {
    const other = test.another()
    await test.write('li', 'duty', 'https://news.example/same')
    await other.write('zhou', 'duty-2', 'https://news.example/same')
    await test.database.db.transaction(async () => {})
    await Promise.all([test.settle(), other.settle()])
    expect(await test.database.db.select().from(posts)).toHaveLength(1)
  })

  it('delivered twice by the platform is one message', async () => {
    await test.write('li', 'duty', 'https://news.example/a', { id: 'same' })
    await test.write('li', 'duty', 'https://news.example/a', { id: 'same' })
    await test.settle()
    expect(await state()).toMatchObject({ sightings: 1 })
  })

  it('in a case’s thread is another post of that case', async () => {
    const thread = await forwarded()
    await test.write('zhou', 'duty', '还有https://other.example/b', { thread })
    await test.settle()
    expect((await state()).posts).toHaveLength(2)
  })

  it.each(['早上好', '今天谁值班？', ''])('is not small talk: %s', async (text) => {
    await test.write('li', 'duty', text)
    await test.settle()
    expect(test.channel.asked).toEqual([])
  })
})

describe('from assignment to publication', () => {
  it('goes by typed commands, each said where it must be seen', async () => {
    const thread = await forwarded()
    await test.write('zhou', 'duty', '/分办 城管', { thread })
    await test.settle()
    // One message: the card, which calls the contact.
    expect(test.channel.texts('urban')).toHaveLength(1)
    expect(test.channel.asked.filter(({ mention }) => mention.includes('chen'))).toHaveLength(1)
    await test.write('chen', 'urban', '／签收 #1')
    await test.write('chen', 'urban', '/拟稿 #1 已安排排水，今日完成。')
    await test.settle()
    expect(test.channel.texts('urban').some((text) => text.includes('已安排排水，今日完成。'))).toBe(true)
    await test.write('lin', 'urban', '/審定 #1')
    await test.write('chen', 'urban', '/发布 #1 https://city.example/reply/1')
    await test.settle()
    expect(await state()).toMatchObject({ status: 'watching', publication: { way: 'link' } })
    expect(test.channel.texts('duty').some((text) => text.includes('https://city.example/reply/1'))).toBe(true)
  })

  it('the row is the fold of its events', async () => {
    const thread = await forwarded()
    await test.write('zhou', 'duty', '/分办 城管', { thread })
    await test.settle()
    test.pass(2 * HOUR)
    await test.settle()
    expect(fold(await readEvents(test.database.db, 1))).toEqual(await state())
  })

  it('a refusal says what to do, under the message that asked', async () => {
    const thread = await forwarded()
    const asked = await test.write('li', 'duty', '/分办 水利局', { thread })
    await test.settle()
    const answer = [...test.channel.shown.values()].at(-1)?.outgoing
    expect(answer?.thread).toBe(asked)
    expect(test.channel.texts('duty').at(-1)).toMatch(/值班员/u)
  })
})

describe('reminders', () => {
  it('climb the ladder, each rung once', async () => {
    await forwarded()
    const before = test.channel.texts('duty').length
    for (let minute = 0; minute < 31; minute += 1) {
      test.pass(MINUTE)
      await test.settle()
    }
    expect(test.channel.texts('duty')).toHaveLength(before + 2) // at -25 % and at 0
    await test.settle()
    expect(test.channel.texts('duty')).toHaveLength(before + 2)
  })

  it('overdue together after a downtime are one message, and one event that lists them', async () => {
    await forwarded()
    test.pass(6 * HOUR)
    await test.settle()
    const reminded = (await readEvents(test.database.db, 1)).filter(({ type }) => type === 'reminded')
    expect(reminded).toHaveLength(1)
    expect(reminded[0]?.data).toMatchObject({ step: 4, steps: [{ step: 1 }, { step: 2 }, { step: 3 }, { step: 4 }] })
  })

  it('that were not sent are withdrawn when their clock is met', async () => {
    const thread = await forwarded()
    test.channel.answers = () => ({ ok: false, again: true, error: 'busy' })
    test.pass(25 * MINUTE)
    await test.settle()
    await test.write('zhou', 'duty', '/分办 城管', { thread })
    test.channel.answers = (outgoing) => test.channel.show(outgoing)
    await test.settle()
    const rows = await test.database.db.select().from(outbox).where(eq(outbox.clockId, '1-triage-1'))
    expect(rows.map(({ state: each }) => each)).toEqual(['withdrawn'])
  })

  it('stop for good once the reply is on record', async () => {
    const thread = await forwarded()
    for (const [who, room, text] of [
      ['zhou', 'duty', '/分办 城管'],
      ['chen', 'duty', '/签收'],
      ['chen', 'duty', '/拟稿 已办结。'],
      ['lin', 'duty', '/审定'],
      ['chen', 'duty', '/发布 点对点 方式：电话；时刻：10-09 12:00；经办：陈宇；凭证：录音；反应：表示理解'],
    ] as const) {
      await test.write(who, room, text, { thread })
      await test.settle()
    }
    const department = test.channel.texts('urban').length
    const desk = test.channel.texts('duty').length
    test.pass(1000 * HOUR)
    await test.settle()
    expect(test.channel.texts('urban')).toHaveLength(department)
    // The desk alone is asked for its look-back, and says so in what it is told.
    const asked = test.channel.texts('duty').slice(desk)
    expect(asked.length).toBeGreaterThan(0)
    for (const text of asked) expect(text).toMatch(/回访/u)
  })
})
