// Tells of what was written to the embedded engine: its only process need not ask again and again whether there is news.
import type { PGlite, Results, Transaction } from '@electric-sql/pglite'

/** Calls `told` after each commit that may have changed a row. Wraps the client's own methods. */
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
