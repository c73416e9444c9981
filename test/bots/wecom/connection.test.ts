// The long connection, which the platform allows once: whoever holds the lease has it, and hands it over.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WecomPlatform } from '../../support/wecom/platform.ts'
import {
  channelFor,
  inTime,
  type Made,
  type Making,
  outgoingOf,
  QUICK,
  type Recording,
  recordingHost,
  store,
  until,
} from './parts.ts'

let platform: WecomPlatform
const started: Made['channel'][] = []

beforeEach(async () => {
  platform = await WecomPlatform.start()
  platform.addGroup('wr-duty', ['wang'])
})
afterEach(async () => {
  for (const channel of started.splice(0)) await channel.stop?.()
  await platform.stop()
})

async function instance(
  given: Making & { secret?: string; address?: string } = {},
): Promise<Made & { host: Recording }> {
  const settings = platform.settings({
    ...(given.secret === undefined ? {} : { secret: given.secret }),
    ...(given.address === undefined ? {} : { address: given.address }),
  })
  const made = channelFor(settings, given)
  const host = recordingHost()
  started.push(made.channel)
  await made.channel.start?.(host)
  return { ...made, host }
}

const hears = ({ channel }: Made) => channel.hears?.() ?? null

describe('one instance', () => {
  test('is connected, hears, and says so', async () => {
    const one = await instance()
    await until(() => one.channel.speaks())
    platform.say('wr-duty', 'wang', { text: '请看' })
    await until(() => one.host.raws.length === 1)
    expect(hears(one)).toEqual({ ok: true, says: '已连接企业微信', deafMs: 0 })
  })

  test('before the first connection it says that it is on its way', async () => {
    platform.refuse('silence')
    const one = await instance()
    expect(hears(one)).toMatchObject({ ok: false, says: '正在连接企业微信' })
  })

  test('keeps the connection alive by the platform’s own beat', async () => {
    const one = await instance()
    await until(() => one.channel.speaks())
    await until(() => platform.pings >= 3)
    expect(platform.opens).toBe(1)
  })

  test('comes back when the connection is closed', async () => {
    const one = await instance()
    await until(() => one.channel.speaks())
    platform.closeAll()
    await until(() => platform.opens === 2 && one.channel.speaks())
    platform.say('wr-duty', 'wang', { text: '还在吗' })
    await until(() => one.host.raws.length === 1)
  })

  test('notices that the other side is gone without a word', async () => {
    const one = await instance()
    await until(() => one.channel.speaks())
    platform.halfOpen()
    await until(() => platform.opens === 2 && one.channel.speaks())
    expect(one.logged.filter((line) => line.startsWith('wecom: connected'))).toHaveLength(2)
  })

  test('comes back after many refusals', async () => {
    platform.refuse('http-500')
    const one = await instance({ timing: { reconnectMs: 2 } })
    // More than the SDK would try by itself, were it left to.
    await until(() => platform.opens > 10)
    expect(hears(one)).toMatchObject({ ok: false })
    platform.refuse(null)
    await until(() => one.channel.speaks())
  })

  test('does not wait for ever for a handshake', async () => {
    platform.refuse('silence')
    const one = await instance()
    await until(() => platform.opens === 1)
    platform.refuse(null)
    await until(() => one.channel.speaks())
    expect(platform.opens).toBeGreaterThan(1)
  })

  test('does not wait for ever for the answer to its credentials', async () => {
    platform.faults.add('aibot_subscribe', 'silence')
    const one = await instance()
    await until(() => one.channel.speaks())
    expect(one.logged.join('\n')).toContain('the connection hangs')
  })

  test('a wrong secret is told once, without the secret, and tried on', async () => {
    const one = await instance({ secret: 'wrong-secret-of-the-bot', timing: { reconnectMs: 2 } })
    await until(() => platform.opens >= 6)
    const told = one.logged.filter((line) => line.includes('check its id and secret'))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('853000')
    expect(hears(one)?.says).toContain('853000')
    expect(one.logged.join('\n')).not.toContain('wrong-secret-of-the-bot')
  })

  test('an address that is none ends nothing', async () => {
    const one = await instance({ address: 'no address at all' })
    await until(() => one.logged.length > 0 || hears(one)?.says !== '正在连接企业微信')
    expect(one.channel.speaks()).toBe(false)
  })

  test('a connection that the platform has forgotten is reopened, and what was to be said goes again', async () => {
    const one = await instance()
    await until(() => one.channel.speaks())
    platform.forget()
    const outgoing = outgoingOf({ to: { room: 'wr-duty' } })
    expect(await one.channel.send(outgoing, inTime())).toMatchObject({ ok: false, again: true, unsent: true })
    await until(() => platform.opens === 2 && one.channel.speaks())
    expect(await one.channel.send(outgoing, inTime())).toMatchObject({ ok: true })
    expect(platform.messages('wr-duty').map(({ text }) => text.includes('重发'))).toEqual([false])
  })

  test('keeps the connection while the database is away', async () => {
    const one = await instance()
    await until(() => one.channel.speaks())
    one.kept.trouble = 'refuses'
    await until(() => one.logged.filter((line) => line.includes('the lease could not be read or renewed')).length > 40)
    expect([one.channel.speaks(), platform.opens]).toEqual([true, 1])
  })

  test('a connection that another program takes is taken back, after a while', async () => {
    const one = await instance()
    await until(() => one.channel.speaks())
    const thief = await platform.steal()
    await until(() => !one.channel.speaks())
    expect(hears(one)).toMatchObject({ ok: false, says: expect.stringContaining('同一机器人被另一个程序连接') })
    expect(platform.opens).toBe(2)
    const began = performance.now()
    await until(() => one.channel.speaks())
    expect(performance.now() - began).toBeGreaterThan(QUICK.takenMs / 2)
    expect(platform.opens).toBe(3)
    thief.end()
  })

  test('not heard for long, somebody is told elsewhere, once, and again when it is', async () => {
    const told: object[] = []
    const trouble = async (what: object) => void told.push(what)
    const one = await instance({ deps: { trouble } })
    await until(() => one.channel.speaks())
    platform.refuse('http-500')
    platform.closeAll()
    await until(() => told.length === 1)
    await until(() => platform.opens > 6)
    platform.refuse(null)
    await until(() => told.length === 2)
    const since = expect.any(String)
    expect(told).toEqual([
      { kind: 'account', state: 'disconnected', since },
      { kind: 'account', state: 'back', since },
    ])
  })

  test('stopped, it does not come back', async () => {
    const one = await instance()
    await until(() => one.channel.speaks())
    await one.channel.stop?.()
    await until(() => platform.connections() === 0)
    expect([one.channel.speaks(), platform.opens]).toEqual([false, 1])
  })
})

