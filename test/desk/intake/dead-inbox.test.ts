// What could not be handled: its text is kept for a week and can be tried again, then only the reason is left.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dropParked, parkedMessages, retryParked } from '../../../src/db/messages/inbox.ts'
import { inbox } from '../../../src/db/schema/schema.ts'
import { expireDeadMessages } from '../../../src/desk/intake/dead-inbox.ts'
import { accept, inboxOf, TRIES } from '../../../src/desk/intake/inbox.ts'
import { DAY, MINUTE } from '../../../src/domain/calendar/instant.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
  await accept(test.desk, { channel: 'room', key: 'bad', lane: 'duty', body: 'poison' })
  await tryOut()
})
afterEach(() => test.close())

const tryOut = async () => {
  for (let tried = 0; tried < TRIES; tried += 1) {
    await inboxOf(test.desk).round()
    test.pass(2 * MINUTE)
  }
}
const db = () => test.database.db
const row = async () => (await db().select().from(inbox))[0]

describe('a message that was set aside', () => {
  it('is listed with its reason and without its text', async () => {
    const [message] = await parkedMessages(db())
    expect(message).toMatchObject({ id: 1, channel: 'room', attempts: TRIES, error: 'Error: not to be read' })
    expect(message).toMatchObject({ hasText: true })
    expect(message).not.toHaveProperty('raw')
  })

  it('loses its text a week after it was set aside, and keeps its row', async () => {
    test.pass(7 * DAY - 10 * MINUTE)
    expect(await expireDeadMessages(test.desk)).toBe(0)
    test.pass(10 * MINUTE)
    expect(await expireDeadMessages(test.desk)).toBe(1)
    expect(await row()).toMatchObject({ raw: null, state: 'parked', error: 'Error: not to be read' })
    expect(await parkedMessages(db())).toMatchObject([{ hasText: false }])
    expect(await retryParked(db(), test.now)).toEqual([])
    expect(await expireDeadMessages(test.desk)).toBe(0)
  })

  it('is handled again with all its tries, and set aside again if it must', async () => {
    expect(await retryParked(db(), test.now, 2)).toEqual([])
    expect(await retryParked(db(), test.now, 1)).toEqual([1])
    expect(await row()).toMatchObject({ state: 'waiting', attempts: 0, parkedAt: null })
    await tryOut()
    expect(await row()).toMatchObject({ state: 'parked', attempts: TRIES })
  })

  it('is handled when what was wrong is mended', async () => {
    test.channel.decode = () => null
    await retryParked(db(), test.now)
    await inboxOf(test.desk).round()
    expect(await row()).toMatchObject({ state: 'done', raw: null, error: null })
  })

  it('is dropped for good: delivered again it is known', async () => {
    expect(await dropParked(db(), 1)).toBe(true)
    expect(await dropParked(db(), 1)).toBe(false)
    expect(await accept(test.desk, { channel: 'room', key: 'bad', lane: 'duty', body: 'poison' })).toBeNull()
    expect(await parkedMessages(db())).toEqual([])
  })
})
