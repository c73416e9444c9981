// WeCom as far as its documents, its SDK and those who use it tell: the unmodified SDK connects to it over real sockets.
import { WebSocket } from 'ws'
import type { WecomSettings } from '../../../bots/wecom/deps.ts'
import type { Refusal } from './checks.ts'
import { type FaultKind, Faults } from './faults.ts'
import { PlatformServer, type Refusing } from './server.ts'
import type { Quote, Shown } from './shown.ts'
import { type Asked, Socket } from './socket.ts'
import { idOf, World } from './world.ts'

export type { Quote, Shown } from './shown.ts'

export interface PlatformOptions {
  /** Milliseconds. */
  clock?: { now(): number }
  limits?: boolean
}

export type Said =
  | { text: string; quote?: Quote }
  | { image: Uint8Array; quote?: Quote }
  | { mixed: ({ text: string } | { image: Uint8Array })[] }
  | { voice: string }
  | { file: Uint8Array; name: string }
  /** Of a kind, and with parts, that nobody has heard of. */
  | { msgtype: string; body?: object; quote?: Quote }

export class WecomPlatform implements Asked {
  readonly botId = 'aib-test-bot'
  readonly secret = 'a-secret-of-the-bot'
  readonly botName = '值班台'
  readonly world: World
  readonly faults = new Faults()
  /** What was pushed while nobody was connected: the platform never says it again. */
  readonly lost: object[] = []
  private readonly server: PlatformServer
  private readonly sockets = new Set<Socket>()
  private holder: Socket | null = null
  /** Whom a newer connection ends is not told, and only closed. */
  endsInSilence = false
  private readonly pushed = new Map<string, object>()
  private count = 0
  private watchers: { so(): boolean; tell(): void }[] = []

  private constructor(
    private readonly now: () => number,
    limited: boolean,
  ) {
    this.world = new World(now, limited)
    this.server = new PlatformServer({
      now,
      opened: (ws, by) => this.sockets.add(new Socket(ws, this, by)),
      robot: (key, body) => this.changed(this.world.robot(key, body)),
      robotFault: () => this.faults.meet('robot'),
    })
  }

  static async start({
    clock = { now: () => Date.now() },
    limits = true,
  }: PlatformOptions = {}): Promise<WecomPlatform> {
    const platform = new WecomPlatform(() => clock.now(), limits)
    await platform.server.start()
    return platform
  }

  settings(more: Partial<WecomSettings> = {}): WecomSettings {
    return { botId: this.botId, secret: this.secret, name: this.botName, address: this.address, robots: {}, ...more }
  }

  get address(): string {
    return `ws://${this.server.host}`
  }

  /** How many connections were tried. */
  get opens(): number {
    return this.server.opens
  }

  /** `spokenTo`: somebody has called the bot there before. */
  addGroup(chatId: string, members: string[], { spokenTo = true } = {}): string {
    this.world.groups.set(chatId, new Set(members))
    if (spokenTo) this.world.spoken.add(chatId)
    return chatId
  }

  /** A group's own robot: its webhook. */
  addRobot(chatId: string): string {
    const key = `693axxx6-7aoc-4bc4-97a0-${String(this.world.robots.size).padStart(12, '0')}`
    this.world.robots.set(key, chatId)
    return `http://${this.server.host}/cgi-bin/webhook/send?key=${key}`
  }

  /** In a group the bot is called by name, as it must be; `chat` is a group's id, or the person's own for the private chat. */
  say(chat: string, from: string, said: Said): string {
    const msgid = idOf('message', ++this.count)
    const isGroup = this.world.groups.has(chat)
    if (isGroup && !this.world.groups.get(chat)?.has(from)) throw new Error(`${from} is not in ${chat}`)
    this.world.spoken.add(chat)
    const content = this.contentOf(said, isGroup)
    this.world.add({ chat, by: 'person', from, msgtype: String(content.msgtype), text: JSON.stringify(content) })
    const place = isGroup ? { chatid: chat, chattype: 'group' } : { chattype: 'single' }
    const body = {
      msgid,
      aibotid: this.botId,
      ...place,
      from: { userid: from },
      response_url: 'https://x/',
      ...content,
    }
    this.push({ cmd: 'aibot_msg_callback', headers: { req_id: `cb-${msgid}` }, body })
    this.pushed.set(msgid, { cmd: 'aibot_msg_callback', headers: { req_id: `cb2-${msgid}` }, body })
    return msgid
  }

  deliverAgain(msgid: string): void {
    const frame = this.pushed.get(msgid)
    if (!frame) throw new Error('nothing of that id was said')
    this.push(frame)
  }

  /** Where a file's bytes are, as messages and quotations tell it. */
  file(bytes: Uint8Array): { url: string; aeskey: string } {
    return this.server.file(bytes)
  }

  enter(from: string): void {
    const reqId = `enter-${++this.count}`
    this.world.mayAnswer(reqId, 'enter', from)
    this.event(reqId, { chattype: 'single' }, from, { eventtype: 'enter_chat' })
  }

  /** Presses a button of a card as that person sees it; `flat`: the event in the shape that the SDK's types have. */
  press(shown: Shown, from: string, label: string, { flat = false } = {}): string {
    const card = shown.cardOf.get(from) ?? shown.card
    const button = card?.button_list?.find(({ text }) => text === label)
    if (!card || !button) throw new Error(`there is no button ${label}`)
    const reqId = `press-${++this.count}`
    this.world.mayAnswer(reqId, 'press', from, shown)
    const inner = { card_type: card.card_type, event_key: button.key, task_id: card.task_id }
    const place = this.world.groups.has(shown.chat) ? { chatid: shown.chat, chattype: 'group' } : { chattype: 'single' }
    const eventtype = 'template_card_event'
    this.event(reqId, place, from, flat ? { eventtype, ...inner } : { eventtype, template_card_event: inner })
    return reqId
  }

