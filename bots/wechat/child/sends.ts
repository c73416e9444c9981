// Sends messages: slowly, each key once, confirmed by their own echo. A message without an echo is sent once more, marked.
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { withTimeout } from '../../../src/with-timeout.ts'
import type { Outcome, SendAsked } from '../process/protocol.ts'
import { errorText } from './error-text.ts'
import { Journal } from './journal.ts'
import { isTheSame, printOf } from './said-text.ts'

/** `open`: sent, and its echo may still arrive. */
type State = 'open' | 'confirmed' | 'unknown'

const entry = z.object({
  key: z.string(),
  times: z.number().int(),
  state: z.enum(['open', 'confirmed', 'unknown']),
  id: z.string().nullable(),
  to: z.string(),
  /** Hashes of the text of each attempt: an echo may arrive after the message was sent again. */
  prints: z.array(z.string()),
  at: z.number(),
})
type Entry = z.infer<typeof entry>
const counted = z.object({ resent: z.number().int() })

export interface Voice {
  loggedIn(): boolean
  /** Answers the id where the puppet knows it. */
  say(to: string, text: string, mention: string[]): Promise<string | undefined>
}

interface Timing {
  echoMs: number
  paceMs: [number, number]
}

/** Longer than the desk retries. */
const KEPT_MS = 2 * 24 * 3_600_000
/** Lines of the journal before it is compacted. */
const COMPACT_AFTER = 2_000
/** A puppet that has not answered by then has an unknown outcome. */
const SAY_MS = 15_000

export class Sends {
  private readonly journal: Journal
  private readonly entries = new Map<string, Entry>()
  private readonly running = new Map<string, Promise<Outcome>>()
  private readonly echoes = new Map<Entry, { text: string; back: (id: string) => void }>()
  /** Confirmed by the puppet's answer: their echoes are still to come, and confirm no other message. */
  private readonly toCome = new Set<string>()
  /** Keys of messages sent in this login, during which ids of chats do not change. */
  private readonly ofLogin = new Set<string>()
  private turn: Promise<void> = Promise.resolve()
  /** When something was last said; on the process's own clock. */
  private saidAt = Number.NEGATIVE_INFINITY
  private resentBefore = 0
  private written = 0

  constructor(
    folder: string,
    private readonly voice: Voice,
    private readonly timing: Timing,
  ) {
    this.journal = new Journal(join(folder, 'said.jsonl'))
    for (const value of this.journal.lines()) {
      const read = entry.safeParse(value)
      if (read.success) this.entries.set(read.data.key, read.data)
      const count = counted.safeParse(value)
      if (count.success) this.resentBefore = count.data.resent
    }
    // The process that waited for its echo has ended.
    for (const each of this.entries.values()) if (each.state === 'open') each.state = 'unknown'
    this.compact()
  }

  get resent(): number {
    return this.resentBefore
  }

  /** The same key while it is being sent gets the same outcome. */
  send(asked: SendAsked): Promise<Outcome> {
    const running = this.running.get(asked.key)
    if (running) return running
    const sending = this.once(asked).finally(() => this.running.delete(asked.key))
    this.running.set(asked.key, sending)
    return sending
  }

  login(): void {
    this.ofLogin.clear()
  }

  /** A message of the account itself was received: finds the open one that it confirms. */
  echo(to: string, text: string, id: string): void {
    const found = this.whose(to, text, id)
    if (found === undefined || this.toCome.delete(found.key)) return
    const waiting = this.echoes.get(found)
    // Removed at once: the next echo of the same text belongs to another message.
    this.echoes.delete(found)
    Object.assign(found, { state: 'confirmed', id })
    if (waiting) waiting.back(id)
    else if (found.key !== '') this.note(found)
  }

  private whose(to: string, text: string, id: string): Entry | undefined {
    const all = [...this.entries.values()]
    const told = all.find((each) => each.id === id)
    if (told !== undefined) return this.toCome.has(told.key) ? told : undefined
    const print = printOf(text)
    const alike = all.filter((each) => each.prints.includes(print))
    const open = alike.filter(({ state }) => state !== 'confirmed')
    return (
      alike.find((each) => each.to === to && this.toCome.has(each.key)) ??
      open.find((each) => each.to === to) ??
      // Ids of chats change with the login: an earlier message is recognised by its text alone.
      open.find(({ key }) => !this.ofLogin.has(key)) ??
      this.changedOnTheWay(to, text)
    )
  }

  /** Cut, or its emoji spelt out; only where it can belong to one message only. */
  private changedOnTheWay(to: string, text: string): Entry | undefined {
    const waiting = [...this.echoes].filter(([each, said]) => each.to === to && isTheSame(said.text, text))
    return waiting.length === 1 ? waiting[0]?.[0] : undefined
  }

