// What goes another way, attacked: met meanwhile, called twice, gone meanwhile, an account that is somebody else’s by now.
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readEvents } from '../../../src/db/cases/cases.ts'
import { importOrg } from '../../../src/db/institution/institution.ts'
import { enqueue } from '../../../src/db/messages/outbox.ts'
import { runCase } from '../../../src/desk/cases/run-case.ts'
import { DAY, MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import type { Org } from '../../../src/domain/org/org.ts'
import { NOON, ORG } from '../../support/sample.ts'
import { ADMIN, PEOPLE } from '../../support/two-channels.ts'
import { Attacked, DUTY_IN_WECHAT, down, never, noteInRoom, URBAN_IN_WECHAT } from '../channels/abuse-parts.ts'

let desk: Attacked
const open = async (org: Org) => {
  desk = await Attacked.open(org)
}
afterEach(() => desk.test.close())

const minutesSince = (from: string, at: string) => (Date.parse(at) - Date.parse(from)) / MINUTE

describe('a reminder in a room', () => {
  beforeEach(() => open(URBAN_IN_WECHAT))

  const assigned = async () => {
    await desk.writes('li', 'duty', '积水 https://news.example/a')
    await desk.writes('zhou', 'duty', '/分办 #1 城管')
  }

  it('whose clock is met while it fails goes no other way, and nobody is told that it was not delivered', async () => {
    await assigned()
    const chen = { by: { person: 'chen' }, place: { purpose: 'api' } } as const
    let failed = 0
    desk.wechat.answers = async (outgoing) => {
      if (outgoing.replaces !== null || failed > 0) return desk.wechat.show(outgoing)
      failed += 1
      await runCase(desk.test.desk, 1, { type: 'claim' }, chen)
      return never()
    }
    desk.test.pass(50 * MINUTE)
    await desk.test.settle()
    expect(failed).toBe(1)
    const reminders = await desk.rows(({ clockId, channel }) => clockId !== null && channel === 'wechat')
    expect(reminders.map(({ state }) => state)).toEqual(['withdrawn'])
    expect(desk.privateTo('chen')).toEqual([])
    expect(await desk.undelivered()).toEqual([])
  })

  it('moved privately is withdrawn when its clock is met, like the one in the room', async () => {
    await assigned()
    desk.test.pass(12 * MINUTE)
    desk.goesOut()
    desk.test.channel.answers = (outgoing) => ('person' in outgoing.to ? down() : desk.test.channel.show(outgoing))
    await desk.pass(50)
    const words = await desk.rows(({ clockId, channel }) => clockId !== null && channel === 'room')
    expect(words.map(({ state }) => state)).toContain('waiting')
    await desk.writes('lin', 'duty', '/签收 #1')
    await importOrg(desk.test.database.db, { ...URBAN_IN_WECHAT, rooms: ORG.rooms }, desk.test.now)
    await desk.writes('chen', 'urban', '/签收 #1')
    expect((await readEvents(desk.test.database.db, 1)).some(({ type }) => type === 'claimed')).toBe(true)
    const claim = (await desk.rows(({ clockId }) => clockId?.includes('claim') === true)).map(({ state }) => state)
    expect(claim).not.toContain('waiting')
  })

  it('moved privately leaves the ladder as it is: each rung in its time, and told once', async () => {
    await assigned()
    desk.test.pass(12 * MINUTE)
    desk.goesOut()
    await desk.pass(150)
    const reminded = (await readEvents(desk.test.database.db, 1)).flatMap(({ type, at, data }) =>
      type === 'reminded' && data.clock.includes('claim') ? [{ after: minutesSince(NOON, at), to: data.to }] : [],
    )
    // A quarter before its hour, at it, and an hour later.
    expect(reminded).toEqual([
      { after: 45, to: ['chen'] },
      { after: 60, to: ['chen', 'lin'] },
      { after: 120, to: ['lin'] },
    ])
    const words = await desk.rows(({ clockId, channel }) => clockId?.includes('claim') === true && channel === 'room')
    expect(
      words
        .map(({ address, state }) => [address, state])
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ).toEqual(['chen', 'chen', 'lin', 'lin'].map((person) => [{ person }, 'sent']))
  })

  it('calls nobody twice who stands twice in it, and whoever has left meanwhile is reported', async () => {
    await assigned()
    desk.test.pass(12 * MINUTE)
    desk.goesOut()
    const row = noteInRoom({ key: 'x', mention: ['chen', 'chen', 'left'] })
    await desk.enqueue(row)
    const events = await desk.undelivered()
    expect(events).toContainEqual(expect.objectContaining({ notice: 'noted', privately: ['chen'], to: ['left'] }))
    expect(await desk.rows(({ key }) => key.startsWith('x|'))).toHaveLength(1)
  })

  it('given up by two instances at once has each effect once', async () => {
    await assigned()
    desk.test.pass(12 * MINUTE)
    desk.goesOut()
    const other = desk.test.another()
    other.desk.channels.set('wechat', desk.wechat)
    const before = desk.privateTo('chen').length
    await desk.test.database.db.transaction((tx) =>
      enqueue(tx, [noteInRoom({ key: 'y', mention: ['chen'] })], desk.test.now),
    )
    await Promise.all([desk.test.settle(), other.settle()])
    await Promise.all([desk.test.settle(), other.settle()])
    expect(desk.privateTo('chen').length - before).toBe(1)
    expect(await desk.rows(({ key }) => key.startsWith('y|'))).toHaveLength(1)
  })

  it('given up in a lane whose place holds what a replacement would expand is moved to its own lane', async () => {
    const org = {
      ...URBAN_IN_WECHAT,
      people: PEOPLE.map((each) => (each.key === 'chen' ? { ...each, ids: { room: 'c$&$1' } } : each)),
    }
    await importOrg(desk.test.database.db, org, desk.test.now)
    await assigned()
    desk.test.pass(12 * MINUTE)
    desk.goesOut()
    await desk.enqueue(noteInRoom({ key: 'z', mention: ['chen'] }))
    const [word] = await desk.rows(({ key }) => key.startsWith('z|'))
    expect(word?.lane).toBe('room|@c$&$1|1')
  })
})

describe('a channel that does not hear and yet speaks', () => {
  it('is waited for where it asks for patience: its robots speak on', async () => {
    await open(URBAN_IN_WECHAT)
    await desk.writes('li', 'duty', '积水 https://news.example/a')
    desk.goesOut()
    desk.wechat.answers = (outgoing) => desk.wechat.show(outgoing)
    await desk.writes('zhou', 'duty', '/分办 #1 城管')
    let refused = 0
    desk.wechat.answers = (outgoing) => {
      refused += 1
      return refused === 1 ? down() : desk.wechat.show(outgoing)
    }
    await desk.writes('zhou', 'duty', '/备注 #1 请尽快')
    expect(refused).toBeGreaterThan(0)
    await desk.pass(2)
    expect(desk.wechat.texts('r2@chatroom').join()).toContain('请尽快')
    expect(await desk.undelivered()).toEqual([])
  })

  it('is asked again for what may have been shown: nobody knows yet whether it was', async () => {
    await open(URBAN_IN_WECHAT)
    await desk.writes('li', 'duty', '积水 https://news.example/a')
    desk.goesOut()
    desk.wechat.answers = () => ({ ok: false, again: true, error: 'no answer in time', afterMs: SECOND })
    await desk.writes('zhou', 'duty', '/分办 #1 城管')
    desk.wechat.answers = (outgoing) => desk.wechat.show(outgoing)
    desk.test.pass(2 * SECOND)
    await desk.test.settle()
    expect(desk.wechat.texts('r2@chatroom').join()).toContain('分办')
    expect(desk.privateTo('chen')).toEqual([])
  })
})

describe('what the desk says of itself', () => {
  it('is said to those who can mend it where the only duty room is out', async () => {
    await open(DUTY_IN_WECHAT)
    desk.goesOut()
    const notice = {
      kind: 'audit-finding',
      finding: 'idle-worker',
      about: [{ case: null, clock: null, name: 'sweep' }],
      more: 0,
    }
    const place = 'wechat|r1@chatroom'
    const row = {
      ...noteInRoom({ key: 'f', mention: [] }),
      address: { room: 'r1@chatroom' },
      lane: `${place}|service`,
      pace: place,
      caseNumber: null,
      notice,
    }
    await desk.enqueue(row)
    expect(desk.privateTo('zhou')).toHaveLength(1)
    expect(desk.privateTo('admin')).toHaveLength(1)
    desk.test.pass(DAY)
    await desk.test.settle()
    expect(desk.privateTo('admin')).toHaveLength(1)
  })
})

describe('a private word', () => {
  it('whose account is somebody else’s by now follows the person, not the account', async () => {
    await open({ ...ORG, people: [...PEOPLE, ADMIN], rooms: ORG.rooms })
    desk.wechat.answers = down
    await desk.writes('zhou', 'duty', '/后台')
    const people = [...PEOPLE, ADMIN].map((each) =>
      each.key === 'zhou'
        ? { ...each, ids: { room: 'zhou' } }
        : each.key === 'li'
          ? { ...each, ids: { ...each.ids, wechat: 'wx-zhou' } }
          : each,
    )
    await importOrg(desk.test.database.db, { ...ORG, people }, desk.test.now)
    await desk.pass(12)
    expect(desk.privateTo('li')).toEqual([])
    expect(desk.privateTo('zhou')).toHaveLength(1)
  })

  it('is not handed to whoever has the account by now', async () => {
    await open({ ...ORG, people: [...PEOPLE, ADMIN], rooms: ORG.rooms })
    desk.wechat.answers = down
    await desk.writes('zhou', 'duty', '/后台')
    const given = [...PEOPLE, ADMIN].map((each) => {
      if (each.key === 'zhou') return { ...each, ids: { room: 'zhou' } }
      return each.key === 'li' ? { ...each, ids: { ...each.ids, wechat: 'wx-zhou' } } : each
    })
    await importOrg(desk.test.database.db, { ...ORG, people: given }, desk.test.now)
    desk.comesBack()
    await desk.pass(2)
    expect(desk.wechat.shown.size).toBe(0)
    expect(desk.privateTo('zhou')).toHaveLength(1)
  })
})

describe('a channel that each instance believes to be with another', () => {
  it('keeps nobody waiting for ever: what was not even tried goes another way', async () => {
    await open({ ...ORG, people: [...PEOPLE, ADMIN], rooms: ORG.rooms })
    Object.assign(desk.wechat, { isElsewhere: () => true, hears: () => null })
    desk.wechat.answers = down
    await desk.writes('zhou', 'duty', '/后台')
    await desk.pass(15)
    expect(desk.wechat.asked).toEqual([])
    await desk.pass(10)
    expect(desk.privateTo('zhou')).toHaveLength(1)
  })

  it('is left alone by whoever does not have it, with a lease that has run out too', async () => {
    await open({ ...ORG, people: [...PEOPLE, ADMIN], rooms: ORG.rooms })
    desk.wechat.answers = () => {
      throw new Error('killed')
    }
    await desk.writes('zhou', 'duty', '/后台')
    await desk.test.database.db.execute(
      sql`update outbox set state = 'sending', lease_by = 'dead', lease_until = ${desk.test.now}::timestamptz where channel = 'wechat'`,
    )
    Object.assign(desk.wechat, { isElsewhere: () => true })
    const before = desk.wechat.asked.length
    await desk.pass(5)
    expect(desk.wechat.asked.length).toBe(before)
    Object.assign(desk.wechat, { isElsewhere: () => false })
    desk.comesBack()
    await desk.pass(1)
    expect(desk.wechat.asked.length).toBe(before + 1)
    expect(desk.privateTo('zhou')).toEqual([])
  })
})
