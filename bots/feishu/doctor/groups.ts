// Of the doctor: the groups that the bot is in, with the ids of those that are not bound yet.
import type { DiagnosedPlace } from '../../../src/channel.ts'
import type { Parts } from '../address.ts'
import { type Line, ok, warning } from './findings.ts'
import { SEE_GROUPS } from './permissions.ts'
import { ask, refusedLine } from './probe.ts'

const MOST = 10

interface ChatsBody {
  data?: { items?: { chat_id?: string; name?: string }[]; has_more?: boolean }
}

export async function groups(parts: Parts, place: DiagnosedPlace, signal: AbortSignal): Promise<Line[]> {
  const call = { method: 'GET', url: '/open-apis/im/v1/chats', params: { page_size: '100' } } as const
  const asked = await ask<ChatsBody>(parts, call, SEE_GROUPS, signal)
  if (!asked.ok) return [refusedLine(parts, { to: 'groups-of-bot' }, asked)]
  const { items = [], has_more } = asked.body.data ?? {}
  if (items.length === 0) return [warning('groups', { code: 'in-no-group' })]
  const bound = new Set(place.rooms.map(({ id }) => id))
  const free = items.filter(({ chat_id }) => !bound.has(chat_id ?? ''))
  return [
    ok('groups', {
      code: 'in-groups',
      count: items.length,
      isMore: has_more === true,
      free: free.slice(0, MOST).map(({ name = '', chat_id = '' }) => ({ name, id: chat_id })),
      left: Math.max(0, free.length - MOST),
    }),
  ]
}
