// Tidying up, attacked: what is renewed while it is deleted, turns and values under one key, a great many at once.
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepValue } from '../../../src/db/messages/channel-store.ts'
import { channelKeeping } from '../../../src/db/schema/channels.ts'
import { keepingOf } from '../../../src/desk/channels/channel-store.ts'
import { cleanup } from '../../../src/desk/operations/cleanup.ts'
import { DAY, HOUR, later } from '../../../src/domain/calendar/instant.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

const keys = async () => (await test.database.db.select().from(channelKeeping)).map(({ key }) => key).sort()

describe('tidying up', () => {
  it('leaves what is renewed in that very moment, and waits for nobody', async () => {
    const { db } = test.database
    const keeping = keepingOf(test.desk, 'feishu')
    await keeping.set('renewed', 'old', HOUR)
    await keeping.set('over', 'old', HOUR)
    test.pass(2 * HOUR)
    let tidying: Promise<void> = Promise.resolve()
    await db.transaction(async (tx) => {
      const expiresAt = later(test.now, DAY)
      await keepValue(tx, 'feishu', 'renewed', { value: 'new', expiresAt })
      tidying = cleanup(test.desk)
      // The embedded engine has one connection: there it comes after this.
      if (test.database.engine === 'postgres') await tidying
    })
    await tidying
    expect(await keys()).toEqual(['renewed'])
    expect(await keeping.get('renewed')).toBe('new')
  })

  it('keeps for good what is kept for good, though a turn was taken by the same key', async () => {
    const keeping = keepingOf(test.desk, 'feishu')
    await keeping.set('both', 'for good')
    expect(await keeping.take('both', HOUR)).toBe(true)
    test.pass(3 * DAY)
    await cleanup(test.desk)
    expect(await keeping.get('both')).toBe('for good')
  })

  it('leaves a turn that somebody has, though a value of the same key is over', async () => {
    const keeping = keepingOf(test.desk, 'feishu')
    expect(await keeping.take('both', 30 * DAY)).toBe(true)
    await keeping.set('both', 'for an hour', HOUR)
    test.pass(2 * HOUR)
    await cleanup(test.desk)
    expect(await keeping.take('both', HOUR)).toBe(false)
    test.pass(40 * DAY)
    await cleanup(test.desk)
    expect(await keys()).toEqual([])
  })

  it('keeps for good what was kept for a while before', async () => {
    const keeping = keepingOf(test.desk, 'feishu')
    await keeping.set('key', 'for an hour', HOUR)
    await keeping.set('key', 'for good')
    test.pass(400 * DAY)
    await cleanup(test.desk)
    expect(await keeping.get('key')).toBe('for good')
  })

  it('takes a few thousand at a time, and comes to an end', async () => {
    await test.database.db.execute(sql`insert into channel_keeping (channel, key, value, expires_at)
      select 'feishu', 'k' || n, 'x', ${test.now}::timestamptz from generate_series(1, 12000) as n`)
    const left: number[] = []
    for (let minute = 0; minute < 3; minute += 1) {
      await cleanup(test.desk)
      left.push((await keys()).length)
    }
    expect(left).toEqual([7_000, 2_000, 0])
  })
})
