// Urgent messages: a private word first, then the urging; the next weaker way where the platform refuses one.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { send } from '../../../bots/feishu/send.ts'
import type { Urgent } from '../../../src/channel.ts'
import { FeishuPlatform } from '../../support/feishu/platform.ts'
import { inTime, outgoingOf, patience, type Sender, senderFor } from './send-parts.ts'

let platform: FeishuPlatform
let sender: Sender
let leader: string

beforeEach(async () => {
  platform = await FeishuPlatform.start({ limits: false })
  leader = platform.addUser({ name: '赵军' }).openId
  sender = senderFor(platform.settings('webhook'))
})

afterEach(() => platform.stop())

const urgent = (way: Urgent) => outgoingOf({ to: { person: leader }, mention: [leader], way })

const shown = () => platform.messages(platform.p2p(leader))

const waysTried = () =>
  platform.calls.flatMap(({ path }) => (path.includes('/urgent_') ? [path.split('/').at(-1)] : []))

it.each(['urgent-app', 'urgent-sms', 'urgent-phone'] as const)('%s reaches the person', async (way) => {
  const result = await send(sender, urgent(way), inTime())
  expect(result).toEqual({ ok: true, messageId: shown()[0]?.messageId })
  expect(shown()).toMatchObject([{ urgent: [{ way: way.slice('urgent-'.length), users: [leader] }] }])
})

it('without quota falls to the next weaker way, and says so', async () => {
  platform.userHas(leader, { quotaGone: true })
  const result = await send(sender, urgent('urgent-phone'), inTime())
  expect(waysTried()).toEqual(['urgent_phone', 'urgent_sms', 'urgent_app'])
  expect(result).toMatchObject({ ok: true, weaker: { asked: 'urgent-phone', used: 'urgent-app' } })
  expect(shown()).toMatchObject([{ urgent: [{ way: 'app', users: [leader] }] }])
})

it('refused in every way is the message itself', async () => {
  platform.fault({ path: /urgent_/, kind: 'status', status: 400, code: 230052, msg: 'refused', times: 3 })
  expect(await send(sender, urgent('urgent-phone'), inTime())).toEqual({
    ok: true,
    messageId: shown()[0]?.messageId,
    weaker: {
      asked: 'urgent-phone',
      used: 'dm',
      error: '230052 refused',
      says: '飞书未能加急，可能是加急额度用尽或对方不在可加急的范围内',
    },
  })
  expect(shown()).toHaveLength(1)
})

it.each([230012, 230023, 230024, 230052, 230098, 99991672])('%i is a refusal, not a reason to wait', async (code) => {
  platform.fault({ path: /urgent_app/, kind: 'status', status: 400, code })
  expect(await send(sender, urgent('urgent-app'), inTime())).toMatchObject({ ok: true, weaker: { used: 'dm' } })
})

it('in a group reaches its members, and tells of who is none', async () => {
  const member = platform.addUser({ name: '陈明' }).openId
  const group = platform.addChat({ name: '城管局', members: [member] }).chatId
  const result = await send(
    sender,
    outgoingOf({ to: { room: group }, mention: [member, leader], way: 'urgent-app' }),
    inTime(),
  )
  expect(result).toMatchObject({
    ok: true,
    weaker: { asked: 'urgent-app', used: 'mention', error: 'urgent-app was refused for 1 of 2' },
  })
  expect(platform.messages(group)).toMatchObject([{ urgent: [{ way: 'app', users: [member] }] }])
})

describe('while the platform is in trouble', () => {
  const trouble = [
    ['429', { kind: 'status', status: 429, code: 99991400, headers: { 'x-ogw-ratelimit-reset': '2' } }],
    ['500', { kind: 'status', status: 500 }],
    ['a reset', { kind: 'reset' }],
    ['a hang', { kind: 'hang' }],
    ['a lost answer', { kind: 'accepted-then-timeout' }],
  ] as const

  it.each(trouble)('%s is tried again, under the same message', async (_name, fault) => {
    const outgoing = urgent('urgent-phone')
    platform.fault({ path: /urgent_phone/, ...fault })
    const first = await send(sender, outgoing, patience(fault))
    expect(first).toMatchObject({ ok: false, again: true })
    if (fault.kind === 'status' && fault.status === 429) expect(first).toMatchObject({ afterMs: 2_000 })
    expect(await send(sender, outgoing, inTime())).toEqual({ ok: true, messageId: shown()[0]?.messageId })
    expect(shown()).toHaveLength(1)
    expect(shown()[0]?.urgent.every(({ way }) => way === 'phone')).toBe(true)
  })
})

it('is done once, though the desk asks again', async () => {
  platform.userHas(leader, { quotaGone: true })
  const outgoing = urgent('urgent-phone')
  const first = await send(sender, outgoing, inTime())
  expect(await send(sender, outgoing, inTime())).toEqual(first)
  expect(waysTried()).toHaveLength(3)
})
