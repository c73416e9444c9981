// What is over: keys of channels that have expired, ended sessions, links to sign in, bundles that were told and tables that were taken long ago.
import { deleteExpired } from '../../db/operations/cleanup.ts'
import { DAY, later } from '../../domain/calendar/instant.ts'
import type { Desk } from '../desk.ts'

/** Whoever asks why a link does not work, or what a bundle told, asks within days. */
const ACCESS_KEPT_MS = 7 * DAY
const BUNDLES_KEPT_MS = 30 * DAY
/** A monitoring product's table of the last quarter may overlap with the one before it. */
const BATCHES_KEPT_MS = 180 * DAY

/** Each minute. */
export const cleanup = ({ database, time }: Desk): Promise<void> =>
  deleteExpired(database.db, {
    keeping: time.realNow(),
    access: later(time.realNow(), -ACCESS_KEPT_MS),
    bundles: later(time.now(), -BUNDLES_KEPT_MS),
    batches: later(time.realNow(), -BATCHES_KEPT_MS),
  })
