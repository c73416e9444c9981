// Being told to stop: what is in hand is finished, and what was claimed is handed back.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isNotNull, or, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, Outgoing, SendResult } from '../../src/channel.ts'
import { readConfig } from '../../src/config.ts'
import { type Database, openDatabase } from '../../src/db/engine/connect.ts'
import { inbox, outbox } from '../../src/db/schema/schema.ts'
import { startService } from '../../src/main.ts'
import { type Child, startZhiban } from '../support/child.ts'
import { type FreshPlace, freshPlace } from '../support/database.ts'

const TOKEN = 'a-token-of-at-least-thirty-two-characters'
const PATIENCE_MS = 120_000

let place: FreshPlace
let env: Record<string, string>
const running: Child[] = []
beforeEach(async () => {
  place = await freshPlace()
  const secret = 'a secret of at least thirty-two characters'
  env = { ...place.env, ZHIBAN_ORG: 'docs/sample-org.yaml', ZHIBAN_API_TOKEN: TOKEN, ZHIBAN_SECRET: secret, PORT: '0' }
})
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  await place.dispose()
})

const forward = (url: string, link: string) =>
  fetch(`${url}/api/v1/sightings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url: link }),
  })

async function looking<T>(look: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(place.place)
  try {
    return await look(database)
  } finally {
    await database.close()
  }
}

const leases = () =>
  looking(async ({ db }) => [
    ...(await db
      .select({ id: inbox.id })
      .from(inbox)
      .where(or(isNotNull(inbox.leaseBy), sql`${inbox.state} = 'working'`))),
    ...(await db
      .select({ id: outbox.id })
      .from(outbox)
      .where(or(isNotNull(outbox.leaseBy), sql`${outbox.state} = 'sending'`))),
  ])

describe('a service that is told to stop', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s in the middle of its work ends well and holds no lease',
    async (signal) => {
      const child = startZhiban(['serve'], { ...env, LOG_LEVEL: 'info' })
      running.push(child)
      const [, url = ''] = await child.printed(/"url":"([^"]+)"/)
      const forwards = await Promise.all(
        'abcdefgh'.split('').map((each) => forward(url, `https://news.example/${each}`)),
      )
      expect(forwards.map(({ status }) => status)).toEqual(Array(8).fill(201))
      child.kill(signal)
      expect(await child.ended).toMatchObject({ status: 0, signal: null, err: '' })
      expect(await leases()).toEqual([])
    },
    PATIENCE_MS,
  )

  it(
    'waits for the send in hand and records it',
    async () => {
      const slow = slowChannel()
      const service = await startService(readConfig({ ...env, ZHIBAN_ORG: await orgOn('slow'), LOG_LEVEL: 'silent' }), {
        channels: () => [slow],
      })
      expect((await forward(service.url, 'https://news.example/a')).status).toBe(201)
      const sent = await slow.asked
      const stopped = service.stop()
      slow.answer({ ok: true, messageId: 'm1' })
      await stopped
      expect(await leases()).toEqual([])
      const rows = await looking(({ db }) => db.select().from(outbox))
      expect(rows.filter(({ messageId }) => messageId === 'm1')).toHaveLength(1)
      expect(sent.to).toEqual({ room: 'oc_duty' })
    },
    PATIENCE_MS,
  )
})

interface SlowChannel extends Channel {
  /** The first thing that it was asked to send. */
  asked: Promise<Outgoing>
  answer(result: SendResult): void
}

function slowChannel(): SlowChannel {
  let asking: (outgoing: Outgoing) => void = () => {}
  let answer: (result: SendResult) => void = () => {}
  const asked = new Promise<Outgoing>((resolve) => {
    asking = resolve
  })
  const answered = new Promise<SendResult>((resolve) => {
    answer = resolve
  })
  const pace = { perSecond: 1_000, burst: 1_000 }
  return {
    name: 'slow',
    pace: { room: pace, app: pace },
    decode: () => null,
    send: async (outgoing) => {
      asking(outgoing)
      return answered
    },
    asked,
    answer: (result) => answer(result),
  }
}

async function orgOn(channel: string): Promise<string> {
  const file = join(place.place.folder, 'org.yaml')
  await writeFile(
    file,
    `departments:
  - { key: urban, name: 城管局, room: urban, contact: chen, head: lin }
people:
  - { key: chen, name: 陈宇, roles: [contact] }
  - { key: lin, name: 林峰, roles: [head] }
  - { key: zhou, name: 周洁, roles: [duty-officer] }
rooms:
  - { key: duty, purpose: duty, name: 值班群, channel: ${channel}, id: oc_duty }
  - { key: urban, purpose: department, name: 城管局工作群, channel: ${channel}, id: oc_urban }
`,
  )
  return file
}
