// Of several instances one holds a lease, whatever their clocks say and however long the database is away.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChannelStore } from '../../../src/channel.ts'
import type { Lease, LeaseNote } from '../../../src/channel-lease.ts'
import { keepingOf } from '../../../src/desk/channels/channel-store.ts'
import { leasesIn } from '../../../src/desk/channels/lease.ts'
import { type Instant, instantOf } from '../../../src/domain/calendar/instant.ts'
import { type FreshDatabase, freshDatabase } from '../../support/database.ts'

const LEASE_MS = 10_000
/** As often as instances ask, or more often. */
const STEP_MS = 500
const HOUR = 3_600_000
const KEY = 'connection'

let database: FreshDatabase
beforeEach(async () => {
  database = await freshDatabase()
  vi.useFakeTimers({ toFake: ['performance', 'Date'] })
})
afterEach(async () => {
  vi.useRealTimers()
  await database.dispose()
})

interface Instance {
  lease: Lease
  /** Of this instance alone; `beforeSet` runs before each write and may reject, or take long. */
  way: { isOpen: boolean; beforeSet(): Promise<void> }
  hasIt: boolean
}

/** By a clock that is so far from the others'. */
function storeOf(skewMs = 0): ChannelStore {
  const now = () => instantOf(Date.now() + skewMs)
  const time = { now, realNow: now, domainAt: (real: Instant) => real, realMillisUntil: () => 0 }
  return keepingOf({ database, time }, 'wecom')
}

function instance({ skewMs = 0, expiresForHolder = false } = {}): Instance {
  const store = storeOf(skewMs)
  const way = { isOpen: true, beforeSet: async () => {} }
  const reach = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (!way.isOpen) throw new Error('no route to the database')
    return ask()
  }
  const own: ChannelStore = {
    get: (key) => reach(() => store.get(key)),
    set: (key, value, forMs) =>
      reach(async () => {
        await way.beforeSet()
        await store.set(key, value, forMs)
      }),
    take: (key, forMs) => reach(() => store.take(key, forMs)),
  }
  return { lease: leasesIn(own)({ key: KEY, leaseMs: LEASE_MS, expiresForHolder }), way, hasIt: false }
}

/** One question, as a channel asks it: an instance that cannot ask goes on until its lease has expired for it. */
async function ask(one: Instance, note?: LeaseNote): Promise<boolean> {
  const before = one.hasIt
  one.hasIt = (await one.lease.acquire(note).catch(() => before)) && !one.lease.hasExpired()
  return one.hasIt
}

/** All ask in turn for so long; answers how often two had it at once. */
async function together(instances: Instance[], forMs: number): Promise<number> {
  let clashes = 0
  for (let ms = 0; ms < forMs; ms += STEP_MS) {
    for (const one of instances) await ask(one)
    if (instances.filter(({ hasIt }) => hasIt).length > 1) clashes += 1
    vi.advanceTimersByTime(STEP_MS)
  }
  return clashes
}

const holders = (instances: Instance[]) => instances.map(({ hasIt }) => hasIt)

describe.each([{ expiresForHolder: false }, { expiresForHolder: true }])('a lease ($expiresForHolder)', (kind) => {
  it('stays with its holder, though the clock of the other is hours away, and steps', async () => {
    const both = [instance(kind), instance({ ...kind, skewMs: HOUR })]
    expect(await together(both, 30_000)).toBe(0)
    expect(holders(both)).toEqual([true, false])
    vi.setSystemTime(Date.now() - 2 * HOUR)
    expect(await together(both, 30_000)).toBe(0)
    expect(holders(both)).toEqual([true, false])
  })

  it('is released to another instance at once, and to one only', async () => {
    const [one, ...others] = [instance(kind), instance(kind), instance(kind), instance(kind)] as const
    await together([one, ...others], STEP_MS)
    await one.lease.release()
    await Promise.all(others.map((each) => ask(each)))
    expect(others.filter(({ hasIt }) => hasIt)).toHaveLength(1)
    expect(await ask(one)).toBe(false)
  })

  it('is taken over from a dead holder after the lease and not before, by one instance', async () => {
    const [dead, ...others] = [instance(kind), instance(kind), instance(kind)] as const
    await together([dead, ...others], STEP_MS)
    // The first look at its last beat was half a step after it was written: the lease counts from there.
    await together(others, LEASE_MS - STEP_MS)
    expect(holders(others)).toEqual([false, false])
    expect(await dead.lease.holder()).not.toBeNull()
    vi.advanceTimersByTime(STEP_MS)
    await Promise.all(others.map((each) => ask(each)))
    expect(others.filter(({ hasIt }) => hasIt)).toHaveLength(1)
  })

  it('is not taken over after the database was away for all: its holder could not renew it either', async () => {
    const both = [instance(kind), instance(kind)]
    const [holder, waiting] = both as [Instance, Instance]
    await together(both, 2_000)
    for (const { way } of both) way.isOpen = false
    await together(both, 3 * LEASE_MS)
    for (const { way } of both) way.isOpen = true
    expect(await ask(waiting)).toBe(false)
    expect(await ask(holder)).toBe(true)
    expect(await together(both, 2 * LEASE_MS)).toBe(0)
    expect(holders(both)).toEqual([true, false])
  })

  it('tells the others what its holder notes, as soon as it changes', async () => {
    const [holder, other] = [instance(kind), instance(kind)]
    await ask(holder, { connected: false, why: 'refused' })
    await ask(other)
    expect([holder.lease.heldElsewhere(), other.lease.heldElsewhere()]).toEqual([
      null,
      { connected: false, why: 'refused' },
    ])
    vi.advanceTimersByTime(1)
    await ask(holder, { connected: true, why: '' })
    await ask(other)
    expect(other.lease.heldElsewhere()).toEqual({ connected: true, why: '' })
    expect(await other.lease.holder()).toEqual({ beat: 2, note: { connected: true, why: '' } })
    await holder.lease.release()
    expect(await other.lease.holder()).toBeNull()
  })

  it('is not written at each question', async () => {
    const one = instance(kind)
    let writes = 0
    one.way.beforeSet = async () => {
      writes += 1
    }
    await together([one], LEASE_MS)
    expect(writes).toBe(4)
  })

  it('is kept by a late beat or taken over, never both', async () => {
    const [late, waiting] = [instance(kind), instance(kind)]
    await ask(late)
    let open = () => {}
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    for (let ms = 0; ms <= 0.6 * LEASE_MS; ms += STEP_MS) {
      await ask(waiting)
      vi.advanceTimersByTime(STEP_MS)
    }
    const writing = new Promise<void>((begun) => {
      late.way.beforeSet = () => {
        begun()
        return opened
      }
    })
    const renewed = late.lease.acquire()
    await writing
    for (let ms = 0; ms <= 2 * LEASE_MS; ms += STEP_MS) {
      expect(await ask(waiting)).toBe(false)
      vi.advanceTimersByTime(STEP_MS)
    }
    open()
    expect(await renewed).toBe(true)
  })

  it('goes to the instance that won the takeover, where its first write fails', async () => {
    const one = instance(kind)
    one.way.beforeSet = async () => {
      throw new Error('the connection broke off')
    }
    await expect(one.lease.acquire()).rejects.toThrow('broke off')
    expect(await instance(kind).lease.acquire()).toBe(false)
    one.way.beforeSet = async () => {}
    expect(await one.lease.acquire()).toBe(true)
  })
})

