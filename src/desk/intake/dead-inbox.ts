// Messages that could not be handled: their texts are kept for a week, what went wrong with them for longer.
import { dropParkedTexts } from '../../db/messages/inbox.ts'
import { DAY, later } from '../../domain/calendar/instant.ts'
import type { Desk } from '../desk.ts'

export const PARKED_TEXT_KEPT_MS = 7 * DAY

/** Each minute. Answers how many texts were deleted. */
export async function expireDeadMessages({ database, time, log }: Desk): Promise<number> {
  const dropped = await dropParkedTexts(database.db, later(time.realNow(), -PARKED_TEXT_KEPT_MS))
  if (dropped > 0) log.warn({ dropped }, 'messages that were set aside a week ago: their texts were deleted')
  return dropped
}
