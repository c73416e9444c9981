// Finding in a chat's history what was sent with an outcome that nobody knows.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeCard } from '../../../../bots/feishu/cards/encode.ts'
import { find } from '../../../../bots/feishu/history/find.ts'
import { send } from '../../../../bots/feishu/send.ts'
import { type Outgoing, TryLater } from '../../../../src/channel.ts'
import { instantOf } from '../../../../src/domain/calendar/instant.ts'
import type { Card } from '../../../../src/wording/card/card.ts'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import { layout } from '../cards/card-reading.ts'
import { cardOf, inTime, outgoingOf, patience, type Sender, senderFor } from '../send-parts.ts'

const HOUR_MS = 3600_000

let platform: FeishuPlatform
let sender: Sender
let group: string
let chen: string
let clock: { now(): number; ms: number }
let begin: number

beforeEach(async () => {
  clock = { ms: Date.parse('2026-10-09T01:20:00Z'), now: () => clock.ms }
  begin = clock.ms
  platform = await FeishuPlatform.start({ limits: false, clock })
  chen = platform.addUser({ name: '陈明' }).openId
  group = platform.addChat({ name: '值班群', members: [chen] }).chatId
  sender = senderFor(platform.settings('webhook'))
})

afterEach(() => platform.stop())

const ids = (chat: string) => platform.messages(chat).map(({ messageId }) => messageId)

/** Sent, but the answer is lost; then two hours pass. */
async function lost(outgoing: Outgoing, path = /messages/): Promise<string> {
  await send(sender, outgoingOf({ to: { room: group }, card: cardOf('别的事', { title: '#1 别的' }) }), inTime())
  platform.fault({ method: 'POST', path, kind: 'accepted-then-reset' })
  const before = new Set(platform.chats().flatMap(({ chatId }) => ids(chatId)))
  expect(await send(sender, outgoing, inTime())).toMatchObject({ ok: false, again: true })
  const id = platform
    .chats()
    .flatMap(({ chatId }) => ids(chatId))
    .find((each) => !before.has(each))
  clock.ms += 2 * HOUR_MS
  platform.expireTokens()
  if (id === undefined) throw new Error('nothing was sent')
  return id
}

const seek = (outgoing: Outgoing, known: string[] = [], until = begin + 60_000, by = sender, signal = inTime()) =>
  find(
    by,
    {
      outgoing,
      from: instantOf(begin),
      until: instantOf(until),
      known: async (asked) => new Set(asked.filter((each) => known.includes(each))),
    },
    signal,
  )

describe('what was sent is found', () => {
  it('in a room', async () => {
    const outgoing = outgoingOf({ to: { room: group } })
    const id = await lost(outgoing)
    expect(await seek(outgoing)).toBe(id)
  })

  it('in a thread, whose topic was not known yet', async () => {
    const root = platform.say(group, chen, { text: '这里有一条帖子' })
    const outgoing = outgoingOf({ to: { room: group }, thread: root })
    const id = await lost(outgoing)
    expect(await seek(outgoing)).toBe(id)
    expect(sender.kept.get(`thread:${root}`)).toMatch(/^omt_/)
  })

  it('in a private chat', async () => {
    await send(sender, outgoingOf({ to: { person: chen }, card: cardOf('早', { title: '早安' }) }), inTime())
    const outgoing = outgoingOf({ to: { person: chen }, way: 'dm' })
    const id = await lost(outgoing)
    expect(await seek(outgoing)).toBe(id)
  })

  it('at the top, where the thread’s first message was taken back', async () => {
    const root = platform.say(group, chen, { text: '发错了' })
    platform.recall(root)
    const outgoing = outgoingOf({ to: { room: group }, thread: root })
    const id = await lost(outgoing, /messages$/)
    expect(await seek(outgoing)).toBe(id)
  })

  it('among hundreds of messages', async () => {
    const outgoing = outgoingOf({ to: { room: group } })
    const id = await lost(outgoing)
    clock.ms = begin
    for (let i = 0; i < 120; i += 1) platform.say(group, chen, { text: `第${i}条` })
    platform.expireTokens()
    expect(await seek(outgoing)).toBe(id)
  })

  it('though the card would be drawn otherwise now', async () => {
    const outgoing = outgoingOf({ to: { room: group } })
    const id = await lost(outgoing)
    expect(await seek({ ...outgoing, card: cardOf('已由陈明签收。') })).toBe(id)
  })

  it('among cards that say the very same', async () => {
    const first = outgoingOf({ to: { room: group } })
    const second = outgoingOf({ to: { room: group } })
    const both = [await lost(first), await lost(second)]
    clock.ms = begin
    expect([await seek(first, [], begin + 9 * HOUR_MS), await seek(second, [], begin + 9 * HOUR_MS)]).toEqual(both)
  })

  it('by its words before its title, where a click has drawn it anew', async () => {
    const place = { to: { room: group } }
    const earlier = await lost(outgoingOf({ ...place, card: cardOf('第一次催办。') }))
    clock.ms = begin + 1_000
    const outgoing = outgoingOf({ ...place, card: cardOf('第二次催办。') })
    const id = await lost(outgoing)
    await drawAnew(earlier, cardOf('第一次催办。'))
    await drawAnew(id, outgoing.card)
    expect(await seek(outgoing)).toBe(id)
    expect(await seek({ ...outgoing, card: cardOf('已由陈明签收。') })).toBe(earlier)
  })

  it('as the only card that nobody knows, where the platform does not tell what a card says', async () => {
    const outgoing = outgoingOf({ to: { room: group } })
    const id = await lost(outgoing)
    const others = ids(group).filter((each) => each !== id)
    expect(await seek(outgoing, others, undefined, reticent())).toBe(id)
  })
})

