// The real wechaty in the real child process, driven by a puppet that the test holds in its hand: what is heard and said.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { leftOut, outgoing, WechatHouse } from '../../support/wechat/channel.ts'
import type { StageGroup, StagePerson } from '../../support/wechat/stage.ts'
import { TYPES } from '../../support/wechat/stage.ts'

describe.skipIf(leftOut())('WeChat, logged in', () => {
  let house: WechatHouse
  let li: StagePerson
  let chen: StagePerson
  let duty: StageGroup

  // One login for all of it: each begins with a look at where the list ends.
  beforeAll(async () => {
    house = await WechatHouse.open({ rooms: [{ key: 'duty', name: '值班群', id: '值班群' }] })
    li = house.stage.person('小李', '李敏')
    chen = house.stage.person('CY', '陈宇')
    duty = house.stage.group('值班群', [li, chen])
    house.stage.login()
    await house.start()
    await house.isLoggedIn()
  })
  afterAll(() => house.stop())
  beforeEach(() => {
    house.accepted.length = 0
    house.stage.said.length = 0
    house.stage.echoes = 'echo'
  })

  it('hears text, links, quotes, calls by name and private words', async () => {
    const { stage } = house
    stage.say(li, duty, '@值班台\u2005/帮助', { mentionIdList: [stage.self] })
    stage.share(li, duty, { title: '幼儿园门口积水', url: 'https://weibo.com/1/N?a=1&amp;b=2' })
    stage.say(chen, duty, '「值班台：【#23 一般】积水」\n- - - - - - - - - - - - - - -\n/签收')
    stage.say(li, duty, '/绑定 陈宇 @CY ', { mentionIdList: [stage.idOf(chen)] })
    stage.say(li, null, '/列表')
    await house.until('five messages', () => house.texts().length === 5)
    expect(house.messages()).toMatchObject([
      { room: '值班群', direct: false, from: '李敏', text: '/帮助', addressed: true },
      { text: '幼儿园门口积水\nhttps://weibo.com/1/N?a=1&b=2' },
      { from: '陈宇', text: '/签收 #23' },
      { text: '/绑定 陈宇 @CY', mentions: [{ name: 'CY', account: '陈宇' }] },
      { room: 'dm:李敏', direct: true, from: '李敏', text: '/列表' },
    ])
  })

  it('hears the same message once, one of 100 KB whole, and nothing of what is old or its own', async () => {
    const { stage } = house
    const long = '长'.repeat(100_000)
    stage.say(li, duty, '一', { id: 'same' })
    stage.say(li, duty, '一', { id: 'same' })
    stage.say(li, duty, '旧', { timestamp: Date.now() - 11 * 60_000 })
    stage.echo(stage.idOf(duty), '自己说的')
    stage.say(li, duty, long)
    stage.say(li, duty, '完')
    await house.until('the last', () => house.texts().includes('完'))
    expect(house.texts()).toEqual(['一', long, '完'])
    expect(house.log.join()).toContain('an old message was left out')
    expect(house.log.join()).not.toContain('旧')
  })

  it('hears pictures and files with their bytes, what was taken back, and what nobody can read', async () => {
    const { stage } = house
    stage.file(li, duty, Buffer.from('bytes'))
    stage.file(li, duty, null, 'Attachment')
    stage.message(li, duty, { type: TYPES.ChatHistory, text: '<xml/>' })
    stage.message(li, duty, { type: TYPES.Emoticon, text: '' })
    stage.message(li, duty, { type: TYPES.Recalled, text: 'm1' })
    const incoming = await house.until('four', () => house.incoming().length === 4 && house.incoming())
    expect(incoming[2]).toMatchObject({ kind: 'message', opaque: 'merge_forward' })
    expect(incoming[3]).toMatchObject({ kind: 'recall', messageId: 'm1', room: '值班群' })
    const [channel] = house.channels
    const resolved = await Promise.all(
      house.accepted.slice(0, 2).map(async ({ body }) => {
        for (;;) {
          const read = channel!.decode(body)!
          expect(channel!.isPartial!(read)).toBe(true)
          const found = await channel!.resolve!(read, body, AbortSignal.timeout(5_000)).catch(() => null)
          if (found !== null) return found
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }),
    )
    expect(resolved[0]).toMatchObject({ files: [{ kind: 'image', bytes: Buffer.from('bytes') }] })
    expect(resolved[1]).toMatchObject({ files: [{ kind: 'file', name: '说明.pdf', missing: 'gone' }] })
  })

  it('says each key once, calls by name, and knows its echo', async () => {
    const { stage } = house
    const [channel] = house.channels
    const first = outgoing('值班群', '已登记', { mention: ['陈宇'] })
    await house.until('the chat', () => house.kept.get('places')?.includes('值班群'))
    stage.say(chen, duty, '在')
    await house.until('a word', () => house.texts().includes('在'))
    const sent = await channel!.send(first, AbortSignal.timeout(8_000))
    expect(sent).toEqual({ ok: true, messageId: expect.stringMatching(/^e/) })
    expect(await channel!.send(first, AbortSignal.timeout(8_000))).toEqual(sent)
    expect(stage.said).toEqual([{ where: '值班群', text: '@陈宇 已登记', mention: [stage.idOf(chen)] }])
    const word = await channel!.send(outgoing('', '私信', { to: { person: '陈宇' } }), AbortSignal.timeout(8_000))
    expect(word).toMatchObject({ ok: true })
    expect(stage.saidIn('CY')).toEqual(['私信'])
  })

  it('says what never came back once more, marked, and then gives it up', async () => {
    const { stage } = house
    const [channel] = house.channels
    await house.until('the chat', () => house.kept.get('places')?.includes('值班群'))
    stage.echoes = 'silent'
    const message = outgoing('值班群', '请签收')
    expect(await channel!.send(message, AbortSignal.timeout(8_000))).toMatchObject({ ok: false, again: true })
    expect(await channel!.send(message, AbortSignal.timeout(8_000))).toMatchObject({ ok: false, again: false })
    expect(await channel!.send(message, AbortSignal.timeout(8_000))).toMatchObject({ ok: false, again: false })
    expect(stage.saidIn('值班群')).toEqual(['请签收', '（重发）请签收'])
    await house.until('the count', () => house.state()?.resent === 1)
    await house.until('silence', () => house.state()?.state === 'silent')
    expect(await channel!.send(outgoing('值班群', '再'), AbortSignal.timeout(8_000))).toMatchObject({ unsent: true })
    stage.echoes = 'echo'
    stage.say(li, duty, '有人吗')
    await house.isLoggedIn()
    expect(await channel!.send(outgoing('值班群', '在'), AbortSignal.timeout(8_000))).toMatchObject({ ok: true })
  })
})
