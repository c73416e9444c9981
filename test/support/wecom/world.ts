// Groups, people, and what was said where: the platform's side of every command that is not about the connection.
import { createHash } from 'node:crypto'
import { OK, type Refusal, refusedCard, refusedRobot, refusedSend } from './checks.ts'
import { BOT_LIMITS, ROBOT_LIMITS, Windows } from './limits.ts'
import { mentionsIn, type Shown, type ShownCard, textOfCard } from './shown.ts'

/** How long an event may be answered. */
const ANSWER_MS = 5_000
/** Of a req_id that is none, or is too old: seen on the platform. */
const INVALID_REQ_ID: Refusal = { errcode: 846605, errmsg: 'invalid req_id' }
/** Of one that was answered: seen on the platform. */
const ANSWERED: Refusal = { errcode: 846606, errmsg: 'request already responded, cannot respond again' }
/** Of the bot: seen on the platform, which has a code of its own for it. */
const BOT_TOO_MANY: Refusal = { errcode: 846607, errmsg: 'aibot send msg frequency limit exceeded' }
const TOO_MANY: Refusal = { errcode: 45009, errmsg: 'api freq out of limit' }
/** Documented in words only; the number is that of chats which are none. */
const NOT_SPOKEN_TO: Refusal = { errcode: 93006, errmsg: 'invalid chatid' }
const NO_ROBOT: Refusal = { errcode: 93000, errmsg: 'invalid webhook url' }

interface Answerable {
  kind: 'press' | 'enter'
  at: number
  by: string
  shown: Shown | null
  answered: boolean
}

export class World {
  /** Members by the group's id. */
  readonly groups = new Map<string, Set<string>>()
  readonly shown: Shown[] = []
  /** Chats in which somebody has spoken to the bot. */
  readonly spoken = new Set<string>()
  readonly welcomes: { to: string; text: string }[] = []
  /** The chats of robots by their keys. */
  readonly robots = new Map<string, string>()
  private readonly tasks = new Set<string>()
  private readonly answerable = new Map<string, Answerable>()
  private readonly windows = new Windows()

  constructor(
    private readonly now: () => number,
    private readonly limited: boolean,
  ) {}

  add(given: Pick<Shown, 'chat' | 'by' | 'from' | 'msgtype' | 'text'> & Partial<Shown>): Shown {
    const shown: Shown = { mentions: [], card: null, cardOf: new Map(), at: this.now(), ...given }
    this.shown.push(shown)
    return shown
  }

  /** From now on that event may be answered once. */
  mayAnswer(reqId: string, kind: Answerable['kind'], by: string, shown: Shown | null = null): void {
    this.answerable.set(reqId, { kind, at: this.now(), by, shown, answered: false })
  }

  wasAnswered(reqId: string): boolean {
    return this.answerable.get(reqId)?.answered ?? true
  }

  command(cmd: string, reqId: string, body: Record<string, unknown>): Refusal {
    if (cmd === 'aibot_send_msg') return this.send(body)
    if (cmd === 'aibot_respond_update_msg') return this.update(reqId, body)
    if (cmd === 'aibot_respond_welcome_msg') return this.welcome(reqId, body)
    return { errcode: 40058, errmsg: `invalid cmd ${cmd}` }
  }

  /** A robot's webhook. */
  robot(key: string, body: Record<string, unknown>): Refusal {
    const chat = this.robots.get(key)
    if (chat === undefined) return NO_ROBOT
    const refused = refusedRobot(body)
    if (refused) return refused
    if (this.limited && !this.windows.take(`robot:${key}`, this.now(), ROBOT_LIMITS)) return TOO_MANY
    const part = body[String(body.msgtype)] as { content: string; mentioned_list?: string[] }
    const mentions = [...mentionsIn(part.content), ...(part.mentioned_list ?? [])]
    this.add({ chat, by: 'robot', from: key, msgtype: String(body.msgtype), text: part.content, mentions })
    return OK
  }

  private send(body: Record<string, unknown>): Refusal {
    const chat = String(body.chatid)
    if (!this.spoken.has(chat)) return NOT_SPOKEN_TO
    const refused = refusedSend(body, this.tasks)
    if (refused) return refused
    if (this.limited && !this.windows.take(`bot:${chat}`, this.now(), BOT_LIMITS)) return BOT_TOO_MANY
    if (body.msgtype === 'markdown') {
      const { content } = body.markdown as { content: string }
      this.add({ chat, by: 'bot', from: 'bot', msgtype: 'markdown', text: content, mentions: mentionsIn(content) })
      return OK
    }
    const card = body.template_card as ShownCard
    this.tasks.add(card.task_id)
    this.add({ chat, by: 'bot', from: 'bot', msgtype: 'template_card', text: textOfCard(card), card })
    return OK
  }

  /** Once for each press, within its time, and by the same task. */
  private update(reqId: string, body: Record<string, unknown>): Refusal {
    const asked = this.taken(reqId, 'press')
    if ('errcode' in asked) return asked
    if (!asked.shown) return INVALID_REQ_ID
    const refused = refusedCard(body.template_card, null)
    if (refused) return refused
    const card = body.template_card as ShownCard
    if (card.task_id !== asked.shown.card?.task_id) return { errcode: 40058, errmsg: 'task_id is another' }
    const people = (body.userids as string[] | undefined) ?? []
    if (people.length === 0) {
      asked.shown.card = card
      asked.shown.cardOf.clear()
      asked.shown.text = textOfCard(card)
    }
    for (const each of people) asked.shown.cardOf.set(each, card)
    return OK
  }

  private welcome(reqId: string, body: Record<string, unknown>): Refusal {
    const asked = this.taken(reqId, 'enter')
    if ('errcode' in asked) return asked
    const { content } = (body.text ?? {}) as { content?: string }
    if (body.msgtype !== 'text' || !content) return { errcode: 40058, errmsg: 'invalid text' }
    this.welcomes.push({ to: asked.by, text: content })
    return OK
  }

  private taken(reqId: string, kind: Answerable['kind']): Answerable | Refusal {
    const asked = this.answerable.get(reqId)
    if (asked?.kind !== kind || this.now() - asked.at > ANSWER_MS) return INVALID_REQ_ID
    if (asked.answered) return ANSWERED
    asked.answered = true
    return asked
  }
}

/** As the platform's ids look: base64, with what base64 has. */
export const idOf = (...parts: (string | number)[]): string =>
  createHash('sha256').update(parts.join(':')).digest('base64').slice(0, 27).concat('=')
