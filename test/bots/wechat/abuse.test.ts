// What a hostile or broken platform does to the process: poison that comes again, lists that never end, another one's account.
import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { ChannelStore } from '../../../src/channel.ts'
import { leasesIn } from '../../../src/desk/channels/lease.ts'
import { leftOut, outgoing, WechatHouse } from '../../support/wechat/channel.ts'
import { type StageGroup, type StagePerson, TYPES } from '../../support/wechat/stage.ts'

describe.skipIf(leftOut())('WeChat under attack', () => {
  let house: WechatHouse
  let li: StagePerson
  let chen: StagePerson
  let duty: StageGroup
  afterEach(() => house.stop())

  const open = async (options: Parameters<typeof WechatHouse.open>[0] = {}) => {
    house = await WechatHouse.open({
      rooms: [{ key: 'duty', name: '值班群', id: '值班群' }],
      people: [
        { key: 'li', name: '李敏', account: '李敏' },
        { key: 'chen', name: '陈宇', account: '陈宇' },
      ],
      ...options,
      timing: { troubleAfterMs: 0, ...options?.timing },
    })
    li = house.stage.person('小李', '李敏')
    chen = house.stage.person('CY', '陈宇')
    duty = house.stage.group('值班群', [li, chen])
  }
  const enter = async () => {
    house.stage.login()
    await house.start()
    await house.until('all of them', () => house.rebounds.length === 3)
  }
  const unbound = () => house.troubles.filter(({ kind }) => kind === 'unbound')

  it('takes a message that no pipe or database could carry, and the one after it, in one process', async () => {
    // A process that is busy with it, on a machine that is busy too, is not to be taken for dead.
    await open({ timing: { pongWithinMs: 8_000 } })
    await enter()
    house.stage.say(li, duty, `毒${'\u0001'.repeat(500_000)}`)
    house.stage.say(li, duty, '空\0字\ud800')
    house.stage.say(li, duty, '无时', { timestamp: 'never' as never })
    house.stage.say(li, duty, '早', { timestamp: Date.now() + 3_600_000 })
    house.stage.say(li, duty, '后')
    await house.until('the last', () => house.texts().includes('后'))
    expect(house.texts().map((text) => text.slice(0, 3))).toEqual(['毒\u0001\u0001', '空字\ufffd', '无时', '早', '后'])
    for (const { at } of house.messages()) expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000)
    expect(house.stage.starts).toBe(1)
  })

  it('asks again for a message that the puppet would not give when it came', async () => {
    await open()
    await enter()
    house.stage.order({ do: 'refuse', messages: 1 })
    house.stage.say(li, duty, '差点丢了')
    await house.until('it', () => house.texts().includes('差点丢了'))
    expect(house.texts()).toEqual(['差点丢了'])
  })

  it('finds the other chats where one will never tell who is in it', { timeout: 40_000 }, async () => {
    await open({ timing: { settleMs: 2_000 } })
    house.stage.group('慢群', [li])
    const channel = await house.start()
    await house.until('the process', () => house.stage.starts === 1)
    house.stage.order({ do: 'hold', topic: '慢群' })
    house.stage.login()
    await house.until('all of them', () => house.rebounds.length === 3)
    expect(await channel.send(outgoing('值班群', '在'), AbortSignal.timeout(8_000))).toMatchObject({ ok: true })
  })

  it('takes for gone nobody of whom it could not ask', { timeout: 40_000 }, async () => {
    await open({ timing: { settleMs: 2_000 } })
    await enter()
    house.rebounds.length = 0
    house.stage.logout()
    await house.until('the loss', () => house.state()?.state === 'logged-out')
    house.stage.order({ do: 'throw', always: true })
    house.stage.login()
    await house.isLoggedIn()
    house.stage.say(li, duty, '在')
    await house.until('the puppet throws', () => house.log.join().includes('the puppet is in trouble'))
    expect(unbound()).toEqual([])
    house.stage.order({ do: 'throw', always: false })
    await house.until('all of them', () => house.rebounds.length === 3)
    expect(unbound()).toEqual([])
  })

  it('starts anew where the puppet never ends starting', async () => {
    await open({ timing: { stuckMs: 1_000, loadMs: 6_000 } })
    house.stage.startsNever = true
    await house.start()
    await house.until('another process', () => house.stage.starts > 1)
  })

  it('goes on where its folder could not be made, its state could not be read, or it is stopped at once', async () => {
    await open()
    house.kept.set('state', '{"state":"what?"}')
    await rm(house.folder, { recursive: true })
    await writeFile(house.folder, 'a file in its place')
    const channel = await house.start()
    await house.until('that it cannot', () => house.state()?.state === 'dead')
    await rm(house.folder)
    await mkdir(house.folder)
    await chmod(house.folder, 0o755)
    house.stage.login()
    await house.isLoggedIn()
    // Made by somebody for everybody to read.
    expect((await stat(house.folder)).mode & 0o777).toBe(0o700)
    await channel.stop?.()
    await (await house.start()).stop?.()
  })

  it('neither hears nor speaks as somebody else whose telephone scanned the code, and logs them out', async () => {
    await open()
    await enter()
    house.stage.logout()
    await house.until('the loss', () => house.state()?.state === 'logged-out')
    house.rebounds.length = 0
    house.stage.selfName = '赵强'
    // In the same chats, with the same people: but their remarks are not the desk's.
    li.remark = '小李同学'
    chen.remark = ''
    house.stage.login()
    house.stage.say(li, null, '私事')
    house.stage.say(li, duty, '群里的事')
    await house.until('the refusal', () => house.log.join().includes('another account was logged in'))
    await house.until('the loss', () => house.state()?.state === 'logged-out')
    expect(await house.channels[0]!.send(outgoing('值班群', 'x'), AbortSignal.timeout(8_000))).toMatchObject({
      ok: false,
    })
    li.remark = '李敏'
    chen.remark = '陈宇'
    // The same account by another name: its remarks tell.
    house.stage.selfName = '值班台（新）'
    house.stage.login()
    house.stage.say(li, duty, '好了')
    await house.until('the word', () => house.texts().includes('好了'))
    expect(house.texts()).toEqual(['好了'])
    expect(house.messages()).toMatchObject([{ room: '值班群', from: '李敏' }])
    expect(house.stage.said).toEqual([])
  })

  it('hands over what a process before it had heard, though nobody has logged in since', async () => {
    await open()
    await enter()
    let isDown = true
    house.accepting = async () => {
      if (isDown) throw new Error('the database is away')
    }
    house.stage.say(li, duty, '听到')
    await house.until('it', () => house.log.join().includes('could not be kept'))
    await house.channels[0]!.stop?.()
    house.stage.remembers = false
    isDown = false
    await house.start()
    await house.until('the code', () => house.state()?.state === 'scan')
    await house.until('it', () => house.texts().includes('听到'))
    expect(house.messages()).toMatchObject([{ room: '值班群', from: '李敏' }])
  })

  it('leaves the account to another instance where the database answers to that one alone, before it has a process', async () => {
    await open({ timing: { leaseMs: 3_000 } })
    house.stage.login()
    const { keeping } = house.deps()
    const way = { isOpen: true }
    const reach = async <T>(ask: () => Promise<T>): Promise<T> => {
      if (!way.isOpen) throw new Error('no route to the database')
      return ask()
    }
    const own: ChannelStore = {
      get: (key) => reach(() => keeping.get(key)),
      set: (key, value) => reach(() => keeping.set(key, value)),
      take: (key, forMs) => reach(() => keeping.take(key, forMs)),
    }
    const first = await house.start({ keeping: own, lease: leasesIn(own) })
    await house.until('that it hears', () => first.hears?.()?.ok)
    const pid = house.stage.pid!
    const second = await house.start()
    await house.until('that another one waits', () => house.kept.has('turn:waiting'))
    const beat = () => (JSON.parse(house.kept.get('turn') ?? '{}') as { beat: number }).beat
    const before = beat()
    await house.until('that the first has seen it', () => beat() > before + 1)
    way.isOpen = false
    await house.until('the other’s process', () => house.stage.starts === 2)
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    await house.until('that it hears', () => second.hears?.()?.ok)
    way.isOpen = true
    house.stage.say(li, duty, '在')
    await house.until('the word', () => house.texts().includes('在'))
    expect(first.hears?.()).toBeNull()
  })

  it('takes a group that calls itself a private chat for a group, and its own word of an older login for its own', async () => {
    await open()
    const trap = house.stage.group('dm:李敏', [chen])
    await enter()
    const before = house.stage.self
    house.stage.say(chen, trap, '/列表')
    const [message] = await house.until('it', () => house.messages().length > 0 && house.messages())
    expect(message).toMatchObject({ direct: false })
    await house.channels[0]!.send(outgoing(message!.room, '给这个群'), AbortSignal.timeout(8_000))
    expect(house.stage.said.map(({ where }) => where)).toEqual(['dm:李敏'])
    house.stage.logout()
    await house.until('the loss', () => house.state()?.state === 'logged-out')
    house.stage.login()
    await house.isLoggedIn()
    house.stage.message(li, duty, { type: TYPES.Text, text: 'https://weibo.com/1/N', talkerId: before })
    house.stage.say(li, duty, '完')
    await house.until('the last', () => house.texts().includes('完'))
    expect(house.texts()).not.toContain('https://weibo.com/1/N')
  })
})