  /** A test message to the account itself, neither stored nor retried: whether it is echoed. */
  async tryOut(text: string): Promise<Outcome> {
    const entry: Entry = {
      key: '',
      times: 1,
      state: 'open',
      id: null,
      to: SELF,
      prints: [printOf(text)],
      at: Date.now(),
    }
    this.entries.set(entry.key, entry)
    try {
      return await this.said(entry, text, [])
    } finally {
      this.entries.delete(entry.key)
    }
  }

  private async once(asked: SendAsked): Promise<Outcome> {
    const before = this.entries.get(asked.key)
    if (before?.state === 'confirmed') return { kind: 'confirmed', id: before.id ?? '' }
    if (before !== undefined && before.times >= 2)
      return { kind: 'never', error: 'it was said twice, and never came back' }
    await this.myTurn()
    await this.untilPaused()
    // Its echo may have arrived meanwhile.
    const now = this.entries.get(asked.key)
    if (now?.state === 'confirmed') return { kind: 'confirmed', id: now.id ?? '' }
    if (!this.voice.loggedIn()) return { kind: 'unsent', error: 'WeChat is not logged in' }
    const text = now === undefined ? asked.text : `${asked.againMark}${asked.text}`
    const entry: Entry = {
      key: asked.key,
      times: (now?.times ?? 0) + 1,
      state: 'open',
      id: null,
      to: asked.to,
      prints: [...(now?.prints ?? []), printOf(text)],
      at: Date.now(),
    }
    try {
      // Written before it is sent: a crash in between must not leave a message without a record.
      this.record(entry)
    } catch (error) {
      return { kind: 'unsent', error: errorText(error) }
    }
    if (now !== undefined) this.count()
    return this.said(entry, text, asked.mention)
  }

  private async said(entry: Entry, text: string, mention: string[]): Promise<Outcome> {
    this.ofLogin.add(entry.key)
    const echoed = new Promise<string>((back) => this.echoes.set(entry, { text, back }))
    let error = 'it did not come back'
    const say = () => {
      this.saidAt = performance.now()
      return this.voice.say(entry.to, text, mention)
    }
    const saying = withTimeout(SAY_MS, say, { error: 'the puppet did not answer' }).catch((caught: unknown) => {
      // Only an echo tells whether it was sent.
      error = errorText(caught)
      return undefined
    })
    const known = saying.then((id) => id ?? new Promise<string>(() => {}))
    const id = await withTimeout(this.timing.echoMs, () => Promise.race([echoed, known]), { answer: null })
    // Still waiting for its echo: the puppet's answer confirmed it.
    if (this.echoes.delete(entry) && id !== null && entry.key !== '') this.toCome.add(entry.key)
    const state: State = id === null ? 'unknown' : 'confirmed'
    if (entry.key !== '') this.note({ ...entry, state, id })
    if (id !== null) return { kind: 'confirmed', id }
    return entry.times >= 2 ? { kind: 'never', error } : { kind: 'again', error }
  }

  private record(entry: Entry): void {
    this.journal.append(entry, { durably: true })
    this.entries.set(entry.key, entry)
    this.written += 1
    if (this.written > COMPACT_AFTER) this.compact()
  }

  /** Records the outcome; on a full disk in memory only, so that after a restart it is sent again, marked. */
  private note(entry: Entry): void {
    this.entries.set(entry.key, entry)
    try {
      this.record(entry)
    } catch {
      // Nothing more can be done for it.
    }
  }

  private count(): void {
    this.resentBefore += 1
    try {
      this.journal.append({ resent: this.resentBefore }, { durably: false })
    } catch {
      // A statistic: no reason to fail the message.
    }
  }

  private compact(): void {
    this.written = 0
    for (const [key, { at, state }] of this.entries)
      if (state !== 'open' && Date.now() - at > KEPT_MS) {
        this.entries.delete(key)
        this.toCome.delete(key)
        this.ofLogin.delete(key)
      }
    const kept = [...this.entries.values()].filter(({ key }) => key !== '')
    try {
      this.journal.replace([{ resent: this.resentBefore }, ...kept])
    } catch {
      // The disk is full: the file stays as long as it was.
    }
  }

  /** What was said later than in its turn (the disk was slow) is not followed at once by the next. */
  private async untilPaused(): Promise<void> {
    const [least] = this.timing.paceMs
    for (let left = this.left(least); left > 0; left = this.left(least)) await setTimeout(left)
  }

  private readonly left = (pauseMs: number): number => Math.ceil(this.saidAt + pauseMs - performance.now())

  /** One after the other, with pauses as long as somebody needs to type. */
  private myTurn(): Promise<void> {
    const [least, most] = this.timing.paceMs
    const before = this.turn
    this.turn = before.then(() => setTimeout(least + Math.random() * (most - least)))
    return before
  }
}

/** The transfer helper: a chat that every account has with itself. */
export const SELF = 'filehelper'
