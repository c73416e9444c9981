// A duty group on an emulated platform whose clock is the test's, and instances that listen to it and are gone again.
import { afterEach, beforeEach } from 'vitest'
import type { FeishuDeps } from '../../../../bots/feishu/deps.ts'
import type { Channel } from '../../../../src/channel.ts'
import { instantOf } from '../../../../src/domain/calendar/instant.ts'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import { channelFor, memoryKeeping, type Recording } from '../receive-parts.ts'

export const MINUTE = 60_000
export const LIST = /im\/v1\/messages$/

/** For each test of a file a new one. */
export class Histories {
  /** The world's time, and the platform's. */
  now = Date.parse('2026-10-09T01:20:00Z')
  keeping = memoryKeeping()
  platform!: FeishuPlatform
  private readonly started: Channel[] = []

  static forEach(): { readonly world: Histories } {
    const held = { world: new Histories() }
    beforeEach(async () => {
      const world = new Histories()
      world.platform = await FeishuPlatform.start({ clock: { now: () => world.now }, limits: false })
      held.world = world
    })
    afterEach(async () => {
      await held.world.stopped()
      await held.world.platform.stop()
    })
    return held
  }

  async listening(host: Recording, given: Partial<FeishuDeps> = {}) {
    const settings = this.platform.settings('long-connection')
    const { channel, deps } = channelFor(settings, { keeping: this.keeping, now: () => instantOf(this.now), ...given })
    this.started.push(channel)
    await channel.start?.(host)
    await this.platform.whenConnected(this.started.length)
    return { channel, deps }
  }

  async stopped(): Promise<void> {
    for (const channel of this.started.splice(0)) await channel.stop?.()
    await until(() => this.platform.connections() === 0)
  }

  /** All instances have read what they wanted to. */
  settled(): Promise<void> {
    return until(() => (this.keeping.kept.get('caught-up') ?? '') >= instantOf(this.now))
  }

  duty(host: Recording) {
    const zhang = this.platform.addUser({ name: '张三' })
    const { chatId } = this.platform.addChat({ name: '值班群', members: [zhang.openId] })
    host.bound = [{ id: chatId, threads: [] }]
    const say = (text: string, at = {}) => this.platform.say(chatId, zhang.openId, { text }, at)
    return { zhang, chatId, say }
  }
}

/** Resolves when it is so: looked at each few milliseconds, where nothing tells. */
export async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise((resolve) => setTimeout(resolve, 5))
}

export const keys = (host: Recording) => host.raws.map(({ key }) => key)
export const messages = (ids: string[]) => ids.map((id) => `message:${id}`)
