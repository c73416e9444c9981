// Bad luck with the connection: somebody else takes it, the database stands still, a stop finds nobody there.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Arrivals } from '../../../bots/wecom/connection/receive-buffer.ts'
import type { RawIncoming, Trouble } from '../../../src/channel.ts'
import { WecomPlatform } from '../../support/wecom/platform.ts'
import { channelFor, type Made, type Making, QUICK, recordingHost, store, until } from './parts.ts'

let platform: WecomPlatform
const started: Made['channel'][] = []

beforeEach(async () => {
  platform = await WecomPlatform.start()
  platform.addGroup('wr-duty', ['wang'])
})
afterEach(async () => {
  vi.useRealTimers()
  for (const channel of started.splice(0)) await channel.stop?.()
  await platform.stop()
})

async function instance(given: Making = {}) {
  const made = channelFor(platform.settings(), given)
  const host = recordingHost()
  started.push(made.channel)
  await made.channel.start?.(host)
  return { ...made, host }
}

describe('two desks with one Bot ID', () => {
  test.each([
    { told: true, takenMs: 200, quick: 4 },
    { told: false, takenMs: 600, quick: 8 },
  ])(
    'each waits ever longer (the platform tells it of the other: $told)',
    async ({ told, takenMs, quick }) => {
      platform.endsInSilence = !told
      const timing = { takenMs }
      await instance({ timing })
      await instance({ timing })
      // The first tries may follow each other fast; those after them do not.
      await until(() => platform.opens >= quick)
      const began = performance.now()
      const before = platform.opens
      await until(() => platform.opens >= before + 3)
      // Left to the SDK it would be every 20 ms.
      expect(performance.now() - began).toBeGreaterThan(500)
    },
    20_000,
  )

  test('once the other is gone it is heard again', async () => {
    platform.endsInSilence = true
    const one = await instance()
    for (let i = 0; i < 4; i += 1) {
      await until(() => one.channel.speaks())
      const other = await platform.steal()
      other.end()
      await until(() => !one.channel.speaks())
    }
    await until(() => one.channel.speaks())
    platform.say('wr-duty', 'wang', { text: '请看' })
    await until(() => one.host.raws.length === 1)
  })
})

describe('a database that stands still', () => {
  test('afterwards the one that is connected stays so, even where it finds out later', async () => {
    const kept = store()
    const own: Making['own'] = { trouble: null }
    const first = await instance({ kept, own })
    await until(() => first.channel.speaks())
    const second = await instance({ kept })
    await until(() => second.channel.hears?.()?.ok === true)
    kept.trouble = 'pauses'
    own.trouble = 'pauses'
    const pings = platform.pings
    // Longer than a lease.
    await until(() => (platform.pings - pings) * QUICK.heartbeatMs > 2 * QUICK.leaseMs)
    kept.trouble = null
    const after = platform.pings
    await until(() => platform.pings >= after + 2)
    own.trouble = null
    await until(() => platform.pings >= after + 20)
    expect([first.channel.speaks(), second.channel.speaks(), platform.opens]).toEqual([true, false, 1])
  })

  test('a stop does not wait for it for ever, and names what is lost', async () => {
    vi.useFakeTimers()
    const logged: object[] = []
    const log = { info: () => {}, warn: () => {}, error: (fields: object) => void logged.push(fields) }
    const arrivals = new Arrivals(() => new Promise(() => {}), log, 5)
    arrivals.take(rawOf('m1', 10))
    const stopped = arrivals.stop()
    await vi.advanceTimersByTimeAsync(6_000)
    await stopped
    expect(logged).toEqual([{ lost: ['m1'] }])
    // A pressed button that could not be kept either, and says so only now.
    arrivals.take(rawOf('m2', 10))
    expect([logged.at(-1), arrivals.count]).toEqual([{ lost: ['m2'] }, 1])
  })

  test('what waits for it is bounded in bytes too, and what is left out is named', () => {
    const logged: object[] = []
    const log = { info: () => {}, warn: () => {}, error: (fields: object) => void logged.push(fields) }
    const arrivals = new Arrivals(() => new Promise(() => {}), log, 5)
    for (let i = 0; i < 20; i += 1) arrivals.take(rawOf(`m${i}`, 5_000_000))
    expect([arrivals.count, logged.length]).toEqual([13, 7])
    expect(logged[0]).toEqual({ key: 'm13' })
  })
})

const rawOf = (key: string, length: number): RawIncoming => ({
  channel: 'wecom',
  key,
  lane: 'l',
  body: { text: 'x'.repeat(length) },
})

test('told by one that it is not heard, the next tells that it is again', async () => {
  const told: string[] = []
  const trouble = async (each: Trouble) => void told.push(each.kind === 'account' ? each.state : each.kind)
  const kept = store()
  platform.refuse('http-500')
  const first = await instance({ kept, deps: { trouble } })
  await until(() => told.length === 1)
  await first.channel.stop?.()
  platform.refuse(null)
  const second = await instance({ kept, deps: { trouble } })
  await until(() => second.channel.speaks() && told.length === 2)
  expect(told).toEqual(['disconnected', 'back'])
})

test('what could not be told is told again, for the same instant', async () => {
  const tried: Trouble[] = []
  const trouble = async (each: Trouble) => {
    tried.push(each)
    if (tried.length < 3) throw new Error('the database is away')
  }
  platform.refuse('http-500')
  await instance({ deps: { trouble } })
  await until(() => tried.length === 3)
  const [first, ...others] = tried
  expect(first).toMatchObject({ kind: 'account', state: 'disconnected' })
  expect(others).toEqual([first, first])
})

test.each(['silence', 'http-500', null] as const)('stopped while it connects (%s), it stays stopped', async (how) => {
  platform.refuse(how)
  const one = await instance()
  if (how !== null) await until(() => platform.opens > 0)
  await one.channel.stop?.()
  const { opens } = platform
  platform.refuse(null)
  const other = await instance({ kept: store() })
  await until(() => other.channel.speaks())
  expect([one.channel.speaks(), platform.opens]).toEqual([false, opens + 1])
})
