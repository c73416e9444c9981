// Ids of WeChat change with every login: what is certain is bound again, and for the rest nobody is taken for somebody else.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leftOut, outgoing, WechatHouse } from '../../support/wechat/channel.ts'
import type { StageGroup, StagePerson } from '../../support/wechat/stage.ts'

describe.skipIf(leftOut())('after another login', () => {
  let house: WechatHouse
  let li: StagePerson
  let chen: StagePerson
  let duty: StageGroup

  beforeEach(async () => {
    house = await WechatHouse.open({
      timing: { troubleAfterMs: 0 },
      rooms: [
        { key: 'duty', name: '值班群', id: '值班群' },
        { key: 'urban', name: '城管局工作群', id: '城管局工作群' },
      ],
      people: [
        { key: 'li', name: '李敏', account: '李敏' },
        { key: 'chen', name: '陈宇', account: '陈宇' },
      ],
    })
    const { stage } = house
    li = stage.person('小李', '李敏')
    chen = stage.person('CY', '陈宇')
    duty = stage.group('值班群', [li, chen])
    stage.group('城管局工作群', [chen])
    stage.login()
    await house.start()
    await house.until('all of them', () => house.rebounds.length === 4)
    house.rebounds.length = 0
  })
  afterEach(() => house.stop())

  const loginAgain = async () => {
    house.stage.logout()
    await house.until('the loss', () => house.state()?.state === 'logged-out')
    house.stage.login()
    await house.isLoggedIn()
  }

  it('binds chats and people again by topic and remark, though all of their ids are others', async () => {
    await loginAgain()
    await house.until('all of them', () => house.rebounds.length === 4)
    expect(house.rebounds[0]).toEqual({ what: 'room', id: '值班群', old: '@@0-1', new: '@@0-2', name: '值班群' })
    house.stage.say(li, duty, '在')
    const [message] = await house.until('a word', () => house.messages().length > 0 && house.messages())
    expect(message).toMatchObject({ room: '值班群', from: '李敏' })
    const sent = await house.channels[0]!.send(outgoing('值班群', '好'), AbortSignal.timeout(8_000))
    expect(sent.ok).toBe(true)
    expect(house.stage.said).toMatchObject([{ where: '值班群' }])
    expect(house.troubles.filter(({ kind }) => kind === 'unbound')).toEqual([])
  })

  it('follows a chat that was renamed within a login', async () => {
    duty.topic = '值班一群'
    house.stage.changed(duty)
    await house.until('the name', () => house.kept.get('places')?.includes('值班一群'))
    await loginAgain()
    await house.until('all of them', () => house.rebounds.length === 4)
    expect(house.rebounds[0]).toMatchObject({ id: '值班群', new: '@@0-2', name: '值班一群' })
  })

  it.each([
    [
      'was renamed while nobody looked',
      () => {
        duty.topic = '另一个名字'
      },
      'gone',
    ],
    ['was dissolved', () => house.stage.groups.splice(0, 1), 'gone'],
    ['has a second one of its name', () => house.stage.group('值班群', [li, chen]), 'alike'],
    [
      'has others in it',
      () => {
        duty.members = [house.stage.person('甲', ''), house.stage.person('乙', '')]
      },
      'others',
    ],
  ])('tells of a chat that %s, and says nothing in any', async (_what, change, why) => {
    house.stage.logout()
    await house.until('the loss', () => house.state()?.state === 'logged-out')
    change()
    house.stage.login()
    const trouble = await house.until('the trouble', () => house.troubles.find((each) => each.kind === 'unbound'))
    const lost = [{ what: 'room', name: '值班群', why }]
    expect(trouble).toEqual({ kind: 'unbound', lost, since: expect.any(String) })
    expect(await house.channels[0]!.send(outgoing('值班群', 'x'), AbortSignal.timeout(8_000))).toMatchObject({
      again: false,
    })
    const [group] = house.stage.groups
    house.stage.say(li, group!, '在')
    const [message] = await house.until('a word', () => house.messages().length > 0 && house.messages())
    expect(message?.room).not.toBe('值班群')
    expect(house.stage.said).toEqual([])
  })

  it('takes nobody for somebody else: neither who calls himself so, nor one of two with the same remark', async () => {
    house.stage.logout()
    await house.until('the loss', () => house.state()?.state === 'logged-out')
    const second = house.stage.person('小李二号', '李敏')
    const liar = house.stage.person('陈宇', '')
    chen.remark = ''
    house.stage.login()
    const lost = () => house.troubles.flatMap((each) => (each.kind === 'unbound' ? each.lost : []))
    const people = () => lost().filter(({ what }) => what === 'person')
    await house.until('the trouble', () => people().length === 2)
    expect(people()).toMatchObject([
      { name: '李敏', why: 'alike' },
      { name: '陈宇', why: 'gone' },
    ])
    for (const who of [li, second, chen, liar]) house.stage.say(who, duty, '在')
    const said = await house.until('four words', () => house.messages().length === 4 && house.messages())
    expect(new Set(said.map(({ from }) => from)).size).toBe(4)
    expect(said.map(({ from }) => from)).not.toContain('李敏')
    expect(said.map(({ from }) => from)).not.toContain('陈宇')
  })
})
