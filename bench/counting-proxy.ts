// A proxy before PostgreSQL that counts what a client asks of it: statements, and how often the client had to wait.
import { createServer, type Socket, connect as toServer } from 'node:net'
import { type Figure, median, stated } from './figure.ts'

export interface Counts {
  statements: number
  /** How often something was sent on a connection that had been answered everything before. */
  roundTrips: number
}

export interface CountingProxy {
  /** The same database, by way of the proxy. */
  url: string
  /** What `work` alone asked for; nothing else may be asked meanwhile. */
  count(work: () => Promise<unknown>): Promise<Counts>
  stop(): Promise<void>
}

/** The median of several counts; of the first, in which every connection prepares its statements, none. */
export async function countOften(
  proxy: CountingProxy,
  once: (count: CountingProxy['count']) => Promise<Counts>,
): Promise<Counts> {
  const found: Counts[] = []
  for (let round = 0; round < PREPARING + COUNTED; round += 1) {
    const counts = await once(proxy.count)
    if (round >= PREPARING) found.push(counts)
  }
  return {
    statements: median(found.map(({ statements }) => statements)),
    roundTrips: median(found.map(({ roundTrips }) => roundTrips)),
  }
}

const PREPARING = 12
const COUNTED = 9

/** How counts are stated beside a figure of the same name. */
export const statedCounts = (name: string, { statements, roundTrips }: Counts): Figure[] => [
  stated(`${name}-statements`, statements, 'SQL statements each'),
  stated(`${name}-round-trips`, roundTrips, 'waits for the database each'),
]

/** Answers are kept back for so long: what a client sends without waiting for them has all been sent by then. */
const ANSWER_DELAY_MS = 5

export async function countingProxy(databaseUrl: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(databaseUrl)
  const counts: Counts = { statements: 0, roundTrips: 0 }
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = toServer({ host: hostname, port: Number(port), noDelay: true })
    const session = sessionOf(counts)
    client.on('data', (data) => {
      session.asked(data)
      upstream.write(data)
    })
    upstream.on('data', (data) => {
      setTimeout(() => {
        session.answered(data)
        client.write(data)
      }, ANSWER_DELAY_MS)
    })
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.end()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    url: Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${address.port}` }).href,
    async count(work) {
      const before = { ...counts }
      await work()
      return {
        statements: counts.statements - before.statements,
        roundTrips: counts.roundTrips - before.roundTrips,
      }
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** One connection. What is answered: a `Sync` or simple query by `ReadyForQuery`, a `Flush` by what it described. */
function sessionOf(counts: Counts) {
  let open = 0
  let flushed = 0
  const wait = () => {
    if (open === 0) counts.roundTrips += 1
    open += 1
  }
  const asked = messages(true, (type) => {
    if (type === 'Q' || type === 'E') counts.statements += 1
    if (type === 'Q' || type === 'S') wait()
    if (type === 'H') {
      wait()
      flushed += 1
    }
  })
  const answered = messages(false, (type) => {
    if (type === 'Z') open = Math.max(0, open - 1)
    if (type === 't' && flushed > 0) {
      open -= 1
      flushed -= 1
    }
  })
  return { asked, answered }
}

/** Cuts a stream into the protocol's messages: a letter, and a length that counts itself. The client's first has no letter. */
function messages(isClient: boolean, seen: (type: string) => void): (data: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  let isFirst = isClient
  return (data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data])
    for (;;) {
      const head = isFirst ? 0 : 1
      if (rest.length < head + 4) return
      const length = head + rest.readUInt32BE(head)
      if (rest.length < length) return
      if (!isFirst) seen(String.fromCharCode(rest[0] ?? 0))
      isFirst = false
      rest = rest.subarray(length)
    }
  }
}
