// What the doctor finds out about the rooms and people of the org on the platform.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { about, type Diagnosing, diagnosing } from './doctor-parts.ts'

let on: Diagnosing
beforeEach(async () => {
  on = await diagnosing()
})
afterEach(() => on.stop())

describe('a room', () => {
  const room = async (given: { name: string; id: string }) => about(await on.lines({ rooms: [given] }), given.name)

  test('that the bot is not in', async () => {
    const { chatId } = on.platform.addChat({ name: '环保局群', members: [], bot: false })
    expect(await room({ name: '环保局群', id: chatId })).toEqual([
      `PROBLEM room 环保局群: the bot is not in it (${chatId}): in the group, Settings (设置) → Bots (群机器人) → Add Bot (添加机器人)`,
    ])
  })

  test('that is not there, or no more, or not even an id', async () => {
    const { chen, room: duty } = on.dutyRoom()
    expect(await room({ name: '一', id: 'oc_nowhere' })).toEqual([
      expect.stringMatching(/no such group for this app.*\/bind.*\(oc_nowhere\)$/),
    ])
    expect(await room({ name: '二', id: '../../x' })).toEqual([
      'PROBLEM room 二: "../../x" is no id of a group (oc_…): say /bind in the group itself (/bind duty, /bind 部门), or correct the org file',
    ])
    on.platform.removeMember(duty.id, chen.openId)
    on.platform.addMember(duty.id, chen.openId)
    on.platform.dissolve(duty.id)
    expect(await room({ name: '三', id: duty.id })).toEqual([
      expect.stringMatching(/^PROBLEM room 三: the group was dissolved/),
    ])
    expect(on.front.asked.filter((path) => path.includes('..'))).toEqual([])
  })

  test('that has another name there is told by both', async () => {
    const { room: duty } = on.dutyRoom()
    expect(await room({ name: '网信办值班', id: duty.id })).toEqual([
      'ok room 网信办值班: the bot is in it, members: 1, called 值班群 there',
    ])
  })

  test('where not everybody may speak or be urgent, unless the bot is a manager', async () => {
    const { room: duty } = on.dutyRoom()
    const data: Record<string, unknown> = { moderation_permission: 'moderator_list', urgent_setting: 'only_owner' }
    on.front.changes.push({ path: /chats\/oc_[^/]+$/, change: (body) => Object.assign(body.data as object, data) })
    expect(await room(duty)).toEqual([
      expect.stringMatching(/^WARNING room 值班群: not everybody may speak there \(230018\): make the bot a manager/),
      expect.stringMatching(/^WARNING room 值班群: not everybody may make messages urgent there/),
    ])
    data.bot_manager_id_list = [on.platform.appId]
    expect(await room(duty)).toEqual([expect.stringMatching(/^ok/)])
  })

  test('that cannot be asked about now is not called wrong', async () => {
    const { room: duty } = on.dutyRoom()
    on.platform.fault({ kind: 'status', status: 500, path: /chats\/oc_/ })
    expect(await room(duty)).toEqual([expect.stringMatching(/^WARNING room 值班群: this could not be looked at: 500/)])
  })

  test('one of many, each is looked at', async () => {
    const many = Array.from({ length: 12 }, (_, index) => on.platform.addChat({ name: `群${index}`, members: [] }))
    const found = await on.lines({ rooms: many.map(({ chatId }, index) => ({ name: `群${index}`, id: chatId })) })
    expect(found.filter((line) => /^ok room 群\d+: /.test(line))).toHaveLength(12)
  })

  test('none at all: the bot is to be added to one', async () => {
    expect(about(await on.lines(), 'groups')).toEqual([
      expect.stringMatching(/^WARNING groups: it is in none: .*\/bind duty/),
    ])
  })
})

describe('people', () => {
  test('who are not found, or named by no account, are told by name and not by address', async () => {
    const { chen } = on.dutyRoom()
    on.platform.addUser({ name: '高远', mobile: '13800001234' })
    const people = [
      { name: '陈静', account: 'chen@example.gov.cn' },
      { name: '高远', account: '+86 138-0000-1234'.replace(/[ -]/g, '') },
      { name: '胡远', account: 'hu@example.gov.cn' },
      { name: '马芳', account: 'on_8ed6aa67826108097d9ee143816345' },
      { name: '林', account: chen.openId },
    ]
    const found = about(await on.lines({ people }), 'people')
    expect(found).toEqual([
      'WARNING people: no open id (ou_…), e-mail address or mobile number: 马芳; correct the org file',
      `WARNING people: not found by what the org names them by: 胡远; correct it, or let them use the app at CONSOLE/app/${on.platform.appId} → Version Management & Release (版本管理与发布) → Availability (可用范围)`,
    ])
    expect(found.join()).not.toMatch(/example\.gov|1380000|on_8ed/)
  })

  test('who cannot be looked up now', async () => {
    on.platform.fault({ kind: 'status', status: 500, path: /batch_get_id/, times: Infinity })
    const people = [{ name: '陈静', account: 'chen@example.gov.cn' }]
    expect(await on.lines({ people })).toContainEqual(
      expect.stringMatching(/^WARNING people by address: this could not be looked at: 500/),
    )
  })
})
