// The part of wechaty that is used here, as small types of our own: the package may not be installed.
import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'

export interface Contact {
  id: string
  payload?: { alias?: string; name?: string; friend?: boolean }
  name(): string
}

export interface Room {
  id: string
  payload?: { topic?: string }
  topic(): Promise<string>
  memberAll(): Promise<Contact[]>
  alias(contact: Contact): Promise<string | undefined>
}

export interface Message {
  id: string
  payload?: { mentionIdList?: string[]; filename?: string }
  type(): number
  self(): boolean
  text(): string
  talker(): Contact
  listener(): Contact | undefined
  room(): Room | undefined
  date(): Date
  mentionList(): Promise<Contact[]>
  toUrlLink(): Promise<{ title(): string; url(): string }>
  toFileBox(): Promise<FileBox>
}

export interface FileBox {
  name: string
  toStream(): Promise<NodeJS.ReadableStream>
}

export interface Puppet {
  /** Answers the message's id where the puppet knows it. */
  messageSendText(conversation: string, text: string, mention?: string[]): Promise<string | undefined>
  roomList(): Promise<string[]>
  contactList(): Promise<string[]>
  on(event: 'message', listener: (told: { messageId: string }) => void): void
}

export interface Bot {
  puppet: Puppet
  currentUser: Contact
  isLoggedIn: boolean
  Room: { find(query: { id: string }): Promise<Room | undefined> }
  Contact: { find(query: { id: string }): Promise<Contact | undefined> }
  Message: { find(query: { id: string }): Promise<Message | undefined> }
  on(event: string, listener: (...args: never[]) => void): void
  start(): Promise<void>
  logout(): Promise<void>
}

export interface Wechaty {
  bot: Bot
  /** The name of a message's type (`Text`, `ChatHistory` …). */
  typeOf(message: Message): string
}

export class Missing extends Error {
  constructor(readonly what: string) {
    super(`${what} is not installed`)
  }
}

/** Throws Missing where a package is not there. The working folder is where wechaty keeps the login. */
export async function loadWechaty(puppet: string): Promise<Wechaty> {
  const { WechatyBuilder, types } = (await load('wechaty')) as WechatyModule
  const module = (await load(puppet)) as { default: PuppetClass | { default: PuppetClass } }
  // A CommonJS puppet seen from an ES module has its default within the default.
  const found = module.default
  const Puppet = typeof found === 'function' ? found : found.default
  const bot = WechatyBuilder.build({ name: 'zhiban', puppet: new Puppet({}) })
  return { bot, typeOf: (message) => types.Message[message.type()] ?? 'Unknown' }
}

interface WechatyModule {
  WechatyBuilder: { build(options: object): Bot }
  types: { Message: Record<number, string> }
}

type PuppetClass = new (options: object) => object

async function load(name: string): Promise<unknown> {
  // Never a literal: what is not installed must not be resolved when this file is checked.
  const specifier = isAbsolute(name) ? pathToFileURL(name).href : name
  try {
    return await import(specifier)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
      // Its own dependency may be what is not there.
      if (error.message.includes(`'${name}'`) || isAbsolute(name)) throw new Missing(name)
    }
    throw error
  }
}
