// The rows of clocks, written with the decision that changes them: of whatever subject has clocks.
import { inArray, sql } from 'drizzle-orm'
import { type Clock, isAlive } from '../../domain/case/clock-state.ts'
import type { Subject } from '../../domain/case/subject.ts'
import { speaksAt } from '../../domain/clock/quiet-hours.ts'
import type { Db } from '../engine/connect.ts'
import { composedInsert } from '../engine/prepared-statements.ts'
import { clocks, outbox } from '../schema/schema.ts'

export interface ClockChange {
  next: Clock
  was: Clock | undefined
}

/** Clocks that are not as they were, new ones included. */
export function changedClocks(before: readonly Clock[], after: readonly Clock[]): ClockChange[] {
  const known = new Map(before.map((clock) => [clock.id, clock]))
  const pairs = after.map((next) => ({ next, was: known.get(next.id) }))
  return pairs.filter(({ next, was }) => JSON.stringify(next) !== JSON.stringify(was))
}

/** Whether what was put in the outbox for the clock as it was no longer stands: it is met, held or moved. */
export const isSilenced = ({ next, was }: ClockChange): boolean =>
  was !== undefined && !(next.status === 'running' && next.generation === was.generation)

/** `department` and `level`: the subject's, for ledgers. */
export function savingClocks(
  tx: Db,
  { kind: subject, number: caseNumber }: Subject,
  { department, level }: { department: string | null; level: number },
  changes: ClockChange[],
) {
  const rows = changes.map(({ next: clock }) => ({
    id: clock.id,
    subject,
    caseNumber,
    kind: clock.kind,
    status: clock.status,
    dueAt: clock.dueAt,
    generation: clock.generation,
    nextAt: clock.status === 'running' ? speaksAt(clock.next) : null,
    owner: clock.owner,
    department: clock.of.kind === 'department' ? clock.of.department : department,
    level,
    startedAt: clock.startedAt,
    metAt: clock.status === 'met' ? clock.metAt : null,
    late: isLate(clock),
  }))
  return upsertClocks(tx, rows)
}

/** Null while it lives and is in time. */
const isLate = (clock: Clock): boolean | null => (clock.late.length > 0 ? true : isAlive(clock) ? null : false)

const CLOCK = [
  'id', 'subject', 'caseNumber', 'kind', 'status', 'dueAt', 'generation', 'nextAt', 'owner', 'department', 'level', 'startedAt',
  'metAt', 'late',
] as const // biome-ignore format: one line reads better
const excluded = (column: string) => sql.raw(`excluded.${column}`)
const upsertClocks = composedInsert(clocks, CLOCK, (insert) =>
  insert.onConflictDoUpdate({
    target: clocks.id,
    set: {
      status: excluded('status'),
      dueAt: excluded('due_at'),
      generation: excluded('generation'),
      nextAt: excluded('next_at'),
      department: excluded('department'),
      level: excluded('level'),
      metAt: excluded('met_at'),
      late: excluded('late'),
    },
  }),
)

/** What stands in its chat already is shown anew there, and stays. What is being sent cannot be called back, but is not wanted any more: should the send fail, it is not tried again. */
export function withdrawing(tx: Db, changes: ClockChange[]) {
  const ids = changes.map(({ next }) => next.id)
  return tx
    .update(outbox)
    .set({ state: sql`case when ${outbox.state} = 'waiting' then 'withdrawn' else ${outbox.state} end`, wanted: 0 })
    .where(sql`${inArray(outbox.clockId, ids)} and ${outbox.state} in ('waiting', 'sending')
      and ${outbox.messageId} is null`)
}
