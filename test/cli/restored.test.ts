// After a restore: no number twice, nothing said again that the rooms show, nobody signed in.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../../src/db/engine/connect.ts'
import { addSession } from '../../src/db/institution/access.ts'
import { enqueue } from '../../src/db/messages/outbox.ts'
import { outbox } from '../../src/db/schema/schema.ts'
import { zhiban } from '../support/command-line.ts'
import { type FreshPlace, freshPlace } from '../support/database.ts'
import { foundOn } from '../support/desk.ts'
import { NOON, ORG, POLICY } from '../support/sample.ts'

let place: FreshPlace
let env: Record<string, string>
beforeEach(async () => {
  place = await freshPlace()
  env = { ...place.env, ZHIBAN_SECRET: 'a secret of at least thirty-two characters' }
})
afterEach(() => place.dispose())

const rowOf = (channel: string) => ({
  key: `waiting:${channel}`,
  kind: 'say' as const,
  channel,
  address: { room: 'duty' },
  lane: channel,
  pace: channel,
  caseNumber: null,
  clockId: null,
  notice: { kind: 'link-sent' },
  mention: [],
})

it('skips numbers, ends sessions, and takes back what other channels show already', async () => {
  const database = await openDatabase({ ...place.place, maxConnections: 2 })
  await foundOn(database, { org: ORG, policy: POLICY, drill: false, at: NOON })
  await enqueue(database.db, [rowOf('room'), rowOf('feishu')], NOON)
  await addSession(database.db, 'a-session', 'zhou', NOON, '2099-01-01T00:00:00.000Z')
  await database.close()

  const ended = await zhiban(['restored', '--skip', '100', '--withdraw'], env)
  expect(ended).toMatchObject({ status: 0, err: '' })
  expect(ended.out).toMatch(/The next case will be #10\d\./)
  expect(ended.out).toMatch(/1 sessions were ended/)
  expect(ended.out).toMatch(/2 messages waited .* 1 of them will not be said/)

  const again = await openDatabase({ ...place.place, maxConnections: 2 })
  const states = await again.db.select({ channel: outbox.channel, state: outbox.state }).from(outbox)
  expect(new Map(states.map(({ channel, state }) => [channel, state]))).toEqual(
    new Map([
      ['room', 'waiting'],
      ['feishu', 'withdrawn'],
    ]),
  )
  await again.close()
})

it.each(['0', '-5', 'many', '2000000'])('refuses to skip %s', async (skip) => {
  expect(await zhiban(['restored', `--skip=${skip}`], env)).toMatchObject({ status: 2 })
})
