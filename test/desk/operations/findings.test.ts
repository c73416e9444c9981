// Findings of the auditor: told once a day, counted while they stand, by one instance a round.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Found, takeRound } from '../../../src/db/operations/audit-findings.ts'
import { readCounts } from '../../../src/db/operations/counts.ts'
import { auditFindings } from '../../../src/db/schema/operations.ts'
import { accept } from '../../../src/desk/intake/inbox.ts'
import { DAY, HOUR, later, MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import { auditing } from '../../support/auditing.ts'
import { TestDesk } from '../../support/desk.ts'
import { minuteOf } from '../../support/minute.ts'
import { ORG } from '../../support/sample.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

const { run, round, found, told, opened } = auditing(() => test)

describe('a finding', () => {
  it('is told once a day, by the days of the institution, however often it goes and comes', async () => {
    await opened()
    for (const next of ['null', 'due_at', 'null', 'null']) {
      await run(`update clocks set next_at = ${next}`)
      await round()
    }
    expect(await told()).toHaveLength(1)
    test.pass(12 * HOUR) // past midnight in Shanghai, not in UTC
    await round()
    expect(await told()).toHaveLength(2)
  })

  it('is told together with others of its kind', async () => {
    for (const path of 'abcdefghijkl') await opened(path)
    await run('update clocks set next_at = null')
    await round()
    expect(await told()).toHaveLength(1)
    // Ten of them, in no order of their own.
    expect((await told())[0]).toMatch(/(?:#\d+、){9}#\d+等尚未办结/u)
  })

  it('is counted while it stands', async () => {
    const counted = async () => (await readCounts(test.database.db, test.now)).findings
    await opened()
    await run('update clocks set next_at = null')
    await round()
    expect(await counted()).toEqual([{ label: 'no-next-instant', count: 1 }])
    await run('update clocks set next_at = due_at')
    await round()
    expect(await counted()).toEqual([])
  })

  it('waits to be told until there is a duty room', async () => {
    await test.close()
    test = await TestDesk.open({ org: { ...ORG, rooms: ORG.rooms.filter(({ purpose }) => purpose !== 'duty') } })
    await run(
      `insert into inbox (channel, key, lane, try_at, received_at) values ('room', 'x', 'x', '${test.now}', '${later(test.now, -HOUR)}')`,
    )
    await round()
    expect(await found()).toEqual(['waiting-message 1'])
    expect(await test.database.db.select().from(auditFindings)).toMatchObject([{ toldOn: null }])
  })
})

describe('two instances', () => {
  it('take turns: one does the round, and a finding is told once', async () => {
    await opened()
    await run('update clocks set next_at = null')
    test.pass(MINUTE)
    await Promise.all([test.desk, test.another().desk].map((desk) => minuteOf(desk)))
    expect(await told()).toHaveLength(1)
  })

  it('a round can be taken by whoever comes first, and again after a minute, whatever clock had it before', async () => {
    const take = (at = test.now) => takeRound(test.database.db, at, 50 * SECOND)
    const taken = await Promise.all([take(), take()])
    expect(taken.filter((walks) => walks !== null)).toHaveLength(1)
    expect(await take(later(test.now, 49 * SECOND))).toBeNull()
    expect(await take(later(test.now, 50 * SECOND))).not.toBeNull()
    expect(await take(later(test.now, -DAY))).not.toBeNull()
  })
})

describe('a check that fails', () => {
  it('does not keep the others from looking, nor makes its findings well', async () => {
    await opened()
    await run('update clocks set next_at = null')
    await round()
    await test.database.db.update(auditFindings).set({ about: { case: null, clock: null, name: null } })
    const broken = { ...test.desk, versions: { policy: () => Promise.reject(new Error('broken')) } as never }
    await accept(test.desk, { channel: 'room', key: 'x', lane: 'duty', body: null })
    test.pass(6 * MINUTE)
    await round({ desk: broken })
    const kinds = (await test.database.db.select().from(auditFindings)) as unknown as Found[]
    expect(kinds.map(({ kind }) => kind)).toContain('no-next-instant')
    expect(
      await test.database.db.select().from(auditFindings).where(eq(auditFindings.kind, 'no-next-instant')),
    ).toHaveLength(1)
  })
})
