// An org import takes somebody or something away in the middle of a case: it goes on, and somebody is still told.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { importOrg, readCurrent } from '../../../src/db/institution/institution.ts'
import { inbox, outbox } from '../../../src/db/schema/schema.ts'
import { HOUR, MINUTE } from '../../../src/domain/calendar/instant.ts'
import type { Status } from '../../../src/domain/case/case.ts'
import type { Org } from '../../../src/domain/org/org.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { LOSSES, WANG, WHOLE, withoutPeople, withoutRoom } from '../../support/org-losses.ts'

let test: TestDesk
let failures: string[]
beforeEach(() => started(WHOLE))
afterEach(() => test.close())

async function started(org: Org): Promise<void> {
  test = await TestDesk.open({ org })
  failures = []
  test.desk.log.error = (fields, message) => {
    // That a place is not there any more is said in the duty room.
    if (message !== 'a message was given up') failures.push(`${message}: ${JSON.stringify(fields)}`)
  }
  await say('li', 'duty', '积水 https://news.example/a')
}

async function say(who: string, room: string, text: string): Promise<string> {
  const id = await test.write(who, room, text)
  await test.settle()
  return id
}

const WAY: [Status, string, string][] = [
  ['waiting', 'zhou', '/分办 城管 #1'],
  ['handling', 'chen', '/签收 #1'],
  ['reviewing', 'chen', '/拟稿 #1 已安排排水。'],
  ['approved', 'lin', '/审定 #1'],
  ['watching', 'chen', '/发布 #1 点对点 方式：电话；时刻：2026-10-09 12:00；经办：陈宇；凭证：录音；反应：表示理解'],
]
async function reach(status: Status): Promise<void> {
  if (status === 'triage') return
  for (const [reached, who, text] of WAY) {
    await say(who, 'duty', text)
    if (reached === status) return
  }
}

async function becomes(org: Org): Promise<void> {
  const { db } = test.database
  const { orgVersion } = await readCurrent(db)
  const { rota } = await test.desk.versions.org(db, orgVersion)
  await db.transaction((tx) => importOrg(tx, rota ? { ...org, rota } : org, test.now))
}

const state = () => readCase(test.database.db, 1)

async function answersTo(who: string, text: string): Promise<string[]> {
  const id = await say(who, 'duty', text)
  return [...test.channel.shown.values()]
    .filter(({ outgoing }) => outgoing.thread === id)
    .map(({ outgoing }) => plainText(outgoing.card))
}

/** A day and a half, in which everybody is reminded of whatever they owe; whom it reached. */
async function remindedFor(org: Org): Promise<string[]> {
  const seen = test.channel.asked.length
  for (let hours = 0; hours < 36; hours += 6) {
    test.pass(6 * HOUR)
    await test.settle()
  }
  const accounts = new Set(org.people.map(({ ids }) => ids.room))
  const called = test.channel.asked.slice(seen).flatMap(({ mention }) => mention)
  expect(called.filter((account) => !accounts.has(account))).toEqual([])
  return [...new Set(called)]
}

async function expectAllWell(): Promise<void> {
  // A card that was just shown is shown anew a second later.
  test.pass(MINUTE)
  await test.settle()
  expect(failures).toEqual([])
  const came = await test.database.db.select({ state: inbox.state, error: inbox.error }).from(inbox)
  expect(came.filter((row) => row.state !== 'done' || row.error !== null)).toEqual([])
  const rows = await test.database.db.select({ key: outbox.key, state: outbox.state }).from(outbox)
  expect(rows.filter((row) => row.state === 'waiting' || row.state === 'sending')).toEqual([])
}

const STAGES: Status[] = ['triage', 'waiting', 'handling', 'reviewing', 'approved', 'watching']
const LOST_AT = LOSSES.flatMap((loss) => STAGES.map((status) => [loss.what, status, loss] as const))

