// The doctor before the emulated platform and its console: what it says, as lines.
import { feishuClient } from '../../../../bots/feishu/api/client.ts'
import type { FeishuDeps, FeishuSettings } from '../../../../bots/feishu/deps.ts'
import { found, toldOf } from '../../../../bots/feishu/doctor/doctor.ts'
import type { DiagnosedPlace } from '../../../../src/channel.ts'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import { expectNoEnglish } from '../../../support/no-english.ts'
import { depsFor } from '../receive-parts.ts'
import { type AppConsole, consoleBefore } from './console.ts'

export interface Diagnosing {
  platform: FeishuPlatform
  front: AppConsole
  /** In English; the same is looked at in Chinese, for words of English. */
  lines(given?: Partial<DiagnosedPlace>, settings?: Partial<FeishuSettings>, more?: More): Promise<string[]>
  /** A group with a person who has an e-mail address, and the bot. */
  dutyRoom(): { chen: { openId: string }; room: { name: string; id: string } }
  stop(): Promise<void>
}

interface More {
  deps?: Partial<FeishuDeps>
  signal?: AbortSignal
}

export async function diagnosing(): Promise<Diagnosing> {
  const platform = await FeishuPlatform.start()
  const front = await consoleBefore(platform)
  const lines: Diagnosing['lines'] = async (given = {}, settings = {}, { deps = {}, signal } = {}) => {
    const all = { ...platform.settings('long-connection'), domain: front.url, ...settings }
    const whole = depsFor(all, { timing: { requestMs: 5_000 }, ...deps })
    const place = { rooms: [], people: [], publicUrl: null, ...given }
    const parts = { client: feishuClient(whole), deps: whole }
    const findings = await found(parts, place, signal ?? AbortSignal.timeout(20_000))
    expectNoEnglish(toldOf(findings, { ...whole, lang: 'zh-CN' }))
    const english = toldOf(findings, { ...whole, lang: 'en' })
    return english.map(({ level, what, says }) => `${level} ${what}: ${says}`.replaceAll(front.url, 'CONSOLE'))
  }
  const dutyRoom = () => {
    const chen = platform.addUser({ name: '陈静', email: 'chen@example.gov.cn' })
    const { chatId } = platform.addChat({ name: '值班群', members: [chen.openId] })
    return { chen, room: { name: '值班群', id: chatId } }
  }
  const stop = async () => {
    await front.stop()
    await platform.stop()
  }
  return { platform, front, lines, dutyRoom, stop }
}

/** The lines about one thing. */
export const about = (found: string[], what: string): string[] =>
  found.filter((line) => line.split(': ')[0]?.endsWith(` ${what}`))
