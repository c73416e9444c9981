// What a channel keeps in the desk's database: it survives restarts, and all instances see it.
import { keepValue, keptValue, takeTurn } from '../../db/messages/channel-store.ts'
import { DAY, later } from '../../domain/calendar/instant.ts'
import type { Desk } from '../desk.ts'

export const keepingOf = ({ database: { db }, time }: Pick<Desk, 'database' | 'time'>, channel: string) => ({
  get: (key: string) => keptValue(db, channel, key),
  /** Kept for good, or forgotten some time after `forMs`. */
  set: (key: string, value: string, forMs?: number) =>
    keepValue(db, channel, key, { value, expiresAt: forMs === undefined ? null : later(time.realNow(), forMs) }),
  /** True for one caller only until `forMs` have passed: of several instances one does it. */
  take: (key: string, forMs: number) => {
    const now = time.realNow()
    const until = later(now, forMs)
    return takeTurn(db, channel, key, { now, until, expiresAt: later(until, DAY) })
  },
})
