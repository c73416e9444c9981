// One rule for messages that no text can be made of, whatever the channel: talk is let be, what may hold a post is answered.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

async function sends(kind: string, room: string, more: { thread?: string; addressed?: true } = {}): Promise<string> {
  const id = await test.write('li', room, '', { opaque: kind, ...more })
  await test.settle()
  return [...test.channel.shown.values()]
    .filter(({ outgoing }) => outgoing.thread === id)
    .map(({ outgoing }) => plainText(outgoing.card))
    .join()
}

const TALK = ['vote', 'share_user', 'share_chat', 'todo', 'general_calendar', 'video_chat']
const POSTS = ['merge_forward', 'mini_program', 'media', 'hologram']

describe('in the duty room', () => {
  it.each(TALK)('%s is talk', async (kind) => expect(await sends(kind, 'duty')).toBe(''))
  it.each([
    ['audio', '语音'],
    ['voice', '语音'],
    ['location', '位置'],
  ])('%s is answered once a day with what to send instead', async (kind, name) => {
    expect(await sends(kind, 'duty')).toContain(`${name}无法登记。请改发帖文链接、文字或截图`)
    expect(await sends(kind, 'duty')).toBe('')
    test.pass(DAY)
    expect(await sends(kind, 'duty')).toContain(`${name}无法登记`)
  })
  it.each(POSTS)('%s may hold a post, and is answered', async (kind) =>
    expect(await sends(kind, 'duty')).toContain('请改发帖文链接'),
  )
})

describe('said to the desk', () => {
  it('by name', async () => expect(await sends('audio', 'duty', { addressed: true })).toContain('语音无法登记'))
  it('privately', async () => expect(await sends('location', 'dm-li')).toContain('位置无法登记'))
  it('by name in a department’s room', async () =>
    expect(await sends('vote', 'urban', { addressed: true })).toContain('投票无法登记'))
  it('in a case’s thread', async () => {
    const root = await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    expect(await sends('audio', 'duty', { thread: root })).toContain('语音无法登记')
  })
})

it.each(['audio', 'merge_forward'])('elsewhere %s is talk', async (kind) => {
  expect(await sends(kind, 'urban')).toBe('')
  expect(await sends(kind, 'elsewhere')).toBe('')
})
