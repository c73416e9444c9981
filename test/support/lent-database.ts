// A database that was used before and emptied since: making one takes half a second (embedded) or a tenth of one.
import { sqlState } from '../../src/desk/cases/transact.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { catalogue, EMPTY, VACUUM_EVERY } from './emptying.ts'

/** Like `freshDatabase`; `close` and `dispose` both give it back, to be lent to any later test of this worker. */
export async function lentDatabase(): Promise<FreshDatabase> {
  const kept = idle.pop() ?? (await keepNew())
  // Embedded ones are lent again as it is.
  if (kept.database.engine === 'pglite') return kept.database
  let disposed = false
  const dispose = async () => {
    if (disposed) return
    disposed = true
    await giveBack(kept)
  }
  return { ...kept.database, close: dispose, dispose }
}

interface Kept {
  database: FreshDatabase
  /** What its catalogue looked like when it was new. */
  catalogue: unknown
  lent: number
}

/** Those that are never lent again go with the server, or with the template that they were copied from. */
const idle: Kept[] = []

async function keepNew(): Promise<Kept> {
  const database = await freshDatabase()
  return { database, catalogue: database.engine === 'pglite' ? null : await catalogueOf(database), lent: 0 }
}

async function giveBack(kept: Kept): Promise<void> {
  const { database } = kept
  kept.lent += 1
  await emptied(database)
  if (kept.lent % VACUUM_EVERY === 0) await database.raw?.unsafe('VACUUM').simple()
  if ((await catalogueOf(database)) === kept.catalogue) idle.push(kept)
  else await database.dispose()
}

/** What a test has left running (a send that hangs, and what follows another) may still write: then it is emptied once more. */
async function emptied(database: FreshDatabase): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      await database.plainly((session) => session.script(EMPTY))
      return
    } catch (error) {
      if (tried === 5 || sqlState(error) !== '40P01') throw error
    }
  }
}

const catalogueOf = async (database: FreshDatabase): Promise<string> =>
  JSON.stringify(await database.plainly((session) => session.query(catalogue)))
