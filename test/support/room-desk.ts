// A room with a small institution around it, a desk that answers clicks, and an app that formats errors as ours does.
import Fastify, { type FastifyInstance } from 'fastify'
import { type OrgRoom, type RoomDeps, roomChannel } from '../../bots/room/index.ts'
import type { Channel, ChannelHost, Outgoing, RawIncoming, SendResult } from '../../src/channel.ts'
import type { Person, Purpose } from '../../src/domain/org/org.ts'
import type { Card } from '../../src/wording/card/card.ts'
import { ui } from '../../src/wording/zh-CN/ui.ts'
import { type MadeStore, makeStore } from './room-store.ts'

export const NOW = '2026-10-09T01:20:00.000Z'

export const PEOPLE: Person[] = [
  person('wang', '王值班'),
  person('li', '李信息'),
  person('chen', '联络员（城管）', { room: 'chen-account' }),
  person('lin', '林局长'),
]
const ROOMS: OrgRoom[] = [room('duty', 'duty', '值班群'), room('urban', 'department', '城管局工作群')]

export interface TestRoom extends MadeStore {
  app: FastifyInstance
  channel: Channel
  clicks: RawIncoming[]
  /** Calls the API as a person, as their page would. */
  call(
    person: string,
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Answer>
  say(outgoing: Partial<Outgoing> & { key: string }): Promise<SendResult>
  stop(): Promise<void>
}

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers is what is being tested
  json: any
}

interface Options {
  deps?: Partial<RoomDeps>
  act?: ChannelHost['act']
  made?: MadeStore
}

export async function makeRoom(options: Options = {}): Promise<TestRoom> {
  const made = options.made ?? (await makeStore())
  const clicks: RawIncoming[] = []
  const channel = roomChannel({ ...depsOver(made), ...options.deps })
  const app = appWithErrors()
  channel.routes?.(app, {
    accept: async () => true,
    rooms: async () => [],
    caughtUp: async () => {},
    act: async (raw) => {
      clicks.push(raw)
      return options.act ? options.act(raw) : { done: true, refused: false, text: '已签收', card: null }
    },
    identify: async (request) => identified(request.headers['x-test-session']),
  })
  return {
    ...made,
    app,
    channel,
    clicks,
    call: async (who, method, url, body, headers) => {
      const payload = body === undefined ? {} : { payload: body }
      const session = { 'x-test-session': who, 'x-zhiban': 'room', ...headers }
      const answer = await app.inject({ method, url, headers: session, ...payload })
      return { status: answer.statusCode, json: answer.json() }
    },
    say: (outgoing) => channel.send({ ...OUTGOING, ...outgoing }, new AbortController().signal),
    stop: async () => {
      await channel.stop?.()
      await app.close()
      // A store that was lent to this room stays with its lender.
      if (options.made === undefined) await made.dispose()
    },
  }
}

export const card = (facts: Partial<Card> = {}): Card => ({ ...CARD, ...facts })

const CARD: Card = {
  case: 23,
  level: { number: 4, name: '一般', mark: '●' },
  overdue: false,
  title: '#23 夜间施工噪音',
  lines: [],
  fields: [{ label: '状态', value: '待签收' }],
  next: '签收 10月9日 10:20 前',
  link: null,
  buttons: [{ action: 'claim', label: '签收', tone: 'primary', inputs: [], typed: null }],
  more: [
    {
      action: 'return',
      label: '退回',
      tone: 'plain',
      typed: null,
      inputs: [{ kind: 'text', name: 'reason', label: '理由', lines: 2, required: true }],
    },
  ],
}

const OUTGOING: Omit<Outgoing, 'key'> = {
  to: { room: 'duty' },
  thread: null,
  replaces: null,
  card: CARD,
  mention: [],
  way: 'mention',
  at: NOW,
}

/** The department's room is its own and the duty officer's. */
function depsOver({ store }: MadeStore): RoomDeps {
  return {
    store,
    rooms: async () => ROOMS,
    people: async () => PEOPLE,
    now: () => NOW,
    drill: false,
    speed: 1,
    lang: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    ui,
    masked: (text) => text,
    visible: (who, key) => key === 'duty' || who !== 'li',
    pollEveryMs: 10,
  }
}

function appWithErrors(): FastifyInstance {
  const app = Fastify()
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string; path?: string }, _request, reply) => {
    const { statusCode = 500, code = 'internal', message, path } = error
    return reply.status(statusCode).send({ error: { code, message, ...(path === undefined ? {} : { path }) } })
  })
  return app
}

function identified(session: string | string[] | undefined): { person: string; name: string } {
  const found = PEOPLE.find(({ key }) => key === session)
  if (!found) throw Object.assign(new Error('nobody is signed in'), { statusCode: 401, code: 'unauthorized' })
  return { person: found.key, name: found.name }
}

function person(key: string, name: string, ids: Record<string, string> = {}): Person {
  return { key, name, roles: [], ids }
}

function room(key: string, purpose: Purpose, name: string): OrgRoom {
  return { key, purpose, name, channel: 'room', id: key, department: null }
}
