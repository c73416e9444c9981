// A puppet for the real wechaty in the real child: the mock puppet, its gaps closed, driven by the test over a socket.
import { writeSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import type { FromPuppet, StageMessage, ToPuppet, World } from './stage-messages.ts'

interface MockPuppet {
  emit(event: string, payload: object): void
  login(id: string): void
  logout(reason?: string): Promise<void>
  isLoggedIn: boolean
  currentUserId: string
  mocker: {
    cacheContactPayload: Map<string, object>
    cacheRoomPayload: Map<string, object>
    cacheMessagePayload: Map<string, object>
  }
  contactPayloadDirty(id: string): Promise<void>
  roomPayloadDirty(id: string): Promise<void>
  roomMemberPayloadDirty(id: string): Promise<void>
}

// Never literals: these packages are optional, and this file is checked where they are not installed.
const [mockName, boxName] = ['wechaty-puppet-mock', 'file-box']
const { PuppetMock } = (await import(mockName)) as { PuppetMock: new (options: object) => MockPuppet }
const { FileBox } = (await import(boxName)) as { FileBox: { fromBuffer(bytes: Buffer, name: string): unknown } }

/** After so long everything that listens to a message has seen it. */
const SEEN_MS = 30

export default class StagePuppet extends PuppetMock {
  #socket: Socket | null = null
  #isThrowing = false
  #refusals = 0
  #held = ''
  readonly #urls = new Map<string, { title: string; url: string }>()
  readonly #files = new Map<string, string>()

  async onStart(): Promise<void> {
    const socket = connect(process.env.WECHATY_STAGE ?? '')
    this.#socket = socket
    let rest = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) this.#take(JSON.parse(line) as ToPuppet)
    })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve()).once('error', reject)
    })
    this.#tell({ did: 'started', pid: process.pid, variables: Object.keys(process.env) })
    if (process.env.WECHATY_STAGE_START === 'never') await new Promise(() => {})
  }

  async onStop(): Promise<void> {
    this.#socket?.destroy()
  }

  async messageSendText(to: string, text: string, mention: string[] = []): Promise<void> {
    this.#mayThrow()
    if (!this.isLoggedIn) throw new Error('not logged in')
    this.#tell({ did: 'sent', to, text, mention })
  }

  async messageUrl(id: string): Promise<object | undefined> {
    this.#mayThrow()
    return this.#urls.get(id)
  }

  async messageFile(id: string): Promise<unknown> {
    this.#mayThrow()
    const bytes = this.#files.get(id)
    if (bytes === undefined) throw new Error('the file is not there')
    return FileBox.fromBuffer(Buffer.from(bytes, 'base64'), 'file')
  }

  async messageRawPayload(id: string): Promise<object | undefined> {
    if (this.#refusals > 0) {
      this.#refusals -= 1
      throw new Error('the network is away')
    }
    return this.mocker.cacheMessagePayload.get(id)
  }

  async roomMemberList(id: string): Promise<string[]> {
    const room = this.mocker.cacheRoomPayload.get(id) as { topic: string; memberIdList: string[] } | undefined
    if (room?.topic === this.#held) await new Promise(() => {})
    return room?.memberIdList ?? []
  }

  async roomMemberRawPayload(_room: string, contact: string): Promise<object> {
    this.#mayThrow()
    return { ...this.mocker.cacheContactPayload.get(contact), roomAlias: '' }
  }

  async roomList(): Promise<string[]> {
    this.#mayThrow()
    return [...this.mocker.cacheRoomPayload.keys()]
  }

  async contactList(): Promise<string[]> {
    this.#mayThrow()
    return [...this.mocker.cacheContactPayload.keys()]
  }

  #take(order: ToPuppet): void {
    switch (order.do) {
      case 'scan':
        this.emit('scan', { qrcode: order.qr, status: 2 })
        return
      case 'login':
        this.#see(order.world)
        if (this.isLoggedIn) return
        this.login(order.world.self)
        this.emit('ready', { data: 'ready' })
        return
      case 'logout':
        void this.logout('test')
        return
      case 'world':
        void this.#change(order.world, order.topic)
        return
      case 'message':
        this.#deliver(order)
        return
      default:
        this.#misbehave(order)
    }
  }

  #misbehave(
    order: Extract<ToPuppet, { do: 'throw' | 'refuse' | 'hold' | 'hang' | 'garbage' | 'eat' | 'crash' }>,
  ): void {
    switch (order.do) {
      case 'throw':
        this.#isThrowing = order.always
        return
      case 'refuse':
        this.#refusals = order.messages
        return
      case 'hold':
        this.#held = order.topic
        return
      case 'hang':
        for (;;);
      case 'garbage':
        // The pipe to the service: what a library writes to a file of a number that is not its own.
        writeSync(3, order.text)
        return
      case 'eat':
        eat(order.what)
        return
      case 'crash':
        if (order.how === 'reject') void Promise.reject(new Error('left alone'))
        else setTimeout(() => fail('thrown past everybody'))
    }
  }

  #see({ contacts, rooms }: World): void {
    const { cacheContactPayload, cacheRoomPayload } = this.mocker
    cacheContactPayload.clear()
    cacheRoomPayload.clear()
    for (const contact of contacts)
      cacheContactPayload.set(contact.id, { ...contact, gender: 0, type: 1, avatar: '', phone: [], friend: true })
    for (const room of rooms) cacheRoomPayload.set(room.id, { ...room, adminIdList: [] })
  }

  async #change(world: World, topic: string | null): Promise<void> {
    this.#see(world)
    for (const { id } of world.contacts) await this.contactPayloadDirty(id)
    for (const { id } of world.rooms) {
      await this.roomPayloadDirty(id)
      await this.roomMemberPayloadDirty(id)
    }
    const room = world.rooms.find(({ id }) => id === topic)
    const changerId = world.contacts[0]?.id ?? world.self
    if (room)
      this.emit('room-topic', { roomId: room.id, newTopic: room.topic, oldTopic: '', changerId, timestamp: Date.now() })
  }

  #deliver({ message, url, file }: Extract<ToPuppet, { do: 'message' }>): void {
    if (url) this.#urls.set(message.id, url)
    if (file !== null) this.#files.set(message.id, file)
    this.mocker.cacheMessagePayload.set(message.id, message satisfies StageMessage)
    this.emit('message', { messageId: message.id })
    setTimeout(() => this.#tell({ did: 'delivered', id: message.id }), SEEN_MS)
  }

  #mayThrow(): void {
    if (this.#isThrowing) throw new Error('the puppet throws in whatever it is asked "李敏：我的身份证号"')
  }

  #tell(message: FromPuppet): void {
    this.#socket?.write(`${JSON.stringify(message)}\n`)
  }
}

function fail(message: string): never {
  throw new Error(message)
}

function eat(what: 'heap' | 'buffers'): void {
  const eaten: unknown[] = []
  // A piece at a time, so that it can still answer while it grows.
  setInterval(() => eaten.push(what === 'heap' ? Array.from({ length: 4e6 }, Math.random) : Buffer.alloc(64e6, 1)), 20)
}
