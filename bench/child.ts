// The service as a process of its own, as `npm start` starts it: when it answers, what it takes.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TOKEN } from './stage.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const LOOK_MS = 10

export interface Running {
  url: string
  /** From its start until `/readyz` and then the first page had answered. */
  pageAfterMs: number
  /** What is resident. Linux tells of itself; elsewhere `ps` would have to be asked. */
  megabytes(): number
  /** Of one core, since it began. */
  cpuSeconds(): number
  stop(): Promise<void>
}

/** Resolves with its first page. `settings`: of the environment. */
export async function runChild(
  folder: string,
  settings: Record<string, string> = {},
  args: string[] = ['serve'],
): Promise<Running> {
  const port = await freePort()
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    ZHIBAN_DATA: folder,
    ZHIBAN_ORG: join(ROOT, 'docs/sample-org.yaml'),
    ZHIBAN_API_TOKEN: TOKEN,
    ZHIBAN_RATE_LIMIT: 'off',
    PORT: String(port),
    LOG_LEVEL: 'error',
    ...settings,
  }
  const began = performance.now()
  const child = spawn(process.execPath, ['--max-semi-space-size=8', join(ROOT, 'launch/zhiban.mjs'), ...args], {
    // Not the working folder's .env.
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  await answers(child, `${url}/readyz`)
  await answers(child, `${url}/sign-in`)
  return {
    url,
    pageAfterMs: performance.now() - began,
    megabytes: () => Number(/^VmRSS:\s+(\d+) kB$/m.exec(told(child, 'status'))?.[1]) / 1_024,
    cpuSeconds: () => cpuSecondsOf(told(child, 'stat')),
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** `count` posts that nobody has seen, each of which becomes a case. */
export async function sendSightings(url: string, count: number): Promise<void> {
  const run = Math.random().toString(36).slice(2)
  for (let each = 1; each <= count; each += 1) {
    const answer = await fetch(`${url}/api/v1/sightings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url: `https://news.example.com/bench/${run}/${each}.html`, title: '幼儿园门口积水' }),
    })
    if (answer.status !== 201) throw new Error(`a sighting was not taken: HTTP ${answer.status}`)
    await answer.text()
  }
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the service ended with status ${child.exitCode} before it answered`)
    const answer = await fetch(url).catch(() => null)
    await answer?.text()
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

const told = ({ pid }: ChildProcess, what: string): string => readFileSync(`/proc/${pid}/${what}`, 'utf8')

/** Fields 14 and 15, after the name in brackets; Linux counts in hundredths. */
function cpuSecondsOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}
