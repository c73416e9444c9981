// Sends whose outcome nobody knows, for longer than the platform remembers keys: the real channel on a clock that is turned.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { feishuChannel } from '../../../../bots/feishu/index.ts'
import { outbox } from '../../../../src/db/schema/schema.ts'
import { keepingOf } from '../../../../src/desk/channels/channel-store.ts'
import type { Desk } from '../../../../src/desk/desk.ts'
import { accept } from '../../../../src/desk/intake/inbox.ts'
import { outboxOf } from '../../../../src/desk/outbox/outbox.ts'
import { repostOldCards } from '../../../../src/desk/outbox/repost-cards.ts'
import { DAY, HOUR, type Instant, later, MINUTE, millisOf, SECOND } from '../../../../src/domain/calendar/instant.ts'
import type { Org } from '../../../../src/domain/org/org.ts'
import type { Policy } from '../../../../src/domain/policy/policy.ts'
import { type FreshDatabase, freshDatabase } from '../../../support/database.ts'
import { deskOn, foundOn, settle } from '../../../support/desk.ts'
import type { Fault } from '../../../support/feishu/faults.ts'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import type { Shown } from '../../../support/feishu/shown.ts'
import { NOON, ORG, POLICY, rung } from '../../../support/sample.ts'

let database: FreshDatabase
let platform: FeishuPlatform
let desk: Desk
let outboxer: ReturnType<typeof outboxOf>
let ids: Map<string, string>
let clock: { at: Instant }

async function open(policy: Policy = POLICY): Promise<void> {
  clock = { at: NOON }
  database = await freshDatabase()
  platform = await FeishuPlatform.start({ clock: { now: () => millisOf(clock.at) } })
  ids = new Map(ORG.people.map(({ key, name }) => [key, platform.addUser({ name }).openId]))
  const chats = ORG.rooms.map(
    ({ key, name }) => [key, platform.addChat({ name, members: [...ids.values()] }).chatId] as const,
  )
  ids = new Map([...ids, ...chats])
  await foundOn(database, { org: onFeishu(ORG), policy, drill: false, at: NOON })
  desk = deskOn(database, clock)
  const silent = () => {}
  const channel = feishuChannel({
    settings: platform.settings('webhook'),
    keeping: keepingOf(desk, 'feishu'),
    lang: 'zh-CN',
    now: () => clock.at,
    drillTime: (real) => real,
    log: { info: silent, warn: silent, error: silent },
    timing: { requestMs: 400 },
  })
  desk.channels.set('feishu', channel)
  outboxer = outboxOf(desk)
}
beforeEach(() => open())
afterEach(async () => {
  await outboxer.stop()
  await platform.stop()
  await database.dispose()
})

const idOf = (key: string) => ids.get(key) ?? ''
const onFeishu = (org: Org): Org => ({
  ...org,
  people: org.people.map((person) => ({ ...person, ids: { feishu: idOf(person.key) } })),
  rooms: org.rooms.map((room) => ({ ...room, channel: 'feishu', id: idOf(room.key) })),
})

async function says(who: string, text: string): Promise<string> {
  const messageId = platform.say(idOf('duty'), idOf(who), { text })
  const event = {
    message_id: messageId,
    msg_type: 'text',
    create_time: String(millisOf(clock.at)),
    chat_id: idOf('duty'),
    sender: { id: idOf(who), id_type: 'open_id', sender_type: 'user' },
    body: { content: JSON.stringify({ text }) },
  }
  const body = { v: 1, kind: 'history', event, receivedAt: clock.at, direct: false }
  await accept(desk, { channel: 'feishu', key: `message:${messageId}`, lane: idOf('duty'), body })
  await settle(desk, outboxer)
  return messageId
}

async function pass(ms: number): Promise<void> {
  clock.at = later(clock.at, ms)
  await settle(desk, outboxer)
}

/** Long enough for what was enqueued on the way. */
async function aWhile(): Promise<void> {
  for (let i = 0; i < 4; i += 1) await pass(10 * SECOND)
}

/** Until nothing is to be tried again. */
async function calm(): Promise<void> {
  platform.clearFaults()
  await aWhile()
  const rows = await database.db.select().from(outbox)
  expect(
    rows
      .filter(({ state }) => !['sent', 'withdrawn'].includes(state))
      .map(({ key, state, error }) => [key, state, error]),
  ).toEqual([])
}

const ours = (key = 'duty'): Shown[] => platform.messages(idOf(key)).filter(({ sender }) => sender.type === 'app')
const cards = () => ours().filter(({ text }) => text.includes('\n来源\n'))
const cardRow = async () =>
  (await database.db.select().from(outbox).where(eq(outbox.kind, 'show')).orderBy(outbox.id))[0]
const lost: Fault = { kind: 'accepted-then-timeout', method: 'POST', path: /messages/ }

