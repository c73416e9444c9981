// What surrounds a forward in a chat: words typed with it, messages taken back, who comes and goes, chats that are not bound.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IncomingMembership } from '../../../src/channel.ts'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { readCurrent } from '../../../src/db/institution/institution.ts'
import { earlyWords } from '../../../src/db/schema/channels.ts'
import { SECOND } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { ORG } from '../../support/sample.ts'

const ADMIN = { key: 'admin', name: '管理员', roles: ['admin' as const], ids: { room: 'admin' } }

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open({ org: { ...ORG, people: [...ORG.people, ADMIN] } })
})
afterEach(() => test.close())

const forward = async (id: string) => {
  await test.write('li', 'duty', '积水 https://news.example/a', { id })
  await test.settle()
}
const under = async (from: string, id: string, text: string) => {
  await test.write(from, 'duty', text, { thread: id, replyTo: id })
  await test.settle()
}
const notes = async () =>
  (await readEvents(test.database.db, 1)).flatMap(({ type, data }) => (type === 'noted' ? data.text : []))
const early = () => test.database.db.select().from(earlyWords)

describe('words typed while forwarding', () => {
  it('join their forward when they come after it', async () => {
    await forward('f1')
    await under('li', 'f1', '业主群里已经传开了')
    expect(await notes()).toEqual(['业主群里已经传开了'])
  })

  it('join their forward when they come before it', async () => {
    await under('li', 'f1', '业主群里已经传开了')
    expect(await early()).toHaveLength(1)
    await forward('f1')
    expect(await notes()).toEqual(['业主群里已经传开了'])
    expect(await early()).toEqual([])
  })

  it('join a forward of what was known, in either order', async () => {
    await forward('f1')
    await test.write('zhou', 'duty', '积水 https://news.example/a', { id: 'f2' })
    await test.settle()
    await under('zhou', 'f2', '家长群也在转')
    await under('li', 'f3', '微博上也有了')
    await test.write('li', 'duty', '积水 https://news.example/a', { id: 'f3' })
    await test.settle()
    expect(await notes()).toEqual(['家长群也在转', '微博上也有了'])
    expect(await early()).toEqual([])
    await test.happens({ kind: 'recall', room: 'duty', messageId: 'f2', at: test.now })
    expect((await readEvents(test.database.db, 1)).at(-1)).toMatchObject({ type: 'recalled', data: { message: 'f2' } })
  })

  it('are masked wherever they are kept', async () => {
    await under('li', 'f1', '电话13800138000')
    expect((await early())[0]?.text).not.toContain('13800138000')
  })

  it('are talk when somebody else says them, or later', async () => {
    await forward('f1')
    await under('zhou', 'f1', '看到了')
    test.pass(31 * SECOND)
    await under('li', 'f1', '谢谢')
    expect(await notes()).toEqual([])
  })

  it('of somebody else do not join a forward that comes after them', async () => {
    await under('zhou', 'f1', '看到了')
    await forward('f1')
    expect(await notes()).toEqual([])
  })
})

describe('a message that is taken back', () => {
  it('stays on record, which says that it was taken back', async () => {
    await forward('f1')
    await test.happens({ kind: 'recall', room: 'duty', messageId: 'f1', at: test.now })
    const events = await readEvents(test.database.db, 1)
    expect(events.at(-1)).toMatchObject({ type: 'recalled', data: { message: 'f1' } })
    expect(await readCase(test.database.db, 1)).toMatchObject({ status: 'triage', posts: [{}] })
  })

  it('that was none of a case, or one of ours, changes nothing', async () => {
    await forward('f1')
    const ours = [...test.channel.shown.values()][0]?.id ?? ''
    const before = (await readEvents(test.database.db, 1)).length
    await test.happens({ kind: 'recall', room: 'duty', messageId: 'chat', at: test.now })
    await test.happens({ kind: 'recall', room: 'duty', messageId: ours, at: test.now })
    expect(await readEvents(test.database.db, 1)).toHaveLength(before)
  })
})

const changed = (room: string, change: IncomingMembership['change'], people: IncomingMembership['people'] = []) =>
  test.happens({ kind: 'membership', room, name: null, change, people, at: test.now })

