// The whole service as a process of its own, connected to an emulated platform whose settings stand in the environment.
import type { WecomSettings } from '../../../bots/wecom/deps.ts'
import { readConfig } from '../../../src/config.ts'
import { startService } from '../../../src/main.ts'
import { channelTo } from './institution.ts'

const { EMULATED_WECOM = '', ...env } = process.env
const settings = JSON.parse(EMULATED_WECOM) as WecomSettings
const told = (level: string) => (fields: object, message: string) =>
  console.log(JSON.stringify({ level, message, ...fields }))
const log = { info: told('info'), warn: told('warn'), error: told('error') }
const service = await startService(readConfig(env as Record<string, string>), {
  drill: true,
  channels: (desk) => [channelTo(desk, settings, { log })],
})
console.log(JSON.stringify({ url: service.url }))
process.once('SIGTERM', () => {
  void service.stop().then(() => process.exit(0))
})
