// What is due is said: finds subjects whose clocks speak, and ticks each in a transaction of its own.
import { lookForDue } from '../../db/cases/due.ts'
import { nominalOf } from '../../db/cases/reminders.ts'
import { millisBetween } from '../../domain/calendar/instant.ts'
import type { RecordedEvent } from '../../domain/case/events.ts'
import type { SubjectKind } from '../../domain/case/subject.ts'
import type { Desk } from '../desk.ts'
import { LONGEST_SLEEP_MS } from '../operations/lookout.ts'
import { type Meter, NO_METER } from '../operations/metrics-port.ts'
import { runCaseIn, TICKING, wakeAfter } from './run-case.ts'
import { transact } from './transact.ts'

const BATCH = 100
/** Transactions at a time; PGlite has one connection and takes them in turn. */
const ABREAST = 4

/** One round, `width` cases at a time. Answers the milliseconds until the next clock speaks; any number of processes may sweep. */
export async function sweep(desk: Desk, meter: Meter = NO_METER, width = ABREAST): Promise<number> {
  const { due, next } = await lookForDue(desk.database.db, desk.time.now(), BATCH)
  const ticked = await abreast(due, width, (subject) => TICKS[subject.kind](desk, subject.number, meter))
  // Where others hold all that is due, look again soon rather than at once.
  if (ticked.some((did) => did)) return 0
  if (due.length > 0) return 20
  return next === null ? LONGEST_SLEEP_MS : desk.time.realMillisUntil(next)
}

type Tick = (desk: Desk, number: number, meter: Meter) => Promise<boolean>

/** Each kind of subject with clocks is ticked by its own write path. */
const TICKS: Record<SubjectKind, Tick> = { case: tickCase }

/** False where another process has the case in hand, or nothing was due when it was looked at. */
async function tickCase(desk: Desk, number: number, meter: Meter): Promise<boolean> {
  const outcome = await transact(desk, (tx) =>
    runCaseIn(tx, desk, number, { type: 'tick' }, TICKING, { skipLocked: true, last: true }),
  )
  wakeAfter(desk, outcome)
  if (outcome.ok) for (const event of outcome.events) measure(event, meter)
  return outcome.ok && outcome.events.length > 0
}

function measure(event: RecordedEvent, meter: Meter): void {
  const nominal = event.type === 'reminded' ? nominalOf(event.data) : null
  if (nominal !== null) meter.reminder('decided', Math.max(0, millisBetween(nominal, event.at)))
}

// One case that cannot be ticked must not keep the others from it: it is reported, and looked at again next time.
async function abreast<T, R>(items: T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const queue = [...items]
  const results: R[] = []
  const failures: unknown[] = []
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      try {
        results.push(await work(item))
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: width }, lane))
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${items.length} cases could not be ticked`)
  return results
}
