// Receives frames: a message is stored, a pressed button is answered at once.
import type { WsFrame } from '@wecom/aibot-node-sdk'
import type { ChannelHost, RawIncoming } from '../../src/channel.ts'
import { withTimeout } from '../../src/with-timeout.ts'
import type { Card } from '../../src/wording/card/card.ts'
import type { Answer, Frames } from './connection/connection.ts'
import { Arrivals } from './connection/receive-buffer.ts'
import { isReadable, pressIn } from './decode/decode.ts'
import type { Stored } from './decode/stored.ts'
import { timingOf, type WecomDeps } from './deps.ts'
import type { Failure } from './failure.ts'
import { heardKey, isId } from './ids.ts'
import { readButton } from './send/button.ts'
import { pressedCard, templateCardOf } from './send/template-card.ts'
import { wordsOf } from './words.ts'

export const CHANNEL = 'wecom'

/** The platform waits five seconds for the answer to a pressed button, network time included. */
const PRESS_BUDGET_MS = 3_500
const DEEPEST = 60

type Fields = Record<string, unknown>

/** Neither `message` nor `event` throws: the SDK would not handle it. */
export class Receiving implements Frames {
  readonly arrivals: Arrivals
  private readonly heard = new Map<string, string>()
  private readonly busy = new Set<Promise<void>>()

  constructor(
    private readonly deps: WecomDeps,
    private readonly host: ChannelHost,
  ) {
    const keep = async (raw: RawIncoming) => {
      // First: the desk may answer as soon as it has the message, and then the chat must be known.
      await this.remember(raw.body as Stored)
      await host.accept(raw)
    }
    this.arrivals = new Arrivals(keep, deps.log, timingOf(deps).keepAgainMs)
  }

  message(frame: WsFrame): void {
    const raw = this.rawOf('message', frame)
    if (raw !== null) this.arrivals.take(raw)
  }

  event(frame: WsFrame, answer: Answer): void {
    const body = fieldsOf(frame.body)
    const kind = fieldsOf(body?.event)?.eventtype
    if (kind === 'enter_chat') this.begin(this.welcome(answer))
    if (body === null || pressIn(body) === null) return
    const raw = this.rawOf('event', frame)
    if (raw !== null) this.begin(this.press(raw, body, answer))
  }

  /** Resolves once what was received is durable, or the time for that is up. */
  async stop(): Promise<void> {
    while (this.busy.size > 0) await Promise.all(this.busy)
    await this.arrivals.stop()
  }

  private begin(work: Promise<unknown>): void {
    const watched: Promise<void> = work
      .then(() => {})
      .catch((error: unknown) =>
        this.deps.log.warn({ err: error }, 'wecom: something that came in was not followed up'),
      )
      .finally(() => this.busy.delete(watched))
    this.busy.add(watched)
  }

  /** Null for what cannot be stored: it has no id, or is nested too deeply. */
  private rawOf(kind: Stored['kind'], frame: WsFrame): RawIncoming | null {
    const body = fieldsOf(frame.body)
    const { msgid } = body ?? {}
    const problem =
      body === null || !isId(msgid) ? 'it has no id' : deeper(body, DEEPEST) ? 'it is nested too deeply' : null
    if (body === null || problem !== null) {
      this.deps.log.error({ kind, problem }, 'wecom: something that came in was left out')
      return null
    }
    // A secret: whoever has it can answer as the bot.
    const { response_url: _url, ...kept } = body
    const stored: Stored = { v: 1, kind, body: kept, receivedAt: this.deps.now() }
    return { channel: CHANNEL, key: `${kind}:${String(msgid)}`, lane: laneOf(stored), body: stored }
  }

  /** From now on the platform lets the bot send to that chat. */
  private async remember({ body }: Stored): Promise<void> {
    const group = body.chattype === 'group' && isId(body.chatid)
    const place = group ? body.chatid : fieldsOf(body.from)?.userid
    const kind = group ? 'group' : 'single'
    if (!isId(place) || this.heard.get(place) === kind) return
    if ((await this.deps.keeping.get(heardKey(place))) !== kind) await this.deps.keeping.set(heardKey(place), kind)
    this.heard.set(place, kind)
  }

  private async welcome(answer: Answer): Promise<void> {
    this.tell(await answer.welcome(wordsOf(this.deps.lang).welcome), 'a welcome')
  }

  private async press(raw: RawIncoming, body: Fields, answer: Answer): Promise<void> {
    const { deps, host } = this
    const words = wordsOf(deps.lang)
    const { key = null, task = null } = pressIn(body) ?? {}
    const button = readButton(key)
    // A button of a card that is not the desk's.
    if (button === null) return
    const by = fieldsOf(body.from)?.userid
    if (!isReadable(raw.body as Stored) || !isId(by)) {
      deps.log.error({ event: raw.key }, 'wecom: a pressed button does not say by whom or where')
      return
    }
    const acting = host.act(raw).catch((error: unknown) => {
      // It is not lost: stored later, it is decided like a typed command.
      deps.log.warn({ event: raw.key, err: error }, 'wecom: a pressed button cannot be kept yet')
      this.arrivals.take(raw)
      return 'late' as const
    })
    const acted = await withTimeout(PRESS_BUDGET_MS, () => acting, { answer: 'late' as const })
    if (!isId(task)) return
    const shown =
      acted !== 'late' && !acted.refused && acted.card !== null ? this.cardOf(acted.card, button.direct, task) : null
    const text = acted === 'late' || !acted.done ? words.pending : (acted.text ?? words.done)
    const card = shown ?? pressedCard(button, { by, text, lang: deps.lang, taskId: task })
    // A refusal is shown to the person who pressed; the others keep their buttons.
    const people = acted !== 'late' && acted.refused ? [by] : []
    this.tell(await answer.card(card, people), 'the answer to a pressed button')
  }

  private cardOf(card: Card, direct: boolean, task: string) {
    const { lang, settings } = this.deps
    return templateCardOf(card, { lang, bot: settings.name, mention: [], direct }, task)
  }

  private tell(failure: Failure | null, what: string): void {
    if (failure !== null) this.deps.log.warn({ error: failure.error }, `wecom: ${what} was not taken`)
  }
}

/** The chat. What cannot be decoded is retried until it is set aside: in a lane of its own, or it would hold up its chat. */
function laneOf(stored: Stored): string {
  if (!isReadable(stored)) return 'unreadable'
  const { chatid, chattype, from } = stored.body
  const person = fieldsOf(from)?.userid
  return chattype !== 'single' && isId(chatid) ? chatid : isId(person) ? person : 'unreadable'
}

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null

/** Without recursion: it protects recursive code from a stack overflow. */
function deeper(value: unknown, most: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
  }
  return false
}
