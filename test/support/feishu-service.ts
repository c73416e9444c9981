// The whole service on an emulated Feishu: the sample institution, one instance or several, heard in either mode.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { feishuChannel, type Timing } from '../../bots/feishu/index.ts'
import type { Channel } from '../../src/channel.ts'
import { readConfig } from '../../src/config.ts'
import { keepingOf } from '../../src/desk/channels/channel-store.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { type Extras, type Service, startService } from '../../src/main.ts'
import { engine, placeInProcess } from './database.ts'
import type { FeishuPlatform } from './feishu/platform.ts'
import type { Shown } from './feishu/shown.ts'
import { startStage } from './feishu/stage.ts'

export type Mode = 'long-connection' | 'webhook'

export interface FeishuServiceOptions {
  mode: Mode
  /** On the embedded engine there is never more than one. */
  instances?: number
  speed?: number
  policy?: string
  /** Shorter than the product's, where a test waits for a connection to be found dead. */
  timing?: Partial<Timing>
  /** Makes of the sample's org file, as YAML, another one. */
  org?: (yaml: string) => string
  /** Channels beside Feishu. */
  beside?: (desk: Desk) => Channel[]
}

/** How long a test waits for what must come; machines that run everything at once are slow. */
const PATIENCE_MS = 60_000

export class FeishuService {
  readonly services: Service[] = []
  private constructor(
    readonly platform: FeishuPlatform,
    private readonly env: Record<string, string>,
    private readonly disposing: (() => Promise<void>)[],
    private readonly mode: Mode,
    private readonly timing: Partial<Timing> | null,
    private readonly beside: (desk: Desk) => Channel[],
    private readonly opening: Pick<Extras, 'open'>,
  ) {}

  static async open(options: FeishuServiceOptions) {
    const { mode, instances = 1, speed = 1, policy = 'bureau-4-level', timing, org, beside } = options
    const place = await placeInProcess()
    const folder = await mkdtemp(join(tmpdir(), 'zhiban-feishu-'))
    const stage = await startStage({ orgFile: 'docs/sample-org.yaml', lang: 'zh-CN' })
    const orgFile = join(folder, 'org.yaml')
    await writeFile(orgFile, org?.(stage.orgText) ?? stage.orgText)
    const { settings } = stage
    const env = {
      ...place.env,
      PORT: '0',
      LOG_LEVEL: process.env.ZHIBAN_TEST_LOG ?? 'silent',
      ZHIBAN_ORG: orgFile,
      ZHIBAN_POLICY: policy,
      ZHIBAN_SPEED: String(speed),
      ZHIBAN_SECRET: 'a secret of at least thirty-two characters',
      FEISHU_APP_ID: settings.appId,
      FEISHU_APP_SECRET: settings.appSecret,
      FEISHU_ENCRYPT_KEY: settings.encryptKey ?? '',
      FEISHU_VERIFICATION_TOKEN: settings.verificationToken ?? '',
      FEISHU_DOMAIN: settings.domain,
      FEISHU_MODE: mode,
    }
    const removeFolder = () => rm(folder, { recursive: true, force: true })
    const service = new FeishuService(
      stage.platform,
      env,
      [() => stage.stop(), () => place.dispose(), removeFolder],
      mode,
      timing ?? null,
      beside ?? (() => []),
      place.open ? { open: place.open } : {},
    )
    const count = engine() === 'pglite' ? 1 : instances
    for (let i = 0; i < count; i += 1) await service.start()
    return service
  }

  /** One more instance; it hears the platform when this resolves. */
  async start(): Promise<Service> {
    const config = readConfig(this.env)
    const service = await (this.timing === null
      ? startService(config, { ...this.opening, drill: true, channels: this.beside })
      : startService(
          { ...config, feishu: null },
          {
            ...this.opening,
            drill: true,
            channels: (desk) => [this.channel(desk), ...this.beside(desk)],
          },
        ))
    this.services.push(service)
    if (this.mode === 'webhook') this.platform.webhook(this.services.map(({ url }) => `${url}/channels/feishu/events`))
    else await this.platform.whenConnected(this.services.length)
    return service
  }

  private channel({ database, time }: Pick<Desk, 'database' | 'time'>): Channel {
    const silent = () => {}
    return feishuChannel({
      settings: this.platform.settings(this.mode),
      keeping: keepingOf({ database, time }, 'feishu'),
      lang: 'zh-CN',
      now: () => time.realNow(),
      drillTime: (real) => time.domainAt(real),
      log: { info: silent, warn: silent, error: silent },
      ...(this.timing === null ? {} : { timing: this.timing }),
    })
  }

  async stopOne(): Promise<void> {
    await this.services.shift()?.stop()
    if (this.mode === 'webhook') this.platform.webhook(this.services.map(({ url }) => `${url}/channels/feishu/events`))
  }

  /** A person of the sample org, by name: their open id. */
  account(name: string): string {
    const found = [...this.platform.world.users.values()].find((user) => user.name === name)
    if (found === undefined) throw new Error(`nobody is called ${name}`)
    return found.openId
  }

  /** A group by its name, or the private chat of the desk with a person. */
  chat(name: string): string {
    const found = this.platform.chats().find((chat) => chat.type === 'group' && chat.name === name)
    return found?.chatId ?? this.platform.p2p(this.account(name))
  }

  say(who: string, chat: string, text: string, replyTo?: string): string {
    return this.platform.say(this.chat(chat), this.account(who), { text }, replyTo === undefined ? {} : { replyTo })
  }

  shown(chat: string): Shown[] {
    return this.platform.messages(this.chat(chat))
  }

  /** What the desk has said in a chat, oldest first. */
  said(chat: string): Shown[] {
    return this.shown(chat).filter(({ sender }) => sender.type === 'app')
  }

  /** The first message of ours in a chat that this is true of, once there is one. */
  async until(chat: string, what: (shown: Shown) => boolean): Promise<Shown> {
    return this.eventually(
      () => this.said(chat).find(what),
      () =>
        this.said(chat)
          .map(({ text }) => text)
          .join('\n---\n'),
    )
  }

  async eventually<T>(look: () => T | undefined, otherwise: () => string): Promise<T> {
    const began = performance.now()
    for (;;) {
      const found = look()
      if (found !== undefined) return found
      if (performance.now() - began > PATIENCE_MS) throw new Error(`it did not come; there is:\n${otherwise()}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  /** Presses a button of a message; answers what the toast says. */
  async press(
    who: string,
    message: Shown,
    button: string,
    values: Record<string, string | string[]> = {},
  ): Promise<string> {
    const clicked = await this.platform.click(message.messageId, this.account(who), button, values)
    if (!clicked.ok) throw new Error(`the platform refused the answer: ${clicked.code}`)
    return clicked.toast ?? ''
  }

  async close(): Promise<void> {
    for (const service of this.services) await service.stop()
    for (const dispose of this.disposing) await dispose()
  }
}
