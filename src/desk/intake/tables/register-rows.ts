// Registers what waits in batches, a few rows a transaction: a kill at any line leaves each row registered or waiting, never both.
import { canonical, sha256 } from '../../../db/cases/chain.ts'
import type { Db } from '../../../db/engine/connect.ts'
import { type Batch, isRowKnown, readBatch, saveBatch, takeBatch, winRow } from '../../../db/messages/batches.ts'
import { enqueue } from '../../../db/messages/outbox.ts'
import { later, SECOND } from '../../../domain/calendar/instant.ts'
import { namesOf } from '../../../domain/notice/recipients.ts'
import { roomFor } from '../../../domain/org/org.ts'
import type { CellFault, PostRow } from '../../../domain/post/tables/rows.ts'
import { batchTaken } from '../../../domain/post/tables/told.ts'
import { answerRow } from '../../cases/enqueue.ts'
import { isOutage, transact } from '../../cases/transact.ts'
import type { Desk } from '../../desk.ts'
import { currentOrg, sayInDutyRoom } from '../../outbox/service-notice.ts'
import { ForwardRefused, ForwardRepeated, forwardIn } from '../forwards/forward.ts'
import { forwardOfRow } from './row-forward.ts'

/** Rows of one transaction: what is said meanwhile waits no longer than these take. */
const AT_ONCE = 10
/** Tries of a row that fails for no fault of its own, before it is left out and told. */
const TRIES = 4

/** One transaction's worth; false where nothing is due or others have all of it in hand. */
export async function registerRows(desk: Desk): Promise<boolean> {
  let working: number | null = null
  try {
    const worked = await transact(desk, async (tx) => {
      const batch = await takeBatch(tx, desk.time.realNow())
      if (batch === null) return false
      working = batch.id
      await work(tx, desk, batch)
      return true
    })
    if (worked) wakeAll(desk)
    return worked
  } catch (error) {
    if (working === null || isOutage(error)) throw error
    desk.log.error(
      { batch: working, err: error },
      'rows of a table could not be registered; they are tried again one by one',
    )
    const id = working
    await transact(desk, (tx) => recordFailure(tx, desk, id))
    return true
  }
}

function wakeAll({ wake }: Desk): void {
  wake.outbox()
  wake.sweep()
  wake.lookups()
}

async function work(tx: Db, desk: Desk, batch: Batch): Promise<void> {
  const rows = batch.rows.slice(batch.next, batch.next + (batch.attempts === 0 ? AT_ONCE : 1))
  for (const row of rows) await register(tx, desk, batch, row)
  await advance(tx, desk, { ...batch, next: batch.next + rows.length, attempts: 0 })
}

/** The row that failed comes alone; after so many tries it is told, and the next one's turn. */
async function recordFailure(tx: Db, desk: Desk, id: number): Promise<void> {
  const batch = await readBatch(tx, id)
  if (batch === null || batch.done) return
  const now = desk.time.realNow()
  const attempts = batch.attempts + 1
  if (attempts <= TRIES) return saveBatch(tx, { ...batch, attempts }, { now, tryAt: later(now, SECOND * attempts) })
  const row = batch.rows[batch.next]
  if (row !== undefined) refuse(batch, row, 'failed')
  await advance(tx, desk, { ...batch, next: batch.next + 1, attempts: 0 })
}

async function advance(tx: Db, desk: Desk, batch: Batch): Promise<void> {
  const done = batch.next >= batch.total
  await saveBatch(tx, { ...batch, done }, { now: desk.time.realNow() })
  if (done) await tell(tx, desk, batch)
}

/** More cases than that at once are told by the one message; the card of each comes with what happens to it next. */
export const MOST_CARDS = 10

/** What was refused is undone alone. */
async function register(tx: Db, desk: Desk, batch: Batch, row: PostRow): Promise<void> {
  const { found, kind, person, place } = batch
  const digest = sha256(canonical([person, row.url, row.title, row.text, row.publishedAt, row.metrics]))
  if (kind === 'file' && (await isRowKnown(tx, digest))) {
    found.again += 1
    return
  }
  const forward = forwardOfRow(row, batch, batch.total > MOST_CARDS)
  if (forward === null) return refuse(batch, row, 'no-link')
  try {
    const { number, opened, title } = await tx.transaction(async (inner) => {
      const taken = await forwardIn(inner, desk, forward, { by: { person }, place })
      const at = desk.time.realNow()
      if (kind === 'file' && !(await winRow(inner, { digest, batch: batch.id, caseNumber: taken.number, at })))
        throw new ForwardRepeated()
      const state = taken.outcomes[0]?.state
      return { number: taken.number, opened: taken.opened, title: state?.title ?? row.title }
    })
    ;(opened ? found.opened : found.joined).push({ number, title })
  } catch (error) {
    if (error instanceof ForwardRepeated) found.again += 1
    else if (error instanceof ForwardRefused) refuse(batch, row, 'refused')
    else throw error
  }
}

function refuse({ found }: Batch, { row, title, url }: PostRow, why: CellFault): void {
  found.problems.push({ cell: String(row), why, text: (title || url || '').slice(0, 60), taken: false })
}

/** One message says what became of all of it: to whoever sent it, and to the duty room that shows cards where those are left out. */
async function tell(tx: Db, desk: Desk, batch: Batch): Promise<void> {
  const { id, kind, name, origin, person, found, total } = batch
  const org = await currentOrg(tx, desk)
  const key = `batch:${id}`
  const by = namesOf(org, [person]).join('')
  const notice = (said: string | null) => ({
    kind: 'batch-taken' as const,
    ...batchTaken({ what: kind, name, by: said }, found),
  })
  const shown = roomFor(org, 'duty')
  const isThere = shown !== undefined && shown.channel === origin?.channel && shown.id === origin.room
  if (origin !== null) {
    const mention = found.problems.length > 0 ? [person] : []
    const row = answerRow(origin, { key, notice: notice(null), mention, caseNumber: null })
    await enqueue(tx, [row], desk.time.realNow())
  }
  // Whoever imported it once more sees in the terminal that nothing came of it.
  const isNew = found.opened.length + found.joined.length > 0
  if (isNew && !isThere && (origin === null || total > MOST_CARDS))
    await sayInDutyRoom(tx, desk, `${key}:duty`, notice(by))
}
