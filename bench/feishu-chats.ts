// The emulated Feishu and whoever speaks there: a process of its own, so that it does not share the service's event loop.
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Stage, startStage } from '../test/support/feishu/stage.ts'
import type { Message } from '../test/support/feishu/world.ts'
import { prepared, sendAtPace } from './feishu-load.ts'
import type { OnFeishu } from './stage.ts'

/** What this process is asked for, and what it answers to each. */
export interface Asked {
  /** A platform of its own, once; over the webhook. */
  open: { with: object; answer: OnFeishu }
  /** Events that were made, encrypted and signed before the first is sent: milliseconds until each was acknowledged. */
  load: { with: Load; answer: { took: number[]; refused: string[] } }
  /** Where the platform's own deliveries go. */
  webhook: { with: { url: string }; answer: null }
  /** Records forwarded into the duty group one after the other: milliseconds from each until the platform took its card. */
  forwards: { with: { count: number; everyMs: number }; answer: { took: number[] } }
  /** Records forwarded into the duty group at once, and a command below every tenth of them. */
  burst: { with: { count: number; everyMs: number }; answer: Burst }
  /** What stands in the duty group. */
  look: { with: object; answer: { shown: Standing[]; refused: string[] } }
}

export interface Load {
  url: string
  perSecond: number
  seconds: number
  /** One message in so many is a link of its own in the duty group; the others are talk in all the groups. */
  linkEvery: number
}

export interface Burst {
  /** On the machine's clock. */
  began: number
  /** `followed`: a command was said below it. */
  forwards: { messageId: string; url: string; followed: boolean }[]
}

export interface Standing {
  messageId: string
  root: string | null
  by: 'user' | 'app'
  /** In the order of the chat, on the machine's clock. */
  at: number
  content: string
}

export interface Order<What extends keyof Asked> {
  what: What
  with: Asked[What]['with']
}

const ORG = fileURLToPath(new URL('../docs/sample-org.yaml', import.meta.url))
const DUTY = '值班群'
/** As only the case's card says it. */
const UNASSIGNED = '待分办'
const FOLLOWED = 10
/** So long after a forward its reply: nobody answers sooner. */
const FOLLOWS_AFTER_MS = 1_000
const PATIENCE_MS = 30_000
const run = randomBytes(4).toString('hex')
let count = 0
let stage: Stage | null = null

type Doing = { [What in keyof Asked]: (given: Asked[What]['with']) => Promise<Asked[What]['answer']> }

const doing: Doing = {
  open: async () => {
    stage = await startStage({ orgFile: ORG, lang: 'zh-CN' })
    return { settings: stage.platform.settings('webhook'), orgText: stage.orgText }
  },
  load: async (load) => {
    const { platform } = open()
    const events = prepared(platform, load, { duty: duty(), link: nextUrl })
    return sendAtPace(events, load)
  },
  webhook: async ({ url }) => {
    open().platform.webhook(url)
    return null
  },
  forwards: async ({ count: wanted, everyMs }) => {
    const took: number[] = []
    for (let turn = 0; turn < wanted; turn += 1) {
      const next = sleep(everyMs)
      const { messageId, url, at } = forward(turn)
      took.push((await cardBelow(messageId, url)).createdAt - at)
      await next
    }
    return { took }
  },
  burst: async ({ count: wanted, everyMs }) => {
    // At least once, the platform says of its deliveries.
    open().platform.repeatEvents()
    const began = Date.now()
    const forwards: Burst['forwards'] = []
    const following: Promise<void>[] = []
    for (let turn = 0; turn < wanted; turn += 1) {
      const wait = began + turn * everyMs - Date.now()
      if (wait > 0) await sleep(wait)
      const { messageId, url } = forward(turn)
      const followed = turn % FOLLOWED === 0
      forwards.push({ messageId, url, followed })
      if (followed) following.push(follow(messageId))
    }
    await Promise.all(following)
    return { began, forwards }
  },
  look: async () => {
    const { platform } = open()
    const shown = platform.world.messagesIn(duty()).map(({ messageId, rootId, sender, createdAt, content }) => ({
      messageId,
      root: rootId,
      by: sender.type,
      at: createdAt,
      content,
    }))
    const calls = platform.calls.filter(({ code }) => code !== 0)
    return { shown, refused: calls.map(({ method, path, status, code }) => `${method} ${path}: ${status} ${code}`) }
  },
}

process.on('message', (order: Order<keyof Asked>) => {
  // Whatever goes wrong here ends the process, and the benchmark with it.
  void carryOut(order).then((answer) => process.send?.({ answer }))
})
process.on('disconnect', () => process.exit())

const carryOut = <What extends keyof Asked>({ what, with: given }: Order<What>) => doing[what](given)

function open(): Stage {
  if (stage === null) throw new Error('the platform is not open')
  return stage
}

function duty(): string {
  const found = open()
    .platform.chats()
    .find(({ name }) => name === DUTY)
  if (found === undefined) throw new Error(`there is no ${DUTY}`)
  return found.chatId
}

function nextUrl(): string {
  count += 1
  return `https://news.example.com/bench/${run}/${count}.html`
}

/** A record of two messages, one of them with a link that nobody knows: what a monitor forwards from other groups. */
function forward(turn: number): { messageId: string; url: string; at: number } {
  const { platform } = open()
  const members = [...platform.world.chat(duty()).members]
  const by = members[turn % members.length] ?? ''
  const url = nextUrl()
  const at = Date.now()
  const items = [
    { text: `网友反映河滨路${count}号门口积水严重，孩子上学要蹚水，已多次向社区反映，至今没有人来处理。` },
    { text: url },
  ]
  return { messageId: platform.forward(duty(), by, items).forward, url, at }
}

/** The duty officer assigns it, in its thread. */
async function follow(messageId: string): Promise<void> {
  await sleep(FOLLOWS_AFTER_MS)
  const { platform } = open()
  const officer = [...platform.world.users.values()].find(({ name }) => name === '周洁')
  platform.say(duty(), officer?.openId ?? '', { text: '/分办 城管局' }, { replyTo: messageId })
}

/** The case's own, whatever else is said there. */
async function cardBelow(messageId: string, url: string): Promise<Message> {
  const { world } = open().platform
  for (const began = Date.now(); Date.now() - began < PATIENCE_MS; await sleep(5)) {
    const said = world.messagesIn(duty()).filter(({ rootId, sender }) => rootId === messageId && sender.type === 'app')
    const card = said.find(({ content }) => content.includes(url) && content.includes(UNASSIGNED))
    if (card) return card
  }
  throw new Error(`no card came below ${messageId}`)
}
