// An outgoing card as a message of the room, and a message of the room as the API shows it.
import type { Outgoing } from '../../src/channel.ts'
import type { Person } from '../../src/domain/org/org.ts'
import { type Button, type Card, plainText } from '../../src/wording/card/card.ts'
import { personCalled } from './people.ts'
import type { Replacement, RoomMessage } from './store.ts'

export interface ApiMessage {
  id: string
  room: string
  threadId: string | null
  from: string
  at: string
  text: string
  mentions: string[]
  actions: Pick<Button, 'action' | 'label' | 'inputs'>[]
}

/** The card stays beside its plain text: the page lays it out, programs read the text. */
export function encode(outgoing: Pick<Outgoing, 'card' | 'mention'>, people: Person[]): Replacement {
  const mentions = outgoing.mention.map((each) => personCalled(people, each)?.key ?? each)
  return { text: plainText(outgoing.card), mentions: [...new Set(mentions)], card: outgoing.card }
}

export const buttonsOf = (card: Card | null): Button[] => (card ? [...card.buttons, ...card.more] : [])

export function apiMessage(message: RoomMessage): ApiMessage {
  const { room, sender, at, text, mentions, card } = message
  const actions = buttonsOf(card).map(({ action, label, inputs }) => ({ action, label, inputs }))
  const threadId = message.threadId === null ? null : String(message.threadId)
  return { id: String(message.id), room, threadId, from: sender, at, text, mentions, actions }
}
