// The room's stream of changes is gapless: what a reader has passed is never followed by something earlier.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../src/db/engine/connect.ts'
import {
  appendMessage,
  latestRevision,
  listMessages,
  messagesSince,
  type NewKept,
  replaceMessage,
} from '../../src/db/messages/room-store.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { NOON } from '../support/sample.ts'

const WRITERS = 8
const EACH = 25

let first: FreshDatabase
/** Of another process, where the engine has room for one. */
let second: Database
beforeEach(async () => {
  first = await freshDatabase()
  const url = first.databaseUrl
  second = url === null ? first : await openDatabase({ url, folder: '', maxConnections: 5 })
})
afterEach(async () => {
  if (second !== first) await second.close()
  await first.dispose()
})

const said = (text: string, key: string | null = null): NewKept<null> => ({
  room: 'duty',
  threadId: null,
  sender: 'li',
  at: NOON,
  text,
  mentions: [],
  card: null,
  key,
})
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Appends in its own transactions, some held open for a while, some rolled back, some shown anew. */
async function write({ db }: Database, writer: number): Promise<number> {
  let written = 0
  for (let i = 0; i < EACH; i += 1) {
    const work = db.transaction(async (tx) => {
      const { id } = await appendMessage<null>(tx, said(`${writer}-${i}`))
      for (let turns = 0; turns < (writer * i) % 7; turns += 1) await turn()
      if (i % 6 === 5) throw new Error('rolled back')
      return id
    })
    const id = await work.catch(() => null)
    if (id === null) continue
    written += 1
    if (i % 4 === 3)
      await db.transaction((tx) => replaceMessage(tx, id, { ...said(`${writer}-${i} anew`), card: null }))
  }
  return written
}

describe('changes', () => {
  it('of many writers at once come to a reader without gap or double', async () => {
    let done = false
    const writing = Promise.all(
      Array.from({ length: WRITERS }, (_, writer) => write(writer % 2 ? first : second, writer)),
    ).finally(() => {
      done = true
    })
    const passed: { rev: number; id: number }[] = []
    let rev = 0
    for (let finished = false; !finished; ) {
      finished = done
      const latest = await latestRevision(first.db)
      const news = await messagesSince<null>(first.db, rev, 7)
      passed.push(...news.map((each) => ({ rev: each.rev, id: each.id })))
      rev = news.at(-1)?.rev ?? rev
      // What counted as the latest before we looked is behind us, or there is more to read.
      if (news.length < 7) expect(rev).toBeGreaterThanOrEqual(latest)
      else finished = false
      await turn()
    }
    const written = (await writing).reduce((sum, each) => sum + each, 0)
    const all = await listMessages<null>(first.db, { room: 'duty', limit: 10_000 })
    expect(all).toHaveLength(written)
    expect(passed.map((each) => each.rev)).toEqual([...new Set(passed.map((each) => each.rev))].sort((a, b) => a - b))
    // Each message was passed as it is now, whatever was passed of it before.
    const revs = new Set(passed.map((each) => each.rev))
    expect(all.filter((each) => !revs.has(each.rev))).toEqual([])
  })

  it('rise by id as by revision, so that reading after an id misses nothing', async () => {
    await Promise.all([first, second, first, second].map((each, writer) => write(each, writer + 1)))
    const ids = (await messagesSince<null>(first.db, 0, 10_000)).map(({ id }) => id)
    const untouched = (await listMessages<null>(first.db, { room: 'duty', limit: 10_000 })).filter(
      ({ text }) => !text.endsWith('anew'),
    )
    expect(untouched.map(({ rev }) => rev)).toEqual(untouched.map(({ rev }) => rev).sort((a, b) => a - b))
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('a key', () => {
  it('used by many at once is one message', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? first : second).db.transaction((tx) => appendMessage<null>(tx, said(`${i}`, 'same'))),
      ),
    )
    expect(answers.filter(({ fresh }) => fresh)).toHaveLength(1)
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  })
})
