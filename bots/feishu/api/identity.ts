// Who the bot is: needed to know when it is called by name. Asked until the platform tells, and kept for the next start.

import { waitMs } from '../connection.ts'
import type { Self } from '../decode/mentions.ts'
import { type FeishuDeps, timingOf } from '../deps.ts'
import type { FeishuClient } from './client.ts'

export class Identity {
  /** Filled in once it is known. */
  readonly self: Self
  private timer: NodeJS.Timeout | undefined
  private readonly stopping = new AbortController()

  constructor(
    private readonly deps: FeishuDeps,
    private readonly client: FeishuClient,
  ) {
    this.self = { openId: null, appId: deps.settings.appId }
  }

  /** In the background: messages that come meanwhile are stored, and understood with what was kept. */
  learn(): void {
    void this.ask(0)
  }

  stop(): void {
    this.stopping.abort()
    clearTimeout(this.timer)
  }

  private async ask(attempt: number): Promise<void> {
    const { keeping, log, settings } = this.deps
    const key = `bot:${settings.appId}`
    try {
      this.self.openId ??= await keeping.get(key)
      const { openId } = await this.client.whoAmI(this.stopping.signal)
      if (openId !== this.self.openId) await keeping.set(key, openId)
      this.self.openId = openId
    } catch (error) {
      if (this.stopping.signal.aborted) return
      log.warn({ err: error, attempt }, 'feishu: the platform does not say who the bot is')
      const wait = waitMs(attempt, timingOf(this.deps).watchEveryMs, Math.random)
      this.timer = setTimeout(() => void this.ask(attempt + 1), wait).unref()
    }
  }
}
