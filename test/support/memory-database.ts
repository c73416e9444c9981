// Embedded databases in memory. Making one costs half a second, so a disposed one is emptied and lent again.
import { openAsBlob } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { type Database, overPglite } from '../../src/db/engine/connect.ts'
import { catalogue, EMPTY, VACUUM_EVERY } from './emptying.ts'

export type Lent = Database & { dispose(): Promise<void> }

/** A database as in the tar file that `dumpDataDir` made; `dispose` gives it back. */
export async function lendMemoryDatabase(templateFile: string): Promise<Lent> {
  const kept = idle.pop() ?? (await keepNew(templateFile))
  const { client } = kept
  let disposed = false
  const database = await overPglite(guarded(client, () => disposed))
  const dispose = async () => {
    if (disposed) return
    disposed = true
    await giveBack(kept)
  }
  return { ...database, close: dispose, dispose }
}

interface Kept {
  client: PGlite
  /** What its catalogue looked like when it was new. */
  catalogue: string
  lent: number
}

const idle: Kept[] = []

async function keepNew(templateFile: string): Promise<Kept> {
  const client = await PGlite.create({ loadDataDir: await openAsBlob(templateFile) })
  return { client, catalogue: await catalogueOf(client), lent: 0 }
}

async function giveBack(kept: Kept): Promise<void> {
  const { client } = kept
  kept.lent += 1
  const emptied = client.exec(EMPTY)
  const tooLate = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('A transaction of this test is still open')), 10_000).unref()
  })
  await Promise.race([emptied, tooLate])
  if (kept.lent % VACUUM_EVERY === 0) await client.exec('VACUUM')
  if ((await catalogueOf(client)) === kept.catalogue) idle.push(kept)
  else await client.close()
}

async function catalogueOf(client: PGlite): Promise<string> {
  const { rows } = await client.query(catalogue)
  return JSON.stringify(rows)
}

/** A client that does nothing any more once its test is over, so that a forgotten loop cannot write into the next one. */
function guarded(client: PGlite, isOver: () => boolean): PGlite {
  const unlessOver =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (isOver()) throw new Error('This test database has been disposed of')
      return work(...args)
    }
  return {
    query: unlessOver(client.query.bind(client)),
    exec: unlessOver(client.exec.bind(client)),
    transaction: unlessOver(client.transaction.bind(client)),
    closed: false,
    close: async () => {},
  } as unknown as PGlite
}
