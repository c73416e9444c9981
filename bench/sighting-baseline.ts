// The other side of `sighting`: a bare Fastify route that inserts, by hand, the rows that the product wrote for one.
import Fastify from 'fastify'
import postgres from 'postgres'
import { openDatabase } from '../src/db/engine/connect.ts'
import { migrate } from '../src/db/engine/migrate.ts'
import { CONNECTIONS, type Stage } from './stage.ts'

interface Sent {
  url: string
  title: string
  text: string
  metrics: postgres.JSONValue
}

type Row = Record<string, unknown>

/** Every row that one sighting makes, as the product wrote it. */
interface Written {
  post: Row
  case: Row
  title: Row
  round: Row
  events: Row[]
  clocks: Row[]
  sighting: Row
  outbox: Row[]
}

/** Reads in `from` what the product wrote for its first case, and serves a route that writes the same to `to`. */
export async function handWritten(stage: Stage, place: { from: string; to: string }) {
  const database = await openDatabase({ url: place.to, folder: '' })
  await migrate(database)
  await database.close()
  const written = await lookAt(stage.plain(place.from))
  const sql = postgres(place.to, { max: CONNECTIONS, onnotice: () => {} })
  await makePolicy(sql)
  const app = Fastify()
  app.post<{ Body: Sent }>('/api/v1/sightings', async (request, reply) => {
    const answer = await insert(sql, written, request.body)
    return reply.status(201).send(answer)
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    stop: async () => {
      await app.close()
      await sql.end({ timeout: 5 })
    },
  }
}

async function lookAt(sql: postgres.Sql): Promise<Written> {
  const [found] = await sql<Row[]>`select * from cases order by number limit 1`
  const number = Number(found?.number)
  const [post] = await sql<Row[]>`
    select key, url, canonical_url, platform, title, published_at, discovered_at from posts where case_number = ${number}`
  const [round] = await sql<Row[]>`select * from case_rounds where case_number = ${number}`
  const [title] = await sql<Row[]>`select title, grams from case_titles where case_number = ${number}`
  const [sighting] = await sql<Row[]>`
    select channel, room, message_id, person, at, metrics from sightings where case_number = ${number}`
  const events = await sql<Row[]>`select * from events where case_number = ${number} order by seq`
  const clocks = await sql<Row[]>`select * from clocks where case_number = ${number}`
  const outbox = await sql<Row[]>`
    select key, kind, channel, address, lane, pace, clock_id, notice, mention, try_at, created_at
    from outbox where case_number = ${number}`
  if (
    !found ||
    !post ||
    !title ||
    !round ||
    !sighting ||
    events.length === 0 ||
    clocks.length === 0 ||
    outbox.length === 0
  )
    throw new Error('the product has not written what a sighting makes')
  return { case: found, post, title, round, sighting, events, clocks, outbox }
}

/** As many statements at once as do not wait for one another: the driver sends them without waiting for answers. */
function insert(sql: postgres.Sql, written: Written, { url, title, metrics }: Sent) {
  return sql.begin(async (tx) => {
    const post = { ...written.post, key: `url:${url}`, url, canonical_url: url, title }
    const [[won], [drawn]] = await Promise.all([
      tx<{ id: number }[]>`insert into posts ${tx(post)} on conflict (key) do nothing returning id`,
      tx<{ number: number }[]>`select nextval('case_numbers')::int as number`,
    ])
    if (won === undefined || drawn === undefined) throw new Error('this post is known')
    const { number } = drawn
    const mine = { case_number: number }
    const sighting = { ...written.sighting, ...mine, post_id: won.id, metrics }
    const clocks = written.clocks.map((row) => ({ ...row, ...mine, id: `${number}-${row.kind}-1` }))
    const says = written.outbox.map((row) => ({ ...row, ...mine, key: `card:${number}:duty`, lane: `duty|${number}` }))
    const [, , , , , [added]] = await Promise.all([
      tx`insert into cases ${tx({ ...written.case, number })}`,
      tx`insert into case_titles ${tx({ ...written.title, ...mine })}`,
      tx`insert into case_rounds ${tx({ ...written.round, ...mine })}`,
      tx`insert into events ${tx(written.events.map((row) => ({ ...row, ...mine })))}`,
      tx`insert into clocks ${tx(clocks)}`,
      tx<{ id: number }[]>`insert into sightings ${tx(sighting)} returning id`,
      tx`insert into outbox ${tx(says)}`,
      tx`update posts set case_number = ${number} where id = ${won.id}`,
    ])
    return { case: number, opened: true, sighting: added?.id }
  })
}

/** The one row that the cases refer to. */
const makePolicy = (sql: postgres.Sql) =>
  sql`insert into policies (name, sha256, source, body, published_at) values ('bench', '', '', '{}', now())`
