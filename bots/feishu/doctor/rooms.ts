// Of the doctor: whether the bot is in each room of the org, may speak there, and can read what was said.
import type { DiagnosedPlace } from '../../../src/channel.ts'
import type { Parts } from '../address.ts'
import { isId } from '../api/ids.ts'
import { GROUP_HISTORY, SEE_GROUPS, SEE_MEMBERS } from './permissions.ts'
import { ask, type Line, type Refusal, refusedLine } from './probe.ts'

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

const whatOf = ({ name }: Room) => `room ${name}`

async function look(parts: Parts, room: Room, signal: AbortSignal): Promise<Line[]> {
  const problem = (says: string): Line[] => [{ level: 'PROBLEM', what: whatOf(room), says }]
  if (!isId('chat', room.id)) return problem(`${JSON.stringify(room.id)} is no id of a group (oc_…): ${BIND}`)
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
  if (member.body.data?.is_in_chat !== true) return problem(`the bot is not in it (${room.id}): ${ADD}`)
  const trouble = [...restrictions(parts, room, chat.body.data ?? {}), ...(await history(parts, room, signal))]
  return trouble.length > 0 ? trouble : [{ level: 'ok', what: whatOf(room), says: seen(room, chat.body.data ?? {}) }]
}

const BIND = 'say /bind in the group itself (/bind duty, /bind 部门), or correct the org file'
const ADD = 'in the group, Settings (设置) → Bots (群机器人) → Add Bot (添加机器人)'

/** By the code with which the platform tells of a chat that it will not show. */
const GONE = new Map([
  [232006, `there is no such group for this app: it is another organisation's, or mistyped; ${BIND}`],
  [232009, `the group was dissolved: ${BIND} of its successor`],
  [232010, `the group is another organisation's: ${BIND}`],
  [232011, `the bot is not in it: ${ADD}`],
  [230002, `the bot is not in it: ${ADD}`],
])

function unseen(parts: Parts, room: Room, refusal: Refusal): Line {
  const gone = GONE.get(refusal.code ?? 0)
  if (gone !== undefined) return { level: 'PROBLEM', what: whatOf(room), says: `${gone} (${room.id})` }
  // The same for every room: told once.
  return refusedLine(parts, refusal.anyOf === null ? whatOf(room) : 'the rooms', refusal)
}

/** What the group's owner has restricted to some: managers always may. */
function restrictions({ deps }: Parts, room: Room, chat: NonNullable<ChatBody['data']>): Line[] {
  const { bot_manager_id_list = [], moderation_permission, urgent_setting } = chat
  if (bot_manager_id_list.includes(deps.settings.appId)) return []
  const lines: Line[] = []
  const manager =
    'make the bot a manager of the group (群管理员), or allow it to all in Settings (设置) → Group Management (群管理)'
  if (moderation_permission !== undefined && moderation_permission !== 'all_members')
    lines.push({ level: 'WARNING', what: whatOf(room), says: `not everybody may speak there (230018): ${manager}` })
  if (urgent_setting !== undefined && urgent_setting !== 'all_members')
    lines.push({
      level: 'WARNING',
      what: whatOf(room),
      says: `not everybody may make messages urgent there: ${manager}`,
    })
  return lines
}

/** One message is asked for, and not looked at. */
async function history(parts: Parts, room: Room, signal: AbortSignal): Promise<Line[]> {
  const params = { container_id_type: 'chat', container_id: room.id, page_size: '1' }
  const asked = await ask(parts, { method: 'GET', url: '/open-apis/im/v1/messages', params }, GROUP_HISTORY, signal)
  if (asked.ok) return []
  return [unseen(parts, room, asked)]
}

function seen(room: Room, { name, user_count }: NonNullable<ChatBody['data']>): string {
  const called = name === undefined || name === '' || name === room.name ? '' : `, called ${name} there`
  return `the bot is in it${user_count === undefined ? '' : `, members: ${user_count}`}${called}`
}
