// The machine's clock is set back an hour: what was to wait for seconds is looked at again with the next minute's round.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { enqueue } from '../../src/db/messages/outbox.ts'
import { catchUpWithClock } from '../../src/db/operations/clock-back.ts'
import { inbox, outbox, pacing } from '../../src/db/schema/schema.ts'
import { accept } from '../../src/desk/intake/inbox.ts'
import { DAY, HOUR, later } from '../../src/domain/calendar/instant.ts'
import { TestDesk } from '../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

const said = (key: string, kind: string) => ({
  key,
  kind: 'say' as const,
  channel: 'room',
  address: { room: 'duty' },
  lane: key,
  pace: 'room|duty',
  caseNumber: null,
  clockId: null,
  notice: { kind },
  mention: [],
})

it('what waits, or is leased, comes when it would have', async () => {
  const { db } = test.database
  const ahead = later(test.now, HOUR)
  await enqueue(db, [said('a', 'link-sent')], ahead)
  await accept(
    { ...test.desk, time: { ...test.desk.time, realNow: () => ahead } },
    {
      channel: 'room',
      key: 'm1',
      lane: 'duty',
      body: null,
    },
  )
  await db.insert(pacing).values({ scope: 'room:room|duty', tokens: 0, at: ahead })
  await catchUpWithClock(db, test.now)
  const instants = [
    ...(await db.select({ at: outbox.tryAt }).from(outbox)),
    ...(await db.select({ at: inbox.tryAt }).from(inbox)),
    ...(await db.select({ at: pacing.at }).from(pacing)),
  ]
  expect(instants).toEqual([{ at: test.now }, { at: test.now }, { at: test.now }])
})

it('a morning bundle waits for its morning', async () => {
  const { db } = test.database
  const morning = later(test.now, DAY / 2)
  await enqueue(db, [said('b', 'bundle')], test.now, morning)
  await catchUpWithClock(db, test.now)
  expect(await db.select({ at: outbox.tryAt }).from(outbox)).toEqual([{ at: morning }])
})
