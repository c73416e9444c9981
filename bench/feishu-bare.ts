// The other side of the load of `feishu`: a bare Fastify route that keeps the bytes as they came, one row each.
import Fastify from 'fastify'
import postgres from 'postgres'
import { CONNECTIONS } from './stage.ts'

export async function bareWebhook(
  url: string,
): Promise<{ url: string; kept(): Promise<number>; stop(): Promise<void> }> {
  const sql = postgres(url, { max: CONNECTIONS, onnotice: () => {} })
  await sql`create table kept (id bigint generated always as identity primary key, body bytea not null)`
  const app = Fastify()
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post<{ Body: Buffer }>('/', async ({ body }) => {
    await sql`insert into kept (body) values (${body})`
    return {}
  })
  return {
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    async kept() {
      const [row] = await sql<{ count: number }[]>`select count(*)::int from kept`
      return row?.count ?? 0
    },
    async stop() {
      await app.close()
      await sql.end({ timeout: 5 })
    },
  }
}
