// Cards that grow too old to be pressed on their platform are posted once more before that, as long as their case is open.
import { renewCards } from '../../db/messages/sent-messages.ts'
import { later } from '../../domain/calendar/instant.ts'
import type { Desk } from '../desk.ts'

/** Each minute. Answers how many. */
export async function repostOldCards({ database: { db }, channels, time, wake }: Desk): Promise<number> {
  let renewed = 0
  const now = time.realNow()
  for (const { name, cardLifeMs } of channels.values())
    if (cardLifeMs !== undefined) renewed += await renewCards(db, name, later(now, -cardLifeMs), now)
  if (renewed > 0) wake.outbox()
  return renewed
}
