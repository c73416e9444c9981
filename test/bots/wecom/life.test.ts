// The whole life of a case in WeCom, by text and buttons alone, with two instances where there can be.
import { afterEach, expect, test } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { type Extras, type Service, startService } from '../../../src/main.ts'
import { engine, placeInProcess } from '../../support/database.ts'
import { channelTo, institutionOn } from '../../support/wecom/institution.ts'
import { type Quote, type Shown, WecomPlatform } from '../../support/wecom/platform.ts'
import { until } from './parts.ts'

const PATIENCE_MS = 30_000

const disposing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const dispose of disposing.splice(0).reverse()) await dispose()
})

async function open() {
  const platform = await WecomPlatform.start({ limits: false })
  disposing.push(() => platform.stop())
  const institution = await institutionOn(platform)
  disposing.push(institution.remove)
  const place = await placeInProcess()
  disposing.push(() => place.dispose())
  const config = readConfig({ ...place.env, ...institution.env, LOG_LEVEL: 'silent' })
  const services: Service[] = []
  for (let i = 0; i < (engine() === 'pglite' ? 1 : 2); i += 1) services.push(await start(config, platform, place.open))
  return { platform, services }
}

async function start(
  config: ReturnType<typeof readConfig>,
  platform: WecomPlatform,
  open: Extras['open'],
): Promise<Service> {
  const silent = () => {}
  const service = await startService(config, {
    ...(open && { open }),
    drill: true,
    channels: (desk) => [channelTo(desk, platform.settings(), { log: { info: silent, warn: silent, error: silent } })],
  })
  disposing.push(() => service.stop())
  await platform.whenConnected()
  return service
}

test('a case goes from its forward to its end', { timeout: 240_000 }, async () => {
  const { platform, services } = await open()
  const find = (chat: string, ...words: string[]) =>
    platform.messages(chat).find(({ text }) => words.every((word) => text.includes(word)))
  const shown = async (chat: string, ...words: string[]): Promise<Shown> => {
    const began = performance.now()
    await until(() => find(chat, ...words) !== undefined || performance.now() - began > PATIENCE_MS)
    const there = () =>
      platform
        .messages(chat)
        .map(({ text }) => text)
        .join('\n---\n')
    if (find(chat, ...words) === undefined) throw new Error(`in ${chat} nobody said ${words.join(', ')}:\n${there()}`)
    return find(chat, ...words)!
  }
  const quoting = ({ text }: Shown): Quote => ({ msgtype: 'text', text: { content: text } })

  platform.say('wr-duty', 'li', { text: '幼儿园门口积水 https://weibo.com/1234567890/Nabc' })
  const opened = await shown('wr-duty', '#1', '幼儿园门口积水')
  platform.say('wr-duty', 'zhou', { text: '/分办 城管局', quote: quoting(opened) })
  const assigned = await shown('wr-urban', '#1', '城管局', '签收')
  platform.say('wr-urban', 'zhou', { text: '/签收', quote: quoting(assigned) })
  await shown('wr-urban', '签收须由城管局的联络员或部门负责人')
  platform.say('wr-urban', 'chen', { text: '/签收', quote: quoting(assigned) })
  await shown('wr-urban', '已签收')
  platform.say('wr-urban', 'chen', { text: '/拟稿 #1 已安排清淤，今日18时前完成。' })
  await shown('wr-urban', '第1稿', '已安排清淤，今日18时前完成。')
  platform.say('wr-urban', 'lin', { text: '/审定 #1' })
  await shown('wr-urban', '审定', '发布')
  // The one that is connected goes; the other has it from here.
  if (services.length > 1) {
    await services[0]?.stop()
    await platform.whenConnected()
  }
  platform.say('wr-urban', 'chen', { text: '/发布 #1 https://weibo.com/9876543210/Nxyz' })
  await shown('wr-duty', '#1', '已公开答复')
  platform.say('wr-duty', 'zhou', { text: '/办结 #1 当事人表示满意' })
  await shown('wr-duty', '#1', '已办结')

  const said = [...platform.messages('wr-duty'), ...platform.messages('wr-urban')].map(
    ({ chat, text }) => `${chat} ${text}`,
  )
  expect(new Set(said).size).toBe(said.length)
  expect(said.filter((text) => text.includes('重发'))).toEqual([])
  expect(platform.lost).toEqual([])
})
