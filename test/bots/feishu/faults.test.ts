// Bad luck on every call of a send: nothing is shown twice in a chat, nothing is lost, and the desk is told the right thing.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { send } from '../../../bots/feishu/send.ts'
import type { Outgoing, SendResult } from '../../../src/channel.ts'
import type { Fault } from '../../support/feishu/faults.ts'
import { FeishuPlatform } from '../../support/feishu/platform.ts'
import { cardOf, inTime, outgoingOf, patience, type Sender, senderFor } from './send-parts.ts'

let platform: FeishuPlatform
let sender: Sender
let group: string
let chen: string

beforeEach(async () => {
  platform = await FeishuPlatform.start({ limits: false })
  chen = platform.addUser({ name: '陈明' }).openId
  group = platform.addChat({ name: '值班群', members: [chen] }).chatId
  sender = senderFor(platform.settings('webhook'))
  // So that what a fault meets is the call that it is meant for.
  await sender.client.whoAmI()
})

afterEach(() => platform.stop())

const cards = (chat = group) =>
  platform.messages(chat).filter(({ sender, deleted }) => sender.type === 'app' && !deleted)

type Kind = Fault extends infer Each ? (Each extends Fault ? Omit<Each, 'method' | 'path' | 'times'> : never) : never

/** What each fault means for a call that changes something. */
const faults: [name: string, fault: Kind, unsent: boolean, afterMs?: number][] = [
  ['429', { kind: 'status', status: 429, code: 99991400, headers: { 'x-ogw-ratelimit-reset': '52' } }, true, 52_000],
  ['429 as HTTP 400', { kind: 'status', status: 400, code: 99991400 }, true],
  ['230020', { kind: 'status', status: 400, code: 230020 }, true],
  ['11232', { kind: 'status', status: 400, code: 11232 }, true],
  ['2200', { kind: 'status', status: 400, code: 2200 }, false],
  ['230049', { kind: 'status', status: 400, code: 230049 }, false],
  ['500', { kind: 'status', status: 500 }, false],
  ['502 of a gateway', { kind: 'garbage' }, false],
  ['a reset', { kind: 'reset' }, false],
  ['a hang', { kind: 'hang' }, false],
  ['accepted, then silence', { kind: 'accepted-then-timeout' }, false],
  ['accepted, then a reset', { kind: 'accepted-then-reset' }, false],
  ['accepted, then garbage', { kind: 'accepted-then-garbage' }, false],
]

interface Way {
  name: string
  method: string
  path: RegExp
  outgoing(): Promise<Outgoing>
  /** How many cards the chat shows in the end. */
  cards: number
}

const ways: Way[] = [
  {
    name: 'a new card',
    method: 'POST',
    path: /\/messages$/,
    outgoing: async () => outgoingOf({ to: { room: group } }),
    cards: 1,
  },
  {
    name: 'an answer in a thread',
    method: 'POST',
    path: /\/reply$/,
    outgoing: async () =>
      outgoingOf({ to: { room: group }, thread: platform.say(group, chen, { text: '这里有一条帖子' }) }),
    cards: 1,
  },
  {
    name: 'a card shown anew',
    method: 'PATCH',
    path: /\/messages\/om_/,
    outgoing: async () => {
      const first = await send(sender, outgoingOf({ to: { room: group } }), inTime())
      if (!first.ok) throw new Error(first.error)
      return outgoingOf({ to: { room: group }, replaces: first.messageId, card: cardOf('已签收。') })
    },
    cards: 1,
  },
]

describe.each(ways)('$name', ({ method, path, outgoing, cards: count }) => {
  it.each(faults)('%s', async (_name, fault, unsent, afterMs) => {
    const what = await outgoing()
    sender.kept.set(`mode:${group}`, 'group')
    platform.fault({ method, path, ...fault } as Fault)
    const first = await send(sender, what, patience(fault))
    expect(first).toMatchObject({ ok: false, again: true })
    expect(unsentIn(first)).toBe(unsent)
    expect(first).toHaveProperty('error')
    if (afterMs !== undefined) expect(first).toMatchObject({ afterMs })
    const second = await send(sender, what, inTime())
    expect(second).toEqual({ ok: true, messageId: cards().at(-1)?.messageId })
    expect(cards()).toHaveLength(count)
  })

  it('many faults in a row, of every kind', async () => {
    const what = await outgoing()
    for (const [, fault] of faults) platform.fault({ method, path, ...fault } as Fault)
    const results: SendResult[] = []
    for (const [, fault] of faults) results.push(await send(sender, what, patience(fault)))
    expect(results.filter(({ ok }) => ok)).toEqual([])
    expect(await send(sender, what, inTime())).toMatchObject({ ok: true })
    expect(cards()).toHaveLength(count)
  })

  it('a token that ends in the middle is nobody’s trouble', async () => {
    const what = await outgoing()
    platform.expireTokens()
    expect(await send(sender, what, inTime())).toMatchObject({ ok: true })
    expect(cards()).toHaveLength(count)
  })

  it('a token that is refused again and again is tried later', async () => {
    const what = await outgoing()
    platform.fault({ method, path, kind: 'status', status: 400, code: 99991663, times: 2 })
    expect(await send(sender, what, inTime())).toMatchObject({ ok: false, again: true, unsent: true })
    expect(await send(sender, what, inTime())).toMatchObject({ ok: true })
    expect(cards()).toHaveLength(count)
  })
})

