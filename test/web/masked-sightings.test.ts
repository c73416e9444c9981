// What a monitoring product sends is masked in every field that is kept, and before it is shortened.
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { TestServer } from '../support/server.ts'

const PHONE = '13812345678'
let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
})
afterEach(() => server.close())

const kept = async () =>
  JSON.stringify(
    await Promise.all(
      ['cases', 'case_titles', 'events', 'posts', 'outbox', 'idempotency_keys'].map((table) =>
        server.database.db.execute(sql.raw(`select coalesce(json_agg(t)::text, '') as rows from ${table} t`)),
      ),
    ),
  )

it.each([
  ['the platform', { platform: `爆料人${PHONE}` }, PHONE],
  ['a title that is cut in the middle of a number', { title: `${'积'.repeat(30)}${PHONE}请尽快处理一下` }, '13812345'],
  ['a text that stands for a title', { text: `${'水'.repeat(30)}${PHONE}请尽快处理一下` }, '13812345'],
])('%s', async (_field, sent, number) => {
  const answer = await server.post('/api/v1/sightings', { url: 'https://news.example/a', ...sent })
  expect(answer.status).toBe(201)
  expect(await kept()).not.toContain(number)
})
