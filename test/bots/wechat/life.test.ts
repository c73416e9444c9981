// The whole life of a case in WeChat, by text alone: the real wechaty in the real child, before the whole service.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { wechatChannel } from '../../../bots/wechat/index.ts'
import { readConfig } from '../../../src/config.ts'
import { channelDeps } from '../../../src/desk/channels/channel-deps.ts'
import { type Service, startService } from '../../../src/main.ts'
import { placeInProcess } from '../../support/database.ts'
import { WechatHouse, wechatyIsMissing } from '../../support/wechat/channel.ts'

interface OrgFile {
  people: { key: string; name: string; ids?: Record<string, string> }[]
  rooms: { key: string; name: string; channel: string; id?: string }[]
}

const QUICK = { perSecond: 50, burst: 50 }

describe.skipIf(wechatyIsMissing)('in WeChat', () => {
  let house: WechatHouse
  let place: Awaited<ReturnType<typeof placeInProcess>>
  let service: Service

  afterEach(async () => {
    await service.stop()
    await house.stop()
    await place.dispose()
  })

  it('a case goes from its forward to its end, though the process dies and the login is another one in between', {
    timeout: 180_000,
  }, async () => {
    place = await placeInProcess()
    house = await WechatHouse.open({ timing: { echoMs: 8_000 } })
    const { stage } = house
    // As an administrator writes it: accounts by the remark, rooms by the topic.
    const org = parse(await readFile('docs/sample-org.yaml', 'utf8')) as OrgFile
    for (const person of org.people) person.ids = { wechat: person.name }
    for (const room of org.rooms) Object.assign(room, { channel: 'wechat', id: room.name })
    const orgFile = join(house.folder, 'org.yaml')
    await writeFile(orgFile, stringify(org))
    const people = org.people.map(({ name }) => stage.person(name))
    for (const { name } of org.rooms) stage.group(name, people)
    const who = (name: string) => people.find((person) => person.name === name)!
    const chat = (name: string) => stage.groups.find(({ topic }) => topic === name)!
    stage.login()

    const env = {
      ...place.env,
      PORT: '0',
      LOG_LEVEL: 'silent',
      ZHIBAN_ORG: orgFile,
      ZHIBAN_SECRET: 's'.repeat(32),
      ZHIBAN_ROOM: 'off',
    }
    service = await startService(readConfig(env), {
      ...(place.open && { open: place.open }),
      drill: true,
      channels: (desk) => {
        const channel = wechatChannel({
          ...house.deps(),
          ...channelDeps(desk, 'wechat'),
        })
        return [{ ...channel, pace: { room: QUICK, app: QUICK } }]
      },
    })
    const until = (where: string, ...words: string[]) =>
      house.until(`${words.join()} in ${where}; there is ${stage.saidIn(where).join('\n---\n')}`, () =>
        stage.saidIn(where).find((text) => words.every((word) => text.includes(word))),
      )

    await house.until('the login', () => service.desk.channels.get('wechat')?.hears?.()?.ok)
    stage.share(who('李敏'), chat('值班群'), {
      title: '幼儿园门口积水',
      url: 'https://weibo.com/1234567890/Nabc?a=1&amp;b=2',
    })
    const card = await until('值班群', '【#1 ', '待分办')
    expect(card).toContain('可发送：\n/')
    stage.say(who('周洁'), chat('值班群'), '/分办 #1 城管局')
    const notice = await until('城管局工作群', '【#1 ', '/签收 #1')

    stage.kill()
    await house.until('another process', () => stage.starts === 2)
    await house.until('the login', () => service.desk.channels.get('wechat')?.hears?.()?.ok)
    stage.say(who('陈宇'), chat('城管局工作群'), `「值班台：${notice}」\n- - - - - - - - - - - - - - -\n/签收`)
    await until('值班群', '#1', '签收')

    stage.logout()
    await house.until('the loss', () => service.desk.channels.get('wechat')?.hears?.()?.ok === false)
    stage.login()
    await house.until('the login', () => service.desk.channels.get('wechat')?.hears?.()?.ok)
    stage.say(who('陈宇'), chat('城管局工作群'), '/拟稿 #1 已安排清淤，今日18时前完成。')
    await until('城管局工作群', '第1稿', '已安排清淤，今日18时前完成。', '/审定 #1')
    stage.say(who('陈宇'), chat('城管局工作群'), '/审定 #1')
    await until('城管局工作群', '拟稿人不得审定本人拟写的稿件')
    stage.say(who('林峰'), chat('城管局工作群'), '/审定 #1')
    await until('城管局工作群', '待发布')
    stage.say(who('陈宇'), chat('城管局工作群'), '/发布 #1 https://weibo.com/9876543210/Nxyz')
    stage.say(who('周洁'), chat('值班群'), '/案件 #1')
    await until('值班群', '#1', '已答复，跟踪中', '/办结 #1')
    stage.say(who('周洁'), chat('值班群'), '/办结 #1 当事人表示满意')
    stage.say(who('周洁'), chat('值班群'), '/案件 1')
    await until('值班群', '#1', '状态：已办结')
    // The one that was being said when the process died, if any.
    expect(stage.said.filter(({ text }) => text.includes('（重发）')).length).toBeLessThanOrEqual(1)
  })
})
