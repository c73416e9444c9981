// The built-in room's part of the API. The room checks its requests by schemas of its own, which it may not share with the
// web (a channel knows neither); a test holds the two to each other.
import { z } from 'zod'
import type { Contract } from '../../contract.ts'
import { shownAs, told } from '../../spoken.ts'
import { instant } from '../values.ts'

const room = () => told(z.string().min(1).max(100), '群聊的 id 或代号', 'Id or key of a room')
const id = () => z.string().regex(/^[1-9]\d{0,14}$/)
const cursor = () => z.string().regex(/^\d{1,15}$/)
const as = () => told(z.string().optional(), '仅演练：以其身份', 'Drills only: speak as this person')

export const messageBody = z.strictObject({
  room: room(),
  text: z.string(),
  replyTo: told(id().nullish(), '所回复消息的 id', 'Id of the message that this answers'),
})
export const actionBody = z.strictObject({
  messageId: told(id(), '按钮所在的消息', 'The message that bears the button'),
  action: z.string().regex(/^[a-z][a-z-]{0,39}(?::[a-z][a-z0-9-]{0,39})?$/),
  values: z.record(z.string().min(1).max(100), z.string()).nullish(),
})
export const roomsQuery = z.strictObject({
  seen: told(z.string().max(10_000).optional(), '各群已读到的消息：duty:120,leaders:9', 'What was seen of each room'),
  as: as(),
})
export const messagesQuery = z.strictObject({
  room: room(),
  after: told(cursor().optional(), '此 id 之后', 'Messages after this id'),
  thread: told(id().optional(), '某一话题', 'One thread alone'),
  limit: shownAs(
    z
      .string()
      .regex(/^\d{1,4}$/)
      .transform(Number)
      .pipe(z.number().min(1).max(1_000))
      .default(200),
    { type: 'integer', minimum: 1, maximum: 1_000, default: 200 },
  ),
  as: as(),
})

const PURPOSES = ['duty', 'department', 'leaders', 'superior', 'direct'] as const
const roomShape = z.strictObject({
  id: z.string(),
  name: z.string(),
  purpose: z.enum(PURPOSES),
  department: z.string().nullable(),
  last: told(z.string(), '最新消息的 id', 'Id of its newest message'),
  unread: z.int(),
})
const choice = z.strictObject({ value: z.string(), label: z.string() })
const input = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    name: z.string(),
    label: z.string(),
    lines: z.int(),
    required: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('choice'),
    name: z.string(),
    label: z.string(),
    options: z.array(choice),
    required: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('choices'),
    name: z.string(),
    label: z.string(),
    options: z.array(choice),
    required: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('instant'), name: z.string(), label: z.string(), required: z.boolean() }),
])
const messageShape = z
  .strictObject({
    id: z.string(),
    room: z.string(),
    threadId: told(z.string().nullable(), '话题首条消息的 id', 'Id of the first message of its thread'),
    from: told(z.string(), '人员代号；值班台为 zhiban', 'The key of a person, or "zhiban"'),
    at: instant(),
    text: told(z.string(), '卡片上的一切内容也在其中', 'Everything that a card says is in it, too'),
    mentions: z.array(z.string()),
    actions: told(
      z.array(z.strictObject({ action: z.string(), label: z.string(), inputs: z.array(input) })),
      '按钮及其所需的填写项',
      'Its buttons, and what each asks for',
    ),
  })
  .meta({ id: 'Message' })

const once = z.object({
  'idempotency-key': told(
    z.string().min(1).max(200).optional(),
    '同一人以同一键再次发送，即为同一条',
    'The same key again, of the same person, is the same message or click',
  ),
})

export const ROOMS = {
  method: 'GET',
  url: '/api/v1/room/rooms',
  id: 'listRooms',
  group: 'room',
  summary: { zh: '本人可见的群聊', en: 'The rooms that one may see' },
  may: 'room',
  query: roomsQuery,
  answers: {
    200: { says: { zh: '群聊', en: 'The rooms' }, schema: z.strictObject({ rooms: z.array(roomShape) }) },
  },
  errors: [400],
  example: { path: '/api/v1/room/rooms', headers: { 'Zhiban-As': 'zhou' } },
} satisfies Contract

export const MESSAGES = {
  method: 'GET',
  url: '/api/v1/room/messages',
  id: 'listMessages',
  group: 'room',
  summary: { zh: '某群的消息，按先后', en: 'The messages of a room, in order' },
  may: 'room',
  query: messagesQuery,
  answers: {
    200: { says: { zh: '消息', en: 'The messages' }, schema: z.strictObject({ messages: z.array(messageShape) }) },
  },
  errors: [400, 404],
  example: { path: '/api/v1/room/messages?room=duty&after=120', headers: { 'Zhiban-As': 'zhou' } },
} satisfies Contract

const written = z.strictObject({ id: z.string() })
export const WRITE = {
  method: 'POST',
  url: '/api/v1/room/messages',
  id: 'writeMessage',
  group: 'room',
  summary: { zh: '在群内发言', en: 'Write in a room' },
  detail: {
    zh: '与在群内发言同效：链接即转报，/ 开头为命令。已存入后才答复，处理随后进行。',
    en: 'As if it were typed there: a link is a sighting, what begins with / is a command. It is durable when it is answered; the desk deals with it next.',
  },
  may: 'room',
  headers: once,
  body: { schema: messageBody },
  answers: {
    200: { says: { zh: '此键此前的消息', en: 'The same key before: the same message' }, schema: written },
    201: { says: { zh: '已存入', en: 'Durable' }, schema: written },
  },
  errors: [400, 404, 413, 422],
  example: {
    path: '/api/v1/room/messages',
    headers: { 'Zhiban-As': 'zhou' },
    body: { room: 'duty', text: '/分办 城管局 #23' },
  },
} satisfies Contract

export const PRESS = {
  method: 'POST',
  url: '/api/v1/room/actions',
  id: 'pressButton',
  group: 'room',
  summary: { zh: '按下卡片上的按钮', en: 'Press a button of a card' },
  may: 'room',
  headers: once,
  body: { schema: actionBody },
  answers: {
    200: {
      says: {
        zh: '已办结、已拒绝，或已收到待办（done 为 false）',
        en: 'Done, refused, or taken and still to be done (done is false)',
      },
      schema: z.strictObject({ done: z.boolean(), refused: z.boolean(), text: z.string().nullable() }),
    },
  },
  errors: [400, 404, 413, 422],
  example: {
    path: '/api/v1/room/actions',
    headers: { 'Zhiban-As': 'chen' },
    body: { messageId: '124', action: 'claim' },
  },
} satisfies Contract

/** The channel adds its routes itself; those that it has are in the document. */
export const ROOM_CONTRACTS: readonly Contract[] = [ROOMS, MESSAGES, WRITE, PRESS]
