// The service as a process: stops gracefully, is taken over after a crash, and shares what can be shared.
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { zhiban } from '../support/child.ts'
import { type FreshPlace, freshPlace } from '../support/database.ts'
import { AUTHORISED, SERVICE_ENV, Serving } from '../support/serving.ts'

/** Processes take their time where many tests run beside them. */
const PATIENCE_MS = 120_000

let place: FreshPlace
let env: Record<string, string>
const serving = new Serving()
const serve = () => serving.start(env)
beforeEach(async () => {
  place = await freshPlace()
  env = { ...place.env, ...SERVICE_ENV }
})
afterEach(async () => {
  await serving.killAll()
  await place.dispose()
})

const forward = async (url: string, link: string) => {
  const answer = await fetch(`${url}/api/v1/sightings`, {
    method: 'POST',
    headers: AUTHORISED,
    body: JSON.stringify({ url: link }),
  })
  return { status: answer.status, json: await answer.json() }
}

/** A request whose body never comes. */
async function hang(url: string): Promise<void> {
  const { port, host } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('connect', resolve))
  const head = `POST /api/v1/sightings HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`
  await new Promise((resolve) => socket.write(head, resolve))
}

describe('a service', () => {
  it(
    'stops within seconds of a SIGTERM, whatever is open, and loses nothing',
    async () => {
      const { child, url } = await serve()
      expect((await forward(url, 'https://news.example/a')).status).toBe(201)
      const stream = await fetch(`${url}/room/stream`, { headers: { ...AUTHORISED, 'zhiban-as': 'zhou' } })
      expect(stream.status).toBe(200)
      await hang(url)
      const begun = performance.now()
      child.kill('SIGTERM')
      expect(await child.ended).toMatchObject({ status: 0 })
      expect(performance.now() - begun).toBeLessThan(10_000)
      await stream.body?.cancel().catch(() => {})
      expect(await zhiban(['audit', 'verify'], { ...env, ZHIBAN_LANG: 'en' })).toMatchObject({
        status: 0,
        out: expect.stringContaining('1 cases'),
      })
    },
    PATIENCE_MS,
  )

  it(
    'killed is taken over at once, with all that it had answered',
    async () => {
      const { child, url } = await serve()
      expect((await forward(url, 'https://news.example/a')).json).toMatchObject({ case: 1 })
      child.kill('SIGKILL')
      expect(await child.ended).toMatchObject({ signal: 'SIGKILL' })
      const heir = await serve()
      expect((await fetch(`${heir.url}/readyz`)).status).toBe(200)
      expect((await forward(heir.url, 'https://news.example/a')).json).toMatchObject({ case: 1, opened: false })
    },
    PATIENCE_MS,
  )

  it(
    'shares PostgreSQL with a second one, and the embedded folder with nobody',
    async () => {
      const { url } = await serve()
      if (place.place.url !== undefined) {
        const other = await serve()
        const both = await Promise.all([url, other.url].map((each) => forward(each, 'https://news.example/a')))
        expect(both.map(({ json }) => json.opened).sort()).toEqual([false, true])
        return
      }
      const second = await zhiban(['serve'], { ...env, ZHIBAN_LANG: 'en' })
      expect([second.status, second.err]).toEqual([1, expect.stringMatching(/held by process \d+.*DATABASE_URL/u)])
      const link = await zhiban(['sign-in', 'zhou'], { ...env, PUBLIC_URL: url })
      expect([link.status, link.err]).toEqual([0, ''])
      expect((await fetch(link.out.trim(), { method: 'POST', redirect: 'manual' })).status).toBe(303)
      expect((await fetch(`${url}/readyz`)).status).toBe(200)
    },
    PATIENCE_MS,
  )
})
