// What came in means something: a command, a question, a forward, talk, a click, a message taken back, a room that changed.
// Handled within the transaction that marks it handled.
import type { Incoming, IncomingAction } from '../../channel.ts'
import type { Db } from '../../db/engine/connect.ts'
import { enqueue } from '../../db/messages/outbox.ts'
import type { PersonsCommand, PersonsCommandType } from '../../domain/capability/command.ts'
import type { Refusal } from '../../domain/capability/refusal.ts'
import { readAction } from '../../domain/input/command-form.ts'
import { type Read, readCommand } from '../../domain/input/command-text.ts'
import { nextOf } from '../../domain/notice/audience.ts'
import { subjectOf } from '../../domain/notice/envelope.ts'
import { cleanText } from '../../domain/text/text.ts'
import { answerRow } from '../cases/enqueue.ts'
import { type Outcome, runCaseIn } from '../cases/run-case.ts'
import type { Desk } from '../desk.ts'
import type { Origin } from './forward.ts'
import type { Handled } from './forwarded-message.ts'
import { handleFreeText } from './free-text.ts'
import { maskedCommand, maskedRefusal } from './masking.ts'
import { handleMembership } from './membership.ts'
import { caseByMessage, caseOf, type Heard, heard } from './message-context.ts'
import { answerQuery } from './queries.ts'
import { handleRecall } from './recall.ts'
import { register } from './register.ts'

export type { Handled } from './forwarded-message.ts'

/** Effects go into `tx`; `key` makes the answer's idempotency key. */
export async function intake(tx: Db, desk: Desk, channel: string, incoming: Incoming, key: string): Promise<Handled> {
  const arrival = { tx, desk, channel, key }
  switch (incoming.kind) {
    case 'recall':
      return handleRecall({ ...arrival, incoming })
    case 'membership':
      return handleMembership({ ...arrival, incoming })
    case 'action':
      return click(await heard({ ...arrival, incoming }))
    case 'message': {
      const said = await heard({ ...arrival, incoming })
      const handled = await message(said)
      if (handled.kind === 'refused') await answer(said, handled.refusal)
      return handled
    }
  }
}

async function message(said: Heard): Promise<Handled> {
  const { tx, desk, channel, incoming, scene } = said
  const text = cleanText(incoming.text)
  const read = readCommand(text)
  if (read.kind === 'talk') return handleFreeText(said, text)
  if (scene.person === undefined) return { kind: 'refused', refusal: { reason: 'not-registered' } }
  if (scene.unbound && !isBinding(read)) return { kind: 'refused', refusal: { reason: 'unbound-room' } }
  if (read.kind === 'refused') return read
  const threads = await caseOf(said)
  const number = read.case ?? threads
  const { room, messageId, mentions = [] } = incoming
  const origin = { channel, room, messageId }
  if (read.kind === 'query') {
    const asking = { scene, person: scene.person, origin, number, mentions }
    const asked = await answerQuery(tx, desk, read.query, asking)
    return asked.ok ? { kind: 'done' } : { kind: 'refused', refusal: asked.refusal }
  }
  if (read.kind === 'registration') return register(said, read.registration, { number, inThread: number === threads })
  if (number === null) return { kind: 'refused', refusal: { reason: 'no-case', command: read.command.type } }
  return command(said, number, read.command, { origin, inThread: number === threads })
}

const isBinding = (read: Read): boolean => read.kind === 'query' && read.query.type === 'bind'

async function command(
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
  return { kind: 'done' }
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

async function click(pressed: Heard<IncomingAction>): Promise<Handled> {
  const { tx, channel, incoming, scene } = pressed
  if (scene.person === undefined) return { kind: 'refused', refusal: { reason: 'not-registered' } }
  if (scene.unbound) return { kind: 'refused', refusal: { reason: 'unbound-room' } }
  const read = readAction(incoming.action, incoming.values)
  if ('reason' in read && !('type' in read)) return { kind: 'refused', refusal: read }
  const number = incoming.case ?? (await caseByMessage(tx, channel, [incoming.messageId]))
  if (number === null) return { kind: 'refused', refusal: { reason: 'no-case', command: read.type } }
  return command(pressed, number, read, null)
}

async function answer(
  { tx, desk, channel, incoming: { room, messageId }, key, scene: { person } }: Heard,
  refusal: Refusal,
): Promise<void> {
  const notice = { kind: 'refused' as const, refusal: maskedRefusal(refusal), case: null }
  const row = answerRow(
    { channel, room, messageId },
    { key: `answer:${key}`, notice, mention: person ? [person.key] : [], caseNumber: null },
  )
  await enqueue(tx, [row], desk.time.realNow())
}
