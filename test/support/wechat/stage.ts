// A WeChat for tests: people, chats and logins, on the other side of the puppet in the child. It shows what arrived there.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compiled } from '../compiled.ts'
import type { FromPuppet, StageMessage, ToPuppet, World } from './stage-messages.ts'

export interface StagePerson {
  name: string
  remark: string
}

export interface StageGroup {
  topic: string
  members: StagePerson[]
}

/** What the desk's account has said, as it stands in a chat. */
export interface Said {
  /** A group's topic, or a person's name. */
  where: string
  text: string
  mention: string[]
}

/** Numbers of wechaty's message types. */
export const TYPES = { Attachment: 1, Audio: 2, ChatHistory: 4, Emoticon: 5, Image: 6, Text: 7, Recalled: 13, Url: 14 }

/** `echo`: what is said is shown, and comes back. `silent`: it is shown and does not come back. `lost`: neither. */
export type Echoes = 'echo' | 'silent' | 'lost'

export class WechatStage {
  readonly people: StagePerson[] = []
  readonly groups: StageGroup[] = []
  readonly said: Said[] = []
  /** Ids of messages that reached the puppet, and everything that listens to it. */
  readonly delivered = new Set<string>()
  echoes: Echoes = 'echo'
  /** A login that is remembered: the next process needs no code. */
  remembers = true
  /** What the account calls itself. */
  selfName = '值班台'
  /** The puppet never ends starting. */
  startsNever = false
  /** Of the process that runs now; null while none does. */
  pid: number | null = null
  /** Names of what is in its environment. */
  variables: string[] = []
  /** How many processes have begun. */
  starts = 0
  private loggedIn = false
  private logins = 0
  private next = 1
  private socket: Socket | null = null

  private constructor(
    private readonly server: Server,
    private readonly folder: string,
    readonly puppet: string,
  ) {}

  static async start(): Promise<WechatStage> {
    const folder = await mkdtemp(join(tmpdir(), 'zhiban-stage-'))
    const server = createServer()
    const stage = new WechatStage(server, folder, await compiled('test/support/wechat/puppet.ts'))
    server.on('connection', (socket) => stage.connected(socket))
    await new Promise<void>((resolve) => server.listen(stage.path, resolve))
    return stage
  }

  get environment(): Record<string, string> {
    return { WECHATY_STAGE: this.path, ...(this.startsNever ? { WECHATY_STAGE_START: 'never' } : {}) }
  }

  private get path(): string {
    return join(this.folder, 'stage.sock')
  }

  person(name: string, remark = name): StagePerson {
    const person = { name, remark }
    this.people.push(person)
    return person
  }

  group(topic: string, members: StagePerson[]): StageGroup {
    const group = { topic, members }
    this.groups.push(group)
    return group
  }

  /** With other ids than the login before. */
  login(): void {
    this.logins += 1
    this.loggedIn = true
    this.order({ do: 'login', world: this.world() })
  }

  logout(): void {
    this.loggedIn = false
    this.order({ do: 'logout' })
  }

  /** What there is has changed within the login. */
  changed(renamed: StageGroup | null = null): void {
    this.order({ do: 'world', world: this.world(), topic: renamed === null ? null : this.idOf(renamed) })
  }

  say(who: StagePerson, where: StageGroup | null, text: string, more: Partial<StageMessage> = {}): string {
    return this.message(who, where, { type: TYPES.Text, text, ...more })
  }

  share(who: StagePerson, where: StageGroup, link: { title: string; url: string }): string {
    return this.message(who, where, { type: TYPES.Url, text: '' }, link)
  }

  file(who: StagePerson, where: StageGroup, bytes: Buffer | null, kind: 'Image' | 'Attachment' = 'Image'): string {
    const filename = kind === 'Attachment' ? { filename: '说明.pdf' } : {}
    return this.message(who, where, { type: TYPES[kind], text: '', ...filename }, null, bytes)
  }

  message(
    who: StagePerson,
    where: StageGroup | null,
    more: Pick<StageMessage, 'type' | 'text'> & Partial<StageMessage>,
    url: { title: string; url: string } | null = null,
    file: Buffer | null = null,
  ): string {
    const place = where === null ? { listenerId: this.self } : { roomId: this.idOf(where), mentionIdList: [] }
    const message = { id: `m${this.next++}`, talkerId: this.idOf(who), timestamp: Date.now(), ...place, ...more }
    this.order({ do: 'message', message, url, file: file?.toString('base64') ?? null })
    return message.id
  }

  idOf(one: StagePerson | StageGroup): string {
    return 'topic' in one
      ? `@@${this.groups.indexOf(one)}-${this.logins}`
      : `@${this.people.indexOf(one)}-${this.logins}`
  }

  get self(): string {
    return `@self-${this.logins}`
  }

  /** What the desk has said in a group, or to a person, oldest first. */
  saidIn(where: string): string[] {
    return this.said.filter((each) => each.where === where).map(({ text }) => text)
  }

  order(order: ToPuppet): void {
    this.socket?.write(`${JSON.stringify(order)}\n`)
  }

  /** As by the system: at once, whatever it is doing. */
  kill(): void {
    if (this.pid !== null) process.kill(this.pid, 'SIGKILL')
  }

  async stop(): Promise<void> {
    this.socket?.destroy()
    await new Promise((resolve) => this.server.close(resolve))
    await rm(this.folder, { recursive: true, force: true })
  }

  private connected(socket: Socket): void {
    this.socket = socket
    let rest = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) this.take(JSON.parse(line) as FromPuppet)
    })
    // Killed in the middle of a word.
    socket.on('error', () => {})
    socket.on('close', () => {
      if (this.socket !== socket) return
      this.socket = null
      this.pid = null
    })
  }

  private take(told: FromPuppet): void {
    switch (told.did) {
      case 'started':
        this.order(
          this.loggedIn && this.remembers
            ? { do: 'login', world: this.world() }
            : { do: 'scan', qr: `code-${this.next++}` },
        )
        this.pid = told.pid
        this.variables = told.variables
        this.starts += 1
        return
      case 'delivered':
        this.delivered.add(told.id)
        return
      case 'sent':
        this.sent(told)
    }
  }

  private sent({ to, text, mention }: Extract<FromPuppet, { did: 'sent' }>): void {
    const place = [...this.groups, ...this.people].find((one) => this.idOf(one) === to)
    const where = place === undefined ? to : 'topic' in place ? place.topic : place.name
    if (this.echoes !== 'lost') this.said.push({ where, text, mention })
    if (this.echoes === 'echo') this.echo(to, text)
  }

  /** What the account itself has said comes back as any message does. */
  echo(to: string, text: string): void {
    const place = to.startsWith('@@') ? { roomId: to, mentionIdList: [] } : { listenerId: to }
    const message = {
      id: `e${this.next++}`,
      talkerId: this.self,
      timestamp: Date.now(),
      type: TYPES.Text,
      text,
      ...place,
    }
    this.order({ do: 'message', message, url: null, file: null })
  }

  private world(): World {
    const contacts = this.people.map((person) => ({ id: this.idOf(person), name: person.name, alias: person.remark }))
    const rooms = this.groups.map((group) => ({
      id: this.idOf(group),
      topic: group.topic,
      memberIdList: [...group.members.map((member) => this.idOf(member)), this.self],
    }))
    return { self: this.self, contacts: [...contacts, { id: this.self, name: this.selfName, alias: '' }], rooms }
  }
}
