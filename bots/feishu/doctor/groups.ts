// Of the doctor: the groups that the bot is in, with the ids of those that are not bound yet.
import type { DiagnosedPlace } from '../../../src/channel.ts'
import type { Parts } from '../address.ts'
import { SEE_GROUPS } from './permissions.ts'
import { ask, type Line, refusedLine } from './probe.ts'

const MOST = 10

interface ChatsBody {
  data?: { items?: { chat_id?: string; name?: string }[]; has_more?: boolean }
}

export async function groups(parts: Parts, place: DiagnosedPlace, signal: AbortSignal): Promise<Line[]> {
  const call = { method: 'GET', url: '/open-apis/im/v1/chats', params: { page_size: '100' } } as const
  const asked = await ask<ChatsBody>(parts, call, SEE_GROUPS, signal)
  if (!asked.ok) return [refusedLine(parts, 'the groups it is in', asked)]
  const { items = [], has_more } = asked.body.data ?? {}
  if (items.length === 0)
    return [
      {
        level: 'WARNING',
        what: 'groups',
        says: 'it is in none: add the bot to the duty group, and say /bind duty there',
      },
    ]
  const bound = new Set(place.rooms.map(({ id }) => id))
  const free = items.filter(({ chat_id }) => !bound.has(chat_id ?? ''))
  const named = free.slice(0, MOST).map(({ name, chat_id }) => `${name ?? ''} (${chat_id ?? ''})`)
  const rest = free.length > MOST ? ` and ${free.length - MOST} more` : ''
  const says = `in ${items.length}${has_more ? ' or more' : ''}${named.length > 0 ? `; not bound: ${named.join(', ')}${rest}` : ''}`
  return [{ level: 'ok', what: 'groups', says }]
}