/** As the answer to a click does it: without the mark of a key. */
async function drawAnew(messageId: string, card: Card): Promise<void> {
  const content = encodeCard(card, layout).card
  const url = `/open-apis/im/v1/messages/${messageId}`
  await sender.client.client.request({ method: 'PATCH', url, data: { content } })
}

/** Of a platform that leaves out what it is asked for. */
function reticent(): Sender {
  const { client } = sender.client
  const request: typeof client.request = (asked, options) => {
    const { card_msg_content_type: _left, ...params } = (asked.params ?? {}) as Record<string, string>
    return client.request({ ...asked, params }, options)
  }
  return { ...sender, client: { ...sender.client, client: Object.assign(Object.create(client), { request }) } }
}

describe('what was not sent is not found', () => {
  it('where nothing is there', async () => {
    const outgoing = outgoingOf({ to: { room: group } })
    expect(await seek(outgoing)).toBeNull()
  })

  it('where the desk knows it as another message of its own', async () => {
    const earlier = await send(sender, outgoingOf({ to: { room: group } }), inTime())
    const outgoing = outgoingOf({ to: { room: group } })
    expect(await seek(outgoing, earlier.ok ? [earlier.messageId] : [])).toBeNull()
  })

  it('where all that is there bears the mark of another key, though it says the same', async () => {
    await lost(outgoingOf({ to: { room: group } }))
    expect(await seek(outgoingOf({ to: { room: group } }))).toBeNull()
  })

  it('where it stands in another thread, was said by somebody else, or was taken back', async () => {
    const root = platform.say(group, chen, { text: '一' })
    const other = platform.say(group, chen, { text: '二' })
    await send(sender, outgoingOf({ to: { room: group }, thread: other }), inTime())
    platform.say(group, chen, { card: { header: { title: { tag: 'plain_text', content: '▲ #23 幼儿园门口积水' } } } })
    const gone = await send(sender, outgoingOf({ to: { room: group }, thread: root }), inTime())
    if (gone.ok) platform.recall(gone.messageId)
    expect(await seek(outgoingOf({ to: { room: group }, thread: root }))).toBeNull()
    expect(await seek(outgoingOf({ to: { room: group } }))).toBeNull()
  })

  it('where it was said long before', async () => {
    await send(sender, outgoingOf({ to: { room: group } }), inTime())
    begin += 5 * HOUR_MS
    clock.ms += 6 * HOUR_MS
    platform.expireTokens()
    expect(await seek(outgoingOf({ to: { room: group } }))).toBeNull()
  })

  it('where the room is gone', async () => {
    const outgoing = outgoingOf({ to: { room: group } })
    await lost(outgoing)
    platform.dissolve(group)
    expect(await seek(outgoing)).toBeNull()
  })
})

describe('while the platform cannot be asked', () => {
  it.each([
    ['429', { kind: 'status', status: 429, code: 99991400, headers: { 'x-ogw-ratelimit-reset': '7' } }, 7_000],
    ['500', { kind: 'status', status: 500 }, undefined],
    ['a reset', { kind: 'reset' }, undefined],
    ['a hang', { kind: 'hang' }, undefined],
    ['no permission', { kind: 'status', status: 400, code: 99991672 }, undefined],
  ] as const)('%s: later', async (_name, fault, afterMs) => {
    const outgoing = outgoingOf({ to: { room: group } })
    await lost(outgoing)
    platform.fault({ method: 'GET', ...fault })
    const error = await seek(outgoing, [], undefined, sender, patience(fault)).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TryLater)
    expect((error as TryLater).afterMs).toBe(afterMs)
    expect(await seek(outgoing)).not.toBeNull()
  })

  it('a private chat that nobody has heard of is asked about later, not taken for empty', async () => {
    const outgoing = outgoingOf({ to: { person: chen } })
    await lost(outgoing)
    await expect(seek(outgoing)).rejects.toThrow(TryLater)
    sender.kept.set(`p2p:${chen}`, platform.p2p(chen))
    expect(await seek(outgoing)).toMatch(/^om_/)
  })
})
