// What the doctor is told, and that looking never takes the connection from a running service.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { found } from '../../../../bots/wecom/doctor/doctor.ts'
import { told } from '../../../../bots/wecom/doctor/tell.ts'
import type { Diagnosis } from '../../../../src/channel.ts'
import { expectNoEnglish } from '../../../support/no-english.ts'
import { WecomPlatform } from '../../../support/wecom/platform.ts'
import { channelFor, inTime, type Made, type Making, recordingHost, store, until } from '../parts.ts'

let platform: WecomPlatform
const started: Made['channel'][] = []

beforeEach(async () => {
  platform = await WecomPlatform.start()
})
afterEach(async () => {
  for (const channel of started.splice(0)) await channel.stop?.()
  await platform.stop()
})

const place = {
  rooms: [{ name: '值班群', id: 'wr-duty' }],
  people: [{ name: '王值班', account: 'wang' }],
  publicUrl: null,
}

/** In English; the same is looked at in Chinese, for words of English. */
async function diagnosed(
  given: Making & { secret?: string; robots?: Record<string, string> } = {},
  where = place,
): Promise<Diagnosis[]> {
  const { secret = platform.secret, robots = {} } = given
  const making = { ...given, deps: { seesService: true, ...given.deps } }
  const findings = await found(channelFor(platform.settings({ secret, robots }), making).deps, where, inTime())
  expectNoEnglish(findings.map((line) => told(line, 'zh-CN')))
  return findings.map((line) => told(line, 'en'))
}

const problems = (lines: Diagnosis[]) =>
  lines.filter(({ level }) => level !== 'ok').map(({ level, what }) => `${level} ${what}`)

test('credentials are tried where nobody is connected, and the connection ended again', async () => {
  expect(await diagnosed()).toContainEqual({ level: 'ok', what: 'bot', says: 'id and secret are accepted' })
  await until(() => platform.connections() === 0)
})

test('wrong ones are told, without the secret', async () => {
  const lines = await diagnosed({ secret: 'wrong-secret' })
  expect(lines[0]).toMatchObject({ level: 'PROBLEM', what: 'bot', says: expect.stringContaining('853000') })
  expect(JSON.stringify(lines)).not.toContain('wrong-secret')
})

test('a platform that does not answer is told', async () => {
  platform.refuse('silence')
  expect((await diagnosed({ timing: { handshakeMs: 50 } }))[0]).toMatchObject({ level: 'PROBLEM', what: 'bot' })
})

test('where a service is connected, its word is taken, and its connection left alone', async () => {
  const kept = store()
  const service = channelFor(platform.settings(), { kept })
  started.push(service.channel)
  await service.channel.start?.(recordingHost())
  await until(() => service.channel.speaks())
  expect(await diagnosed({ kept })).toContainEqual({
    level: 'ok',
    what: 'bot',
    says: 'connected by the running service',
  })
  expect([platform.opens, service.channel.speaks()]).toEqual([1, true])
})

test('where a service runs and is not connected, its reason is told', async () => {
  const kept = store()
  const service = channelFor(platform.settings({ secret: 'wrong-secret' }), { kept })
  started.push(service.channel)
  await service.channel.start?.(recordingHost())
  await until(() => kept.get('connection')?.includes('853000') ?? false)
  expect((await diagnosed({ kept }))[0]).toMatchObject({ level: 'PROBLEM', says: expect.stringContaining('853000') })
})

test('where a service has died, the credentials are tried', async () => {
  const kept = store()
  kept.set('connection', JSON.stringify({ by: 'gone', beat: 7, connected: true, why: '' }))
  const lines = await diagnosed({ kept, timing: { leaseMs: 80 } })
  expect(lines[0]).toEqual({ level: 'ok', what: 'bot', says: 'id and secret are accepted' })
})

test('where nobody can tell, nothing is tried', async () => {
  const { channel } = channelFor(platform.settings(), { deps: { seesService: false, lang: 'en' } })
  const lines = (await channel.diagnose?.(place, inTime())) ?? []
  expect([lines[0], platform.opens]).toEqual([
    { level: 'WARNING', what: 'bot', says: expect.stringMatching(/^not tried, since that would take/) },
    0,
  ])
})

test('rooms in which nobody has spoken to the bot are told, unless they have a robot', async () => {
  expect(problems(await diagnosed())).toEqual(['WARNING room 值班群 (wr-duty)'])
  const kept = store()
  kept.set('heard:wr-duty', 'group')
  expect(problems(await diagnosed({ kept }))).toEqual([])
  const robots = {
    'wr-duty': 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-0000-4bc4-97a0-0ec2sifa5aaa',
  }
  expect(problems(await diagnosed({ robots }))).toEqual([])
})

test('robots are looked at by their address alone', async () => {
  const robots = {
    'wr-duty': 'https://example.com/hook',
    'wr-gone': 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-0000',
  }
  expect(problems(await diagnosed({ robots }))).toEqual(['PROBLEM robot of 值班群', 'WARNING robot of wr-gone'])
})

test('a database that is away is told, and nothing thrown', async () => {
  const kept = store()
  kept.trouble = 'refuses'
  expect(await diagnosed({ kept })).toMatchObject([{ level: 'PROBLEM', what: 'diagnosis' }])
})
