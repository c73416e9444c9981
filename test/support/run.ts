// What `npm test` runs: every project on every engine that this machine has, and a line of counts at the end.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CHROMIUM } from './chromium.ts'
import type { Counts } from './counts.ts'
import { ensureNativeParts } from './native-parts.ts'
import { NoPostgresError, type Server, startPostgres } from './postgres.ts'

const extra = process.argv.slice(2)
const inCi = Boolean(process.env.CI)
ensureNativeParts()
// Once: else the first processes of the tests would each do so.
spawnSync(process.execPath, ['launch/compile.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] })
const { server, why } = await serverIfPossible()
const browser = existsSync(CHROMIUM)
process.exitCode = await runAll()

async function runAll(): Promise<number> {
  try {
    const projects = [
      ...['pure', 'platforms', 'pglite', 'commands', 'embedded', 'processes', 'lives-pglite'],
      ...(server ? ['postgres', 'lives-postgres'] : []),
      ...(browser ? ['browser'] : []),
    ]
    const { status, counts, errors } = await runVitest(projects)
    const complaints = complaintsAbout(projects, counts)
    if (errors > 0) complaints.push(`${errors} error(s) outside of any test.`)
    for (const complaint of complaints) console.log(complaint)
    if (complaints.length === 0 && status !== 0) console.log(`vitest ended with status ${status}.`)
    console.log(enginesSentence())
    if (!browser)
      console.log(
        `The tests in a browser DID NOT RUN: there is no ${CHROMIUM} (on Debian: apt-get install chromium fonts-noto-cjk).`,
      )
    console.log(closingLine(Object.values(counts)))
    return status !== 0 || complaints.length > 0 ? 1 : 0
  } finally {
    await server?.stop()
  }
}

async function serverIfPossible(): Promise<{ server: Server | null; why: string }> {
  try {
    return { server: await startPostgres(), why: '' }
  } catch (error) {
    if (!(error instanceof NoPostgresError)) throw error
    return { server: null, why: error.message }
  }
}

/** In a process of its own, so that this one's TypeScript loader does not reach vitest's workers. */
async function runVitest(
  projects: string[],
): Promise<{ status: number; counts: Record<string, Counts>; errors: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-counts-'))
  const file = join(folder, 'counts.json')
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    `--reporter=${join(root, 'test/support/counts.ts')}`,
    ...projects.map((project) => `--project=${project}`),
    ...extra,
  ]
  const env = { ...process.env, ZHIBAN_TEST_COUNTS: file, ZHIBAN_TEST_POSTGRES: server?.adminUrl ?? '' }
  try {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
    // Told to stop, let vitest stop its workers first.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal))
    const status = await new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
    const written = readCounts(file)
    return { status, counts: written?.projects ?? {}, errors: written?.errors ?? 0 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readCounts(file: string): { projects: Record<string, Counts>; errors: number } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { projects: Record<string, Counts>; errors: number }
  } catch {
    // Vitest died before the end; its status says so.
    return null
  }
}

/** What is wrong although every test that ran has passed. */
function complaintsAbout(projects: string[], counts: Record<string, Counts>): string[] {
  const complaints: string[] = []
  for (const project of projects) {
    const { passed, failed } = counts[project] ?? { passed: 0, failed: 0 }
    // With a filter a project may well have nothing to do.
    if (passed + failed === 0 && extra.length === 0) complaints.push(`The project ${project} executed no test.`)
  }
  const skipped = Object.values(counts).reduce((sum, each) => sum + each.skipped, 0)
  if (skipped > 0 && inCi) complaints.push(`${skipped} test(s) were skipped, which CI does not accept.`)
  if (!server && (inCi || process.env.ZHIBAN_REQUIRE_POSTGRES === '1')) {
    complaints.push('The PostgreSQL half is required here and did not run.')
  }
  if (!browser && inCi) complaints.push('The tests in a browser are required here and did not run.')
  return complaints
}

function enginesSentence(): string {
  if (server) return 'The tests ran on both engines: PostgreSQL and the embedded PGlite.'
  return `The tests ran on the embedded PGlite only; the PostgreSQL half DID NOT RUN. ${why}`
}

function closingLine(counts: Counts[]): string {
  const sum = (key: keyof Counts) => counts.reduce((total, each) => total + each[key], 0)
  return `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`
}
