// Sending against the emulated platform: each way to each place, and what is done where a way is closed.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeCard } from '../../../bots/feishu/cards/encode.ts'
import { posts } from '../../../bots/feishu/cards/overflow.ts'
import { find } from '../../../bots/feishu/history/find.ts'
import { send } from '../../../bots/feishu/send.ts'
import type { Card } from '../../../src/wording/card/card.ts'
import { FeishuPlatform } from '../../support/feishu/platform.ts'
import { layout } from './cards/card-reading.ts'
import { buttonOf, cardOf, inTime, outgoingOf, type Sender, senderFor } from './send-parts.ts'

const DAY_MS = 24 * 3600_000

let platform: FeishuPlatform
let sender: Sender
let group: string
let chen: string
let lin: string
let clock: { now(): number; ms: number }

beforeEach(async () => {
  clock = { ms: Date.parse('2026-10-09T01:20:00Z'), now: () => clock.ms }
  platform = await FeishuPlatform.start({ limits: false, clock })
  chen = platform.addUser({ name: '陈明' }).openId
  lin = platform.addUser({ name: '林峰' }).openId
  group = platform.addChat({ name: '值班群', members: [chen] }).chatId
  sender = senderFor(platform.settings('webhook'))
})

afterEach(() => platform.stop())

const sent = async (...[given]: Parameters<typeof outgoingOf>) => {
  const result = await send(sender, outgoingOf(given), inTime())
  if (!result.ok) throw new Error(result.error)
  return result
}

const shown = (chatId: string) => platform.messages(chatId)

describe('to a room', () => {
  it('a card stands at the top', async () => {
    const { messageId } = await sent({ to: { room: group }, mention: [chen] })
    expect(shown(group)).toMatchObject([
      { messageId, rootId: null, threadId: null, type: 'interactive', sender: { type: 'app', id: platform.appId } },
    ])
    expect(shown(group)[0]?.text.split('\n')).toEqual(['▲ #23 幼儿园门口积水', '重大', '@陈明', '请尽快签收。'])
  })

  it('an answer stands in the thread, which is remembered', async () => {
    const root = platform.say(group, chen, { text: '这里有一条帖子' })
    const { messageId } = await sent({ to: { room: group }, thread: root })
    const reply = shown(group).find((each) => each.messageId === messageId)
    expect(reply).toMatchObject({ rootId: root, parentId: root, threadId: expect.stringMatching(/^omt_/) })
    expect(sender.kept.get(`thread:${root}`)).toBe(reply?.threadId)
  })

  it('what is to stand under no message of the platform stands at the top', async () => {
    await sent({ to: { room: group }, thread: 'f7984f25108f8137722bb63c' })
    expect(shown(group)).toMatchObject([{ rootId: null }])
  })

  it('what is to stand under a message that was taken back stands at the top', async () => {
    const root = platform.say(group, chen, { text: '发错了' })
    platform.recall(root)
    const { messageId } = await sent({ to: { room: group }, thread: root })
    expect(shown(group).at(-1)).toMatchObject({ messageId, rootId: null })
  })

  it('that has no topics the answer is a plain reply', async () => {
    const root = platform.say(group, chen, { text: '这里有一条帖子' })
    platform.fault({ path: /reply$/, kind: 'status', status: 400, code: 230071 })
    await sent({ to: { room: group }, thread: root })
    expect(shown(group).at(-1)).toMatchObject({ rootId: root, threadId: null })
  })

  it('the same key is the same message', async () => {
    const outgoing = outgoingOf({ to: { room: group } })
    const first = await send(sender, outgoing, inTime())
    expect(await send(sender, outgoing, inTime())).toEqual(first)
    expect(shown(group)).toHaveLength(1)
  })

  it('the chat is asked about once, by whichever instance comes first', async () => {
    await sent({ to: { room: group } })
    await sent({ to: { room: group } })
    const second = senderFor(platform.settings('webhook'), { keeping: sender.deps.keeping })
    await send(second, outgoingOf({ to: { room: group } }), inTime())
    expect(platform.calls.filter(({ path }) => path.endsWith(`/chats/${group}`))).toHaveLength(1)
  })
})

