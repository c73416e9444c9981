// Makes a message that is there urgent: by phone, SMS or in the app; where the platform refuses, by the next weaker way.

import type { Outgoing, SendResult, Urgent } from '../../src/channel.ts'
import { DAY } from '../../src/domain/calendar/instant.ts'
import type { Parts, Place } from './address.ts'
import { call } from './api/call.ts'
import type { Failure } from './api/failure.ts'
import { isId } from './api/ids.ts'
import { wordsOf } from './words.ts'

export const isUrgent = (way: Outgoing['way']): way is Urgent => way.startsWith('urgent-')

export interface Urging {
  outgoing: Outgoing
  place: Place
  messageId: string
}

/**
 * `weaker` where it could not be done in the way that was asked for. Done once for each message, also where it is asked for
 * again; only a call whose outcome is not known is made again, since to be called twice is better than not at all.
 */
export async function urge(parts: Parts, urging: Urging, signal: AbortSignal): Promise<SendResult> {
  const { outgoing, place, messageId } = urging
  const asked = outgoing.way as Urgent
  const { keeping } = parts.deps
  const key = `urged:${messageId}`
  const before = await keeping.get(key)
  if (before !== null) return resultOf(parts, messageId, asked, JSON.parse(before) as Reached)

  const people = place.direct ? peopleIn(place, outgoing) : outgoing.mention.filter((id) => isId('user', id))
  const reached = await reach(parts, messageId, { asked, people, plain: place.direct ? 'dm' : 'mention' }, signal)
  // The message itself is there already, whatever comes of this.
  if ('again' in reached) return { ok: false, again: true, error: reached.error, ...afterOf(reached) }
  await keeping.set(key, JSON.stringify(reached), 30 * DAY)
  return resultOf(parts, messageId, asked, reached)
}

interface Reached {
  used: Outgoing['way']
  error: string | null
}

const WEAKER: Record<Urgent, Urgent[]> = {
  'urgent-phone': ['urgent-phone', 'urgent-sms', 'urgent-app'],
  'urgent-sms': ['urgent-sms', 'urgent-app'],
  'urgent-app': ['urgent-app'],
}

interface Reaching {
  asked: Urgent
  people: string[]
  /** What the message is without being urgent. */
  plain: 'dm' | 'mention'
}

/** The weakest way that had to do for anybody. */
async function reach(
  parts: Parts,
  messageId: string,
  { asked, people, plain }: Reaching,
  signal: AbortSignal,
): Promise<Reached | Failure> {
  if (people.length === 0) return { used: plain, error: 'nobody to make it urgent for' }
  let left = people
  let error: string | null = null
  for (const way of WEAKER[asked]) {
    const done = await urgeBy(parts, messageId, way, left, signal)
    if ('again' in done && done.again) return done
    if ('again' in done) {
      error ??= done.error
      continue
    }
    left = left.filter((id) => done.refused.includes(id))
    if (left.length === 0) return { used: way, error }
    error ??= `${way} was refused for ${left.length} of ${people.length}`
  }
  return { used: plain, error }
}

/** The platform urges so many people at most by one call. */
const MOST_PEOPLE = 200

async function urgeBy(
  parts: Parts,
  messageId: string,
  way: Urgent,
  people: string[],
  signal: AbortSignal,
): Promise<{ refused: string[] } | Failure> {
  const done = await call<{ invalid_user_id_list?: string[] }>(
    parts.client,
    {
      method: 'PATCH',
      url: `/open-apis/im/v1/messages/${messageId}/${way.replace('-', '_')}`,
      params: { user_id_type: 'open_id' },
      data: { user_id_list: people.slice(0, MOST_PEOPLE) },
    },
    signal,
  )
  if (!done.ok) return done.failure
  return { refused: [...(done.data.invalid_user_id_list ?? []), ...people.slice(MOST_PEOPLE)] }
}

/** In a private chat there is nobody else to urge. */
const peopleIn = (place: Place, { mention }: Outgoing): string[] =>
  place.kind === 'open_id' ? [place.id] : mention.filter((id) => isId('user', id)).slice(0, 1)

const afterOf = ({ afterMs }: Failure) => (afterMs === undefined ? {} : { afterMs })

function resultOf({ deps }: Parts, messageId: string, asked: Urgent, { used, error }: Reached): SendResult {
  if (used === asked) return { ok: true, messageId }
  return { ok: true, messageId, weaker: { asked, used, error: error ?? '', says: wordsOf(deps.lang).notUrgent } }
}
