// Bad luck with what is said: time runs out in the middle, robots are deleted, the bot comes and goes.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WecomPlatform } from '../../support/wecom/platform.ts'
import {
  cardOf,
  channelFor,
  inTime,
  keepingOver,
  type Made,
  type Making,
  outgoingOf,
  recordingHost,
  store,
  until,
} from './parts.ts'

let platform: WecomPlatform
let robot: string
const started: Made['channel'][] = []

beforeEach(async () => {
  platform = await WecomPlatform.start()
  platform.addGroup('wr-duty', ['wang'])
  robot = platform.addRobot('wr-duty')
})
afterEach(async () => {
  for (const channel of started.splice(0)) await channel.stop?.()
  await platform.stop()
})

async function connected(given: Making = {}, robots: Record<string, string> = {}): Promise<Made> {
  const made = channelFor(platform.settings({ robots }), given)
  started.push(made.channel)
  await made.channel.start?.(recordingHost())
  await until(() => made.channel.speaks())
  platform.say('wr-duty', 'wang', { text: '在吗' })
  await until(() => made.kept.has('heard:wr-duty'))
  return made
}

const texts = () => platform.messages('wr-duty').map(({ text }) => text)
const long = () => outgoingOf({ to: { room: 'wr-duty' }, card: cardOf('关于幼儿园门口积水的答复。'.repeat(250)) })
const headsOf = (given: string[]) => given.map((text) => /^(（重发）)?(（续\d\/\d）)?/u.exec(text)?.[0])

test('when the desk stops waiting nothing more is said by that try, and the next goes on with the rest', async () => {
  const kept = store()
  const giveUp = new AbortController()
  const keeping = keepingOver(kept)
  const set = async (key: string, value: string) => {
    await keeping.set(key, value)
    if (value.includes('"sent":true')) giveUp.abort()
  }
  const { channel } = await connected({ kept, deps: { keeping: { ...keeping, set } } })
  const outgoing = long()
  expect(await channel.send(outgoing, giveUp.signal)).toMatchObject({ ok: false, again: true })
  expect(texts()).toHaveLength(1)
  expect(await channel.send(outgoing, inTime())).toMatchObject({ ok: true })
  expect(headsOf(texts())).toEqual(['', '（续2/3）', '（续3/3）'])
})

test('a robot that is deleted while the bot is away: the bot says it when it is back', async () => {
  const { channel } = await connected({}, { 'wr-duty': robot })
  platform.world.robots.clear()
  platform.refuse('http-500')
  platform.closeAll()
  await until(() => (channel.hears?.()?.deafMs ?? 0) > 400)
  const outgoing = outgoingOf({ to: { room: 'wr-duty' } })
  expect(await channel.send(outgoing, inTime())).toMatchObject({ ok: false, again: true, unsent: true })
  platform.refuse(null)
  await until(() => channel.speaks())
  expect(await channel.send(outgoing, inTime())).toMatchObject({ ok: true })
  expect(headsOf(texts())).toEqual([''])
})

test('what the bot has begun and the robot goes on with is not begun a third time', async () => {
  const { channel } = await connected({}, { 'wr-duty': robot })
  const outgoing = long()
  platform.faults.add('aibot_send_msg', 'none')
  platform.faults.add('aibot_send_msg', 'close')
  platform.refuse('http-500')
  expect(await channel.send(outgoing, inTime())).toMatchObject({ again: true })
  await until(() => (channel.hears?.()?.deafMs ?? 0) > 400)
  platform.faults.add('robot', 'none')
  platform.faults.add('robot', { errcode: 45009 })
  expect(await channel.send(outgoing, inTime())).toMatchObject({ again: true })
  platform.refuse(null)
  await until(() => channel.speaks())
  expect(await channel.send(outgoing, inTime())).toMatchObject({ ok: true })
  expect(platform.messages('wr-duty').map(({ by }) => by)).toEqual(['bot', 'robot', 'robot', 'robot'])
  expect(headsOf(texts())).toEqual(['', '（重发）', '（续2/3）', '（续3/3）'])
})

test('after an outage what waited goes out in its order, whatever the platform takes in a minute', async () => {
  let now = Date.parse('2026-10-09T01:20:00Z')
  await platform.stop()
  platform = await WecomPlatform.start({ clock: { now: () => now } })
  platform.addGroup('wr-duty', ['wang'])
  const { channel } = await connected()
  const waiting = Array.from({ length: 45 }, (_, i) =>
    outgoingOf({ to: { room: 'wr-duty' }, card: cardOf(`第${i}条。`) }),
  )
  platform.forget()
  for (const outgoing of waiting) {
    let said = await channel.send(outgoing, inTime())
    while (!said.ok && said.again) {
      if ((said.afterMs ?? 0) >= 60_000) now += said.afterMs ?? 0
      await until(() => channel.speaks())
      said = await channel.send(outgoing, inTime())
    }
  }
  expect(texts().map((text) => /第(\d+)条/u.exec(text)?.[1])).toEqual(waiting.map((_, i) => String(i)))
  expect(texts().some((text) => text.includes('重发'))).toBe(false)
})