describe('to a person', () => {
  it.each(['person', 'room'])('by open id as %s: a private card, nobody called by name', async (kind) => {
    const to = kind === 'person' ? { person: lin } : { room: lin }
    const { messageId } = await sent({ to, mention: [lin], way: 'dm' })
    const chat = platform.p2p(lin)
    expect(shown(chat)).toMatchObject([{ messageId, chatId: chat }])
    expect(shown(chat)[0]?.text).not.toContain('@')
    expect(sender.kept.get(`p2p:${lin}`)).toBe(chat)
  })

  it.each(['person', 'chat'])('its buttons say that it is private, to the %s too', async (kind) => {
    const card = cardOf('x', { buttons: [buttonOf({ action: 'claim', label: '签收' })] })
    const chat = platform.p2p(lin)
    await sent({ to: kind === 'person' ? { person: lin } : { room: chat }, card })
    expect(JSON.stringify(shown(chat)[0]?.content)).toContain('"direct":true')
    await sent({ to: { room: group }, card })
    expect(JSON.stringify(shown(group)[0]?.content)).toContain('"direct":false')
  })

  it('an answer in a private chat makes no topic', async () => {
    const chat = platform.p2p(lin)
    const asked = platform.say(chat, lin, { text: '/list' })
    await sent({ to: { room: chat }, thread: asked })
    expect(shown(chat).at(-1)).toMatchObject({ rootId: asked, threadId: null })
  })
})

describe('a place that is none', () => {
  it.each([{ room: 'duty' }, { room: '../../auth' }, { person: 'oc_123' }, { person: 'chen?x=1' }])(
    '%j is never tried',
    async (to) => {
      expect(await send(sender, outgoingOf({ to }), inTime())).toEqual({
        ok: false,
        again: false,
        error: `no such place: ${JSON.stringify(to)}`,
      })
      expect(platform.calls).toEqual([])
    },
  )
})

describe('a card that is shown anew', () => {
  const again = (replaces: string, line = '已签收。', thread: string | null = null) =>
    sent({ to: { room: group }, thread, replaces, card: cardOf(line) })

  it('changes in place', async () => {
    const { messageId } = await sent({ to: { room: group } })
    expect(await again(messageId)).toEqual({ ok: true, messageId })
    expect(shown(group)).toMatchObject([{ messageId, versions: 2 }])
    expect(shown(group)[0]?.text).toContain('已签收。')
  })

  it('is posted once more in its thread when 14 days have passed', async () => {
    const root = platform.say(group, chen, { text: '这里有一条帖子' })
    const { messageId } = await sent({ to: { room: group }, thread: root })
    clock.ms += 15 * DAY_MS
    platform.expireTokens()
    const renewed = await again(messageId, '已签收。', root)
    expect(renewed.messageId).not.toBe(messageId)
    expect(shown(group).at(-1)).toMatchObject({ messageId: renewed.messageId, rootId: root })
  })

  it.each([230110, 230050, 230072])('is posted once more where the platform says %i', async (code) => {
    const { messageId } = await sent({ to: { room: group } })
    platform.fault({ method: 'PATCH', kind: 'status', status: 400, code })
    expect((await again(messageId)).messageId).not.toBe(messageId)
  })

  it('is posted once more when somebody took it back', async () => {
    const { messageId } = await sent({ to: { room: group } })
    platform.recall(messageId)
    const renewed = await again(messageId)
    expect(shown(group).at(-1)).toMatchObject({ messageId: renewed.messageId, deleted: false })
  })

  it('is posted once, though the second try must find that out again', async () => {
    const { messageId } = await sent({ to: { room: group } })
    clock.ms += 15 * DAY_MS
    platform.expireTokens()
    const outgoing = outgoingOf({ to: { room: group }, replaces: messageId, card: cardOf('已签收。') })
    platform.fault({ method: 'POST', path: /messages$/, kind: 'accepted-then-reset' })
    expect(await send(sender, outgoing, inTime())).toMatchObject({ ok: false, again: true })
    expect(await send(sender, outgoing, inTime())).toMatchObject({ ok: true })
    expect(shown(group)).toHaveLength(2)
  })
})

