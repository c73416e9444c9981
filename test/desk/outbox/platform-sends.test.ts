// Sends to a platform that forgets keys, lets cards grow old, and refuses urgent ways.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SendResult, type Sought, TryLater } from '../../../src/channel.ts'
import { readEvents } from '../../../src/db/cases/cases.ts'
import { importOrg, readCurrent } from '../../../src/db/institution/institution.ts'
import { outbox } from '../../../src/db/schema/schema.ts'
import { matchAccounts } from '../../../src/desk/channels/accounts.ts'
import { repostOldCards } from '../../../src/desk/outbox/repost-cards.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import { receiveAll, TestDesk } from '../../support/desk.ts'
import { ORG, POLICY, rung } from '../../support/sample.ts'

let test: TestDesk
let sought: Sought[]
beforeEach(async () => {
  test = await TestDesk.open()
  sought = []
  Object.assign(test.channel, { keyLifeMs: 55 * MINUTE, cardLifeMs: 13 * DAY, find: seek(null) })
})
afterEach(() => test.close())

const seek = (found: string | null) => async (asked: Sought) => {
  sought.push(asked)
  return found
}
const opened = async () => {
  await test.write('li', 'duty', '积水 https://news.example/a')
  await test.settle()
}
const showing = (outgoing: Parameters<typeof test.channel.show>[0]) => test.channel.show(outgoing)
const failing = (result: Partial<SendResult> = {}): SendResult =>
  ({ ok: false, again: true, error: 'no answer', ...result }) as SendResult
/** What was tried before may stand there as it was then: it is shown anew a moment later. */
const shownAnew = async () => {
  test.pass(2 * SECOND)
  await test.settle()
}
/** Tries to post the card for the first time. */
const posted = () =>
  test.channel.asked.filter(({ replaces, card }) => replaces === null && card.fields[0]?.label === '状态')
const cards = () => test.channel.texts('duty').filter((text) => text.includes('状态：'))
const cardRow = async () => (await test.database.db.select().from(outbox).where(eq(outbox.kind, 'show')))[0]

describe('a send of unknown outcome', () => {
  it('is sent again under its key while the platform remembers it, without a look', async () => {
    test.channel.answers = () => failing()
    await opened()
    test.channel.answers = showing
    test.pass(20 * MINUTE)
    await test.settle()
    expect(sought).toEqual([])
    await shownAnew()
    expect((await cardRow())?.state).toBe('sent')
  })

  it('is looked for in the chat once the platform may have forgotten: what stands there is not said twice', async () => {
    test.channel.answers = () => failing()
    await opened()
    const before = posted().length
    test.channel.answers = showing
    Object.assign(test.channel, { find: seek('om_found') })
    test.pass(HOUR)
    await test.settle()
    expect(sought).toHaveLength(1)
    expect(sought[0]?.from).toBe('2026-10-09T03:59:45.000Z')
    expect(posted()).toHaveLength(before)
    await shownAnew()
    expect(await cardRow()).toMatchObject({ state: 'sent', messageId: 'om_found', triedAt: null })
  })

  it('is sent where the chat does not have it', async () => {
    test.channel.answers = () => failing()
    await opened()
    test.channel.answers = showing
    test.pass(HOUR)
    await test.settle()
    expect(sought).toHaveLength(1)
    await shownAnew()
    expect((await cardRow())?.state).toBe('sent')
    expect(cards()).toHaveLength(1)
  })

  it('waits while the chat cannot be looked into, however often that goes', async () => {
    test.channel.answers = () => failing()
    await opened()
    const before = posted().length
    Object.assign(test.channel, { find: () => Promise.reject(new TryLater('busy', 30 * SECOND)) })
    test.channel.answers = showing
    test.pass(HOUR)
    await test.settle()
    test.pass(HOUR)
    await test.settle()
    expect(posted()).toHaveLength(before)
    expect((await cardRow())?.state).toBe('waiting')
  })

  it('tells the messages that are known from the one that is sought', async () => {
    await opened()
    const known = (await cardRow())?.messageId ?? ''
    test.channel.answers = () => failing()
    await test.write('zhou', 'duty', '/帮助')
    await test.settle()
    test.channel.answers = showing
    test.pass(HOUR)
    await test.settle()
    expect([...((await sought[0]?.known([known, 'other'])) ?? [])]).toEqual([known])
  })

  it('that surely was not sent is not looked for', async () => {
    test.channel.answers = () => failing({ unsent: true })
    await opened()
    test.channel.answers = showing
    test.pass(HOUR)
    await test.settle()
    await shownAnew()
    expect(sought).toEqual([])
    expect((await cardRow())?.state).toBe('sent')
  })

  it('of a sender that died is looked for, too', async () => {
    test.channel.answers = () => new Promise(() => {})
    await test.write('li', 'duty', '积水 https://news.example/a')
    await receiveAll(test.desk)
    await test.outbox.round()
    while (test.channel.asked.length === 0) await new Promise((resolve) => setImmediate(resolve))
    test.channel.answers = showing
    test.pass(2 * HOUR)
    await test.another().settle()
    expect(sought).toHaveLength(1)
    expect(cards()).toHaveLength(1)
  })
})