describe('two instances', () => {
  async function two(timing: Making['timing'] = {}) {
    const kept = store()
    const own = { trouble: null as 'hangs' | null }
    const first = await instance({ kept, own, timing })
    await until(() => first.channel.speaks())
    const second = await instance({ kept, timing })
    await until(() => second.channel.hears?.()?.ok === true)
    return { first, second, own, kept }
  }

  test('one is connected, the other stands by', async () => {
    const { first, second } = await two()
    expect([first.channel.speaks(), second.channel.speaks(), platform.opens]).toEqual([true, false, 1])
    expect([first.channel.isElsewhere?.(), second.channel.isElsewhere?.()]).toEqual([false, true])
    expect(hears(second)).toMatchObject({ ok: true, says: '企业微信由另一个实例连接，本实例待命' })
    platform.say('wr-duty', 'wang', { text: '请看' })
    await until(() => first.host.raws.length === 1)
    expect(second.host.raws).toEqual([])
  })

  test('the one that stands by hands a message back, surely unsent', async () => {
    const { second } = await two()
    const said = await second.channel.send(outgoingOf({ to: { room: 'wr-duty' } }), inTime())
    expect(said).toMatchObject({ ok: false, again: true, unsent: true, afterMs: 1_000 })
    expect(platform.messages('wr-duty')).toEqual([])
  })

  test('stopped, the one hands over at once', async () => {
    const { first, second } = await two()
    const began = performance.now()
    await first.channel.stop?.()
    await until(() => second.channel.speaks())
    // Without the hand-over it would be the lease's 600 ms.
    expect(performance.now() - began).toBeLessThan(500)
    platform.say('wr-duty', 'wang', { text: '请看' })
    await until(() => second.host.raws.length === 1)
  })

  test('what is said while it is handed over is heard by one of the two', async () => {
    // The first waits twice this long for the second: enough for a handshake on a busy machine.
    const { first, second } = await two({ lookMs: 500, leaseMs: 10_000 })
    const said: string[] = []
    const stopping = first.channel.stop?.()
    while (!second.channel.speaks()) {
      said.push(`message:${platform.say('wr-duty', 'wang', { text: `第${said.length}条` })}`)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await stopping
    await until(() => first.host.raws.length + second.host.raws.length >= said.length)
    expect([...first.host.raws, ...second.host.raws].map(({ key }) => key)).toEqual(said)
    expect([platform.lost, platform.opens, first.channel.speaks()]).toEqual([[], 2, false])
  })

  test('where the one stands still, the other takes over, and is left alone when it wakes', async () => {
    const { first, second, own } = await two()
    own.trouble = 'hangs'
    await until(() => second.channel.speaks())
    await until(() => !first.channel.speaks())
    platform.say('wr-duty', 'wang', { text: '请看' })
    await until(() => second.host.raws.length === 1)
    expect([first.channel.speaks(), second.channel.speaks(), platform.opens]).toEqual([false, true, 2])
  })

  test('the other takes nothing while the one is alive, however slow', async () => {
    const { first, second } = await two()
    await until(() => platform.pings >= 20)
    expect([first.channel.speaks(), second.channel.speaks(), platform.opens]).toEqual([true, false, 1])
  })

  test('of many that wait for it one takes over', async () => {
    const { first, kept } = await two()
    const more = await Promise.all([1, 2, 3, 4].map(() => instance({ kept })))
    await first.channel.stop?.()
    await platform.whenConnected()
    const all = [...more.map(({ channel }) => channel), ...started]
    await until(() => all.some((channel) => channel.speaks()))
    expect(new Set(all.filter((channel) => channel.speaks())).size).toBe(1)
    expect(platform.opens).toBe(2)
  })

  test('where the one cannot connect, the other says why', async () => {
    const { first, second } = await two()
    platform.refuse('http-500')
    platform.closeAll()
    await until(() => second.channel.hears?.()?.ok === false)
    expect(hears(second)?.says).toMatch(/^与企业微信断开不到1分钟：/u)
    // Then a robot may have to speak, whichever of the two it is.
    expect([first.channel.isElsewhere?.(), second.channel.isElsewhere?.()]).toEqual([false, false])
    platform.refuse(null)
    await until(() => first.channel.speaks() && hears(second)?.ok === true)
  })
})
