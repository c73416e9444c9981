// What one sighting asks of the database, through the REST API and by hand: statements, and waits for their answers.
import { request } from 'node:http'
import { pino } from 'pino'
import { addToken } from '../src/db/institution/access.ts'
import type { Desk } from '../src/desk/desk.ts'
import { buildServer } from '../src/web/server.ts'
import { type CountingProxy, type Counts, countingProxy, countOften } from './counting-proxy.ts'
import { handWritten } from './sighting-baseline.ts'
import { type Stage, TOKEN } from './stage.ts'

export async function sightingCounts(stage: Stage): Promise<{ ours: Counts; byHand: Counts }> {
  const proxy = await countingProxy(await stage.newDatabase())
  const bareProxy = await countingProxy(await stage.newDatabase())
  const desk = await stage.quietDesk(proxy.url)
  const at = desk.time.realNow()
  await addToken(desk.database.db, { name: 'bench', secret: TOKEN, person: null, scopes: ['sightings'], at })
  const { url, stop } = await quietServer(desk)
  try {
    const ours = await counted(url, proxy)
    const bare = await handWritten(stage, { from: proxy.url, to: bareProxy.url })
    const byHand = await counted(bare.url, bareProxy)
    await bare.stop()
    return { ours, byHand }
  } finally {
    await stop()
    stage.atClose(() => Promise.all([proxy.stop(), bareProxy.stop()]))
  }
}

/** The API without the workers, who ask the database at their own pace. */
async function quietServer(desk: Desk) {
  const { app } = await buildServer(desk, {
    adminToken: undefined,
    pulse: new Map(),
    logger: pino({ level: 'fatal' }),
    publicUrl: () => '',
    rateLimit: 1_000_000_000,
    trustProxy: false,
    webhooks: [],
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return { url, stop: () => app.close() }
}

function counted(url: string, proxy: CountingProxy): Promise<Counts> {
  let index = 0
  return countOften(proxy, (count) => count(() => post(url, index++)))
}

function post(url: string, index: number): Promise<void> {
  const body = JSON.stringify({
    url: `https://news.example.com/counted/${index}.html`,
    title: '幼儿园门口积水无人管',
    text: '网友反映幼儿园门口道路积水严重，孩子上学要蹚水，已多次向社区反映，至今没有人来处理。',
    metrics: { reads: 120, comments: 8 },
  })
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const sending = request(`${url}/api/v1/sightings`, { method: 'POST', headers }, (response) => {
      response.resume()
      response.once('end', () =>
        response.statusCode === 201 ? resolve() : reject(new Error(`HTTP ${response.statusCode}`)),
      )
    })
    sending.once('error', reject)
    sending.end(body)
  })
}
