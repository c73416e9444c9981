// Pressing a button of a card: once, never sent again, answered within three seconds, the answer's shape checked.
import { cardTrouble } from './card-check.ts'
import { callbackOf, isObject, type Json, parsedCard, topElements, withDescendants, wordsOf } from './card-tree.ts'
import type { Events } from './events.ts'
import { type Filled, filledForm } from './form.ts'
import { replaceCard, tooOld } from './sending.ts'
import type { Reply, Transport } from './transport.ts'
import type { Message, World } from './world.ts'

/** What the person sees. The codes are those that the client shows. */
export type Clicked =
  | { ok: true; toast: string | null; toastType: string | null; cardChanged: boolean }
  | { ok: false; code: number }

export interface ShownButton {
  label: string
  /** What tells the app which button it is: a value called `action`, or else the button's name. */
  action: string
}

interface FoundButton extends ShownButton {
  element: Json
  form: Json | null
}

export interface CardToken {
  messageId: string
  until: number
  usesLeft: number
  /** The answer to the callback has gone out; before that the card may not be changed by the token. */
  answered: boolean
}

export interface ClickParts {
  world: World
  events: Events
  transport(): Transport
}

const tokenLifeMs = 30 * 60_000

export class Clicks {
  readonly tokens = new Map<string, CardToken>()

  constructor(private readonly parts: ClickParts) {}

  async press(messageId: string, openId: string, button: string, values: Filled = {}): Promise<Clicked> {
    const { world, events } = this.parts
    const message = world.message(messageId)
    const chat = world.chat(message.chatId)
    if (message.deleted) throw new Error('the message was recalled: there is nothing to press')
    if (!chat.members.has(openId)) throw new Error(`${world.user(openId).name} does not see ${chat.name}`)
    const action = actionOf(theButton(message, button), values)
    if (tooOld(world, message)) return { ok: false, code: 230031 }
    const token = `c-${world.ids.hex(40)}`
    const held: CardToken = { messageId, until: world.now() + tokenLifeMs, usesLeft: 2, answered: false }
    this.tokens.set(token, held)
    const reply = await this.parts
      .transport()
      .deliver(events.pressed(message, world.user(openId), action, token).payload)
    held.answered = true
    return this.shown(message, reply)
  }

  private shown(message: Message, reply: Reply): Clicked {
    if (!reply.ok) return { ok: false, code: codes[reply.why] }
    const answer = reply.body ?? {}
    if (!isObject(answer) || !isWellFormed(answer)) return { ok: false, code: 200672 }
    const toast = answer.toast as { type?: string; content?: string } | undefined
    const card = answer.card as { data: Json } | undefined
    if (card) {
      const content = JSON.stringify(card.data)
      if (Buffer.byteLength(content) > 30 * 1024 || cardTrouble(card.data)) return { ok: false, code: 200673 }
      replaceCard(this.parts.world, message, content)
    }
    return {
      ok: true,
      toast: toast?.content ?? null,
      toastType: toast ? (toast.type ?? 'info') : null,
      cardChanged: card !== undefined,
    }
  }
}

/** The buttons that a person can press now, in reading order. */
export function buttonsOf(content: string): ShownButton[] {
  return foundIn(content).map(({ label, action }) => ({ label, action }))
}

const codes = { nobody: 200340, late: 200341, unreachable: 200343, refused: 200671 }

function theButton(message: Message, wanted: string): FoundButton {
  if (message.type !== 'interactive') throw new Error('the message is no card')
  const there = foundIn(message.content)
  const byAction = there.filter(({ action }) => action === wanted)
  const byLabel = there.filter(({ label }) => label === wanted)
  const found = byLabel.length > 0 ? byLabel : byAction
  if (found[0] && found.length === 1) return found[0]
  const list = there.map(({ label, action }) => `${label} (${action})`).join(', ') || 'no button'
  throw new Error(`the card has ${found.length === 0 ? 'no' : 'more than one'} ${wanted}; it has ${list}`)
}

function foundIn(content: string): FoundButton[] {
  return topElements(parsedCard(content)).flatMap((top) =>
    withDescendants(top)
      .filter((element) => element.tag === 'button' && element.disabled !== true && sendsSomething(element))
      .map((element) => ({
        label: wordsOf(element.text),
        action: String(callbackOf(element)?.action ?? element.name ?? ''),
        element,
        form: top.tag === 'form' ? top : null,
      })),
  )
}

const sendsSomething = (element: Json) => callbackOf(element) !== null || element.form_action_type === 'submit'

function actionOf({ element, form }: FoundButton, values: Filled): object {
  const value = callbackOf(element)
  const carried = value === null ? {} : { value }
  const submits = form !== null && element.form_action_type === 'submit'
  if (!submits) {
    if (Object.keys(values).length > 0) throw new Error('the button stands in no form: there is nothing to fill in')
    const name = element.name === undefined ? {} : { name: element.name }
    return { ...carried, tag: 'button', timezone: 'Asia/Shanghai', ...name }
  }
  const form_value = filledForm(form, element, values)
  return { ...carried, tag: 'button', timezone: 'Asia/Shanghai', form_value, name: element.name }
}

function isWellFormed(answer: Json): boolean {
  const { toast, card, ...rest } = answer
  if (Object.keys(rest).length > 0) return false
  if (toast !== undefined && !isToast(toast)) return false
  return card === undefined || (isObject(card) && card.type === 'raw' && isObject(card.data))
}

const isToast = (toast: unknown) =>
  isObject(toast) &&
  ['info', 'success', 'error', 'warning', undefined].includes(toast.type as string | undefined) &&
  typeof toast.content === 'string' &&
  Object.keys(toast).every((key) => ['type', 'content', 'i18n'].includes(key))