describe('who is in a room', () => {
  it('the desk says what to do where it comes in, once, and nothing where it is bound', async () => {
    await changed('new', 'desk-added')
    expect(test.channel.texts('new').join()).toContain('/绑定 值班群')
    await changed('duty', 'desk-added')
    expect(test.channel.texts('duty')).toEqual([])
  })

  it('the duty room learns that a department’s room is lost', async () => {
    await changed('urban', 'desk-removed')
    expect(test.channel.texts('duty').join()).toContain('值班台已被移出城管局工作群')
  })

  it('the administrators learn in private that the duty room is lost', async () => {
    await changed('duty', 'dissolved')
    expect(test.channel.texts('duty')).toEqual([])
    const told = test.channel.asked.flatMap(({ to }) => ('person' in to ? to.person : []))
    expect(told.sort()).toEqual(['admin', 'zhou'])
  })

  it('the duty room learns who of the org has left, and who has joined without being registered', async () => {
    await changed('urban', 'left', [
      { account: 'chen', name: '陈宇' },
      { account: 'stranger', name: '路人' },
    ])
    await changed('urban', 'joined', [
      { account: 'lin', name: '林峰' },
      { account: 'new', name: '新同事' },
    ])
    const told = test.channel.texts('duty')
    expect(told).toHaveLength(2)
    expect(told[0]).toContain('陈宇已退出城管局工作群')
    expect(told[0]).not.toContain('路人')
    expect(told[1]).toContain('新同事已加入城管局工作群，但尚未在值班台登记')
  })
})

const answersTo = async (from: string, text: string, more: object = {}) => {
  const id = await test.write(from, 'elsewhere', text, more)
  await test.settle()
  return [...test.channel.shown.values()]
    .filter(({ outgoing }) => outgoing.thread === id)
    .map(({ outgoing }) => plainText(outgoing.card))
}

describe('a chat that is bound to nothing', () => {
  it('takes no command but the one that binds it', async () => {
    await forward('f1')
    expect((await answersTo('zhou', '/分办 城管 #1')).join()).toContain('本群尚未绑定')
    expect((await answersTo('zhou', '/列表')).join()).toContain('本群尚未绑定')
    expect(await readCase(test.database.db, 1)).toMatchObject({ status: 'triage' })
    expect((await answersTo('admin', '/绑定 领导群')).join()).toContain('领导群')
    expect((await answersTo('zhou', '/列表')).join()).toContain('在办案件')
  })

  it('opens no case, which whoever forwards there learns, and small talk has no answer', async () => {
    expect((await answersTo('li', '积水 https://news.example/b')).join()).toContain('所发链接未登记')
    expect(await answersTo('li', '大家好')).toEqual([])
    expect(await readCase(test.database.db, 1)).toBeNull()
  })

  it('decides no click', async () => {
    await forward('f1')
    const click = {
      kind: 'action' as const,
      room: 'elsewhere',
      direct: false,
      messageId: 'x',
      from: 'zhou',
      at: test.now,
    }
    await test.happens({ ...click, action: 'assign', case: 1, values: { department: 'urban' } })
    expect(await readCase(test.database.db, 1)).toMatchObject({ status: 'triage' })
  })
})

describe('a message to the desk by name', () => {
  it('that is no command is answered with what can be done', async () => {
    expect((await answersTo('zhou', '你好', { room: 'duty', addressed: true })).join()).toContain(
      '您在这里可以进行的操作',
    )
    expect((await answersTo('zhou', '在吗', { direct: true, addressed: true })).join()).toContain('/列表')
  })

  it('of a kind that no text can be made of is answered in the duty room only', async () => {
    expect((await answersTo('li', '', { room: 'duty', opaque: 'mini_program' })).join()).toContain('小程序无法登记')
    expect(await answersTo('li', '', { opaque: 'mini_program' })).toEqual([])
  })

  it('binds an account by a mention', async () => {
    const mentions = [{ name: '陈宇', account: 'ou_chen' }]
    expect((await answersTo('admin', '/绑定 陈宇 @陈宇', { room: 'duty', mentions })).join()).toContain('陈宇')
    const { db } = test.database
    const org = await test.desk.versions.org(db, (await readCurrent(db)).orgVersion)
    expect(org.people.find(({ key }) => key === 'chen')?.ids.room).toBe('ou_chen')
  })
})
