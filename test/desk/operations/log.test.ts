// What may be logged of an error: where and why, never the texts that were being worked on.
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inbox } from '../../../src/db/schema/schema.ts'
import { inboxOf } from '../../../src/desk/intake/inbox.ts'
import { plainError, reasonOf } from '../../../src/desk/operations/log.ts'
import { MINUTE } from '../../../src/domain/calendar/instant.ts'
import { TestDesk } from '../../support/desk.ts'

const SECRET = '秘密的文字 13800001111'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

const logged = (error: unknown): string => {
  const lines: string[] = []
  const log = pino({ serializers: { err: plainError } }, { write: (line: string) => void lines.push(line) })
  log.child({ part: 'http' }).error({ err: error }, 'failed')
  return lines.join('')
}
const failure = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('it did not fail')
}

describe('a logged error', () => {
  it.each([
    ['a parameter of the wrong type', () => sql`select ${SECRET}::integer`],
    ['a table that is not there', () => sql`select ${SECRET}::text from nowhere`],
    [
      'a key that is known',
      () => sql`insert into inbox (channel, key, lane, try_at, received_at)
      select ${SECRET}, 'k', 'l', '2026-01-01', '2026-01-01' from generate_series(1, 2)`,
    ],
  ])('of a query does not tell its parameters: %s', async (_, query) => {
    const error = await failure(async () => test.database.db.execute(query()))
    for (const text of [logged(error), logged(new AggregateError([error], 'several')), reasonOf(error)])
      expect(text).not.toMatch(/秘密|13800001111/)
    const line = JSON.parse(logged(error))
    expect(line.err.message).toBe('a query failed')
    expect(line.err.cause.code).toMatch(/^(22P02|42P01|23505)$/)
    expect(line.err.stack).toContain('at ')
    expect(reasonOf(error)).toMatch(/integer|nowhere|duplicate key/)
  })

  it('does not quote a text that is no JSON, nor what hangs on an error', async () => {
    const noJson = await failure(async () => JSON.parse(SECRET))
    const laden = Object.assign(new Error('no address'), { input: SECRET, response: { body: SECRET } })
    for (const error of [noJson, laden]) expect(logged(error)).not.toContain('秘密')
    expect(logged(SECRET)).not.toContain('秘密')
  })

  it('still says what failed and where', () => {
    const line = JSON.parse(logged(new TypeError('no such thing', { cause: new RangeError('too far') })))
    expect(line.err).toMatchObject({ type: 'TypeError', message: 'no such thing', cause: { message: 'too far' } })
    expect(line.err.stack).toContain('log.test.ts')
  })
})

describe('a message that could not be handled', () => {
  it('has a reason on record that does not quote it', async () => {
    await test.write('li', 'duty', `${SECRET} https://news.example/a`)
    await test.database.db.execute(sql`alter table posts add constraint nothing_goes check (title = '')`)
    await inboxOf(test.desk).round()
    test.pass(MINUTE)
    const [row] = await test.database.db.select().from(inbox)
    expect(row?.error).toContain('nothing_goes')
    expect(row?.error).not.toMatch(/秘密|13800001111/)
  })
})