describe('a text that is longer than a card', () => {
  const draft = '答复稿正文，逐条回应群众关切。\n'.repeat(1_500)

  it('stands whole in the thread right before the card', async () => {
    const root = platform.say(group, chen, { text: '这里有一条帖子' })
    await sent({ to: { room: group }, thread: root, card: cardOf(draft) })
    const [first, ...rest] = shown(group).filter(({ rootId }) => rootId === root)
    const posts = [first, ...rest].filter((each) => each?.type === 'post')
    expect(rest.at(-1)).toMatchObject({ type: 'interactive' })
    expect(rest.at(-1)?.text).toContain('全文见上一条消息')
    const title = (index: number) => `▲ #23 幼儿园门口积水（全文${index + 1}/${posts.length}）`
    expect(posts.map((each, index) => each?.text.replace(`${title(index)}\n`, '')).join('')).toBe(draft)
  })

  it('is not said twice, however often the card fails after it', async () => {
    const outgoing = outgoingOf({ to: { room: group }, card: cardOf(draft) })
    // The answer to a text is kept: from then on the next call is the next text's, in the end the card's.
    const failing = { ...sender.deps.keeping, set: failingAfter(2 * textsOf(outgoing.card)) }
    const first = { ...sender, deps: { ...sender.deps, keeping: failing } }
    expect(await send(first, outgoing, inTime())).toMatchObject({ ok: false, again: true })
    platform.fault({ method: 'POST', path: /messages$/, kind: 'accepted-then-reset' })
    expect(await send(sender, outgoing, inTime())).toMatchObject({ ok: false, again: true })
    expect(await send(sender, outgoing, inTime())).toMatchObject({ ok: true })
    const types = shown(group).map(({ type }) => type)
    expect(types).toEqual([...Array<string>(textsOf(outgoing.card)).fill('post'), 'interactive'])
    expect(types.length).toBeGreaterThan(2)
  })

  /** Into how many texts the platform's limit divides what the card cannot hold. */
  function textsOf(card: Card): number {
    return posts(encodeCard(card, layout).overflow ?? '', () => '').length
  }

  /** The call after so many things were kept loses its answer. */
  function failingAfter(texts: number): Sender['deps']['keeping']['set'] {
    let left = texts
    return async (key, value) => {
      await sender.deps.keeping.set(key, value)
      if (key.startsWith('said:')) left -= 1
      if (left === 0) platform.fault({ method: 'POST', path: /messages$/, kind: 'accepted-then-reset' })
    }
  }

  it('is said once in the thread, however often the card is shown anew', async () => {
    const { messageId } = await sent({ to: { room: group }, card: cardOf('x') })
    for (const state of ['待审定', '待审定，已催办']) {
      const card = cardOf(draft, { fields: [{ label: '状态', value: state }] })
      expect(await sent({ to: { room: group }, replaces: messageId, card })).toEqual({ ok: true, messageId })
    }
    const posts = shown(group).filter(({ type }) => type === 'post')
    expect(new Set(posts.map(({ text }) => text)).size).toBe(posts.length)
    expect(shown(group)[0]?.text).toContain('全文见本话题中的文字消息')
    expect(shown(group)[0]?.text).toContain('待审定，已催办')
  })
})

it('gives up when it is told to, and nothing was sent before that', async () => {
  const aborted = AbortSignal.abort()
  expect(await send(sender, outgoingOf({ to: { person: lin } }), aborted)).toEqual({
    ok: false,
    again: true,
    unsent: true,
    error: 'given up before it was sent',
  })
  expect(platform.calls).toEqual([])
})

it.each([
  ['it is given', 60_000, 300],
  ['a call may take', 300, 60_000],
])('answers within the time that %s', async (_name, requestMs, givenMs) => {
  const waiting = senderFor(platform.settings('webhook'), { timing: { requestMs } })
  platform.fault({ path: /messages$/, kind: 'hang', times: Number.POSITIVE_INFINITY })
  expect(await send(waiting, outgoingOf({ to: { person: lin } }), inTime(givenMs))).toMatchObject({
    ok: false,
    again: true,
  })
})

it('keeps no secret in what it logs or answers', async () => {
  platform.fault({ path: /messages/, kind: 'status', status: 500, times: 3 })
  const result = await send(sender, outgoingOf({ to: { person: lin } }), inTime())
  const said = JSON.stringify([result, sender.logged])
  expect(said).not.toContain(platform.appSecret)
  expect(said).not.toMatch(/t-g1/)
})

it('what cannot be kept is tried again', async () => {
  const broken = async () => {
    throw new Error('the database is away')
  }
  const keeping = { ...sender.deps.keeping, get: broken }
  const away = { ...sender, deps: { ...sender.deps, keeping } }
  expect(await send(away, outgoingOf({ to: { room: group } }), inTime())).toEqual({
    ok: false,
    again: true,
    error: 'the database is away',
  })
  const sought = { outgoing: outgoingOf({ to: { person: lin } }), from: sender.deps.now(), until: sender.deps.now() }
  await expect(find(away, { ...sought, known: async () => new Set() }, inTime())).rejects.toThrow('away')
})
