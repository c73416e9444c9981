// The account in this process: stores and reports what it receives, sends what it is told to, and recognises its own echoes.
import { withTimeout } from '../../../src/with-timeout.ts'
import type { Begin, FromChild, FromParent, Heard, Outcome } from '../process/protocol.ts'
import { errorText } from './error-text.ts'
import { Files } from './files.ts'
import { completed, heardOf, isIncomplete, type Self } from './heard.ts'
import { Roster } from './roster.ts'
import { SecondLook } from './second-look.ts'
import { SELF, Sends } from './sends.ts'
import { Spool } from './spool.ts'
import type { Contact, Message, Puppet, Wechaty } from './wechaty.ts'

const ROSTER_EVERY_MS = 60_000
const ASK_AGAIN_MS = 5_000
/** Some puppets never report that they are ready: after this they count as ready. */
const READY_AFTER_MS = 20_000
/** How long a message's link or names may take: later messages wait for it. */
const ASK_MS = 3_000
/** Reported at a time: the length of a line of the pipe is limited. */
const SEEN_AT_ONCE = 200

export class Account {
  private readonly spool: Spool
  private readonly sends: Sends
  private readonly files: Files
  private readonly roster: Roster
  private readonly secondLook: SecondLook
  private telling: Promise<void> = Promise.resolve()
  private lastSign = Date.now()
  /** A puppet may be ready before wechaty reports the login: nothing is reported before that. */
  private isIn = false
  private readyTimer: NodeJS.Timeout | undefined
  private isPuppetReady = false
  private isReady = false
  /** Of the last login: messages may still arrive while it is being lost. */
  private self: Self | null = null
  /** Its own ids of all logins: an echo may arrive during the next login, and must not be taken for a forward. */
  private readonly ownIds = new Set<string>()

  constructor(
    private readonly wechaty: Wechaty,
    settings: Begin,
    private readonly tell: (message: FromChild) => void,
  ) {
    const { bot } = wechaty
    this.spool = new Spool(settings.folder, (error) => this.trouble(error))
    this.files = new Files(settings.folder, settings.maxFileBytes)
    this.roster = new Roster(bot)
    this.secondLook = new SecondLook(
      (id) => bot.Message.find({ id }),
      (message) => this.heed(() => this.hear(message)),
      (error) => this.trouble(error),
    )
    const voice = {
      loggedIn: () => bot.isLoggedIn,
      say: (to: string, text: string, mention: string[]) => bot.puppet.messageSendText(to, text, mention),
    }
    this.sends = new Sends(settings.folder, voice, settings)
  }

  async start(): Promise<void> {
    this.listen()
    for (const [seq, message] of this.spool.unacknowledged()) this.tell({ type: 'heard', seq, message })
    await this.wechaty.bot.start()
    this.tell({ type: 'started' })
    setInterval(() => {
      if (this.isReady) void this.look()
      this.heed(() => this.files.tidy())
    }, ROSTER_EVERY_MS)
  }

  take(message: Exclude<FromParent, { type: 'begin' | 'stop' }>): void {
    switch (message.type) {
      case 'ack':
        this.spool.acknowledge(message.seq)
        return
      case 'send':
        this.answer(message.ask, this.sends.send(message))
        return
      case 'try':
        this.answer(message.ask, this.sends.tryOut(message.text))
        return
      case 'log-out':
        this.wechaty.bot.logout().catch((error: unknown) => this.trouble(error))
        return
      case 'ping':
        this.tell({
          type: 'pong',
          memoryMb: Math.round(process.memoryUsage().rss / 2 ** 20),
          quietMs: Date.now() - this.lastSign,
          resent: this.sends.resent,
        })
        return
    }
  }

  private answer(ask: number, sending: Promise<Outcome>): void {
    sending
      .catch((error: unknown): Outcome => ({ kind: 'again', error: errorText(error) }))
      .then((outcome) => this.tell({ type: 'said', ask, outcome }))
      .catch((error: unknown) => this.trouble(error))
  }

