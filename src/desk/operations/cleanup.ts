// What is over: keys of channels that have expired, ended sessions, links to sign in, bundles that were told long ago.
import { deleteExpired } from '../../db/operations/cleanup.ts'
import { DAY, later } from '../../domain/calendar/instant.ts'
import type { Desk } from '../desk.ts'

/** Whoever asks why a link does not work, or what a bundle told, asks within days. */
const ACCESS_KEPT_MS = 7 * DAY
const BUNDLES_KEPT_MS = 30 * DAY

/** Each minute. */
export const cleanup = ({ database, time }: Desk): Promise<void> =>
  deleteExpired(database.db, {
    keeping: time.realNow(),
    access: later(time.realNow(), -ACCESS_KEPT_MS),
    bundles: later(time.now(), -BUNDLES_KEPT_MS),
  })
