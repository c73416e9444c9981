// Of several instances one has the account, whatever their clocks say and however long the database is silent.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Turn } from '../../../bots/wechat/process/lease.ts'

const LEASE_MS = 10_000

describe('whose turn it is', () => {
  let kept: Map<string, string>
  let taken: Map<string, number>
  beforeEach(() => {
    kept = new Map()
    taken = new Map()
    vi.useFakeTimers({ toFake: ['performance', 'Date'] })
  })
  afterEach(() => vi.useRealTimers())

  /** Each instance reaches the database, or does not; and has a clock of its own. */
  const instance = (skewMs = 0) => {
    const at = { isReached: true }
    const reach = async <T>(answer: () => T): Promise<T> => {
      if (!at.isReached) throw new Error('no route')
      return answer()
    }
    const keeping = {
      get: (key: string) => reach(() => kept.get(key) ?? null),
      set: (key: string, value: string) => reach(() => void kept.set(key, value)),
      take: (key: string, forMs: number) =>
        reach(() => {
          const now = Date.now() + skewMs
          if ((taken.get(key) ?? 0) > now) return false
          taken.set(key, now + forMs)
          return true
        }),
    }
    return { turn: new Turn(keeping, LEASE_MS), at }
  }

  /** Both ask, as the supervisor does; answers how often both had it, the one that cannot ask only until it knows. */
  const together = async (one: ReturnType<typeof instance>, other: ReturnType<typeof instance>, forMs: number) => {
    let both = 0
    for (let ms = 0; ms < forMs; ms += 500) {
      const first = (await one.turn.held().catch(() => hasIt.get(one) ?? false)) && !one.turn.isLapsed
      hasIt.set(one, first)
      const second = await other.turn.held()
      hasIt.set(other, second)
      if (first && second) both += 1
      vi.advanceTimersByTime(500)
    }
    return both
  }
  const hasIt = new Map<object, boolean>()

  it('stays one instance’s, though the clock of the other is hours away, and steps', async () => {
    const [one, other] = [instance(), instance(3_600_000)]
    expect(await together(one, other, 60_000)).toBe(0)
    expect([hasIt.get(one), hasIt.get(other)]).toEqual([true, false])
    vi.setSystemTime(Date.now() - 7_200_000)
    expect(await together(one, other, 60_000)).toBe(0)
    expect([hasIt.get(one), hasIt.get(other)]).toEqual([true, false])
  })

  it('goes to another one where the first cannot reach the database for 40 s, and is never both’s', async () => {
    const [one, other] = [instance(), instance()]
    await together(one, other, 20_000)
    one.at.isReached = false
    expect(await together(one, other, 40_000)).toBe(0)
    expect([hasIt.get(one), hasIt.get(other)]).toEqual([false, true])
    one.at.isReached = true
    expect(await together(one, other, 20_000)).toBe(0)
    expect([hasIt.get(one), hasIt.get(other)]).toEqual([false, true])
  })

  it('stays the only instance’s where the database is silent for an hour: it would hear nothing meanwhile', async () => {
    const one = instance()
    expect(await one.turn.held()).toBe(true)
    one.at.isReached = false
    vi.advanceTimersByTime(3_600_000)
    await expect(one.turn.held()).rejects.toThrow('no route')
    expect(one.turn.isLapsed).toBe(false)
    expect(one.turn.oursForMs).toBeNull()
  })

  it('is handed over at once by who stops, and to one of two that find it abandoned', async () => {
    const [one, second, third] = [instance(), instance(), instance()]
    expect(await one.turn.held()).toBe(true)
    expect(await second.turn.held()).toBe(false)
    await one.turn.release()
    expect(await second.turn.held()).toBe(true)
    // It dies.
    expect([await third.turn.held(), await one.turn.held()]).toEqual([false, false])
    vi.advanceTimersByTime(LEASE_MS)
    const both = await Promise.all([third.turn.held(), one.turn.held()])
    expect(both.filter(Boolean)).toHaveLength(1)
  })
})
