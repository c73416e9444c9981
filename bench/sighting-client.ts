// The senders of sightings: a process of its own, so that it does not share the server's event loop.
import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { unlikeSeed } from '../test/support/likeness-corpus.ts'

export interface Order {
  url: string
  token: string
  /** Keep-alive connections, each with one request at a time. */
  senders: number
  forMs: number
}

export interface Answer {
  committed: number
  ms: number
  error: string | null
}

/** Posts about other matters each time: the same words again would be counted at the case that has them. */
const TEXTS = Array.from({ length: 3_000 }, (_, number) => unlikeSeed(number).text)
const run = randomBytes(4).toString('hex')
let count = 0

process.on('message', (order: Order) => {
  void carryOut(order).then((answer) => process.send?.(answer))
})

async function carryOut({ url, token, senders, forMs }: Order): Promise<Answer> {
  const agent = new Agent({ keepAlive: true, maxSockets: senders })
  const began = performance.now()
  let committed = 0
  let error: string | null = null
  const send = async () => {
    while (error === null && performance.now() - began < forMs) {
      const status = await post(agent, url, token)
      if (status === 201) committed += 1
      else error = `HTTP ${status}`
    }
  }
  await Promise.all(Array.from({ length: senders }, send)).catch((thrown: unknown) => {
    error = String(thrown)
  })
  const ms = performance.now() - began
  agent.destroy()
  return { committed, ms, error }
}

function post(agent: Agent, url: string, token: string): Promise<number> {
  count += 1
  const body = JSON.stringify({
    url: `https://news.example.com/bench/${run}/${count}.html`,
    title: '幼儿园门口积水无人管',
    text: TEXTS[count % TEXTS.length],
    metrics: { reads: 120, comments: 8 },
  })
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  }
  return new Promise((resolve, reject) => {
    const sending = request(`${url}/api/v1/sightings`, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    })
    sending.once('error', reject)
    sending.end(body)
  })
}
