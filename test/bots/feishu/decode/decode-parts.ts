// Events as they were stored, for the tests of what they come to.
import { decode } from '../../../../bots/feishu/decode/decode.ts'
import type { Reading } from '../../../../bots/feishu/decode/message.ts'
import type { Stored } from '../../../../bots/feishu/decode/stored.ts'
import { messageIn } from '../receive-parts.ts'

export const RECEIVED = '2026-10-09T01:20:05.000Z'
export const SAID_MS = '1791508800123'
export const SAID = '2026-10-09T01:20:00.123Z'
export const BOT = 'ou_bot00000000000000000000000000001'

export const reading: Reading = { self: { openId: BOT, appId: 'cli_a1b2c3d4e5f60718' }, drillTime: (real) => real }

export const stored = (kind: string, event: object, more: Partial<Stored> = {}): Stored => ({
  v: 1,
  kind,
  event: event as Record<string, unknown>,
  receivedAt: RECEIVED,
  ...more,
})

export interface Given {
  type?: string
  content?: unknown
  mentions?: object[]
  chat?: string
  message?: object
  sender?: object
}

export const event = ({
  type = 'text',
  content = { text: '你好' },
  mentions,
  chat = 'group',
  message,
  sender,
}: Given = {}) =>
  stored('im.message.receive_v1', {
    event_id: 'evt_1',
    sender: { sender_id: { open_id: 'ou_zhang' }, sender_type: 'user', tenant_key: 'tk', ...sender },
    message: {
      message_id: 'om_1',
      create_time: SAID_MS,
      chat_id: 'oc_duty',
      chat_type: chat,
      message_type: type,
      content: typeof content === 'string' ? content : JSON.stringify(content),
      ...(mentions ? { mentions } : {}),
      ...message,
    },
  })

export const said = (given: Given) => messageIn(decode(event(given), reading))

export const mention = (n: number, name: string, openId: string, type = 'user') => ({
  key: `@_user_${n}`,
  id: { open_id: openId, union_id: '', user_id: '' },
  mentioned_type: type,
  name,
})
