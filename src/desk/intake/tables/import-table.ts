// A table that is given to the command line: looked through, and kept as a batch that the running service registers.
import { inArray } from 'drizzle-orm'
import type { Db } from '../../../db/engine/connect.ts'
import { readCurrent, readInstitution, type Versions } from '../../../db/institution/institution.ts'
import { keepBatch } from '../../../db/messages/batches.ts'
import { posts } from '../../../db/schema/schema.ts'
import type { Instant } from '../../../domain/calendar/instant.ts'
import { personOf } from '../../../domain/org/org.ts'
import type { CellProblem } from '../../../domain/post/tables/rows.ts'
import type { BadTable } from '../../../domain/post/tables/told.ts'
import { cleanText } from '../../../domain/text/text.ts'
import { timeOf } from '../../time.ts'
import { masked } from '../masking.ts'
import { forwardOfRow } from './row-forward.ts'
import { fileKey, keptOf, readFile, tableFault, typeOf } from './take-table.ts'

export interface Given {
  bytes: Uint8Array
  name: string
  /** By key. */
  person: string
  at: Instant
  /** Without it nothing is kept: what would be is told. */
  yes: boolean
}

export type Imported =
  | { ok: false; reason: 'no-institution' | 'unknown-person' }
  | { ok: false; reason: 'bad-table'; table: BadTable }
  | {
      ok: true
      rows: number
      /** Of these, posts that are in a case already. */
      known: number
      problems: CellProblem[]
      authors: string[]
      others: string[]
      /** Null in a dry run. */
      batch: number | null
    }

/** Within the caller's transaction. */
export async function importTable(tx: Db, versions: Versions, given: Given): Promise<Imported> {
  const institution = await readInstitution(tx)
  if (!institution?.orgVersion || !institution.policyId) return { ok: false, reason: 'no-institution' }
  const { orgVersion, policyId } = await readCurrent(tx)
  if (personOf(await versions.org(tx, orgVersion), given.person) === undefined)
    return { ok: false, reason: 'unknown-person' }
  const { calendar } = await versions.policy(tx, policyId)
  const now = timeOf(institution, () => Date.parse(given.at)).now()
  const read = readFile({ bytes: given.bytes, mime: typeOf(given.bytes) }, { now, calendar })
  if (!read.ok) return { ok: false, reason: 'bad-table', table: tableFault(read) }
  const kept = keptOf(read)
  const batch = {
    key: fileKey(given.bytes, given.person),
    kind: 'file' as const,
    name: masked(cleanText(given.name)).slice(0, 120),
    origin: null,
    person: given.person,
    place: { purpose: 'api' as const },
    source: 'import',
    at: now,
    ...kept,
  }
  const { problems, authors, others } = kept.found
  const keys = kept.rows.flatMap((row) => forwardOfRow(row, batch, true)?.posts[0]?.key ?? [])
  const known = await countKnown(tx, keys)
  const id = given.yes ? (await keepBatch(tx, batch, given.at)).id : null
  return { ok: true, rows: kept.rows.length, known, problems, authors, others, batch: id }
}

async function countKnown(tx: Db, keys: string[]): Promise<number> {
  if (keys.length === 0) return 0
  return (await tx.select({ id: posts.id }).from(posts).where(inArray(posts.key, keys))).length
}
