// A message that a platform delivers once more under another id is one message, whatever it is.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { events, messageRefs } from '../../../src/db/schema/schema.ts'
import type { Desk } from '../../../src/desk/desk.ts'
import { accept, inboxOf } from '../../../src/desk/intake/inbox.ts'
import { TestDesk } from '../../support/desk.ts'

const AT = '2026-10-09T03:59:59.123Z'
const WHOLE = '2026-10-09T03:59:59.000Z'

let test: TestDesk
let thread: string

beforeEach(async () => {
  test = await TestDesk.open()
  test.channel.redelivers = true
  thread = await test.write('li', 'duty', '积水 https://news.example/a')
  await test.settle()
})
afterEach(async () => {
  await test.close()
})

async function say(text: string, ids: string[], more: { at?: string; from?: string; room?: string } = {}) {
  const { at = AT, from = 'zhou', room = 'duty' } = more
  for (const id of ids) await test.write(from, room, text, { id, at, ...(room === 'duty' ? { thread } : {}) })
  await test.settle()
}

const notes = async () =>
  (await test.database.db.select({ type: events.type }).from(events)).filter(({ type }) => type === 'noted').length

const said = () => test.channel.texts('duty').length

describe('a command that is delivered twice under two ids', () => {
  it('is carried out once, and nothing is said twice', async () => {
    await say('/备注 已联系物业', ['one'])
    const before = said()
    await say('/备注 已联系物业', ['two'])
    expect(await notes()).toBe(1)
    expect(said()).toBe(before)
  })

  it('is refused once', async () => {
    const before = said()
    await say('/备注', ['one', 'two'])
    expect(said()).toBe(before + 1)
  })

  it('is one for two instances that take both deliveries at once', async () => {
    // Of one lane only the head is taken: in two lanes no instance waits for the other.
    const other = test.another()
    const body = { kind: 'message', room: 'duty', direct: false, thread, replyTo: thread, from: 'zhou', at: AT }
    for (const id of ['one', 'two'])
      await accept(test.desk, {
        channel: 'room',
        key: id,
        lane: `lane-${id}`,
        body: { ...body, messageId: id, text: '/备注 已联系物业' },
      })
    const round = (desk: Desk) => inboxOf(desk).round()
    await Promise.all([round(test.desk), round(other.desk)])
    await test.settle()
    expect(await notes()).toBe(1)
  })

  it('is two where another wrote it, at another instant, or with other words', async () => {
    await say('/备注 已联系物业', ['one'])
    await say('/备注 已联系物业', ['two'], { from: 'li' })
    await say('/备注 已联系物业', ['three'], { at: '2026-10-09T03:59:59.124Z' })
    await say('/备注 已联系物业。', ['four'])
    expect(await notes()).toBe(4)
  })

  it('is one within a second, where the platform tells no finer time', async () => {
    await say('@值班台 /备注 已联系物业', ['one', 'two'], { at: WHOLE })
    expect(await notes()).toBe(1)
  })

  it('is carried out where the first try of the first delivery was rolled back', async () => {
    const { time } = test.desk
    const { now } = time
    let fails = 1
    time.now = () => {
      if (fails-- > 0) throw new Error('out of order')
      return now.call(time)
    }
    await say('/备注 已联系物业', ['one', 'two'])
    expect(fails).toBeLessThan(0)
    test.pass(60_000)
    await test.settle()
    expect(await notes()).toBe(1)
  })
})

describe('a question that is delivered twice under two ids', () => {
  it('is answered once', async () => {
    const before = said()
    await say('/列表', ['one', 'two'], { room: 'duty' })
    expect(said()).toBe(before + 1)
  })
})

describe('a forward that is delivered twice under two ids', () => {
  const text = '路灯 https://news.example/b'
  const forward = async (ids: string[]) => {
    for (const id of ids) await test.write('li', 'duty', text, { id, at: AT })
    await test.settle()
  }

  it('has its case found by what is said under either', async () => {
    await forward(['one', 'two'])
    const refs = await test.database.db.select().from(messageRefs).where(eq(messageRefs.messageId, 'two'))
    expect(refs).toMatchObject([{ caseNumber: 2 }])
    await test.write('zhou', 'duty', '/备注 已联系物业', { thread: 'two' })
    await test.settle()
    expect(await notes()).toBe(1)
  })

  it('of a link that cannot be taken is refused once', async () => {
    const before = said()
    for (const id of ['one', 'two']) await test.write('li', 'duty', '看 https://…', { id, at: AT })
    await test.settle()
    expect(said() - before).toBeLessThanOrEqual(1)
  })
})

describe('the same word typed twice in a second', () => {
  it('is twice said where the platform tells whole seconds, as a forward is', async () => {
    for (const id of ['one', 'two']) await test.write('li', 'duty', '路灯 https://news.example/b', { id, at: WHOLE })
    await test.settle()
    expect(test.channel.texts('duty').at(-1)).toMatch(/#2.*转报2次/su)
  })
})

describe('a press that is delivered twice under two ids', () => {
  it('is done once', async () => {
    const press = (room: string) =>
      test.happens({
        kind: 'action',
        room,
        direct: false,
        messageId: thread,
        from: 'zhou',
        at: AT,
        action: 'note',
        case: 1,
        values: { text: '已联系物业' },
      })
    await press('duty')
    await press('duty')
    expect(await notes()).toBe(1)
  })
})
