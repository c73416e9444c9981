// What a channel keeps in the desk's database: it survives restarts, and all instances see it.
import { keepValue, keptValue, takeTurn } from '../db/keeping.ts'
import { later } from '../domain/instant.ts'
import type { Desk } from './desk.ts'

export const keepingOf = ({ database: { db }, time }: Pick<Desk, 'database' | 'time'>, channel: string) => ({
  get: (key: string) => keptValue(db, channel, key),
  set: (key: string, value: string) => keepValue(db, channel, key, value),
  /** True for one caller only until `forMs` have passed: of several instances one does it. */
  take: (key: string, forMs: number) => {
    const now = time.realNow()
    return takeTurn(db, channel, key, { now, until: later(now, forMs) })
  },
})
