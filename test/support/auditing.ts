// A desk under the auditor's eyes: each minute's round, what it finds, and what is told of it.
import { sql } from 'drizzle-orm'
import { auditFindings } from '../../src/db/schema/operations.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { MINUTE } from '../../src/domain/calendar/instant.ts'
import type { TestDesk } from './desk.ts'
import { minuteOf } from './minute.ts'

/** `test`: asked anew each time, for a desk that is opened for each test. */
export const auditing = (test: () => TestDesk) => ({
  run: (statement: string) => test().database.db.execute(sql.raw(statement)),

  /** The next minute's round. */
  async round({ desk = test().desk, idle = [] }: { desk?: Desk; idle?: string[] } = {}) {
    test().pass(MINUTE)
    await minuteOf(desk, { idle })
  },

  async found() {
    const rows = await test().database.db.select().from(auditFindings)
    return rows.filter(({ wellAt }) => wellAt === null).map(({ kind, subject }) => `${kind} ${subject}`)
  },

  async told() {
    await test().send()
    return test()
      .channel.texts('duty')
      .filter((text) => text.startsWith('运行检查提示'))
  },

  async opened(path = 'a') {
    await test().write('li', 'duty', `积水 https://news.example/${path}`)
    await test().settle()
  },
})
