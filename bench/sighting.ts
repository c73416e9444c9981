// A sighting through the REST API until it is committed, against a hand-written transaction that inserts the same rows.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { addToken } from '../src/db/institution/access.ts'
import { statedCounts } from './counting-proxy.ts'
import { atLeast, type Figure, median, stated } from './figure.ts'
import { handWritten } from './sighting-baseline.ts'
import type { Answer, Order } from './sighting-client.ts'
import { sightingCounts } from './sighting-counts.ts'
import { type Stage, TOKEN } from './stage.ts'

const SLOT_MS = 2_000
const PAIRS = 8
/** Both sides come to their full speed first: the product's code is longer, and takes longer to be compiled. */
const WARM_UP = 3
/** Keep-alive connections of the client. */
const SENDERS = 8

export async function sighting(stage: Stage): Promise<Figure[]> {
  const [url, otherUrl] = [await stage.newDatabase(), await stage.newDatabase()]
  const service = await stage.serve(url)
  // A monitoring product's own token, as `zhiban token create` makes it.
  const token = {
    name: 'bench',
    secret: TOKEN,
    person: null,
    scopes: ['sightings' as const],
    at: new Date().toISOString(),
  }
  await addToken(service.desk.database.db, token)
  const client = fork(fileURLToPath(new URL('./sighting-client.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  })
  await answered(client, { url: service.url, token: TOKEN, senders: 1, forMs: 300 })
  const bare = await handWritten(stage, { from: url, to: otherUrl })
  const [sql, bareSql] = [stage.plain(url), stage.plain(otherUrl)]
  const ours: number[] = []
  const theirs: number[] = []
  const ratios: number[] = []
  try {
    for (let pair = 1 - WARM_UP; pair <= PAIRS; pair += 1) {
      const a = await rate(client, service.url)
      // What is to be said of the slot's cases would be said, at the channel's pace, while the other side is measured.
      await sql`delete from outbox`
      await sql`vacuum analyze`
      const b = await rate(client, bare.url)
      await bareSql`vacuum analyze`
      if (pair < 1) continue
      ours.push(a)
      theirs.push(b)
      ratios.push(a / b)
      stage.tell(`sighting ${pair}/${PAIRS}: ${Math.round(a)}/s, by hand ${Math.round(b)}/s, ${(a / b).toFixed(2)}`)
    }
  } finally {
    client.kill()
    await service.stop()
    await bare.stop()
  }
  const counts = await sightingCounts(stage)
  return [
    atLeast('sighting', median(ratios), 0.7, "of a hand-written transaction's rate"),
    stated('sighting-rate', median(ours), 'sightings/s'),
    stated('sighting-rate-by-hand', median(theirs), 'sightings/s'),
    ...statedCounts('sighting', counts.ours),
    ...statedCounts('sighting-by-hand', counts.byHand),
  ]
}

async function rate(client: ChildProcess, url: string): Promise<number> {
  const { committed, ms } = await answered(client, { url, token: TOKEN, senders: SENDERS, forMs: SLOT_MS })
  return (committed * 1_000) / ms
}

async function answered(client: ChildProcess, order: Order): Promise<Answer> {
  client.send(order)
  const [answer] = (await once(client, 'message')) as [Answer]
  if (answer.error !== null) throw new Error(`a sighting was not taken: ${answer.error}`)
  return answer
}
