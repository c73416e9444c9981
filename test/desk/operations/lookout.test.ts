// Workers that sleep: what nobody woke them for is found all the same, when it is due.
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { orgVersions, posts } from '../../../src/db/schema/schema.ts'
import { LOOK_EVERY_MS, lookForWork } from '../../../src/desk/operations/lookout.ts'
import { DAY } from '../../../src/domain/calendar/instant.ts'
import { receiveAll, TestDesk } from '../../support/desk.ts'

let desk: TestDesk
let woken: string[]
beforeEach(async () => {
  desk = await TestDesk.open()
  woken = []
  const noting = (worker: string) => () => void woken.push(worker)
  const workers = ['inbox', 'outbox', 'sweep', 'comparison']
  Object.assign(desk.desk.wake, Object.fromEntries(workers.map((worker) => [worker, noting(worker)])))
})
afterEach(() => desk.close())

const look = async (isAlone: boolean) => {
  woken = []
  return { pause: await lookForWork(desk.desk, isAlone), woken }
}

describe('the lookout', () => {
  it('wakes nobody where nothing is waiting: alone it sleeps, beside others it asks again soon', async () => {
    expect(await look(true)).toEqual({ pause: Number.POSITIVE_INFINITY, woken: [] })
    expect(await look(false)).toEqual({ pause: LOOK_EVERY_MS, woken: [] })
  })

  it('wakes each worker for its work, and sleeps until the next clock speaks', async () => {
    await desk.write('zhou', 'duty', '积水 https://news.example/a')
    expect(await look(true)).toEqual({ pause: LOOK_EVERY_MS, woken: ['inbox'] })
    await desk.settle()
    const { pause, woken: then } = await look(true)
    expect(then).toEqual([])
    expect(pause).toBeGreaterThan(0)
    expect(pause).toBeLessThan(DAY)
    desk.pass(pause - 1)
    expect(await look(true)).toEqual({ pause: 1, woken: [] })
    desk.pass(1)
    expect((await look(true)).woken).toEqual(['sweep'])
  })

  it('wakes the comparison for a post that waits, and for none that could not be compared', async () => {
    await desk.write('zhou', 'duty', '积水 https://news.example/a')
    await receiveAll(desk.desk)
    expect((await look(true)).woken).toContain('comparison')
    await desk.desk.database.db.update(posts).set({ compared: 'failed' })
    expect((await look(true)).woken).not.toContain('comparison')
  })

  it('wakes the outbox for what another has written', async () => {
    await desk.write('zhou', 'duty', '积水 https://news.example/a')
    desk.channel.answers = () => ({ ok: false, again: true, error: 'busy', afterMs: 5_000 })
    await desk.settle()
    const { pause, woken: before } = await look(true)
    expect([before, pause > 0 && pause <= 5_000]).toEqual([[], true])
    desk.pass(5_000)
    expect((await look(true)).woken).toEqual(['outbox'])
  })
})

describe('the embedded engine', () => {
  it('tells of commits that changed rows, and of nothing else', async () => {
    const { db, onWrite, plainly } = desk.desk.database
    if (onWrite === null) {
      expect(desk.desk.database.engine).toBe('postgres')
      return
    }
    let told = 0
    onWrite(() => (told += 1))
    const row = { body: {}, importedAt: desk.now }
    await db.select().from(orgVersions)
    await db.transaction(async (tx) => tx.select().from(orgVersions).for('update'))
    await db.delete(orgVersions).where(sql`false`)
    await expect(
      db.transaction(async (tx) => {
        await tx.insert(orgVersions).values(row)
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    expect(told).toBe(0)
    await db.insert(orgVersions).values(row)
    expect(told).toBe(1)
    await db.transaction(async (tx) => {
      await tx.transaction(async (inner) => inner.insert(orgVersions).values(row))
      expect(told).toBe(1)
    })
    expect(told).toBe(2)
    await db.execute(sql`with gone as (delete from org_versions where false returning 1) select count(*) from gone`)
    expect(told).toBe(3)
    await plainly((session) => session.query('UPDATE org_versions SET body = body'))
    expect(told).toBe(4)
  })
})