describe('a card', () => {
  it('of an open case is posted again before it grows too old to be pressed', async () => {
    await opened()
    const first = (await cardRow())?.messageId
    expect(await repostOldCards(test.desk)).toBe(0)
    test.pass(13 * DAY + HOUR)
    expect(await repostOldCards(test.desk)).toBe(1)
    await test.settle()
    const again = await cardRow()
    expect(again?.messageId).not.toBe(first)
    expect(again).toMatchObject({ state: 'sent' })
    expect(await repostOldCards(test.desk)).toBe(0)
  })

  it('of a case at its end stays as it is', async () => {
    await opened()
    await test.write('zhou', 'duty', '/不办 #1 属邻县管辖')
    await test.settle()
    test.pass(14 * DAY)
    expect(await repostOldCards(test.desk)).toBe(0)
  })

  it('that the platform could only post anew is known by its new message from then on', async () => {
    await opened()
    const { messageId: first } = (await cardRow()) ?? {}
    test.channel.answers = (outgoing) => test.channel.show({ ...outgoing, replaces: null })
    await test.write('zhou', 'duty', '/备注 #1 已电话了解')
    test.pass(2 * SECOND)
    await test.settle()
    const { messageId, postedAt } = (await cardRow()) ?? {}
    expect(messageId).not.toBe(first)
    expect(postedAt).toBe(test.now)
  })
})

describe('an urgent way that the platform refuses', () => {
  it('is told in a weaker one, which is on record and known to the desk', async () => {
    const ladder = [
      rung('0', ['owner']),
      rung('+10m', ['supervisor'], null, 'urgent-phone'),
      rung('+20m', ['owner'], '1h'),
    ]
    const levels = POLICY.levels.map((level) => ({
      ...level,
      clocks: level.clocks.map((clock) => ({ ...clock, ladder })),
    }))
    await test.close()
    test = await TestDesk.open({ policy: { ...POLICY, levels } })
    test.channel.answers = (outgoing) => {
      const sent = test.channel.show(outgoing)
      if (!sent.ok || outgoing.way !== 'urgent-phone') return sent
      return { ...sent, weaker: { asked: 'urgent-phone', used: 'urgent-app', error: '230024 quota' } }
    }
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    await test.write('zhou', 'duty', '/分办 #1 城管')
    await test.settle()
    for (let i = 0; i < 20; i += 1) {
      test.pass(5 * MINUTE)
      await test.settle()
    }
    const weaker = (await readEvents(test.database.db, 1)).filter(({ type }) => type === 'sent-weaker')
    expect(weaker[0]?.data).toMatchObject({ to: ['zhao'], asked: 'urgent-phone', used: 'urgent-app' })
    const told = test.channel.texts('duty').filter((text) => text.includes('电话加急未成，已改为应用内加急'))
    expect(told).toHaveLength(weaker.length)
  })
})

describe('people whom the org file names by e-mail or mobile', () => {
  it('become accounts once the platform knows them, and stay so when the file is imported again', async () => {
    const given = { chen: 'chen@city.example', lin: '13800138000', xu: 'nobody@city.example' }
    const people = ORG.people.map((person) => ({
      ...person,
      ids: { room: given[person.key as keyof typeof given] ?? person.ids.room ?? person.key },
    }))
    const { db } = test.database
    const org = async () => test.desk.versions.org(db, (await readCurrent(db)).orgVersion)
    const idOf = async (key: string) => (await org()).people.find((person) => person.key === key)?.ids.room
    await db.transaction((tx) => importOrg(tx, { ...ORG, people }, test.now))
    const asked: string[][] = []
    Object.assign(test.channel, {
      accounts: async (ids: string[]) => {
        asked.push(ids)
        return new Map(ids.flatMap((id) => (id.startsWith('nobody') ? [] : [[id, `ou_${ids.indexOf(id)}`]])))
      },
    })
    expect(await matchAccounts(test.desk)).toBe(2)
    expect(asked).toEqual([['chen@city.example', '13800138000', 'nobody@city.example']])
    expect([await idOf('chen'), await idOf('lin'), await idOf('xu')]).toEqual(['ou_0', 'ou_1', 'nobody@city.example'])
    await db.transaction((tx) => importOrg(tx, { ...ORG, people }, test.now))
    expect([await idOf('chen'), await idOf('lin')]).toEqual(['ou_0', 'ou_1'])
    await matchAccounts(test.desk)
    expect(asked.at(-1)).toEqual(['nobody@city.example'])
  })

  it('wait where the platform cannot be asked', async () => {
    const people = ORG.people.map((person) => ({ ...person, ids: { room: `${person.key}@city.example` } }))
    await test.database.db.transaction((tx) => importOrg(tx, { ...ORG, people }, test.now))
    Object.assign(test.channel, { accounts: () => Promise.reject(new TryLater('busy')) })
    expect(await matchAccounts(test.desk)).toBe(0)
  })
})