describe('an org that loses', () => {
  it.each(LOST_AT)(
    '%s of a case that is %s goes on: somebody is reminded, and nothing fails',
    async (_, status, loss) => {
      await reach(status)
      await becomes(loss.org)
      const called = await remindedFor(loss.org)
      const vacancies = test.channel.texts('duty').filter((text) => text.includes('空缺'))
      expect([...called, ...vacancies]).not.toEqual([])
      for (const person of loss.told[status] ?? []) expect(called).toContain(person)
      const asked = [...QUESTIONS, ...(loss.org.rooms.some(({ key }) => key === 'duty') ? ['/列表 我的'] : [])]
      for (const question of asked) {
        const answers = await answersTo('gao', question)
        expect(answers, question).toHaveLength(1)
        expect(answers[0]).not.toMatch(/undefined|null|NaN/u)
      }
      await expectAllWell()
    },
  )

  it.each(
    LOST_AT.flatMap(([what, status, loss]) => {
      const next = loss.goesOn[status]
      return next ? [[what, status, ...next, loss] as const] : []
    }),
  )('%s of a case that is %s is gone on with by %s (%s)', async (_, status, who, text, reached, loss) => {
    await reach(status)
    await becomes(loss.org)
    // A room that is bound no more takes no commands: they are given in private.
    await say(who, loss.org.rooms.some(({ key }) => key === 'duty') ? 'duty' : `dm-${who}`, text)
    expect(await state()).toMatchObject({ status: reached })
    await expectAllWell()
  })

  it.each(LOST_AT.filter(([, status, { lost }]) => lost.length > 0 && ['waiting', 'reviewing'].includes(status)))(
    '%s of a case that is %s hears nothing of them any more',
    async (_, status, loss) => {
      await reach(status)
      await becomes(loss.org)
      const before = await state()
      for (const person of loss.lost)
        for (const text of [
          '/分办 卫健 #1',
          '/签收 #1',
          '/备注 #1 x',
          '/审定 #1',
          '/不办 #1 x',
          '/列表',
          '/值班 周洁',
          '/后台',
        ])
          expect(await answersTo(person, text), `${person}: ${text}`).toEqual([expect.stringMatching(/尚未.*登记/u)])
      expect(await state()).toEqual(before)
      await say('li', 'duty', '又一处 https://news.example/b')
      expect(test.channel.texts('duty').at(-1)).toMatch(/#2/u)
    },
  )
})

const QUESTIONS = ['/为什么 #1', '/案件 #1', '/列表', '/列表 逾期', '/值班', '/帮助']

describe('a vacancy', () => {
  it('is told in the duty room, with who was told instead', async () => {
    await reach('waiting')
    await becomes(withoutPeople(WHOLE, 'chen'))
    test.pass(50 * MINUTE)
    await test.settle()
    expect(test.channel.texts('duty').join('\n')).toMatch(/联络员.*空缺[\s\S]*林峰/u)
  })

  it('that somebody of the role in general fills is theirs to act on, too', async () => {
    const spare = { key: 'spare', name: '后备', roles: ['contact' as const], ids: { room: 'spare' } }
    const org = withoutPeople({ ...WHOLE, people: [...WHOLE.people, spare] }, 'chen')
    await reach('waiting')
    await becomes(org)
    expect(await remindedFor(org)).toContain('spare')
    await say('spare', 'duty', '/签收 #1')
    expect(await state()).toMatchObject({ status: 'handling', parts: [{ claims: [{ person: 'spare' }] }] })
    await say('spare', 'duty', '/拟稿 #1 已排水。')
    await say('lin', 'duty', '/审定 #1')
    await say(
      'spare',
      'duty',
      '/发布 #1 点对点 方式：电话；时刻：2026-10-09 12:00；经办：陈宇；凭证：录音；反应：表示理解',
    )
    expect(await state()).toMatchObject({ status: 'watching' })
    await expectAllWell()
  })

  it('is not what the head of another department fills: leading this one from above is no headship of it', async () => {
    await test.close()
    const departments = WHOLE.departments.map((each) => (each.key === 'health' ? { ...each, head: 'zhao' } : each))
    await started({ ...WHOLE, departments })
    await reach('waiting')
    expect(await answersTo('zhao', '/签收 #1')).toEqual([expect.stringMatching(/联络员或部门负责人/u)])
  })
})

describe('somebody on the rota who is taken away', () => {
  beforeEach(async () => {
    await test.close()
    await started({ ...WHOLE, people: [...WHOLE.people, WANG] })
    await say('zhou', 'duty', '/值班 王宁')
  })

  it('is not reminded any more; the other duty officers are', async () => {
    await becomes(WHOLE)
    const called = await remindedFor(WHOLE)
    expect(called).toContain('zhou')
    expect(await answersTo('li', '/值班')).toEqual([expect.stringMatching(/现在值班：周洁/u)])
    await expectAllWell()
  })

  it('is not named in the rota', async () => {
    await becomes(WHOLE)
    expect((await answersTo('li', '/值班')).join()).not.toMatch(/wang|王宁/u)
  })

  it('before the shift begins leaves it to the others, and the next shift stands', async () => {
    await say('zhou', 'duty', '/值班 周洁 20:00 至 08:00')
    await becomes(WHOLE)
    test.pass(9 * HOUR)
    expect((await answersTo('li', '/值班')).join()).toMatch(/现在值班：周洁/u)
    await expectAllWell()
  })
})

it('a forward by somebody who is taken away stays on record under their key', async () => {
  await becomes(withoutPeople(WHOLE, 'li'))
  expect((await readEvents(test.database.db, 1))[0]).toMatchObject({ type: 'opened', actor: 'li' })
  expect((await answersTo('gao', '/案件 #1')).join()).toMatch(/#1/u)
  await expectAllWell()
})

it('what waited to be sent to a room that is taken away does not hold up the others', async () => {
  test.channel.answers = () => ({ ok: false, again: true, error: 'busy' })
  await reach('waiting')
  await becomes(withoutRoom(WHOLE, 'urban'))
  test.channel.answers = (outgoing) => test.channel.show(outgoing)
  test.pass(10 * MINUTE)
  await test.settle()
  test.pass(MINUTE)
  await test.settle()
  await expectAllWell()
})
