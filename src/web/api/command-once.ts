// A command is carried out once a key, though its answer was lost and it is sent again.
import { readCase, readEvents } from '../../db/cases/cases.ts'
import type { Db } from '../../db/engine/connect.ts'
import { type Once, rememberResult, winKey } from '../../db/institution/access.ts'
import { type Outcome, type Requester, runCase, runCaseIn, wakeAfter } from '../../desk/cases/run-case.ts'
import { transact } from '../../desk/cases/transact.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Refusal } from '../../domain/capability/refusal.ts'
import type { Case } from '../../domain/case/case.ts'
import type { RecordedEvent } from '../../domain/case/events.ts'
import type { CaseCommand } from '../../domain/decide/index.ts'
import { HttpError } from '../errors.ts'

export type Commanded = { ok: true; state: Case; events: RecordedEvent[] } | { ok: false; refusal: Refusal }

/** Where the key was used before: the events of then, and the case as it is now. What was refused may be asked again. */
export async function commandOnce(
  desk: Desk,
  number: number,
  command: CaseCommand,
  asking: Requester,
  { version, once }: { version: number | undefined; once: Once | null },
): Promise<Commanded> {
  if (once === null) return runCase(desk, number, command, asking, version)
  const work = async (tx: Db): Promise<Outcome | Made> => {
    const before = await winKey(tx, once, desk.time.realNow())
    if (before !== null && before.request !== once.request)
      throw new HttpError(422, 'key-reused', 'This Idempotency-Key was used for another request.', 'Idempotency-Key')
    if (before !== null) return before.body as Made
    const outcome = await runCaseIn(tx, desk, number, command, asking, { version })
    if (!outcome.ok) throw new Refused(outcome.refusal)
    const [first, last] = [outcome.events[0], outcome.events.at(-1)]
    const made: Made = {
      after: (first?.seq ?? outcome.state.version + 1) - 1,
      events: first && last ? last.seq - first.seq + 1 : 0,
    }
    await rememberResult(tx, once, made)
    return outcome
  }
  try {
    const outcome = await transact(desk, work)
    if (!('ok' in outcome)) return await again(desk.database.db, number, outcome)
    wakeAfter(desk, outcome)
    return outcome
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal }
    throw error
  }
}

/** What is kept under a key: which events the command made. */
interface Made {
  after: number
  events: number
}

/** Rolls the transaction back: a key that was won must not stay without what it was for. */
class Refused extends Error {
  override readonly name = 'Refused'
  constructor(readonly refusal: Refusal) {
    super(refusal.reason)
  }
}

async function again(db: Db, number: number, { after, events }: Made): Promise<Commanded> {
  const state = await readCase(db, number)
  if (state === null) return { ok: false, refusal: { reason: 'unknown-case', number } }
  return { ok: true, state, events: events === 0 ? [] : await readEvents(db, number, after, events) }
}
