// `zhiban demo`: a process on an embedded database of its own, where a visitor may speak as anybody.
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { startService } from '../src/main.ts'
import { type Child, startZhiban } from './support/child.ts'
import { zhiban } from './support/command-line.ts'

/** Processes take their time where many tests run beside them. */
const PATIENCE_MS = 120_000

let data: string
const running: Child[] = []
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'zhiban-demo-'))
})
afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill('SIGKILL')
    await child.ended
  }
  await rm(data, { recursive: true, force: true })
})

async function demo(args: string[] = []): Promise<{ child: Child; url: string; link: string }> {
  const child = startZhiban(['demo', ...args], { ZHIBAN_DATA: data })
  running.push(child)
  const [, link = '', url = ''] = await child.printed(/Sign in: +((http:\/\/[^/\s]+)\/sign-in\/\S+)/)
  return { child, url, link }
}

describe('a demo', () => {
  it(
    'prints where to go and a link that signs in, lets a visitor speak as anybody, and can be forgotten',
    async () => {
      const { child, url, link } = await demo(['--speed', '60'])
      expect(child.out()).toContain('×60')
      // It says as whom it opens, and whoever signs in by the link is the same.
      expect(child.out()).toContain('页面以李敏的身份打开')
      expect(child.out()).toContain('It opens as 李敏')
      expect(await (await fetch(`${url}/room`)).text()).toContain('data-me="li"')
      expect(await (await fetch(link)).text()).toContain('李敏')
      expect((await fetch(link, { method: 'POST', redirect: 'manual' })).status).toBe(303)
      const said = await fetch(`${url}/api/v1/room/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'zhiban-as': 'li' },
        body: JSON.stringify({ room: 'duty', text: '积水 https://news.example/a' }),
      })
      expect(said.status).toBe(201)
      // In use, it is neither shared nor forgotten.
      const second = await zhiban(['demo', '--fresh'], { ZHIBAN_DATA: data })
      expect([second.status, second.err]).toEqual([1, expect.stringContaining('held by process')])
      expect((await fetch(`${url}/readyz`)).status).toBe(200)
      child.kill('SIGTERM')
      expect(await child.ended).toMatchObject({ status: 0 })

      const fresh = await demo(['--fresh'])
      const messages = await fetch(`${fresh.url}/api/v1/room/messages?room=duty&as=li`)
      expect(await messages.json()).toEqual({ messages: [] })
    },
    PATIENCE_MS,
  )

  it(
    'refuses a database in earnest use, and does not forget it either',
    async () => {
      const folder = join(data, 'demo')
      const earnest = await startService(readConfig({ ZHIBAN_DATA: folder, PORT: '0', LOG_LEVEL: 'silent' }))
      await earnest.stop()
      const secret = await readFile(join(folder, 'secret'), 'utf8')
      for (const args of [['demo'], ['demo', '--fresh']]) {
        const refused = await zhiban(args, { ZHIBAN_DATA: data })
        expect([refused.status, refused.err]).toEqual([1, expect.stringContaining('earnest use')])
      }
      expect(await readFile(join(folder, 'secret'), 'utf8')).toBe(secret)
      expect((await stat(join(folder, 'secret'))).mode & 0o077).toBe(0)
    },
    PATIENCE_MS,
  )
})

describe('the command line as a process', () => {
  it(
    'ends with the status that the command had',
    async () => {
      const ends = async (...args: string[]) => (await startZhiban(args, { ZHIBAN_DATA: '/dev/null/x' }).ended).status
      expect(await Promise.all([ends('--help'), ends('migrate'), ends('migrate', '--now')])).toEqual([0, 1, 2])
    },
    PATIENCE_MS,
  )
})
