// What the service costs on its embedded database: a first start, a restart, and memory. Stated, without an aim.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Figure, median, stated } from './figure.ts'
import { type Stage, TOKEN } from './stage.ts'

const FOLDERS = 2
const RESTARTS = 2
const SIGHTINGS = 100
const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface Started {
  child: ChildProcess
  url: string
  readyAfterMs: number
}

export async function embedded(stage: Stage): Promise<Figure[]> {
  const fresh: number[] = []
  const again: number[] = []
  const memory: number[] = []
  const busy: number[] = []
  for (let each = 1; each <= FOLDERS; each += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'zhiban-bench-embedded-'))
    try {
      fresh.push(await visit(folder, async () => {}))
      for (let restart = 0; restart < RESTARTS; restart += 1) {
        const look = async ({ child, url }: Started) => {
          memory.push(megabytesOf(child))
          await sendSightings(url)
          busy.push(megabytesOf(child))
        }
        again.push(await visit(folder, look))
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    stage.tell(
      `embedded ${each}/${FOLDERS}: fresh ${Math.round(fresh.at(-1) ?? 0)} ms, again ${Math.round(again.at(-1) ?? 0)} ms`,
    )
  }
  return [
    stated('embedded-fresh-start', median(fresh), 'ms until ready'),
    stated('embedded-restart', median(again), 'ms until ready'),
    stated('embedded-memory', median(memory), 'MB resident when ready'),
    stated('embedded-memory-busy', median(busy), `MB resident after ${SIGHTINGS} sightings`),
  ]
}

/** Milliseconds until it was ready. */
async function visit(folder: string, look: (started: Started) => Promise<void>): Promise<number> {
  const started = await start(folder)
  const ended = once(started.child, 'exit')
  try {
    await look(started)
  } finally {
    started.child.kill('SIGTERM')
    await ended
  }
  return started.readyAfterMs
}

async function start(folder: string): Promise<Started> {
  const began = performance.now()
  const env = {
    ...process.env,
    DATABASE_URL: '',
    ZHIBAN_DATA: folder,
    ZHIBAN_ORG: join(ROOT, 'docs/sample-org.yaml'),
    ZHIBAN_API_TOKEN: TOKEN,
    ZHIBAN_POLICY: '',
    ZHIBAN_SPEED: '',
    ZHIBAN_RATE_LIMIT: 'off',
    PUBLIC_URL: '',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'info',
  }
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(ROOT, 'src/cli/index.ts'), 'serve'],
    {
      // Not the working folder's .env.
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const url = await addressOf(child)
  while (!(await fetch(`${url}/readyz`)).ok) await new Promise((resolve) => setTimeout(resolve, 20))
  return { child, url, readyAfterMs: performance.now() - began }
}

/** As the log says it. */
async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the service has no output')
  for await (const line of createInterface(child.stdout)) {
    const { url } = JSON.parse(line) as { url?: string }
    if (url !== undefined) {
      child.stdout.resume()
      return url
    }
  }
  throw new Error('the service ended before it listened')
}

async function sendSightings(url: string): Promise<void> {
  const run = Math.random().toString(36).slice(2)
  for (let count = 1; count <= SIGHTINGS; count += 1) {
    const answer = await fetch(`${url}/api/v1/sightings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url: `https://news.example.com/bench/${run}/${count}.html`, title: '幼儿园门口积水' }),
    })
    if (answer.status !== 201) throw new Error(`a sighting was not taken: HTTP ${answer.status}`)
    await answer.text()
  }
}

/** Linux tells of itself; elsewhere `ps` would have to be asked. */
function megabytesOf({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024
}