  push(frame: object | string): void {
    if (this.holder === null) this.lost.push(typeof frame === 'string' ? { frame } : frame)
    else this.holder.push(frame)
  }

  /** What the bot and robots have said in a chat, oldest first. */
  messages(chat: string): Shown[] {
    return this.world.shown.filter((shown) => shown.chat === chat && shown.by !== 'person')
  }

  /** Resolves when it is so; looked at after everything that happens here. */
  async until(so: () => boolean): Promise<void> {
    if (so()) return
    await new Promise<void>((tell) => this.watchers.push({ so, tell }))
  }

  whenConnected(): Promise<void> {
    return this.until(() => this.holder !== null && !this.holder.dead)
  }

  /** Whose connection it is, as their address calls them (`?by=`). */
  get heldBy(): string | null {
    return this.holder?.by ?? null
  }

  connections(): number {
    return this.sockets.size
  }

  get pings(): number {
    return this.holder?.pings ?? 0
  }

  refuse(how: Refusing): void {
    this.server.refusing = how
  }

  /** The other side is gone without a word: nothing is read or answered, and the socket stays open. */
  halfOpen(): void {
    for (const socket of this.sockets) socket.dead = true
    this.holder = null
  }

  closeAll(): void {
    for (const { ws } of this.sockets) ws.terminate()
  }

  /** The connection stays open, and answers; nothing is sent or taken any more. */
  forget(): void {
    this.holder = null
  }

  /** Another program connects as the same bot. */
  async steal(): Promise<{ end(): void }> {
    const ws = new WebSocket(this.address)
    await new Promise((resolve) => ws.once('open', resolve))
    const body = { bot_id: this.botId, secret: this.secret }
    const answered = new Promise((resolve) => ws.once('message', resolve))
    ws.send(JSON.stringify({ cmd: 'aibot_subscribe', headers: { req_id: 'aibot_subscribe_other' }, body }))
    await answered
    return { end: () => ws.terminate() }
  }

  async stop(): Promise<void> {
    await this.server.stop()
  }

  subscribe(socket: Socket, { bot_id, secret }: Record<string, unknown>): Refusal | null {
    // Seen on the platform: it refuses, and leaves the socket open.
    if (bot_id !== this.botId || secret !== this.secret)
      return { errcode: 853000, errmsg: `invalid bot_id or secret, hint: [${++this.count}]` }
    const before = this.holder
    this.holder = socket
    if (before !== null && before !== socket) this.end(before)
    return this.changed(null)
  }

  isSubscribed(socket: Socket): boolean {
    return socket === this.holder
  }

  fault(cmd: string): FaultKind | null {
    return this.faults.meet(cmd)
  }

  command(cmd: string, reqId: string, body: Record<string, unknown>): Refusal {
    return this.changed(this.world.command(cmd, reqId, body))
  }

  closed(socket: Socket): void {
    this.sockets.delete(socket)
    if (this.holder === socket) this.holder = null
    this.changed(null)
  }

  /** A newer connection has come: the older one is told, and closed a moment later. */
  private end(socket: Socket): void {
    if (this.endsInSilence) return void socket.ws.terminate()
    const body = {
      msgid: idOf('end', ++this.count),
      create_time: this.seconds(),
      aibotid: this.botId,
      msgtype: 'event',
    }
    const event = { eventtype: 'disconnected_event' }
    socket.push({ cmd: 'aibot_event_callback', headers: { req_id: `end-${this.count}` }, body: { ...body, event } })
    setImmediate(() => socket.ws.close())
  }

  private event(reqId: string, place: object, from: string, event: object): void {
    const msgid = idOf('event', ++this.count)
    const known = { msgid, create_time: this.seconds(), aibotid: this.botId, from: { userid: from }, msgtype: 'event' }
    this.push({ cmd: 'aibot_event_callback', headers: { req_id: reqId }, body: { ...known, ...place, event } })
  }

  private seconds(): number {
    return Math.floor(this.now() / 1_000)
  }

  private changed<T>(result: T): T {
    queueMicrotask(() => {
      for (const each of this.watchers.filter(({ so }) => so())) each.tell()
      this.watchers = this.watchers.filter(({ so }) => !so())
    })
    return result
  }

  private contentOf(said: Said, isGroup: boolean): Record<string, unknown> {
    if (isGroup && ('image' in said || 'file' in said || 'voice' in said))
      throw new Error('in groups the platform hands over nothing but what calls the bot by name')
    const called = (text: string) => (isGroup ? `@${this.botName} ${text}` : text)
    const quote = 'quote' in said && said.quote ? { quote: said.quote } : {}
    if ('text' in said) return { msgtype: 'text', text: { content: called(said.text) }, ...quote }
    if ('image' in said) return { msgtype: 'image', image: this.file(said.image), ...quote }
    if ('voice' in said) return { msgtype: 'voice', voice: { content: said.voice } }
    if ('file' in said) return { msgtype: 'file', file: this.server.file(said.file, said.name) }
    if ('msgtype' in said) return { msgtype: said.msgtype, ...said.body, ...quote }
    const items = said.mixed.map((each) =>
      'text' in each
        ? { msgtype: 'text', text: { content: each.text } }
        : { msgtype: 'image', image: this.file(each.image) },
    )
    return { msgtype: 'mixed', mixed: { msg_item: isGroup ? [callOf(this.botName), ...items] : items } }
  }
}

const callOf = (name: string) => ({ msgtype: 'text', text: { content: `@${name} ` } })
