// What a start costs on the embedded database, in a fresh folder and in a known one; and memory at first.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Running, runChild, sendSightings } from './child.ts'
import { atMost, type Figure, median, stated } from './figure.ts'
import type { Stage } from './stage.ts'

const FOLDERS = 2
const RESTARTS = 2
const SIGHTINGS = 100

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
        const look = async ({ url, megabytes }: Running) => {
          memory.push(megabytes())
          await sendSightings(url, SIGHTINGS)
          busy.push(megabytes())
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
    atMost('embedded-fresh-start', median(fresh), 3_000, 'ms until the first page'),
    atMost('embedded-restart', median(again), 1_500, 'ms until the first page'),
    stated('embedded-memory', median(memory), 'MB resident when ready'),
    stated('embedded-memory-busy', median(busy), `MB resident after ${SIGHTINGS} sightings`),
  ]
}

/** Milliseconds until its first page. */
async function visit(folder: string, look: (running: Running) => Promise<void>): Promise<number> {
  const running = await runChild(folder)
  try {
    await look(running)
  } finally {
    await running.stop()
  }
  return running.pageAfterMs
}
