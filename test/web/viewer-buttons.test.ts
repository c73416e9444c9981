// In the built-in room buttons belong to whoever looks on: nobody is shown one that would be refused.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ADMIN, TestServer } from '../support/server.ts'
import { listenTo } from '../support/sse.ts'

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
  await server.opened('a')
})
afterEach(() => server.close())

const steps: [object, string][] = [
  [{ type: 'assign', department: '城管' }, 'zhou'],
  [{ type: 'claim' }, 'chen'],
  [{ type: 'draft', text: '经查系雨水箅子堵塞，10月9日已疏通。' }, 'chen'],
]

async function take(count: number): Promise<void> {
  for (const [body, as] of steps.slice(0, count)) {
    const answer = await server.command(1, body, as)
    if (answer.status !== 200) throw new Error(answer.text)
  }
  await server.settle()
}

/** The actions of all buttons in the room and in the thread of its first card. */
async function buttons(as: string, room: string): Promise<string[]> {
  const { text } = await server.get(`/room?room=${room}`, { as })
  const thread = /data-thread="(\d+)"/.exec(text)?.[1]
  const { text: inThread } = await server.get(`/room?room=${room}&thread=${thread}`, { as })
  return [...new Set([...inThread.matchAll(/data-action="([^"]+)"/g)].map(([, action = '']) => action))].sort()
}

describe('a draft under review', () => {
  beforeEach(() => take(3))

  it('can be decided by its approver, and not by whoever drafted it', async () => {
    expect(await buttons('lin', 'urban')).toEqual(expect.arrayContaining(['approve', 'send-back']))
    const own = await buttons('chen', 'urban')
    expect(own).not.toContain('approve')
    expect(own).not.toContain('send-back')
    expect(own).toContain('note')
  })

  it('is the same for whoever has the page open when it comes', async () => {
    const base = await server.app.listen({ port: 0, host: '127.0.0.1' })
    const listen = (who: string) =>
      listenTo(`${base}/room/stream`, { authorization: `Bearer ${ADMIN}`, 'zhiban-as': who })
    const [lin, chen] = [await listen('lin'), await listen('chen')]
    await server.command(1, { type: 'send-back', reason: '写明时间' }, 'lin')
    await server.command(1, { type: 'draft', text: '经查系雨水箅子堵塞，10月9日16时已疏通。' }, 'chen')
    await server.settle()
    const decided = await lin.next(({ name, data }) => name === 'message' && data.includes('data-action=\\"approve'))
    const same = await chen.next(({ id }) => id === decided.id)
    expect(JSON.parse(same.data)).toMatchObject({ id: JSON.parse(decided.data).id })
    expect(same.data).not.toContain('data-action=\\"approve')
    expect(same.data).not.toContain('data-action=\\"send-back')
    lin.close()
    chen.close()
  })
})

describe('a new case', () => {
  it('is assigned by the duty officer; a monitor may add a note', async () => {
    await server.settle()
    expect(await buttons('zhou', 'duty')).toEqual(expect.arrayContaining(['assign', 'dismiss', 'level']))
    // Who forwarded the post may set its facts right, and take the forward back.
    expect((await buttons('li', 'duty')).toSorted()).toEqual(['correct', 'note', 'undo'])
  })

  it('is claimed in its department by those who are of it, and is nobody else’s next step', async () => {
    await take(1)
    const page = async (as: string, room: string) => (await server.get(`/room?room=${room}`, { as })).text
    expect(await buttons('chen', 'urban')).toContain('claim')
    expect(await buttons('gao', 'urban')).not.toContain('claim')
    const primary = /class="primary" data-action="([^"]+)"/
    const thread = /data-thread="(\d+)"/.exec(await page('zhou', 'duty'))?.[1]
    const duty = (await server.get(`/room?room=duty&thread=${thread}`, { as: 'zhou' })).text
    expect(duty).toMatch(/data-action="assign"/)
    expect(primary.exec(duty)?.[1]).toBeUndefined()
  })
})

describe('what may be written, and what an empty room is for,', () => {
  it('is told by room', async () => {
    const page = async (room: string) => (await server.get(`/room?room=${room}`, { as: 'zhou' })).text
    expect(await page('duty')).toContain('placeholder="粘贴链接即登记为案件')
    const others = await Promise.all(['urban', 'leaders', 'dm-zhou'].map(page))
    for (const text of others) expect(text).not.toContain('粘贴链接')
    expect(others[0]).toContain('案件分办到本部门后，会在这里提醒签收和办理。')
  })
})
