// Of the doctor: whether the bot is in each room of the org, may speak there, and can read what was said.
import type { DiagnosedPlace } from '../../../src/channel.ts'
import type { Parts } from '../address.ts'
import { isId } from '../api/ids.ts'
import { type Line, ok, problem, type Unseen, warning } from './findings.ts'
import { GROUP_HISTORY, SEE_GROUPS, SEE_MEMBERS } from './permissions.ts'
import { ask, type Refusal, refusedLine } from './probe.ts'

type Room = DiagnosedPlace['rooms'][number]

/** So many at a time: 50 calls a second are allowed of each kind. */
const AT_ONCE = 4

export async function rooms(parts: Parts, place: DiagnosedPlace, signal: AbortSignal): Promise<Line[]> {
  const left = [...place.rooms]
  const found = new Map<Room, Line[]>()
  const work = async () => {
    for (let room = left.shift(); room !== undefined; room = left.shift())
      found.set(room, await look(parts, room, signal))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return place.rooms.flatMap((room) => found.get(room) ?? [])
}

interface ChatBody {
  data?: {
    name?: string
    user_count?: string
    /** The bots that are managers of it, by their apps. */
    bot_manager_id_list?: string[]
    /** Who may speak, and who may make messages urgent. */
    moderation_permission?: string
    urgent_setting?: string
  }
}

const whatOf = ({ name }: Room) => ({ room: name })

async function look(parts: Parts, room: Room, signal: AbortSignal): Promise<Line[]> {
  if (!isId('chat', room.id)) return [problem(whatOf(room), { code: 'no-group-id', id: JSON.stringify(room.id) })]
  const url = `/open-apis/im/v1/chats/${room.id}`
  const chat = await ask<ChatBody>(parts, { method: 'GET', url }, SEE_GROUPS, signal)
  if (!chat.ok) return [unseen(parts, room, chat)]
  const member = await ask<{ data?: { is_in_chat?: boolean } }>(
    parts,
    { method: 'GET', url: `${url}/members/is_in_chat` },
    SEE_MEMBERS,
    signal,
  )
  if (!member.ok) return [unseen(parts, room, member)]
  if (member.body.data?.is_in_chat !== true) return [problem(whatOf(room), { code: 'bot-absent', id: room.id })]
  const trouble = [...restrictions(parts, room, chat.body.data ?? {}), ...(await history(parts, room, signal))]
  return trouble.length > 0 ? trouble : [seen(room, chat.body.data ?? {})]
}

const UNSEEN = new Set<number>([232006, 232009, 232010, 232011, 230002] satisfies Unseen[])
const isUnseen = (code: number | null): code is Unseen => code !== null && UNSEEN.has(code)

function unseen(parts: Parts, room: Room, refusal: Refusal): Line {
  const what = whatOf(room)
  if (isUnseen(refusal.code)) return problem(what, { code: 'group-unseen', why: refusal.code, id: room.id })
  // A permission that is missing is the same for every room: told once.
  return refusedLine(parts, { to: 'rooms', what }, refusal)
}

/** What the group's owner has restricted to some: managers always may. */
function restrictions({ deps }: Parts, room: Room, chat: NonNullable<ChatBody['data']>): Line[] {
  const { bot_manager_id_list = [], moderation_permission, urgent_setting } = chat
  if (bot_manager_id_list.includes(deps.settings.appId)) return []
  const lines: Line[] = []
  if (moderation_permission !== undefined && moderation_permission !== 'all_members')
    lines.push(warning(whatOf(room), { code: 'not-all-speak' }))
  if (urgent_setting !== undefined && urgent_setting !== 'all_members')
    lines.push(warning(whatOf(room), { code: 'not-all-urgent' }))
  return lines
}

/** One message is asked for, and not looked at. */
async function history(parts: Parts, room: Room, signal: AbortSignal): Promise<Line[]> {
  const params = { container_id_type: 'chat', container_id: room.id, page_size: '1' }
  const asked = await ask(parts, { method: 'GET', url: '/open-apis/im/v1/messages', params }, GROUP_HISTORY, signal)
  if (asked.ok) return []
  return [unseen(parts, room, asked)]
}

function seen(room: Room, { name = '', user_count }: NonNullable<ChatBody['data']>): Line {
  const called = name === '' || name === room.name ? null : name
  return ok(whatOf(room), { code: 'room-well', members: user_count ?? null, called })
}
