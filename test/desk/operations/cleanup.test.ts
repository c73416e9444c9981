// What is over is deleted, and nothing else is.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { channelKeeping } from '../../../src/db/schema/channels.ts'
import { bundleItems } from '../../../src/db/schema/desk.ts'
import { sessions, signInLinks } from '../../../src/db/schema/schema.ts'
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
  it('forgets what a channel kept for a while, and a turn that is long over', async () => {
    const keeping = keepingOf(test.desk, 'feishu')
    await keeping.set('for-good', '1')
    await keeping.set('for-a-day', '1', DAY)
    await keeping.set('renewed', '1', DAY)
    await keeping.take('turn', HOUR)
    test.pass(DAY - 1)
    await keeping.set('renewed', '2', DAY)
    await cleanup(test.desk)
    expect(await keys()).toEqual(['for-a-day', 'for-good', 'renewed', 'turn'])
    test.pass(2 * HOUR)
    await cleanup(test.desk)
    expect(await keys()).toEqual(['for-good', 'renewed'])
    expect(await keeping.get('renewed')).toBe('2')
  })

  it('forgets sessions and links a week after they ended, and bundles a month after they were told', async () => {
    const { db } = test.database
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    const item = { person: 'li', clockId: '1-reply-1', generation: 1, saying: '1:0', caseNumber: 1, notice: {} }
    const ended = (days: number) => later(test.now, -days * DAY)
    for (const days of [6, 8]) {
      const common = { sha256: `${days}`, person: 'li', expiresAt: ended(days) }
      await db.insert(sessions).values({ ...common, createdAt: ended(days) })
      await db.insert(signInLinks).values(common)
    }
    for (const days of [29, 31]) await db.insert(bundleItems).values({ ...item, release: ended(days) })
    await cleanup(test.desk)
    expect((await db.select().from(sessions)).map(({ sha256 }) => sha256)).toEqual(['6'])
    expect((await db.select().from(signInLinks)).map(({ sha256 }) => sha256)).toEqual(['6'])
    expect((await db.select().from(bundleItems)).map(({ release }) => release)).toEqual([ended(29)])
  })
})