describe('that is longer unknown than the platform remembers', () => {
  it('a card that stands there is taken for what it is, and shown as the case is now', async () => {
    platform.fault(lost)
    await says('li', '积水 https://news.example/a')
    expect(cards()).toHaveLength(1)
    platform.fault({ kind: 'status', status: 500, times: Number.POSITIVE_INFINITY })
    await pass(90 * MINUTE)
    await says('zhou', '/分办 #1 城管')
    await pass(MINUTE)
    platform.clearFaults()
    await pass(10 * MINUTE)
    await calm()
    expect(cards().map(({ text }) => text.includes('待签收'))).toEqual([true])
    expect((await cardRow())?.messageId).toBe(cards()[0]?.messageId)
  })

  it('an answer that stands there is not said again, one that does not is', async () => {
    await says('li', '积水 https://news.example/a')
    platform.fault(lost)
    await says('zhou', '/帮助')
    platform.fault({ kind: 'hang', method: 'POST', path: /messages/ })
    await says('zhou', '/列表')
    platform.fault({ kind: 'status', status: 500, times: Number.POSITIVE_INFINITY })
    await pass(2 * HOUR)
    await calm()
    const texts = ours().map(({ text }) => text)
    expect(new Set(texts).size).toBe(texts.length)
    expect(texts.filter((text) => text.includes('/分办')).length).toBe(1)
    expect(texts.filter((text) => text.startsWith('在办案件')).length).toBe(1)
  })
})

describe('a card that grew too old', () => {
  it('is posted anew once, though the answer is lost and its case changes meanwhile', async () => {
    await says('li', '积水 https://news.example/a')
    await calm()
    age()
    platform.fault(lost)
    await says('zhou', '/备注 #1 第一条')
    await says('zhou', '/分办 #1 城管')
    await calm()
    expect(cards()).toHaveLength(2)
    expect(cards()[1]?.text).toContain('待签收')
    expect((await cardRow())?.messageId).toBe(cards()[1]?.messageId)
  })

  it('nor twice where that stays unknown for hours', async () => {
    await says('li', '积水 https://news.example/a')
    await calm()
    age()
    platform.fault(lost)
    await says('zhou', '/备注 #1 第一条')
    platform.fault({ kind: 'status', status: 500, times: Number.POSITIVE_INFINITY })
    await pass(3 * HOUR)
    await calm()
    expect(cards()).toHaveLength(2)
    expect(cards()[1]?.text).toContain('备注（周洁）')
    expect((await cardRow())?.messageId).toBe(cards()[1]?.messageId)
  })

  const age = () => {
    const [card] = cards()
    if (card) platform.world.message(card.messageId).createdAt -= 15 * DAY
  }
})

describe('a card that has stood for days', () => {
  it('is tried for a day again, as a new one is', async () => {
    await says('li', '积水 https://news.example/a')
    await calm()
    await pass(3 * DAY)
    await calm()
    platform.fault({ kind: 'status', status: 500, method: 'PATCH', times: 3 })
    await says('zhou', '/分办 #1 城管')
    await pass(MINUTE)
    await calm()
    expect(cards().map(({ text }) => text.includes('待签收'))).toEqual([true])
    expect(ours().filter(({ text }) => text.includes('未能送达'))).toEqual([])
  })

  it('also where it is posted anew before it grows too old', async () => {
    await says('li', '积水 https://news.example/a')
    await calm()
    clock.at = later(clock.at, 13 * DAY + HOUR)
    platform.fault({ kind: 'status', status: 500, method: 'POST', times: Number.POSITIVE_INFINITY })
    expect(await repostOldCards(desk)).toBe(1)
    await settle(desk, outboxer)
    await pass(MINUTE)
    await calm()
    expect(cards()).toHaveLength(2)
    expect(ours().filter(({ text }) => text.includes('未能送达'))).toEqual([])
  })

  it('and one that was given up comes back with a later change', async () => {
    await says('li', '积水 https://news.example/a')
    await calm()
    platform.fault({ kind: 'status', status: 400, code: 230099, method: 'PATCH' })
    await says('zhou', '/分办 #1 城管')
    await aWhile()
    expect((await cardRow())?.state).toBe('given-up')
    expect(ours().filter(({ text }) => text.includes('案件卡片未能送达'))).toHaveLength(1)
    await pass(15 * MINUTE)
    await says('zhou', '/备注 #1 已电话联系')
    await calm()
    expect(cards().map(({ text }) => text.includes('备注（周洁）'))).toEqual([true])
  })
})

describe('an urgent word', () => {
  it('that was found in the history is still made urgent, once', async () => {
    await platform.stop()
    await database.dispose()
    const ladder = [rung('+10m', ['owner'], '1d', 'urgent-app')]
    const levels = POLICY.levels.map((level) => ({
      ...level,
      clocks: level.clocks.map((each) => ({ ...each, ladder })),
    }))
    await open({ ...POLICY, levels })
    // Where the private chat is, is known once anything was sent there.
    await says('zhou', '/登录')
    await says('li', '积水 https://news.example/a')
    await calm()
    platform.fault({ ...lost, path: /messages$/ })
    platform.fault({ kind: 'status', status: 500, times: Number.POSITIVE_INFINITY })
    for (let i = 0; i < 60 && reminders().length === 0; i += 1) await pass(MINUTE)
    await pass(2 * HOUR)
    expect(reminders()).toMatchObject([{ urgent: [] }])
    await calm()
    await pass(10 * MINUTE)
    expect(reminders()).toMatchObject([{ urgent: [{ way: 'app', users: [idOf('zhou')] }] }])
  })

  const reminders = () => platform.messages(platform.p2p(idOf('zhou'))).filter(({ text }) => text.includes('研判分办'))
})
