// Feishu's platform, emulated: the unmodified SDK talks to it over real sockets, and it is no kinder than the platform.
// Not there: user tokens, permissions (all are granted), ISV apps, card templates, system messages, other bots.
import type { Clicked } from './clicks.ts'
import type { Refusal } from './connections.ts'
import type { Fault } from './faults.ts'
import type { Filled } from './form.ts'
import { type PlatformOptions, type PlatformSettings, type Settled, settled } from './options.ts'
import { assembled, type Parts } from './parts.ts'
import type { Forwarded, Said } from './people.ts'
import type { Called } from './server.ts'
import { type Shown, shownMessage } from './shown.ts'
import type { Trouble, World } from './world.ts'

export type { Clicked } from './clicks.ts'
export type { PlatformOptions, PlatformSettings } from './options.ts'
export type { Forwarded, Said } from './people.ts'
export type { Shown } from './shown.ts'

interface Reply {
  replyTo?: string
  /** In the topic under that message; where it is in one, so is the reply, unless told otherwise. */
  inThread?: boolean
}

export class FeishuPlatform {
  private readonly everySecond: NodeJS.Timeout | null

  private constructor(
    private readonly options: Settled,
    private readonly parts: Parts,
  ) {
    this.everySecond = options.clock ? null : setInterval(() => parts.delivery.tick(), 1000).unref()
  }

  static async start(options: PlatformOptions = {}): Promise<FeishuPlatform> {
    const given = settled(options)
    return new FeishuPlatform(given, await assembled(given))
  }

  get world(): World {
    return this.parts.world
  }

  get url(): string {
    return `http://${this.parts.server.origin}`
  }

  get appId(): string {
    return this.options.appId
  }

  get appSecret(): string {
    return this.options.appSecret
  }

  get encryptKey(): string | null {
    return this.options.encryptKey
  }

  get verificationToken(): string {
    return this.options.verificationToken
  }

  get bot(): { openId: string; name: string } {
    return this.world.bot
  }

  get calls(): Called[] {
    return this.parts.server.calls
  }

  settings(mode: PlatformSettings['mode']): PlatformSettings {
    return {
      appId: this.appId,
      appSecret: this.appSecret,
      encryptKey: this.encryptKey ?? undefined,
      verificationToken: this.verificationToken,
      domain: this.url,
      mode,
    }
  }

  addUser(given: { name: string; openId?: string; email?: string; mobile?: string }): { openId: string; name: string } {
    return this.world.addUser(given)
  }

  addChat(given: { name: string; members: string[]; bot?: boolean; chatId?: string }): { chatId: string } {
    return this.world.addChat(given)
  }

  p2p(openId: string): string {
    return this.world.p2p(openId).chatId
  }

  userHas(openId: string, trouble: Trouble): void {
    Object.assign(this.world.user(openId).trouble, trouble)
  }

  /** Nobody but the owner may speak in the chat. */
  mute(chatId: string, muted = true): void {
    this.world.chat(chatId).muted = muted
  }

  say(chatId: string, openId: string, said: Said, at: Reply = {}): string {
    return this.parts.people.say(chatId, openId, said, at).messageId
  }

  forward(
    chatId: string,
    openId: string,
    items: Forwarded[],
    more: { comment?: string; commentFirst?: boolean } = {},
  ): { forward: string; comment: string | null } {
    return this.parts.people.forward(chatId, openId, items, more)
  }

  click(messageId: string, openId: string, button: string, values: Filled = {}): Promise<Clicked> {
    const clicked = this.parts.clicks.press(messageId, openId, button, values)
    this.parts.delivery.track(clicked)
    return clicked
  }

  recall(messageId: string): void {
    this.parts.people.recall(messageId)
  }

  addBot(chatId: string, by: string): void {
    this.parts.people.addBot(chatId, by)
  }

  removeBot(chatId: string, by: string): void {
    this.parts.people.removeBot(chatId, by)
  }

  addMember(chatId: string, openId: string, by?: string): void {
    this.parts.people.addMember(chatId, openId, by)
  }

  removeMember(chatId: string, openId: string, by?: string): void {
    this.parts.people.removeMember(chatId, openId, by)
  }

  dissolve(chatId: string): void {
    this.parts.people.dissolve(chatId)
  }

  menu(openId: string, eventKey: string): void {
    this.parts.people.menu(openId, eventKey)
  }

  enterP2p(openId: string): void {
    this.parts.people.enterP2p(openId)
  }

  /** Events are posted there from now on; to one of several, drawn by lot. Null: over the long connections. */
  webhook(url: string | string[] | null): void {
    this.parts.webhook.pointAt(url === null ? [] : [url].flat())
  }

  /** Types the webhook's address into the developer console: whether it answered the challenge. */
  challenge(): Promise<boolean> {
    return this.parts.webhook.challenge()
  }

  /** The bytes and headers of a delivery by webhook, for tests that post it themselves. */
  signed(payload: object, atMs?: number): { body: Buffer; headers: Record<string, string> } {
    return this.parts.webhook.signed(payload, atMs)
  }

  deliverAgain(messageIdOrEventId: string): void {
    this.parts.delivery.again(messageIdOrEventId)
  }

  hold(): void {
    this.parts.delivery.hold()
  }

  release(order: 'as-sent' | 'reverse' | 'shuffle' = 'as-sent'): void {
    this.parts.delivery.release(order)
  }

  /** Every event comes twice from now on. */
  repeatEvents(twice = true): void {
    this.parts.delivery.repeat(twice)
  }

  /** The next events are lost for ever. */
  drop(next: number): void {
    this.parts.delivery.drop(next)
  }

  /** For what is sent from now on; three seconds, unless told otherwise. */
  answerWithin(ms: number): void {
    this.options.answerMs = ms
  }

  /** Sends again what is due on the clock that was given. */
  tick(): void {
    this.parts.delivery.tick()
  }

  /** How many events will be sent again when their time comes. */
  get undelivered(): number {
    return this.parts.delivery.waiting
  }

  settled(): Promise<void> {
    return this.parts.delivery.settled()
  }

  messages(chatId: string): Shown[] {
    return this.world.messagesIn(chatId).map((message) => shownMessage(this.world, message))
  }

  chats(): { chatId: string; name: string; type: 'group' | 'p2p' }[] {
    return [...this.world.chats.values()].map(({ chatId, name, type }) => ({ chatId, name, type }))
  }

  fault(fault: Fault): void {
    this.parts.faults.add(fault)
  }

  clearFaults(): void {
    this.parts.faults.clear()
  }

  limit(on: boolean): void {
    this.parts.limits.switch(on)
  }

  expireTokens(): void {
    this.parts.tokens.expire()
  }

  connections(): number {
    return this.parts.connections.count
  }

  /** Of these, the ones that are not half open. */
  answering(): number {
    return this.parts.connections.answering
  }

  /** Resolves once so many are up. */
  whenConnected(count = 1): Promise<void> {
    return this.parts.connections.whenConnected(count)
  }

  closeConnections(): void {
    this.parts.connections.close()
  }

  halfOpen(): void {
    this.parts.connections.halfOpen()
  }

  refuseConnections(how: Refusal): void {
    this.parts.connections.refuse(how)
  }

  async stop(): Promise<void> {
    if (this.everySecond) clearInterval(this.everySecond)
    this.parts.connections.stop()
    await this.parts.delivery.settled()
    this.parts.webhook.stop()
    await this.parts.server.stop()
  }
}
