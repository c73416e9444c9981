// A database for tests of many small cases: on PostgreSQL, where making one takes a while, it is emptied and lent again.
import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { EMPTY } from './memory-database.ts'

/** Like `freshDatabase`, but not for tests that alter the schema. `dispose` gives it back; the file's end disposes of it. */
export async function lentDatabase(): Promise<FreshDatabase> {
  const database = idle.pop() ?? (await freshDatabase())
  // Embedded ones are lent again as it is.
  if (database.engine === 'pglite') return database
  let disposed = false
  const dispose = async () => {
    if (disposed) return
    disposed = true
    await database.plainly((session) => session.script(EMPTY))
    idle.push(database)
  }
  return { ...database, close: dispose, dispose }
}

const idle: FreshDatabase[] = []

afterAll(async () => {
  for (const database of idle.splice(0)) await database.dispose()
})
