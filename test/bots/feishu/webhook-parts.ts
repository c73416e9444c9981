// The channel behind a webhook, with an emulated platform that posts to it.
import { afterEach } from 'vitest'
import { FeishuPlatform, type PlatformOptions } from '../../support/feishu/platform.ts'
import { channelFor, recordingHost, served } from './receive-parts.ts'

const closing: (() => Promise<void>)[] = []

/** In a test file, once: closes what its tests have opened. */
export function closeAfterEach(): (close: () => Promise<void>) => void {
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close()
  })
  return (close) => void closing.push(close)
}

export async function webhook(options: PlatformOptions = {}, settings: object = {}) {
  const platform = await FeishuPlatform.start(options)
  closing.push(() => platform.stop())
  const host = recordingHost()
  const { channel, deps } = channelFor({ ...platform.settings('webhook'), ...settings })
  const server = await served(channel, host)
  closing.push(
    () => server.close(),
    async () => channel.stop?.(),
  )
  platform.webhook(server.url)
  const post = (body: Buffer | string, headers: Record<string, string> = {}) =>
    fetch(server.url, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  return { platform, host, channel, deps, post, url: server.url }
}

export const duty = (platform: FeishuPlatform) => {
  const zhang = platform.addUser({ name: '张三' })
  const li = platform.addUser({ name: '李四' })
  const { chatId } = platform.addChat({ name: '值班群', members: [zhang.openId, li.openId] })
  return { zhang, li, chatId }
}
