// The emulator's page: what people do there happens on the platform, and what the bot says is seen there.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOrg } from '../../../../src/domain/org/org-file.ts'
import { type Stage, startStage } from '../../../support/feishu/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage({ orgFile: 'docs/sample-org.yaml', lang: 'zh-CN' })
})
afterEach(() => stage.stop())

const person = (name: string) =>
  [...stage.platform.world.users.values()].find((each) => each.name === name)?.openId ?? ''
const chat = (name: string) => stage.platform.chats().find((each) => each.name === name)?.chatId ?? ''
const page = async (query: Record<string, string> = {}) =>
  (await fetch(`${stage.url}/?${new URLSearchParams(query)}`)).text()
const live = async (query: Record<string, string>) =>
  (await fetch(`${stage.url}/live?${new URLSearchParams(query)}`)).json() as Promise<{
    chats: string
    messages: { id: string; mark: string; html: string }[]
    thread: { id: string; html: string }[]
  }>
async function post(path: string, body: object): Promise<{ status: number; json: { toast?: string; type?: string } }> {
  const answer = await fetch(stage.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, json: (await answer.json()) as { toast?: string } }
}

describe('the stage', () => {
  it('has the sample institution, and an org file that names it by its ids there', () => {
    const read = readOrg(stage.orgText, 'org.yaml')
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    const { org } = read
    expect(org.rooms.map(({ name, channel, id }) => [name, channel, id])).toEqual(
      stage.platform.chats().map(({ name, chatId }) => [name, 'feishu', chatId]),
    )
    for (const { name, ids } of org.people) expect(ids.feishu).toBe(person(name))
    expect(org.departments.find(({ key }) => key === 'urban')).toMatchObject({ room: 'urban', contact: 'chen' })
  })

  it('has everybody in the duty group, and in a department group its own and the desk', () => {
    const members = (name: string) =>
      [...stage.platform.world.chat(chat(name)).members].map((each) => stage.platform.world.user(each).name)
    expect(members('值班群')).toHaveLength(15)
    expect(members('城管局工作群')).toEqual(['周洁', '陈宇', '林峰'])
    expect(members('领导群').sort()).toEqual(['周洁', '徐航', '赵建国', '钱文', '高远'].sort())
  })

  it('has the same people and groups in every run, and other messages', async () => {
    const other = await startStage({ orgFile: 'docs/sample-org.yaml', lang: 'en' })
    expect(other.orgText).toBe(stage.orgText)
    const said = [stage, other].map(({ platform }) => platform.say(chat('值班群'), person('周洁'), { text: 'a' }))
    expect(said[0]).not.toBe(said[1])
    await other.stop()
  })
})

describe('the page', () => {
  const duty = () => ({ chat: chat('值班群'), as: person('周洁') })

  it('begins with the duty officer, and tells who is what', async () => {
    const html = await page()
    expect(html).toMatch(/<option value="ou_\w+" selected>周洁（值班员）/)
    expect(html).toContain('陈宇（联络员 · 城管局）')
  })

  it('says what a person says, with people and the bot called by name', async () => {
    await post('/say', { ...duty(), text: '@值班台 请 @陈宇 看 https://news.example/a' })
    const [message] = stage.platform.world.messagesIn(chat('值班群'))
    expect(message?.mentions.map(({ name, bot }) => [name, bot])).toEqual([
      ['值班台', true],
      ['陈宇', false],
    ])
    const [shown] = (await live(duty())).messages
    expect(shown?.html).toContain('@值班台 请 @陈宇 看 <a href="https://news.example/a"')
  })

  it('replies in a topic, which stands under its first message only', async () => {
    await post('/say', { ...duty(), text: '一' })
    const first = (await live(duty())).messages[0]?.id ?? ''
    await post('/say', { ...duty(), text: '二', replyTo: first })
    const { messages, thread } = await live({ ...duty(), thread: first })
    expect(messages).toHaveLength(1)
    expect(messages[0]?.html).toContain('1 条回复')
    expect(thread.map(({ html }) => /class="bubble">([^<]*)</.exec(html)?.[1])).toEqual(['一', '二'])
    expect(stage.platform.world.messagesIn(chat('值班群'))[1]?.threadId).toMatch(/^omt_/)
  })

  it('forwards pasted lines as one record, and images', async () => {
    await post('/forward', { ...duty(), text: '门口积水\n\nhttps://news.example/b' })
    const query = new URLSearchParams({ ...duty(), name: 'a.png' })
    const bytes = Buffer.from('89504e47', 'hex')
    const headers = { 'content-type': 'application/octet-stream' }
    await fetch(`${stage.url}/attach?${query}`, { method: 'POST', headers, body: bytes })
    const [record, image] = (await live(duty())).messages
    expect(record?.html).toContain('聊天记录（2 条）')
    expect(record?.html).toContain('门口积水')
    const src = /src="([^"]+)"/.exec(image?.html ?? '')?.[1]
    const file = await fetch(stage.url + src)
    expect([file.headers.get('x-content-type-options'), await file.arrayBuffer()]).toEqual([
      'nosniff',
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 4),
    ])
  })

  it('says why where the platform would not let the person', async () => {
    const outside = { chat: chat('城管局工作群'), as: person('李敏') }
    expect(await post('/say', { ...outside, text: 'a' })).toMatchObject({ status: 400, json: { type: 'error' } })
    expect(await page(outside)).toContain('李敏不在这个会话中')
  })

  it('marks a message anew when it changes, and only then', async () => {
    await post('/say', { ...duty(), text: '一' })
    await post('/say', { ...duty(), text: '二' })
    const before = (await live(duty())).messages
    await post('/recall', { message: before[0]?.id })
    const after = (await live(duty())).messages
    expect(after.map(({ mark }, i) => mark === before[i]?.mark)).toEqual([false, true])
    expect(after[0]?.html).toContain('此消息已撤回')
  })

  it('shows a private chat to the person who has it, with the menu of the bot', async () => {
    const html = await page({ with: person('高远'), as: person('高远') })
    expect(html).toContain('高远与值班台的单聊')
    for (const key of ['help', 'mine', 'list', 'duty', 'web']) expect(html).toContain(`data-menu="${key}"`)
  })

  it('tells how urgent a message was sent', async () => {
    await post('/say', { ...duty(), text: '一' })
    const [message] = stage.platform.world.messagesIn(chat('值班群'))
    message?.urgent.push({ way: 'phone', users: [person('高远')] })
    expect((await live(duty())).messages[0]?.html).toContain('电话加急 · 高远')
  })
})
