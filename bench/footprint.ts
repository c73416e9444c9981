// What the service holds after a hard day, and what it takes while nothing happens, on either engine.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Running, runChild, sendSightings } from './child.ts'
import { atMost, type Figure } from './figure.ts'
import { type Stage, TOKEN } from './stage.ts'

const SIGHTINGS = 1_000
const SPEED = 60
/** An hour of the drill. */
const HOUR_MS = (60 * 60 * 1_000) / SPEED
/** What was begun is done by then, and what was loaded for it collected. */
const SETTLE_MS = 30_000
/** So many rounds of each minute. */
const IDLE_MS = 3 * 60_000

export async function footprint(stage: Stage): Promise<Figure[]> {
  const onPostgres = async () => ({ DATABASE_URL: await stage.newDatabase(), ZHIBAN_SECRET: TOKEN })
  return [
    ...(await inFolder((folder) => drill(stage, folder))),
    ...(await inFolder((folder) => idle(stage, folder, 'embedded', {}))),
    ...(await inFolder(async (folder) => working(stage, folder, await onPostgres()))),
    ...(await inFolder(async (folder) => idle(stage, folder, 'postgres', await onPostgres()))),
  ]
}

async function drill(stage: Stage, folder: string): Promise<Figure[]> {
  const running = await runChild(folder, {}, ['demo', '--speed', String(SPEED)])
  return stopped(running, async () => {
    await sendSightings(running.url, SIGHTINGS)
    const sent = running.megabytes()
    await pause(HOUR_MS)
    const first = running.megabytes()
    await pause(HOUR_MS)
    const second = running.megabytes()
    stage.tell(`footprint: ${[sent, first, second].map(Math.round).join(', ')} MB in the drill, an hour between`)
    return [
      atMost('embedded-memory-drill', first, 350, `MB resident after ${SIGHTINGS} sightings and an hour of drill`),
      atMost('embedded-memory-growth', second / first, 1.1, 'times as much after another hour'),
    ]
  })
}

async function working(stage: Stage, folder: string, settings: Record<string, string>): Promise<Figure[]> {
  const running = await runChild(folder, settings)
  return stopped(running, async () => {
    await sendSightings(running.url, SIGHTINGS)
    await pause(SETTLE_MS)
    const held = running.megabytes()
    stage.tell(`footprint: ${Math.round(held)} MB on PostgreSQL`)
    return [atMost('postgres-memory', held, 160, `MB resident after ${SIGHTINGS} sightings`)]
  })
}

async function idle(stage: Stage, folder: string, engine: string, settings: Record<string, string>): Promise<Figure[]> {
  const running = await runChild(folder, settings)
  return stopped(running, async () => {
    await sendSightings(running.url, 1)
    await pause(SETTLE_MS)
    const before = running.cpuSeconds()
    await pause(IDLE_MS)
    const percent = ((running.cpuSeconds() - before) / (IDLE_MS / 1_000)) * 100
    stage.tell(`footprint: ${percent.toFixed(2)} % of a core while idle on ${engine}`)
    return [atMost(`${engine}-idle`, percent, 0.5, '% of a core while nothing happens')]
  })
}

async function stopped<T>(running: Running, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    await running.stop()
  }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-bench-footprint-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
