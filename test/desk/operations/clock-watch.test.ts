// The machine's clock is watched: only where it was set back is what waits looked at before its time.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { enqueue } from '../../../src/db/messages/outbox.ts'
import { outbox } from '../../../src/db/schema/schema.ts'
import { watchClock } from '../../../src/desk/operations/clock-watch.ts'
import { runMaintenance } from '../../../src/desk/operations/maintenance.ts'
import { HOUR, later, MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import { TestDesk } from '../../support/desk.ts'

let wall: number
let steady: number
beforeEach(() => {
  wall = 1_000_000
  steady = 5
})
const pass = (millis: number, setBy = 0) => {
  wall += millis + setBy
  steady += millis
}
const watched = () => {
  const clock = watchClock(
    () => wall,
    () => steady,
  )
  expect(clock.wasSetBack()).toBe(true)
  clock.caughtUp()
  return clock
}

describe('a clock', () => {
  it('may have been set back before the process began', () => void watched())

  it('that goes on, or is set forward, was not set back', () => {
    const clock = watched()
    for (const setBy of [0, HOUR, 0, -30 * SECOND, 30 * SECOND]) {
      pass(MINUTE, setBy)
      expect(clock.wasSetBack()).toBe(false)
    }
  })

  it('that was set back is so until that is caught up with, and then no more', () => {
    const clock = watched()
    pass(MINUTE, -HOUR)
    expect([clock.wasSetBack(), clock.wasSetBack()]).toEqual([true, true])
    clock.caughtUp()
    pass(MINUTE)
    expect(clock.wasSetBack()).toBe(false)
  })

  it('that was set forward by mistake and back again was set back', () => {
    const clock = watched()
    pass(MINUTE, HOUR)
    expect(clock.wasSetBack()).toBe(false)
    pass(MINUTE, -HOUR)
    expect(clock.wasSetBack()).toBe(true)
  })

  it('that loses a little each minute was set back in the end', () => {
    const clock = watched()
    pass(MINUTE, -40 * SECOND)
    expect(clock.wasSetBack()).toBe(false)
    pass(MINUTE, -40 * SECOND)
    expect(clock.wasSetBack()).toBe(true)
  })

  it('that was set back once more while that was caught up with is caught up with again', () => {
    const clock = watched()
    pass(MINUTE, -HOUR)
    expect(clock.wasSetBack()).toBe(true)
    pass(SECOND, -HOUR)
    clock.caughtUp()
    expect(clock.wasSetBack()).toBe(true)
  })
})

describe('a wait of an hour that a platform asked for', () => {
  let test: TestDesk
  beforeEach(async () => {
    test = await TestDesk.open()
  })
  afterEach(() => test.close())

  const waiting = async () => {
    const row = { kind: 'say', channel: 'room', address: { room: 'duty' }, lane: 'duty', pace: 'room|duty' } as const
    const until = later(test.now, HOUR)
    await enqueue(
      test.database.db,
      [{ ...row, key: 'a', caseNumber: null, clockId: null, notice: { kind: 'link-sent' }, mention: [] }],
      test.now,
      until,
    )
    return until
  }
  const tryAt = async () => (await test.database.db.select({ at: outbox.tryAt }).from(outbox))[0]?.at
  const round = (clock: ReturnType<typeof watched>, desk = test.desk) =>
    runMaintenance(desk, { idle: () => [], clock, heartbeatUrl: undefined })

  it('stands, minute by minute', async () => {
    const clock = watched()
    const until = await waiting()
    for (let minute = 0; minute < 3; minute += 1) {
      pass(MINUTE)
      await round(clock)
    }
    expect(await tryAt()).toBe(until)
  })

  it('ends where the clock was set back, with the first round that goes well', async () => {
    const clock = watched()
    const until = await waiting()
    pass(MINUTE, -HOUR)
    const gone = { ...test.database, db: { update: () => fail() } as never }
    const fail = () => {
      throw new Error('gone')
    }
    await round(clock, { ...test.desk, database: gone })
    expect(await tryAt()).toBe(until)
    await round(clock)
    expect(await tryAt()).toBe(test.now)
  })
})
