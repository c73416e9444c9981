// What is said: slowly, each key once, confirmed by its own echo. What never came back is said once more, marked.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Outcome, SendAsked } from '../protocol.ts'
import { Journal } from './journal.ts'

/** `open`: said, and it may still come back. */
type State = 'open' | 'confirmed' | 'unknown'

const entry = z.object({
  key: z.string(),
  times: z.number().int(),
  state: z.enum(['open', 'confirmed', 'unknown']),
  id: z.string().nullable(),
  to: z.string(),
  /** Of what was said, each time, without its text: an echo may come after it was said once more. */
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

/** Longer than the desk tries. */
const KEPT_MS = 2 * 24 * 3_600_000
/** Lines of the journal; then only what still counts is left in it. */
const COMPACT_AFTER = 2_000
/** A puppet that has not answered by then has an unknown outcome. */
const SAY_MS = 15_000

export class Sends {
  private readonly journal: Journal
  private readonly entries = new Map<string, Entry>()
  private readonly running = new Map<string, Promise<Outcome>>()
  private readonly echoes = new Map<Entry, (id: string) => void>()
  private turn: Promise<void> = Promise.resolve()
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
    // Whoever waited for it has died.
    for (const each of this.entries.values()) if (each.state === 'open') each.state = 'unknown'
    this.compact()
  }

  get resent(): number {
    return this.resentBefore
  }

  /** The same key while it is being said answers the same outcome. */
  send(asked: SendAsked): Promise<Outcome> {
    const running = this.running.get(asked.key)
    if (running) return running
    const sending = this.once(asked).finally(() => this.running.delete(asked.key))
    this.running.set(asked.key, sending)
    return sending
  }

  /** Something of our own was heard: whichever of what is open it is. */
  echo(to: string, text: string, id: string): void {
    const print = printOf(text)
    const alike = [...this.entries.values()].filter((each) => each.prints.includes(print) && each.state !== 'confirmed')
    // Ids of chats change with the login: what was said before a death is known by its text alone.
    const found = alike.find((each) => each.to === to) ?? alike.find((each) => !this.echoes.has(each))
    if (found === undefined) return
    const heard = this.echoes.get(found)
    // Taken at once: the next echo of the same words is another one's.
    this.echoes.delete(found)
    Object.assign(found, { state: 'confirmed', id })
    if (heard) heard(id)
    else if (found.key !== '') this.record(found)
  }

  /** A word to oneself that is neither kept nor repeated: whether it came back. */
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
    // It may have come back meanwhile.
    const now = this.entries.get(asked.key)
    if (now?.state === 'confirmed') return { kind: 'confirmed', id: now.id ?? '' }
    if (!this.voice.loggedIn()) return { kind: 'unsent', error: 'WeChat is not logged in' }
    const text = before === undefined ? asked.text : `${asked.againMark}${asked.text}`
    if (before !== undefined) {
      this.resentBefore += 1
      this.journal.append({ resent: this.resentBefore }, { durably: false })
    }
    // Written before it is said: a death in between must not leave a message that nobody knows of.
    const entry = this.record({
      key: asked.key,
      times: (before?.times ?? 0) + 1,
      state: 'open',
      id: null,
      to: asked.to,
      prints: [...(before?.prints ?? []), printOf(text)],
      at: Date.now(),
    })
    return this.said(entry, text, asked.mention)
  }

  private async said(entry: Entry, text: string, mention: string[]): Promise<Outcome> {
    let timer: NodeJS.Timeout | undefined
    const echoed = new Promise<string>((resolve) => this.echoes.set(entry, resolve))
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), this.timing.echoMs)
    })
    let error = 'it did not come back'
    const saying = within(SAY_MS, () => this.voice.say(entry.to, text, mention)).catch((caught: unknown) => {
      // Said or not, only an echo can tell.
      error = caught instanceof Error ? caught.message : String(caught)
      return undefined
    })
    const known = saying.then((id) => id ?? new Promise<string>(() => {}))
    const id = await Promise.race([echoed, known, late])
    clearTimeout(timer)
    this.echoes.delete(entry)
    const state: State = id === null ? 'unknown' : 'confirmed'
    if (entry.key !== '') this.record({ ...entry, state, id })
    if (id !== null) return { kind: 'confirmed', id }
    return entry.times >= 2 ? { kind: 'never', error } : { kind: 'again', error }
  }

  private record(entry: Entry): Entry {
    this.journal.append(entry, { durably: true })
    this.entries.set(entry.key, entry)
    this.written += 1
    if (this.written > COMPACT_AFTER) this.compact()
    return entry
  }

  private compact(): void {
    for (const [key, { at, state }] of this.entries)
      if (state !== 'open' && Date.now() - at > KEPT_MS) this.entries.delete(key)
    const kept = [...this.entries.values()].filter(({ key }) => key !== '')
    this.journal.replace([{ resent: this.resentBefore }, ...kept])
    this.written = 0
  }

  /** One after the other, with a pause as of somebody who types. */
  private myTurn(): Promise<void> {
    const [least, most] = this.timing.paceMs
    const before = this.turn
    this.turn = before.then(
      () =>
        new Promise((resolve) => {
          setTimeout(resolve, least + Math.random() * (most - least))
        }),
    )
    return before
  }
}

/** The transfer helper: a chat that every account has with itself. */
export const SELF = 'filehelper'

/** White space changes on the way, and `<` may come back as `&lt;`. */
const printOf = (text: string): string =>
  createHash('sha256')
    .update(
      text
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&')
        .replace(/<br\s*\/?>|[\s\u2005]/gu, ''),
    )
    .digest('hex')

async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the puppet did not answer')), ms)
  })
  return Promise.race([work(), late]).finally(() => clearTimeout(timer))
}
