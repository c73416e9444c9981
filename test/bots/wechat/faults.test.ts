// Bad luck: the child killed at any instant, hanging, talking garbage, eating memory, its puppet throwing in whatever it is asked.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, Outgoing } from '../../../src/channel.ts'
import { leftOut, outgoing, WechatHouse } from '../../support/wechat/channel.ts'
import type { StageGroup, StagePerson } from '../../support/wechat/stage.ts'

/** The same numbers in every run. */
function luck(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

describe.skipIf(leftOut())('the WeChat process in bad luck', () => {
  let house: WechatHouse
  let li: StagePerson
  let duty: StageGroup

  beforeEach(async () => {
    house = await WechatHouse.open({ rooms: [{ key: 'duty', name: '值班群', id: '值班群' }] })
    li = house.stage.person('小李', '李敏')
    duty = house.stage.group('值班群', [li])
    house.stage.login()
    await house.start()
    await house.isLoggedIn()
    await house.until('the chat', () => house.kept.get('places')?.includes('值班群'))
  })
  afterEach(() => house.stop())

  const again = async (starts: number) => {
    await house.until('another process', () => house.stage.starts > starts)
    await house.isLoggedIn()
  }

  it('killed at any instant it loses nothing that it had heard, and says nothing twice without a mark', {
    timeout: 180_000,
  }, async () => {
    const { stage } = house
    const random = luck(7)
    const [channel] = house.channels
    // The desk is slow: most of what was heard is not yet durable there when the child dies.
    house.accepting = () => pause(15)
    let round = 0
    const wanted: Promise<void>[] = []
    for (; round < 6; round += 1) {
      const { starts } = stage
      const message = outgoing('值班群', `答复${round}`)
      wanted.push(saidForSure(channel!, message))
      for (let i = 0; i < 12; i += 1) {
        stage.say(li, duty, `第${round}-${i}条`)
        await pause(random() * 12)
      }
      await pause(random() * 60)
      stage.kill()
      await again(starts)
    }
    await Promise.all(wanted)
    await house.until('all that was heard', () =>
      [...stage.delivered]
        .filter((id) => id.startsWith('m'))
        .every((id) => house.accepted.some(({ key }) => key === id)),
    )
    const keys = house.accepted.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    // Most of them came that far: the test would prove nothing otherwise.
    expect(keys.length).toBeGreaterThan(30)
    expect(keys.map((key) => Number(key.slice(1)))).toEqual(
      [...keys].map((key) => Number(key.slice(1))).sort((a, b) => a - b),
    )
    for (let i = 0; i < round; i += 1) {
      const said = stage.saidIn('值班群').filter((text) => text.endsWith(`答复${i}`))
      expect([[`答复${i}`], [`答复${i}`, `（重发）答复${i}`], [`（重发）答复${i}`]]).toContainEqual(said)
    }
  })

  it('goes on where the puppet throws in whatever it is asked, and leaves promises alone', async () => {
    const { stage } = house
    const [channel] = house.channels
    const { starts } = stage
    stage.order({ do: 'throw', always: true })
    stage.order({ do: 'crash', how: 'reject' })
    stage.share(li, duty, { title: 'x', url: 'https://example.org/1' })
    stage.say(li, duty, '@小李 听到', { mentionIdList: [stage.idOf(li)] })
    stage.file(li, duty, Buffer.from('x'))
    await house.until('both', () => house.messages().length === 3)
    expect(house.texts()).toEqual(['', '@小李 听到', ''])
    const message = outgoing('值班群', '说不出')
    expect(await channel!.send(message, AbortSignal.timeout(8_000))).toMatchObject({ ok: false, again: true })
    stage.order({ do: 'throw', always: false })
    expect(await channel!.send(message, AbortSignal.timeout(8_000))).toMatchObject({ ok: true })
    expect(stage.saidIn('值班群')).toEqual(['（重发）说不出'])
    expect(stage.starts).toBe(starts)
    expect(house.log.join()).not.toContain('身份证')
  })

  it('keeps what is said in order where the login is lost in the middle of it, and says nothing into the void', async () => {
    const { stage } = house
    const [channel] = house.channels
    for (let i = 0; i < 20; i += 1) stage.say(li, duty, `${i}`)
    stage.logout()
    await house.until('the loss', () => house.state()?.state === 'logged-out')
    expect(await channel!.send(outgoing('值班群', '空'), AbortSignal.timeout(8_000))).toMatchObject({ unsent: true })
    expect(stage.said).toEqual([])
    stage.login()
    for (let i = 20; i < 25; i += 1) stage.say(li, duty, `${i}`)
    await house.until('all of it', () => house.texts().length === 25)
    expect(house.texts()).toEqual(Array.from({ length: 25 }, (_, i) => `${i}`))
    expect(new Set(house.messages().map(({ room, from }) => `${room} ${from}`))).toEqual(new Set(['值班群 李敏']))
    expect(await channel!.send(outgoing('值班群', '回来'), AbortSignal.timeout(8_000))).toMatchObject({ ok: true })
  })
})

describe.skipIf(leftOut())('a WeChat process that', () => {
  let house: WechatHouse
  let li: StagePerson
  let duty: StageGroup

  beforeAll(async () => {
    house = await WechatHouse.open({ heapMb: 128, timing: { memoryMb: 400 } })
    li = house.stage.person('小李', '李敏')
    duty = house.stage.group('值班群', [li])
    house.stage.login()
    await house.start()
  })
  afterAll(() => house.stop())

  it.each([
    ['hangs', { do: 'hang' }],
    ['talks garbage', { do: 'garbage', text: 'not json\n' }],
    ['talks what is no message', { do: 'garbage', text: '{"type":"heard"}\n' }],
    ['throws past everybody', { do: 'crash', how: 'throw' }],
    ['eats its heap', { do: 'eat', what: 'heap' }],
    ['eats other memory', { do: 'eat', what: 'buffers' }],
  ] as const)('%s is killed, and another one is started', { timeout: 60_000 }, async (what, order) => {
    const { stage } = house
    await house.isLoggedIn()
    const { starts } = stage
    stage.order(order)
    await house.until('another process', () => stage.starts > starts)
    await house.isLoggedIn()
    stage.say(li, duty, what)
    await house.until('what is said afterwards', () => house.texts().includes(what))
  })
})

async function saidForSure(channel: Channel, message: Outgoing): Promise<void> {
  for (;;) {
    const result = await channel.send(message, AbortSignal.timeout(2_000))
    if (result.ok || !result.again) return
    await pause(20)
  }
}
