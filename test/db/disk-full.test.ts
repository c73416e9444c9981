// A disk that is full: what was acknowledged is there when there is room again, and nothing is half-written.
import { execFileSync } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { LEAST_FREE_BYTES } from '../../src/desk/operations/storage.ts'
import { type Child, type Ended, zhiban } from '../support/child.ts'
import { engine, freshPlace } from '../support/database.ts'
import { AUTHORISED, SERVICE_ENV, Serving } from '../support/serving.ts'
import { type SmallDisk, smallDisk } from '../support/small-disk.ts'

const PATIENCE_MS = 300_000
const MB = 1024 * 1024
/** A process that gives no answer for so long is taken for dead. */
const SILENT_MS = 10_000

let disk: SmallDisk
let env: Record<string, string>
const serving = new Serving()
const serve = () => serving.start(env)

async function prepared(): Promise<void> {
  disk = await smallDisk(256)
  env = { ...SERVICE_ENV, ZHIBAN_DATA: disk.folder, DATABASE_URL: '' }
}

async function embedded(): Promise<void> {
  await prepared()
  await mkdir(join(disk.folder, 'pglite'))
  execFileSync('tar', ['-xf', inject('pgliteTemplate'), '-C', join(disk.folder, 'pglite')], { stdio: 'ignore' })
}

async function cleared(): Promise<void> {
  await serving.killAll()
  await disk.dispose()
}

interface Answer {
  /** 0: none came. */
  status: number
  text: string
}
async function call(url: string, path: string, body?: unknown, as?: string): Promise<Answer> {
  const asked = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const signal = AbortSignal.timeout(SILENT_MS)
  try {
    const answer = await fetch(url + path, {
      headers: { ...AUTHORISED, ...(as && { 'zhiban-as': as }) },
      signal,
      ...asked,
    })
    return { status: answer.status, text: await answer.text() }
  } catch (error) {
    return { status: 0, text: String(error) }
  }
}

/** What everybody says in the room, each with a link of its own. */
const SAID = '群内转报'

/** 90 KB that no engine can press into less. */
const noise = () => Array.from({ length: 9_000 }, () => Math.random().toString(36).slice(2, 12)).join('')

interface Course {
  /** Cases, and links said in the room, of which the sender was told that they are kept. */
  cases: number[]
  said: string[]
  refused: Answer[]
  /** What was answered while the disk was full. */
  full: Record<'alive' | 'ready' | 'reading', Answer>
  /** What the process wrote of it. */
  log: string
}

/** Forwards over the API and in the room until several in a row are refused. */
async function untilFull(url: string, child: Child): Promise<Course> {
  const course: Pick<Course, 'cases' | 'said' | 'refused'> = { cases: [], said: [], refused: [] }
  for (let index = 0; index < 1_000 && course.refused.length < 5; index += 1) {
    const pushed = await call(url, '/api/v1/sightings', { url: `https://news.example/${index}`, text: noise() })
    if (pushed.status === 201) course.cases.push(JSON.parse(pushed.text).case)
    else course.refused.push(pushed)
    // Nothing answers any more: asking on would only take time.
    if (pushed.status === 0) break
    if (index % 4 > 0 || course.said.length >= 50) continue
    const link = `https://news.example/said/${index}`
    const said = await call(url, '/api/v1/room/messages', { room: 'duty', text: `${SAID} ${link}` }, 'zhou')
    if (said.status === 201) course.said.push(link)
  }
  const [alive, ready, reading] = await Promise.all(
    ['/healthz', '/readyz', '/api/v1/cases/1'].map((path) => call(url, path)),
  )
  const none = { status: 0, text: '' }
  const full = { alive: alive ?? none, ready: ready ?? none, reading: reading ?? none }
  return { ...course, full, log: child.out() }
}