  private listen(): void {
    const { bot } = this.wechaty
    const on = (event: string, work: (...args: never[]) => void): void =>
      bot.on(event, (...args: never[]) => this.heed(() => work(...args)))
    on('puppet', (puppet: Puppet) => puppet.on('message', ({ messageId }) => this.secondLook.told(messageId)))
    on('scan', (qr: string) => this.tell({ type: 'scan', qr }))
    on('login', (self: Contact) => this.login(self))
    on('logout', () => {
      this.isIn = false
      this.isReady = false
      this.isPuppetReady = false
      this.tell({ type: 'logout' })
    })
    on('ready', () => {
      this.isPuppetReady = true
      void this.ready()
    })
    on('room-topic', () => void this.look())
    on('room-join', () => void this.look())
    on('message', (message: Message) => this.hear(message))
    on('error', (error: Error) => this.trouble(error))
  }

  /** Reports what a puppet throws, and goes on. */
  private heed(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.trouble(error)
    }
  }

  private login(self: Contact): void {
    this.lastSign = Date.now()
    this.self = { id: self.id, name: self.name(), loggedInAt: Date.now() }
    this.ownIds.add(self.id)
    this.roster.forget()
    this.sends.login()
    this.tell({ type: 'login', account: self.name() })
    this.isIn = true
    this.isReady = false
    if (this.isPuppetReady) void this.ready()
    clearTimeout(this.readyTimer)
    this.readyTimer = setTimeout(() => void this.ready(), READY_AFTER_MS)
  }

  private async ready(): Promise<void> {
    if (this.isReady || !this.isIn) return
    this.isReady = true
    if (await this.look()) {
      this.tell({ type: 'ready' })
      return
    }
    // A failed query does not mean that a chat is gone: retry.
    this.isReady = false
    clearTimeout(this.readyTimer)
    this.readyTimer = setTimeout(() => void this.ready(), ASK_AGAIN_MS)
  }

  private async look(): Promise<boolean> {
    try {
      const { rooms, people } = await this.roster.news()
      for (let at = 0; at < Math.max(rooms.length, people.length); at += SEEN_AT_ONCE) {
        const [some, others] = [rooms.slice(at, at + SEEN_AT_ONCE), people.slice(at, at + SEEN_AT_ONCE)]
        this.tell({ type: 'seen', rooms: some, people: others })
      }
      return true
    } catch (error) {
      this.trouble(error)
      return false
    }
  }

  private hear(message: Message): void {
    this.lastSign = Date.now()
    this.secondLook.heard(message.id)
    if (this.ownIds.has(message.talker().id)) {
      const to = message.room()?.id ?? message.listener()?.id ?? SELF
      this.sends.echo(to, message.text(), message.id)
      return
    }
    const heard = heardOf(this.wechaty, message, this.self)
    const seq = this.spool.keep(heard)
    if (seq === null) return
    if (heard.file !== null) void this.files.fetch(message, heard.file.slot)
    // Completed concurrently, reported in the order in which they were received.
    const knowing = this.known(seq, heard, message)
    this.telling = this.telling.then(async () => {
      const { stranger, message: whole } = await knowing
      if (stranger) this.tell({ type: 'seen', rooms: [stranger], people: [] })
      this.tell({ type: 'heard', seq, message: whole })
    })
  }

  /** Never throws: what the puppet does not answer is left out. */
  private async known(seq: number, heard: Heard, message: Message) {
    const asked = async () => {
      const whole = isIncomplete(heard, message) ? await completed(heard, message, this.self) : heard
      if (whole !== heard) this.spool.put(seq, whole)
      return whole
    }
    const unseen = async () => (heard.room === null ? null : this.roster.stranger(heard.room.id))
    const [whole, stranger] = await Promise.all([this.inTime(asked, heard), this.inTime(unseen, null)])
    return { message: whole, stranger }
  }

  private async inTime<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await withTimeout(ASK_MS, ask, { answer: otherwise })
    } catch (error) {
      this.trouble(error)
      return otherwise
    }
  }

  private trouble(error: unknown): void {
    this.tell({ type: 'trouble', error: errorText(error) })
  }
}
