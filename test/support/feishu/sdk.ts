// The unmodified SDK against the emulated platform, for the tests that hold the platform to the facts.
import * as lark from '@larksuiteoapi/node-sdk'
import type { FeishuPlatform } from './platform.ts'

const silent = { error() {}, warn() {}, info() {}, debug() {}, trace() {} }

export interface Sdk {
  client: lark.Client
  /** As after a refusal of the token: the SDK itself keeps a stale one. */
  forgetToken(): void
}

export function sdkFor(platform: FeishuPlatform, appSecret = platform.appSecret): Sdk {
  const kept = new Map<unknown, unknown>()
  const cache = {
    get: (key: unknown) => Promise.resolve(kept.get(key)),
    set: (key: unknown, value: unknown) => Promise.resolve(kept.set(key, value) === kept),
  } as lark.Cache
  const { appId, url: domain } = platform
  const client = new lark.Client({
    appId,
    appSecret,
    domain,
    cache,
    logger: silent,
    loggerLevel: lark.LoggerLevel.fatal,
  })
  return { client, forgetToken: () => kept.clear() }
}

export interface Listener {
  /** What arrived, in order: events flattened as the SDK hands them over. */
  heard: Record<string, unknown>[]
  client: lark.WSClient
  stop(): void
}

export type Handle = (event: Record<string, unknown>) => unknown

const kinds = [
  'im.message.receive_v1',
  'im.message.recalled_v1',
  'im.chat.member.bot.added_v1',
  'im.chat.member.bot.deleted_v1',
  'im.chat.member.user.added_v1',
  'im.chat.member.user.deleted_v1',
  'im.chat.disbanded_v1',
  'im.message.reaction.created_v1',
  'im.chat.access_event.bot_p2p_chat_entered_v1',
  'application.bot.menu_v6',
  'card.action.trigger',
  'message',
]

export function dispatcherFor(platform: FeishuPlatform, handle: Handle): lark.EventDispatcher {
  const { encryptKey, verificationToken } = platform
  const dispatcher = new lark.EventDispatcher({
    ...(encryptKey === null ? {} : { encryptKey }),
    verificationToken,
    logger: silent,
    loggerLevel: lark.LoggerLevel.fatal,
  })
  const handles = Object.fromEntries(
    kinds.map((kind) => [kind, async (event: Record<string, unknown>) => handle(event)]),
  )
  // Its types do not know all the kinds that it dispatches.
  return dispatcher.register(handles as never)
}

/** Listens on a long connection; resolves once events can arrive. */
export async function listen(
  platform: FeishuPlatform,
  handle: Handle = () => undefined,
  more: Partial<ConstructorParameters<typeof lark.WSClient>[0]> = {},
): Promise<Listener> {
  const heard: Record<string, unknown>[] = []
  const { appId, appSecret, url: domain } = platform
  const client = new lark.WSClient({
    appId,
    appSecret,
    domain,
    logger: silent,
    loggerLevel: lark.LoggerLevel.fatal,
    ...more,
  })
  const eventDispatcher = dispatcherFor(platform, (event) => {
    heard.push(event)
    return handle(event)
  })
  const up = platform.whenConnected(platform.connections() + 1)
  await client.start({ eventDispatcher })
  await up
  return { heard, client, stop: () => client.close({ force: true }) }
}

export interface Outcome {
  status: number
  code: number
  headers: Record<string, string>
  data: Record<string, unknown>
}

/** What the platform answered, whether the SDK throws it or returns it. */
export async function outcomeOf(call: Promise<unknown>): Promise<Outcome> {
  try {
    const answer = (await call) as { code?: number; data?: Record<string, unknown> }
    return { status: 200, code: answer.code ?? 0, headers: {}, data: answer.data ?? {} }
  } catch (error) {
    const { response } = error as {
      response?: { status: number; headers: Record<string, string>; data: { code?: number } }
    }
    if (!response) throw error
    return {
      status: response.status,
      code: response.data.code ?? -1,
      headers: response.headers,
      data: response.data as Record<string, unknown>,
    }
  }
}

export const aCard = (body: object[] = [{ tag: 'markdown', content: '正文' }], more: object = {}) => ({
  schema: '2.0',
  config: { update_multi: true },
  header: { title: { tag: 'plain_text', content: '标题' }, template: 'orange' },
  body: { elements: body },
  ...more,
})

export const aButton = (label: string, action: string) => ({
  tag: 'button',
  text: { tag: 'plain_text', content: label },
  behaviors: [{ type: 'callback', value: { action } }],
})

export const aForm = (fields: object[], label = '提交') => ({
  tag: 'form',
  name: 'form',
  elements: [
    ...fields,
    {
      ...aButton(label, 'submit'),
      name: 'submit',
      form_action_type: 'submit',
    },
  ],
})

export const send = (
  client: lark.Client,
  chatId: string,
  content: object,
  more: { uuid?: string; type?: string } = {},
) =>
  client.im.v1.message.create({
    params: { receive_id_type: 'chat_id' },
    data: {
      receive_id: chatId,
      msg_type: more.type ?? ('text' in content ? 'text' : 'interactive'),
      content: JSON.stringify(content),
      ...(more.uuid === undefined ? {} : { uuid: more.uuid }),
    },
  })

/** The id of a message that was sent well. */
export async function sentId(
  answer: Promise<{ data?: { message_id?: string | undefined } | undefined }>,
): Promise<string> {
  const id = (await answer).data?.message_id
  if (id === undefined) throw new Error('the message was not sent')
  return id
}

/** A clock that stands still until it is told. */
export function handClock(at = Date.UTC(2026, 10, 2, 1)): { now(): number; advance(ms: number): void } {
  let now = at
  return {
    now: () => now,
    advance: (ms) => {
      now += ms
    },
  }
}
