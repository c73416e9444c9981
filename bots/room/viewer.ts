// Buttons belong to whoever looks on: of a card those that this person may press now, the likeliest first.
import type { Card } from '../../src/wording/card/card.ts'
import type { Pressable, RoomDeps } from './deps.ts'
import type { RoomMessage } from './store.ts'

const MOST_BUTTONS = 3

/** For cards of these messages and these people; everything where the room is not told who may what. */
export async function viewersOf(
  deps: RoomDeps,
  messages: RoomMessage[],
  people: string[],
): Promise<(message: RoomMessage, person: string) => RoomMessage> {
  const asked = messages.flatMap(({ card, room }) => (hasButtons(card) ? [{ case: card.case, room }] : []))
  const may = asked.length === 0 || people.length === 0 ? undefined : await deps.pressable?.(asked, people)
  return (message, person) => (may === undefined ? message : seenBy(message, person, may))
}

function seenBy(message: RoomMessage, person: string, may: Pressable): RoomMessage {
  const { card, room } = message
  if (!hasButtons(card)) return message
  const allowed = may(person, card.case, room)
  const all = [...card.buttons, ...card.more].filter(({ action }) => allowed.has(action))
  return { ...message, card: { ...card, buttons: all.slice(0, MOST_BUTTONS), more: all.slice(MOST_BUTTONS) } }
}

const hasButtons = (card: Card | null): card is Card & { case: number } =>
  card !== null && card.case !== null && card.buttons.length + card.more.length > 0
