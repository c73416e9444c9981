// Embedded databases in memory. Making one costs half a second, so a disposed one is emptied and lent again.
import { openAsBlob } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { type Database, overPglite } from '../../src/db/engine/connect.ts'

export type Lent = Database & { dispose(): Promise<void> }

/** A database as in the tar file that `dumpDataDir` made; `dispose` gives it back. */
export async function lendMemoryDatabase(templateFile: string): Promise<Lent> {
  const kept = idle.pop()
  const client = kept?.client ?? (await PGlite.create({ loadDataDir: await openAsBlob(templateFile) }))
  const catalogue = kept?.catalogue ?? (await catalogueOf(client))
  let disposed = false
  const database = await overPglite(guarded(client, () => disposed))
  const dispose = async () => {
    if (disposed) return
    disposed = true
    await giveBack({ client, catalogue })
  }
  return { ...database, close: dispose, dispose }
}

interface Kept {
  client: PGlite
  /** What its catalogue looked like when it was new. */
  catalogue: string
}

const idle: Kept[] = []

async function giveBack({ client, catalogue }: Kept): Promise<void> {
  const emptied = client.exec(EMPTY)
  const tooLate = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('A transaction of this test is still open')), 10_000).unref()
  })
  await Promise.race([emptied, tooLate])
  if ((await catalogueOf(client)) === catalogue) idle.push({ client, catalogue })
  else await client.close()
}

/** Without firing triggers and in any order; TRUNCATE would make new files for every table and index. */
export const EMPTY = `
  SET session_replication_role = replica;
  DO $$
  DECLARE name text;
  BEGIN
    FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                WHERE schemaname = 'public' AND tablename <> 'zhiban_migrations' LOOP
      EXECUTE 'DELETE FROM ' || name;
    END LOOP;
    PERFORM setval(seqrelid::regclass, seqstart, false) FROM pg_sequence;
  END $$;
  RESET ALL;
  UNLISTEN *;
`

/** Changes when a test has made, altered or dropped a table, an index, a trigger or a function, or kept a row. */
async function catalogueOf(client: PGlite): Promise<string> {
  const { rows } = await client.query(`
    SELECT (SELECT string_agg(oid || ':' || xmin, ',' ORDER BY oid) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind NOT IN ('S')) AS tables,
           (SELECT string_agg(oid || ':' || xmin, ',' ORDER BY oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace) AS functions,
           (SELECT string_agg(oid || ':' || xmin, ',' ORDER BY oid) FROM pg_trigger) AS triggers`)
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
