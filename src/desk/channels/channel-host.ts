// What the desk gives its channels: a durable inbox, clicks decided at once, the rooms that are bound, and a word on gaps.
import type { FastifyRequest } from 'fastify'
import type { ChannelHost } from '../../channel.ts'
import { liveThreads } from '../../db/messages/sent-messages.ts'
import { waitingOutages } from '../../db/operations/service-times.ts'
import type { Desk } from '../desk.ts'
import type { Handled } from '../intake/forwards/forwarded-message.ts'
import { accept, handleNow } from '../intake/inbox.ts'
import { cardShownIn } from '../outbox/render.ts'
import { currentOrg, sayInDutyRoom } from '../outbox/service-notice.ts'

/** A click is decided while its button waits, but no longer than this. */
const CLICK_BUDGET_MS = 2_000

type Identify = (request: FastifyRequest) => Promise<{ key: string; name: string }>

/** Each channel's own. */
export const hostOf = (desk: Desk, identify: Identify): ((channel: string) => ChannelHost) => {
  return (channel) => ({
    accept: async (raw) => (await accept(desk, raw)) !== null,
    identify: async (request) => {
      const { key, name } = await identify(request)
      return { person: key, name }
    },
    act: (raw) => act(desk, raw),
    rooms: () => roomsOf(desk, channel),
    caughtUp: (gap) => caughtUp(desk, channel, gap),
  })
}

async function act(desk: Desk, raw: Parameters<ChannelHost['act']>[0]): ReturnType<ChannelHost['act']> {
  // A click that was stored before has been, or is being, decided.
  const handled = await handleNow(desk, raw, CLICK_BUDGET_MS)
  if (handled === null) return PENDING
  const refused = handled.kind === 'refused'
  return {
    done: true,
    refused,
    text: textOf(desk, handled),
    card: await cardNow(desk, raw),
  }
}

/** What was refused, or done, in one sentence; null where there is nothing to say. */
function textOf({ wording }: Desk, handled: Handled): string | null {
  if (handled.kind === 'refused') return wording.refusal(handled.refusal)
  return handled.kind === 'done' && handled.command !== undefined ? wording.receipt(handled.command) : null
}

/** The click stands, whether or not its card can be shown with the answer: it is shown anew by the outbox in any case. */
async function cardNow(desk: Desk, { channel, body }: Parameters<ChannelHost['act']>[0]) {
  const incoming = desk.channels.get(channel)?.decode(body)
  if (incoming?.kind !== 'action') return null
  try {
    return await cardShownIn(desk, channel, incoming.messageId)
  } catch (error) {
    desk.log.warn({ channel, err: error }, 'a card could not be shown with the answer to a click')
    return null
  }
}

const PENDING = { done: false, refused: false, text: null, card: null }

async function roomsOf(desk: Desk, channel: string): ReturnType<ChannelHost['rooms']> {
  const { db } = desk.database
  const org = await currentOrg(db, desk)
  const threads = await liveThreads(db, channel)
  return org.rooms
    .filter((room) => room.channel === channel)
    .map(({ id }) => ({ id, threads: threads.filter(({ room }) => room === id).map(({ root }) => root) }))
}

/** Once a gap, whoever of several instances has found it. */
async function caughtUp(
  desk: Desk,
  channel: string,
  { from, until, found }: Parameters<ChannelHost['caughtUp']>[0],
): Promise<void> {
  if (found === 0) return
  // The notice of the outage is still to be told, and tells this with it.
  const waiting = await waitingOutages(desk.database.db)
  if (waiting.some(({ realTo }) => until <= realTo)) return
  const { domainAt } = desk.time
  const notice = { kind: 'caught-up' as const, from: domainAt(from), until: domainAt(until), found }
  const said = await desk.database.db.transaction((tx) =>
    sayInDutyRoom(tx, desk, `caught-up:${channel}:${from}:${until}`, notice),
  )
  if (said) desk.wake.outbox()
}
