// What the embedded engine lacks of a server: it tells its only process of what was written, and lets that process do other
// things between transactions.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PGlite, Results, Transaction } from '@electric-sql/pglite'

/**
 * Calls `told` after each commit that may have changed a row. Wraps the client's own methods.
 *
 * The engine computes in this thread, and its promises are fulfilled without a turn of the event loop: workers with a
 * backlog would keep every request and timer waiting until it is done, for a minute and longer. So each transaction
 * leaves one turn to them.
 */
export function tellOfWrites(client: PGlite, told: () => void): void {
  const query = client.query.bind(client)
  const transaction = client.transaction.bind(client)
  const telling: Pick<PGlite, 'query' | 'transaction'> = {
    query: async (text, parameters, options) => {
      const results = await query<never>(text, parameters, options)
      if (hasWritten(text, results)) told()
      return results
    },
    transaction: async (work) => {
      let wrote = false
      const result = await transaction((tx) => work(noticing(tx, () => (wrote = true))))
      if (wrote) told()
      await nextTurn()
      return result
    },
  }
  Object.assign(client, telling)
}

function noticing(tx: Transaction, wrote: () => void): Transaction {
  const query: Transaction['query'] = async (text, parameters, options) => {
    const results = await tx.query<never>(text, parameters, options)
    if (hasWritten(text, results)) wrote()
    return results
  }
  return Object.create(tx, { query: { value: query } }) as Transaction
}

/** A `with` counts as a question, whatever it writes. */
const hasWritten = (text: string, { affectedRows = 0 }: Results): boolean =>
  affectedRows > 0 || /^\s*with\b.*\b(insert|update|delete|merge)\b/is.test(text)
