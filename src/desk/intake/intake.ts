// What came in means something: a command, a question, a forward, talk, a click, a message taken back, a room that changed.
// Handled within the transaction that marks it handled.
import type { Incoming, IncomingAction } from '../../channel.ts'
import { readCase } from '../../db/cases/cases.ts'
import type { Db } from '../../db/engine/connect.ts'
import { enqueue } from '../../db/messages/outbox.ts'
import type { PersonsCommand } from '../../domain/capability/command.ts'
import type { Refusal } from '../../domain/capability/refusal.ts'
import { formOf, readPress } from '../../domain/input/command-form.ts'
import { meantBeside, type Read, readCommand } from '../../domain/input/command-text.ts'
import { namesIn, withLevels } from '../../domain/input/known-names.ts'
import { REGISTERING } from '../../domain/input/registration.ts'
import { cleanText } from '../../domain/text/text.ts'
import { answerRow } from '../cases/enqueue.ts'
import type { Desk } from '../desk.ts'
import type { Handled } from './forwards/forwarded-message.ts'
import { handleFreeText } from './free-text.ts'
import { giveCommand, giveEach } from './give-command.ts'
import { maskedRefusal } from './masking.ts'
import { handleMembership } from './membership.ts'
import { caseByMessage, caseOf, type Heard, heard } from './message-context.ts'
import { answerQuery } from './queries.ts'
import { handleRecall } from './recall.ts'
import { register, registerFilled } from './register.ts'

export type { Handled } from './forwards/forwarded-message.ts'

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
  const typed = await readAsKnown(said, text)
  if (typed.kind === 'talk') return handleFreeText(said, text)
  if (scene.person === undefined) return { kind: 'refused', refusal: { reason: 'not-registered' } }
  if (scene.unbound && !isBinding(typed)) return { kind: 'refused', refusal: { reason: 'unbound-room' } }
  if (typed.kind === 'refused') return typed
  if (typed.kind === 'each') return giveEach(said, typed)
  const threads = await caseOf(said)
  const read = typed.kind === 'command' ? meantBeside(typed, threads) : typed
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
  return giveCommand(said, number, read.command, { origin, inThread: number === threads })
}

/** By the names that the institution knows and those that the channel tells of; a level's by the policy of its case. */
async function readAsKnown(said: Heard, text: string): Promise<Read> {
  const { tx, desk, incoming, scene } = said
  const names = namesIn(
    scene.org,
    (incoming.mentions ?? []).map(({ name }) => name),
  )
  const read = readCommand(text, names)
  if (read.kind !== 'command' || !namesLevel(read.command)) return read
  const number = read.case ?? (await caseOf(said))
  const state = number === null ? null : await readCase(tx, number)
  if (state === null) return read
  return readCommand(text, withLevels(names, (await desk.versions.policy(tx, state.policy)).policy))
}

const namesLevel = (command: PersonsCommand): boolean =>
  Object.values(formOf(command).fields).some(({ kind }) => kind === 'level')

const isBinding = (read: Read): boolean => read.kind === 'query' && read.query.type === 'bind'

async function click(pressed: Heard<IncomingAction>): Promise<Handled> {
  const { tx, channel, incoming, scene } = pressed
  if (scene.person === undefined) return { kind: 'refused', refusal: { reason: 'not-registered' } }
  if (scene.unbound) return { kind: 'refused', refusal: { reason: 'unbound-room' } }
  if (incoming.action === REGISTERING) return registerFilled(pressed)
  const read = readPress(incoming.action, incoming.values)
  if ('reason' in read && !('type' in read)) return { kind: 'refused', refusal: read }
  const number = incoming.case ?? (await caseByMessage(tx, channel, [incoming.messageId]))
  if (number === null) return { kind: 'refused', refusal: { reason: 'no-case', command: read.type } }
  return giveCommand(pressed, number, read, null)
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
