// The attempts to send each message: the platform honours no idempotency key, so the channel records them.

import type { ChannelStore } from '../../../src/channel.ts'
import { DAY } from '../../../src/domain/calendar/instant.ts'

/** Of one piece of a message. `unknown`: attempts with an unknown outcome. */
export interface Piece {
  sent: boolean
  unknown: number
}

export interface Tries {
  /** By whom: their messages are cut in other places. */
  by: 'bot' | 'robot' | null
  /** By their place in the message, as far as they were tried. */
  pieces: Piece[]
  /** The id that was answered, once all of it is there. */
  id: string | null
}

/** After an attempt with an unknown outcome there is one more, and no third. */
export const MOST_UNKNOWN = 2

/** The desk gives up long before. */
const KEPT_MS = 30 * DAY

export async function triesOf(keeping: ChannelStore, key: string): Promise<Tries> {
  const kept = await keeping.get(`send:${key}`)
  return kept === null ? { by: null, pieces: [], id: null } : (JSON.parse(kept) as Tries)
}

export const keepTries = (keeping: ChannelStore, key: string, tries: Tries): Promise<void> =>
  keeping.set(`send:${key}`, JSON.stringify(tries), KEPT_MS)

/** Whether any of it is there, or perhaps is. */
export const isBegun = ({ pieces }: Tries): boolean => pieces.some(({ sent, unknown }) => sent || unknown > 0)

/** What another has said already, or perhaps has, is said whole and marked: its pieces are not these. */
export function begunBy(tries: Tries, by: 'bot' | 'robot'): void {
  if (tries.by === by) return
  tries.pieces = isBegun(tries) ? [{ sent: false, unknown: 1 }] : []
  tries.by = by
}

/** The piece in that place, tried or not. */
export function pieceOf({ pieces }: Tries, index: number): Piece {
  const piece = pieces[index] ?? { sent: false, unknown: 0 }
  pieces[index] = piece
  return piece
}
