// The service as a process: starts, stops gracefully, is taken over after a crash, and refuses what would do harm.
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Child, startZhiban, zhiban } from '../support/child.ts'
import { type FreshPlace, freshPlace } from '../support/database.ts'

const TOKEN = 'a-token-of-at-least-thirty-two-characters'

let place: FreshPlace
let env: Record<string, string>
const running: Child[] = []
beforeEach(async () => {
  place = await freshPlace()
  const secret = 'a secret of at least thirty-two characters'
  const org = { ZHIBAN_ORG: 'docs/sample-org.yaml', ZHIBAN_API_TOKEN: TOKEN, LOG_LEVEL: 'info' }
  env = { ...place.env, ...org, ZHIBAN_SECRET: secret }
})
afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill('SIGKILL')
    await child.ended
  }
  await place.dispose()
})

async function serve(more: Record<string, string> = {}): Promise<{ child: Child; url: string }> {
  const child = startZhiban(['serve'], { ...env, ...more })
  running.push(child)
  const [, url = ''] = await child.printed(/"url":"([^"]+)"/)
  return { child, url }
}
const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
const forward = async (url: string, link: string) => {
  const answer = await fetch(`${url}/api/v1/sightings`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ url: link }),
  })
  return { status: answer.status, json: await answer.json() }
}

describe('a service', () => {
  it('stops gracefully on SIGTERM and SIGINT, with a stream open and a request that never ends', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const { child, url } = await serve()
      expect((await forward(url, `https://news.example/${signal}`)).status).toBe(201)
      const stream = await fetch(`${url}/room/stream`, { headers: { ...headers, 'zhiban-as': 'zhou' } })
      expect(stream.status).toBe(200)
      const begun = performance.now()
      child.kill(signal)
      expect(await child.ended).toMatchObject({ status: 0 })
      expect(performance.now() - begun).toBeLessThan(8_000)
      await stream.body?.cancel().catch(() => {})
    }
    const { url } = await serve()
    const cases = await (await fetch(`${url}/api/v1/cases`, { headers })).json()
    expect(cases.cases).toHaveLength(2)
  })

  it('killed in the middle is taken over at once, with all that it had answered', async () => {
    const { child, url } = await serve()
    expect((await forward(url, 'https://news.example/a')).json).toMatchObject({ case: 1 })
    child.kill('SIGKILL')
    await child.ended
    const heir = await serve()
    expect((await forward(heir.url, 'https://news.example/a')).json).toMatchObject({ case: 1, opened: false })
    heir.child.kill('SIGTERM')
    await heir.child.ended
    expect(await zhiban(['audit', 'verify'], env)).toMatchObject({ status: 0 })
  })

  it('is ready once it listens', async () => {
    const { url } = await serve()
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
  })

  it('does not share its port', async () => {
    const { url } = await serve()
    const other = await zhiban(['serve'], {
      ...env,
      ZHIBAN_DATA: join(place.place.folder, 'other'),
      PORT: new URL(url).port,
    })
    expect([other.status, other.err]).toEqual([1, expect.stringContaining('EADDRINUSE')])
  })

  it('shares PostgreSQL with a second one, and the embedded folder with nobody', async () => {
    const { url } = await serve()
    if (place.place.url !== undefined) {
      const other = await serve()
      const both = await Promise.all([url, other.url].map((each) => forward(each, 'https://news.example/a')))
      expect(both.map(({ json }) => json.opened).sort()).toEqual([false, true])
      return
    }
    for (const command of [['serve'], ['migrate'], ['token', 'create', '--name', 'x']]) {
      const refused = await zhiban(command, env)
      expect([refused.status, refused.err]).toEqual([1, expect.stringMatching(/held by process \d+.*DATABASE_URL/u)])
    }
    const refused = await zhiban(['sign-in', 'zhou'], env)
    expect([refused.status, refused.err]).toEqual([1, expect.stringContaining('/api/v1/sign-in-links')])
  })
})

describe('a first start that goes wrong', () => {
  it('founds nothing where it is told to run faster in earnest', async () => {
    const refused = await zhiban(['serve'], { ...env, ZHIBAN_SPEED: '60' })
    expect([refused.status, refused.err]).toEqual([1, expect.stringContaining('ZHIBAN_SPEED')])
    const { child } = await serve()
    child.kill('SIGTERM')
    await child.ended
    expect((await zhiban(['serve'], { ...env, ZHIBAN_SPEED: '60' })).status).toBe(1)
  })

  it.each([
    ['ZHIBAN_POLICY', 'no-such-policy'],
    ['ZHIBAN_ORG', 'no-such-file.yaml'],
  ])('names a %s that is not there, and founds nothing', async (name, value) => {
    const refused = await zhiban(['serve'], { ...env, [name]: value })
    expect([refused.status, refused.err]).toEqual([1, expect.stringContaining(value)])
    expect(await zhiban(['doctor'], env)).toMatchObject({ out: expect.stringContaining('there is none yet') })
  })
})

describe('a demo', () => {
  let data: string
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'zhiban-demo-'))
  })
  afterEach(() => rm(data, { recursive: true, force: true }))

  async function demo(args: string[] = []): Promise<{ child: Child; url: string; link: string }> {
    const child = startZhiban(['demo', ...args], { ZHIBAN_DATA: data })
    running.push(child)
    const [, link = '', url = ''] = await child.printed(/Sign in: +((http:\/\/[^/\s]+)\/sign-in\/\S+)/)
    return { child, url, link }
  }

  it('prints where to go and a link that signs in, and lets a visitor speak as anybody', async () => {
    const { child, url, link } = await demo(['--speed', '60'])
    expect(child.out()).toContain('×60')
    expect((await fetch(link, { method: 'POST', redirect: 'manual' })).status).toBe(303)
    const said = await fetch(`${url}/api/v1/room/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'zhiban-as': 'li' },
      body: JSON.stringify({ room: 'duty', text: '积水 https://news.example/a' }),
    })
    expect(said.status).toBe(201)
    child.kill('SIGTERM')
    expect(await child.ended).toMatchObject({ status: 0 })
    const fresh = await demo(['--fresh'])
    const messages = await fetch(`${fresh.url}/api/v1/room/messages?room=duty&as=li`)
    expect(await messages.json()).toEqual({ messages: [] })
    expect(await zhiban(['demo', '--fresh'], { ZHIBAN_DATA: data })).toMatchObject({
      status: 1,
      err: expect.stringContaining('held by process'),
    })
    expect((await fetch(`${fresh.url}/readyz`)).status).toBe(200)
  })

  it('refuses a database in earnest use, and does not forget it either', async () => {
    const folder = join(data, 'demo')
    const earnest = startZhiban(['serve'], { ZHIBAN_DATA: folder, LOG_LEVEL: 'info' })
    running.push(earnest)
    await earnest.printed(/"url":/)
    earnest.kill('SIGTERM')
    await earnest.ended
    const secret = await readFile(join(folder, 'secret'), 'utf8')
    for (const args of [['demo'], ['demo', '--fresh']]) {
      const refused = await zhiban(args, { ZHIBAN_DATA: data })
      expect([refused.status, refused.err]).toEqual([1, expect.stringContaining('earnest use')])
    }
    expect(await readFile(join(folder, 'secret'), 'utf8')).toBe(secret)
    expect((await stat(join(folder, 'secret'))).mode & 0o077).toBe(0)
  })
})