const unsentIn = (result: SendResult) => 'unsent' in result && result.unsent === true

describe('asking whether a chat is private', () => {
  it.each(faults)('%s: nothing was sent yet', async (_name, fault) => {
    const what = outgoingOf({ to: { room: group } })
    platform.fault({ method: 'GET', path: /\/chats\//, ...fault } as Fault)
    expect(await send(sender, what, patience(fault))).toMatchObject({ ok: false, again: true, unsent: true })
    expect(await send(sender, what, inTime())).toMatchObject({ ok: true })
    expect(cards()).toHaveLength(1)
  })

  it('where it may not be asked it counts as a group', async () => {
    platform.fault({ method: 'GET', path: /\/chats\//, kind: 'status', status: 400, code: 99991672 })
    expect(await send(sender, outgoingOf({ to: { room: group } }), inTime())).toMatchObject({ ok: true })
    expect(sender.kept.has(`mode:${group}`)).toBe(false)
  })
})

describe('no token', () => {
  it('while the platform gives none: later, and nothing was sent', async () => {
    const cold = senderFor(platform.settings('webhook'))
    platform.fault({ path: /tenant_access_token/, kind: 'status', status: 500 })
    const what = outgoingOf({ to: { person: chen } })
    expect(await send(cold, what, inTime())).toMatchObject({ ok: false, again: true, unsent: true })
    expect(await send(cold, what, inTime())).toMatchObject({ ok: true })
  })

  it('with a wrong secret: later, so that nothing is lost when it is mended', async () => {
    const wrong = senderFor({ ...platform.settings('webhook'), appSecret: 'not-the-secret' })
    expect(await send(wrong, outgoingOf({ to: { person: chen } }), inTime())).toMatchObject({
      ok: false,
      again: true,
      unsent: true,
    })
  })

  it('without a platform: later, and nothing was sent', async () => {
    const nowhere = senderFor({ ...platform.settings('webhook'), domain: 'http://127.0.0.1:1' })
    expect(await send(nowhere, outgoingOf({ to: { person: chen } }), inTime())).toMatchObject({
      ok: false,
      again: true,
      unsent: true,
    })
  })
})

describe('never', () => {
  it('where the bot is not in the chat', async () => {
    platform.removeBot(group, chen)
    expect(await send(sender, outgoingOf({ to: { room: group } }), inTime())).toMatchObject({
      ok: false,
      again: false,
      error: expect.stringMatching(/^230002 /),
    })
  })

  it('where the chat was dissolved', async () => {
    platform.dissolve(group)
    expect(await send(sender, outgoingOf({ to: { room: group } }), inTime())).toMatchObject({
      ok: false,
      again: false,
      error: expect.stringMatching(/^232009 /),
    })
  })

  it('where the person may not use the app', async () => {
    platform.userHas(chen, { notInstalled: true })
    expect(await send(sender, outgoingOf({ to: { person: chen } }), inTime())).toMatchObject({
      ok: false,
      again: false,
      error: expect.stringMatching(/^230013 /),
    })
  })

  it.each([230025, 230099, 230028, 99991672, 987654])('where the platform says %i', async (code) => {
    platform.fault({ method: 'POST', path: /\/messages$/, kind: 'status', status: 400, code })
    expect(await send(sender, outgoingOf({ to: { room: group } }), inTime())).toMatchObject({
      ok: false,
      again: false,
    })
    expect(cards()).toEqual([])
  })
})

it('a chat’s limit is waited for as long as the platform says', async () => {
  platform.limit(true)
  const results: SendResult[] = []
  for (let i = 0; i < 8; i += 1) results.push(await send(sender, outgoingOf({ to: { room: group } }), inTime()))
  const refused = results.filter(({ ok }) => !ok)
  expect(refused.length).toBeGreaterThan(0)
  for (const each of refused) expect(each).toMatchObject({ again: true, unsent: true, afterMs: 1_000 })
  expect(cards()).toHaveLength(results.length - refused.length)
})

it('two instances that send the same message show it once', async () => {
  const second = senderFor(platform.settings('webhook'), { keeping: sender.deps.keeping })
  const what = outgoingOf({ to: { room: group } })
  const results = await Promise.all([sender, second, sender].map((each) => send(each, what, inTime())))
  expect(new Set(results.map((each) => (each.ok ? each.messageId : each.error))).size).toBe(1)
  expect(cards()).toHaveLength(1)
})
