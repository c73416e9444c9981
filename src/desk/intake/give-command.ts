// A command is given to the case that it is about, or to each of several, and whoever typed it learns what became of it.
import type { Db } from '../../db/engine/connect.ts'
import { enqueue } from '../../db/messages/outbox.ts'
import type { PersonsCommand, PersonsCommandType } from '../../domain/capability/command.ts'
import type { Read } from '../../domain/input/command-text.ts'
import { nextOf } from '../../domain/notice/audience.ts'
import { subjectOf } from '../../domain/notice/envelope.ts'
import type { CaseOutcome } from '../../domain/notice/notice.ts'
import { answerRow } from '../cases/enqueue.ts'
import { type Outcome, runCaseIn } from '../cases/run-case.ts'
import type { Desk } from '../desk.ts'
import type { Origin } from './forwards/forward-shape.ts'
import type { Handled } from './forwards/forwarded-message.ts'
import { maskedCommand, maskedRefusal } from './masking.ts'
import type { Heard } from './message-context.ts'

export async function giveCommand(
  { tx, desk, scene: { person, place, room } }: Pick<Heard, 'tx' | 'desk' | 'scene'>,
  number: number,
  given: PersonsCommand,
  typed: { origin: Origin; inThread: boolean } | null,
): Promise<Handled> {
  const fit = maskedCommand(given)
  if ('reason' in fit && !('type' in fit)) return { kind: 'refused', refusal: fit }
  const outcome = await runCaseIn(tx, desk, number, fit as PersonsCommand, { by: { person: person?.key ?? '' }, place })
  if (!outcome.ok) return { kind: 'refused', refusal: outcome.refusal }
  // In the case's own thread nothing is said twice: what everybody there is told answers whoever typed it.
  const told = typed?.inThread === true && room !== undefined && outcome.saidIn.includes(room.key)
  if (typed !== null && !told) await acknowledge(tx, desk, given.type, typed.origin, outcome)
  return { kind: 'done', command: given.type }
}

/** A button answers by itself; who types a command learns in its thread that it was done. */
async function acknowledge(
  tx: Db,
  desk: Desk,
  command: PersonsCommandType,
  origin: Origin,
  { state, facts }: Extract<Outcome, { ok: true }>,
): Promise<void> {
  const subject = subjectOf(state, facts.policy)
  const notice = {
    kind: 'done' as const,
    subject,
    command,
    status: state.status,
    next: nextOf(state),
    at: desk.time.now(),
  }
  const key = `done:${origin.channel}:${origin.messageId}`
  const row = answerRow(origin, { key, notice, mention: [], caseNumber: state.number })
  await enqueue(tx, [row], desk.time.realNow())
}

/**
 * All in the transaction that marks the message handled: killed in between none is done, and none twice. Each is decided by
 * itself, so that what one case refuses does not hold up the others.
 */
export async function giveEach(
  { tx, desk, channel, incoming: { room, messageId }, scene: { person, place } }: Heard,
  { command, cases }: Extract<Read, { kind: 'each' }>,
): Promise<Handled> {
  const asking = { by: { person: person?.key ?? '' }, place }
  const found = new Map<number, CaseOutcome>()
  // Locked in the order of their numbers: two messages that name the same cases in another order must not wait for each other.
  for (const number of [...cases].sort((a, b) => a - b))
    found.set(number, outcomeOf(number, await runCaseIn(tx, desk, number, command, asking)))
  const outcomes = cases.flatMap((number) => found.get(number) ?? [])
  const notice = { kind: 'done-each' as const, command: command.type, outcomes }
  const origin = { channel, room, messageId }
  const mention = person && outcomes.some(({ ok }) => !ok) ? [person.key] : []
  const key = `done:${channel}:${messageId}`
  await enqueue(tx, [answerRow(origin, { key, notice, mention, caseNumber: null })], desk.time.realNow())
  return { kind: 'done' }
}

function outcomeOf(number: number, outcome: Outcome): CaseOutcome {
  if (!outcome.ok) return { number, ok: false, refusal: maskedRefusal(outcome.refusal) }
  const { title, status } = outcome.state
  return { number, ok: true, title, status }
}