/** What a new process on the same folder finds, and what the audit says. */
async function afterRestart({ cases, said }: Course): Promise<{ lost: unknown[]; audit: Ended }> {
  const { child, url } = await serve()
  const kept = await Promise.all(
    cases.map(async (number) => ((await call(url, `/api/v1/cases/${number}`)).status === 200 ? null : number)),
  )
  const lost = kept.filter((number) => number !== null)
  // What was said is worked through at the start: each link becomes a case.
  const unhandled = async () => {
    const found = (await call(url, `/api/v1/cases?q=${encodeURIComponent(SAID)}&limit=100`)).text
    return said.filter((link) => !found.includes(`"${link}"`))
  }
  await vi.waitUntil(async () => (await unhandled()).length === 0, { timeout: 30_000, interval: 200 })
  child.kill('SIGTERM')
  await child.ended
  return { lost, audit: await zhiban(['audit', 'verify'], { ...env, ZHIBAN_LANG: 'en' }) }
}

function onTheEmbeddedEngine(): void {
  describe('that fills while people forward', () => {
    let course: Course
    let again: Answer
    let stopped: Ended
    let found: Awaited<ReturnType<typeof afterRestart>>
    beforeAll(async () => {
      await embedded()
      const { child, url } = await serve()
      await disk.fill(LEAST_FREE_BYTES + 6 * MB)
      course = await untilFull(url, child)
      // What else there is on such a disk goes on growing, to the last byte.
      await disk.fill(0)
      await disk.free()
      await vi.waitUntil(async () => (await call(url, '/readyz')).status === 200, { timeout: 15_000, interval: 200 })
      again = await call(url, '/api/v1/sightings', { url: 'https://news.example/again', text: 'x' })
      child.kill('SIGTERM')
      stopped = await child.ended
      found = await afterRestart(course)
    }, PATIENCE_MS)
    afterAll(cleared)

    it('refuses a forward with what to do, says that it is not ready, and reads on', () => {
      expect(course.cases.length).toBeGreaterThan(0)
      expect(course.refused.map(({ status }) => status)).toEqual(course.refused.map(() => 503))
      expect(course.refused[0]?.text).toContain('storage-full')
      expect(course.full.ready).toMatchObject({ status: 503, text: expect.stringContaining('disk') })
      expect(course.full.alive.status).toBe(200)
      expect(course.full.reading.status).toBe(200)
    })

    it('the log names the disk', () => expect(course.log).toMatch(/No space left on device/u))

    it('goes on as soon as there is room, and stops well', () => {
      expect(again.status).toBe(201)
      expect(stopped).toMatchObject({ status: 0 })
    })

    it('loses nothing that was acknowledged, and the record is whole', () => {
      expect(found.lost).toEqual([])
      expect(found.audit).toMatchObject({ status: 0, out: expect.stringContaining('whole') })
    })
  })

  it(
    'is said at the start, which would hang on it',
    async () => {
      await embedded()
      try {
        await disk.fill(LEAST_FREE_BYTES / 2)
        expect(await zhiban(['serve'], env)).toMatchObject({
          status: 1,
          err: expect.stringMatching(/腾出空间/u),
        })
      } finally {
        await cleared()
      }
    },
    PATIENCE_MS,
  )
}

function onPostgres(): void {
  it(
    'holds up nothing where PostgreSQL keeps the data: the folder of attachments may be full',
    async () => {
      const place = await freshPlace()
      await prepared()
      try {
        env = { ...env, DATABASE_URL: place.env.DATABASE_URL ?? '' }
        await disk.fill(0)
        const { url } = await serve()
        expect((await call(url, '/readyz')).status).toBe(200)
        expect((await call(url, '/api/v1/sightings', { url: 'https://news.example/a', text: noise() })).status).toBe(
          201,
        )
      } finally {
        await cleared()
        await place.dispose()
      }
    },
    PATIENCE_MS,
  )
}

/** Null where a small disk can be mounted; else why not. */
const refused = await smallDisk(4).then(
  async (disk) => {
    await disk.dispose()
    return null
  },
  (error: unknown) => String(error),
)

// Some containers permit no mount at all. That is said in the name of what then stands in the list, and on the terminal.
function notHere(): void {
  it(`was NOT TRIED on this machine: ${refused}`, () => {
    process.stderr.write(`\nNOT TRIED: a full disk. ${refused}\n`)
  })
}

describe('a full disk', refused !== null ? notHere : engine() === 'pglite' ? onTheEmbeddedEngine : onPostgres)
