// One desk in Feishu and WeChat at once: one case across both, and the other one where one fails.
import { afterEach, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { wechatChannel } from '../../bots/wechat/index.ts'
import { channelDeps } from '../../src/desk/channels/channel-deps.ts'
import { FeishuService } from '../support/feishu-service.ts'
import { WechatHouse, wechatyIsMissing } from '../support/wechat/channel.ts'

interface OrgFile {
  people: { key: string; name: string; ids: Record<string, string> }[]
  rooms: { key: string; name: string; purpose: string; channel: string; id: string }[]
}

const QUICK = { perSecond: 50, burst: 50 }
const LINK = 'https://weibo.com/1234567890/Nabc'
const is =
  (...words: string[]) =>
  ({ text }: { text: string }) =>
    words.every((word) => text.includes(word))

/** The department lives in WeChat, and its contact prefers it; the desk lives in Feishu, with a second duty group in WeChat. */
function inBoth(yaml: string): string {
  const org = parse(yaml) as OrgFile
  for (const person of org.people)
    if (['李敏', '陈宇', '林峰'].includes(person.name)) person.ids = { wechat: person.name, ...person.ids }
  const urban = org.rooms.find(({ key }) => key === 'urban')
  if (urban) Object.assign(urban, { channel: 'wechat', id: urban.name })
  org.rooms.push({ key: 'duty-wechat', name: '微信值班群', purpose: 'duty', channel: 'wechat', id: '微信值班群' })
  return stringify(org)
}

describe.skipIf(wechatyIsMissing)('in Feishu and WeChat', () => {
  let house: WechatHouse
  let desk: FeishuService

  afterEach(async () => {
    await desk.close()
    await house.stop()
  })

  it('a case is one, each is answered where they spoke, and nothing waits where nobody hears it', {
    timeout: 180_000,
  }, async () => {
    house = await WechatHouse.open({ timing: { echoMs: 3_000, troubleAfterMs: 6_000 } })
    const { stage } = house
    const [li, chen, lin] = ['李敏', '陈宇', '林峰'].map((name) => stage.person(name)) as [Person, Person, Person]
    const duty = stage.group('微信值班群', [li])
    const urban = stage.group('城管局工作群', [chen, lin])
    stage.login()
    desk = await FeishuService.open({
      mode: 'webhook',
      org: inBoth,
      beside: (whole) => [
        {
          ...wechatChannel({ ...house.deps(), ...channelDeps(whole, 'wechat') }),
          pace: { room: QUICK, app: QUICK },
          patienceMs: 2_000,
        },
      ],
    })
    const [service] = desk.services
    const wechat = () => service?.desk.channels.get('wechat')?.hears?.()?.ok
    const inWechat = (where: string, ...words: string[]) =>
      house.until(`${words.join()} in ${where}; there is ${stage.saidIn(where).join('\n---\n')}`, () =>
        stage.saidIn(where).find((text) => words.every((word) => text.includes(word))),
      )
    await house.until('the login', wechat)

    // One post, forwarded here and there.
    stage.share(li, duty, { title: '幼儿园门口积水', url: `${LINK}?utm_source=a&amp;utm_medium=b` })
    await inWechat('微信值班群', '【#1 ', '您转报的帖文已登记为本案')
    await desk.until('值班群', is('#1', '待分办'))
    desk.say('李敏', '值班群', LINK)
    await desk.until('值班群', is('此前已登记为 #1', '累计2次'))

    desk.say('周洁', '值班群', '/分办 #1 城管局')
    await inWechat('城管局工作群', '【#1 ', '可发送：\n/签收 #1')
    stage.say(chen, urban, '/签收 #1')
    await desk.until('值班群', is('#1', '办理中'))

    // Nobody is logged in: the desk hears of it where it is heard, and the contact privately, by the other account.
    stage.logout()
    await desk.until('值班群', is('渠道状态提示', '微信未登录', '/channels/wechat'))
    desk.say('李敏', '值班群', '路灯不亮 https://weibo.com/1234567890/Nxyz')
    await desk.until('值班群', is('#2', '待分办'))
    desk.say('周洁', '值班群', '/分办 #2 城管局')
    await desk.until('陈宇', is('#2', '分办至城管局'))
    desk.say('陈宇', '陈宇', '/签收 #2')
    await desk.until('值班群', is('#2', '办理中'))
    expect(stage.saidIn('城管局工作群').join()).not.toContain('#2')

    stage.login()
    await desk.until('值班群', is('渠道状态提示', '微信已恢复'))
    stage.say(chen, urban, '/拟稿 #1 已安排清淤。')
    await inWechat('城管局工作群', '第1稿', '/审定 #1')
    const said = ['值班群', '陈宇'].flatMap((chat) => desk.said(chat).map(({ text }) => `${chat} ${text}`))
    expect(new Set(said).size).toBe(said.length)
  })
})

type Person = ReturnType<WechatHouse['stage']['person']>