describe('what earlier versions have stored', () => {
  const store = (value: string) => storeOf().set(KEY, value)

  it.each([
    ['WeCom', { by: 'before', beat: 7, connected: true, why: '' }],
    ['WeChat', { by: 'before', beat: 7 }],
  ])('is a lease: the holder of before keeps it as long as it renews it (%s)', async (_channel, held) => {
    await store(JSON.stringify(held))
    const now = instance()
    for (let beat = 8; beat < 40; beat += 1) {
      await store(JSON.stringify({ ...held, beat }))
      expect(await ask(now)).toBe(false)
      vi.advanceTimersByTime(STEP_MS)
    }
    const { by: _by, beat: _beat, ...note } = held
    expect(now.lease.heldElsewhere()).toEqual(note)
    await together([now], LEASE_MS)
    expect(now.hasIt).toBe(true)
  })

  it.each([
    ['was given back', JSON.stringify({ by: '', beat: 3, was: 'before', connected: false, why: '' })],
    ['is the instant of a version before leases', '1760000000000'],
    ['is no JSON', '2026-10-09T01:20:00.000Z'],
  ])('is free where it %s', async (_what, value) => {
    await store(value)
    expect(await instance().lease.acquire()).toBe(true)
  })
})

describe('a lease that expires for its holder', () => {
  const kind = { expiresForHolder: true }

  it('goes to another instance where the holder cannot reach the database for 40 s, and is never both’s', async () => {
    const both = [instance(kind), instance(kind)]
    const [first] = both as [Instance, Instance]
    await together(both, 20_000)
    first.way.isOpen = false
    expect(await together(both, 40_000)).toBe(0)
    expect(holders(both)).toEqual([false, true])
    first.way.isOpen = true
    expect(await together(both, 20_000)).toBe(0)
    expect(holders(both)).toEqual([false, true])
  })

  it('tells the holder a time that is over before another instance can have it', async () => {
    const [holder, waiting] = [instance(kind), instance(kind)]
    await together([holder, waiting], 2_000)
    const until = performance.now() + (holder.lease.remainingMs() ?? Number.NaN)
    while (!(await ask(waiting))) vi.advanceTimersByTime(STEP_MS)
    expect(until).toBeLessThan(performance.now() - LEASE_MS / 10)
  })

  it('does not expire where no other instance waits, though the database is away for an hour', async () => {
    const one = instance(kind)
    expect(await ask(one)).toBe(true)
    one.way.isOpen = false
    vi.advanceTimersByTime(HOUR)
    await expect(one.lease.acquire()).rejects.toThrow('no route')
    expect([one.lease.hasExpired(), one.lease.remainingMs()]).toEqual([false, null])
  })

  it('does not expire any more once those that waited are gone for long', async () => {
    const [holder, waiting] = [instance(kind), instance(kind)]
    await together([holder, waiting], 2_000)
    expect(holder.lease.remainingMs()).not.toBeNull()
    await together([holder], 7 * LEASE_MS)
    expect(holder.lease.remainingMs()).toBeNull()
  })
})

it('a lease that does not expire for its holder needs no announcement, and lasts until it reads of another holder', async () => {
  const [holder, other] = [instance(), instance()]
  await together([holder, other], 2_000)
  expect(await storeOf().get(`${KEY}:waiting`)).toBeNull()
  holder.way.isOpen = false
  await together([holder, other], 2 * LEASE_MS)
  expect([holder.hasIt, other.hasIt, holder.lease.hasExpired()]).toEqual([true, true, false])
  holder.way.isOpen = true
  expect(await ask(holder)).toBe(false)
})
