// Frames that the platform would never send, and ten thousand that are nearly right: nothing ends, nothing hangs.
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decode, isReadable } from '../../../bots/wecom/decode/decode.ts'
import { type Stored, Unreadable } from '../../../bots/wecom/decode/stored.ts'
import { scaled } from '../../support/scale.ts'
import { WecomPlatform } from '../../support/wecom/platform.ts'
import { channelFor, type Made, recordingHost, until } from './parts.ts'

let platform: WecomPlatform
const started: Made['channel'][] = []

beforeEach(async () => {
  platform = await WecomPlatform.start({ limits: false })
  platform.addGroup('wr-duty', ['wang'])
})
afterEach(async () => {
  for (const channel of started.splice(0)) await channel.stop?.()
  await platform.stop()
})

async function listening() {
  const made = channelFor(platform.settings())
  const host = recordingHost()
  started.push(made.channel)
  await made.channel.start?.(host)
  await until(() => made.channel.speaks())
  return { ...made, host }
}

const message = {
  msgid: 'CAIQ16HMjQYY\\/NGagIOAgAMgq4KM0AI=',
  aibotid: 'aib',
  chatid: 'wr-duty',
  chattype: 'group',
  from: { userid: 'wang' },
  create_time: 1_791_508_800,
  msgtype: 'mixed',
  mixed: {
    msg_item: [
      { msgtype: 'text', text: { content: '@值班台 /签收' } },
      { msgtype: 'image', image: { url: 'https://a.b/c', aeskey: 'a' } },
    ],
  },
  quote: { msgtype: 'text', text: { content: '▲ 重大 #23 积水' } },
}
const press = {
  msgid: 'e1',
  create_time: 1_791_508_800,
  chatid: 'wr-duty',
  chattype: 'group',
  from: { userid: 'wang' },
  msgtype: 'event',
  event: {
    eventtype: 'template_card_event',
    template_card_event: { task_id: 'z_1', event_key: '{"z":1,"a":"claim","l":"签收","c":23,"d":false,"u":""}' },
  },
}

const junk = fc.oneof(
  fc.constantFrom(
    null,
    undefined,
    '',
    0,
    -1,
    true,
    [],
    {},
    Number.MAX_SAFE_INTEGER,
    '\u0000',
    '\ud800',
    'x'.repeat(5_000),
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.anything({ maxDepth: 3 }),
)

/** Each with one place, anywhere, that holds something else, or nothing. */
function mutated(given: unknown, path: number[], by: unknown): unknown {
  if (typeof given !== 'object' || given === null || path.length === 0) return by
  const names = Object.keys(given)
  const name = names[(path[0] ?? 0) % Math.max(1, names.length)]
  if (name === undefined) return by
  const inner = mutated((given as Record<string, unknown>)[name], path.slice(1), by)
  return Array.isArray(given)
    ? given.map((each, i) => (String(i) === name ? inner : each))
    : { ...given, [name]: inner }
}

test('thousands of mutations are read, or are unreadable, and nothing else', () => {
  const bodies = fc.tuple(
    fc.constantFrom({ kind: 'message', body: message }, { kind: 'event', body: press }),
    fc.array(fc.nat(8), { minLength: 1, maxLength: 6 }),
    junk,
  )
  fc.assert(
    fc.property(bodies, ([{ kind, body }, path, by]) => {
      const stored = { v: 1, kind, body: mutated(body, path, by), receivedAt: '2026-10-09T01:20:00.000Z' }
      try {
        const found = decode(stored, { name: '值班台', drillTime: (real) => real })
        expect(found === null || ['message', 'action'].includes(found.kind)).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(Unreadable)
        if (typeof stored.body === 'object' && stored.body !== null) isReadable(stored as Stored)
      }
    }),
    { numRuns: scaled(2_000, 10_000), seed: 7 },
  )
})

test('over the wire: whatever comes, what is right after it is heard', async () => {
  const { host, channel } = await listening()
  const frame = (body: unknown) => ({ cmd: 'aibot_msg_callback', headers: { req_id: 'r' }, body })
  const event = (body: unknown) => ({ cmd: 'aibot_event_callback', headers: { req_id: 'r' }, body })
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
  const bad: (object | string)[] = [
    'null', '1', '"x"', '[]', '{}', '{', '', '\u0001\u0002', '{"headers":null}', '{"headers":{"req_id":7}}',
    '{"headers":{"req_id":"aibot_send_msg_1_x"},"errcode":0}',
    '{"headers":{"req_id":"ping_1"},"errcode":"x"}',
    deep(20_000),
    `{"cmd":"aibot_msg_callback","headers":{"req_id":"r"},"body":{"msgid":"deep","msgtype":"text","text":${deep(3_000)}}}`,
    frame(null), frame(7), frame([]), frame({ msgtype: 'text' }), frame({ ...message, msgid: '有 空格' }),
    frame({ ...message, msgid: 'x'.repeat(500) }), frame({ ...message, msgid: 'no-place', chatid: null }),
    frame({ ...message, msgid: 'no-from', from: null }), frame({ ...message, msgid: 'no-content', mixed: null }),
    frame({ ...message, msgid: 'big', msgtype: 'text', text: { content: '水'.repeat(100_000) } }),
    event(null), event({ msgtype: 'event' }), event({ ...press, event: null }), event({ ...press, from: 7 }),
    event({ ...press, msgid: 'e2', event: { eventtype: 'template_card_event', event_key: 'not ours', task_id: 't' } }),
    event({ ...press, event: { eventtype: 'feedback_event', feedback_event: { id: 'x' } } }),
    event({ ...press, event: { eventtype: '__proto__' } }),
  ] // biome-ignore format: a list
  for (const each of bad) platform.push(each)
  const last = platform.say('wr-duty', 'wang', { text: '还在吗' })
  await until(() => host.raws.some(({ key }) => key === `message:${last}`))
  expect([channel.speaks(), platform.opens]).toEqual([true, 1])
  // What has an id is kept, and set aside where it cannot be read, beside its chat.
  const lanes = Object.fromEntries(host.raws.map(({ key, lane }) => [key.replace('message:', ''), lane]))
  expect(lanes).toMatchObject({
    'no-place': 'unreadable',
    'no-from': 'unreadable',
    'no-content': 'unreadable',
    big: 'wr-duty',
  })
  expect(lanes).not.toHaveProperty('deep')
  expect(host.acted).toEqual([])
})

test('no secret and nothing that people said is in the log', async () => {
  const { host, logged, channel } = await listening()
  platform.push('{"headers":{"req_id":"unknown"},"body":"身份证110101"}')
  platform.push({
    cmd: 'aibot_msg_callback',
    headers: { req_id: 'r' },
    body: { msgtype: 'text', text: { content: '身份证110101' } },
  })
  const last = platform.say('wr-duty', 'wang', { text: '身份证110101' })
  await until(() => host.raws.some(({ key }) => key === `message:${last}`))
  platform.closeAll()
  await until(() => platform.opens === 2 && channel.speaks())
  expect(logged.length).toBeGreaterThan(2)
  expect(logged.join('\n')).not.toMatch(/110101|a-secret-of-the-bot/u)
})
