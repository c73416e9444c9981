// Events at a steady pace: made, encrypted and signed beforehand, posted on time whether or not others were answered.
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Events } from '../test/support/feishu/events.ts'
import type { FeishuPlatform } from '../test/support/feishu/platform.ts'
import type { Load } from './feishu-chats.ts'

export interface Prepared {
  body: Buffer
  headers: Record<string, string>
}

const TALK = ['收到', '好的，我看一下', '现场已经有人过去了', '这个路口上周也堵过，等下午开会再说', '[强]', '稍后回复']

/** Messages of the people of each group, in turn. */
export function prepared(
  platform: FeishuPlatform,
  { perSecond, seconds, linkEvery }: Load,
  { duty, link }: { duty: string; link: () => string },
): Prepared[] {
  const { world } = platform
  const events = new Events(world, platform.verificationToken, 'v2')
  const groups = [...world.chats.values()].filter(({ type }) => type === 'group')
  return Array.from({ length: perSecond * seconds }, (_, turn) => {
    const isLink = turn % linkEvery === 0
    const group = isLink ? world.chat(duty) : groups[turn % groups.length]
    const members = [...(group?.members ?? [])]
    const by = world.user(members[turn % members.length] ?? '')
    const text = isLink ? `幼儿园门口积水无人管 ${link()}` : (TALK[turn % TALK.length] ?? '')
    const message = world.addMessage({
      chatId: group?.chatId ?? '',
      sender: { type: 'user', id: by.openId },
      type: 'text',
      content: JSON.stringify({ text }),
      mentions: [],
    })
    return platform.signed(events.message(message, by).payload)
  })
}

/** Milliseconds from posting each until its answer was there. */
export async function sendAtPace(events: Prepared[], { url, perSecond }: Load) {
  const agent = new Agent({ keepAlive: true })
  const refused: string[] = []
  const began = performance.now()
  const answered: Promise<number>[] = []
  for (const [turn, event] of events.entries()) {
    const wait = began + (turn * 1_000) / perSecond - performance.now()
    if (wait > 0) await sleep(wait)
    answered.push(
      post(agent, url, event).then(({ ms, status }) => {
        if (status !== 200) refused.push(`HTTP ${status}`)
        return ms
      }),
    )
  }
  const took = await Promise.all(answered)
  agent.destroy()
  return { took, refused }
}

function post(agent: Agent, url: string, { body, headers }: Prepared): Promise<{ ms: number; status: number }> {
  const from = performance.now()
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.once('end', () => resolve({ ms: performance.now() - from, status: response.statusCode ?? 0 }))
    })
    asked.once('error', reject)
    asked.end(body)
  })
}
