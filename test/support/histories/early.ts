// Some cases as versions before this one left them: their rows lack what was not kept then.

import { readEvents } from '../../../src/db/cases.ts'
import { GENESIS, type SealedEvent, seal } from '../../../src/db/chain.ts'
import type { Database } from '../../../src/db/connect.ts'
import type { Case, CaseEvent } from '../../../src/domain/case.ts'
import { fold } from '../../../src/domain/evolve.ts'

/** How a row of before differs; each is a `??` of this version. */
export interface Early {
  /** What was not recorded then. */
  events?: (event: CaseEvent) => CaseEvent | null
  /** What the row did not hold. */
  state?: (state: Record<string, unknown>) => Record<string, unknown>
}

const without =
  (...fields: string[]) =>
  (state: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(state).filter(([field]) => !fields.includes(field)))

/** Before posts kept who had forwarded them, and cases their files. */
export const BEFORE_FILES: Early = {
  state: (state) => ({
    ...without('files')(state),
    posts: (state.posts as object[]).map((post) => without('by')({ ...post })),
  }),
}

/** Before cases could be reopened, looked back at, or kept quiet about. */
export const BEFORE_ROUNDS: Early = { state: (state) => BEFORE_FILES.state?.(without('reopenedAt')(state)) ?? state }

/** Before an undelivered notice said whom it had missed, and a case when it last changed. */
export const BEFORE_MISSED: Early = {
  state: (state) => BEFORE_ROUNDS.state?.(without('changedAt')(state)) ?? state,
  events: (event) => {
    if (event.type !== 'undelivered') return event
    const { missed: _missed, ...data } = event.data
    return { ...event, data } as CaseEvent
  },
}

/** Published before there were look-backs: no clock watches it. */
export const BEFORE_WATCHING: Early = {
  ...BEFORE_MISSED,
  events: (event) => (event.type === 'clock-started' && event.data.clock.kind === 'watch' ? null : event),
}

/** Writes the case anew as it would have been, on a chain of its own. Before any checkpoint has seen it. */
export async function makeEarly(database: Database, number: number, early: Early): Promise<void> {
  const recorded = await readEvents(database.db, number)
  const bare = recorded.map(({ type, at, actor, data }) => ({ type, at, actor, data }) as CaseEvent)
  const events = bare.flatMap((event) => (early.events ? (early.events(event) ?? []) : event))
  const sealed = seal(number, GENESIS, 1, events)
  const state = fold(
    sealed.map((each, index) => ({ ...events[index], case: number, seq: each.seq, v: each.v }) as never),
  )
  const shaped = early.state?.({ ...state }) ?? state
  await database.plainly(async (session) => {
    await session.query('DELETE FROM events WHERE case_number = $1', [number])
    await session.query(
      `INSERT INTO events (case_number, seq, type, v, at, actor, data, private, hash)
       SELECT case_number, seq, type, v, at, actor, data, private, hash FROM jsonb_populate_recordset(NULL::events, $1::text::jsonb)`,
      [JSON.stringify(sealed.map(rowOf))],
    )
    const kept = state.clocks.map(({ id }) => id)
    await session.query(
      'DELETE FROM clocks WHERE case_number = $1 AND NOT id IN (SELECT jsonb_array_elements_text($2::text::jsonb))',
      [number, JSON.stringify(kept)],
    )
    await session.query(
      'UPDATE cases SET version = $2, head = $3, due_at = $4::text::timestamptz, state = $5::text::jsonb WHERE number = $1',
      [number, state.version, sealed.at(-1)?.hash ?? GENESIS, firstDue(state), JSON.stringify(shaped)],
    )
  })
}

const rowOf = ({ caseNumber, ...event }: SealedEvent) => ({ ...event, case_number: caseNumber })

function firstDue({ clocks }: Case): string | null {
  const alive = clocks.filter(({ status }) => status === 'running' || status === 'held').map(({ dueAt }) => dueAt)
  return alive.sort()[0] ?? null
}
