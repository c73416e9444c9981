// A written day of a duty office, and how it is played: who says what, where and when, in the built-in room of a drill.
import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { DAY, type Instant, MINUTE } from '../../domain/calendar/instant.ts'

const TIME = /^(?:\+(\d) )?([01]\d|2[0-3]):([0-5]\d)$/
const time = z.string().regex(TIME)

const file = z.strictObject({
  begins: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
  ends: time,
  messages: z.array(
    z.strictObject({
      at: time,
      who: z.string(),
      room: z.string(),
      /** The case in whose thread it is said. */
      on: z.number().int().positive().optional(),
      zh: z.string(),
      en: z.string(),
    }),
  ),
})

export interface Line {
  /** Milliseconds after the day began. */
  after: number
  who: string
  room: string
  on: number | null
  text: { 'zh-CN': string; en: string }
}

export interface WrittenDay {
  begins: Instant
  /** Milliseconds after it began. */
  ends: number
  lines: Line[]
}

const folder = new URL('../../../docs/day/', import.meta.url)
export const DAY_SCRIPT = fileURLToPath(new URL('script.yaml', folder))
export const DAY_POLICY = fileURLToPath(new URL('policy.yaml', folder))

/** Throws what is wrong with the file. */
export async function readDay(path = DAY_SCRIPT): Promise<WrittenDay> {
  const { begins, ends, messages } = file.parse(parse(await readFile(path, 'utf8')))
  const start = afterMidnight(begins.slice(11))
  const lines = messages.map(({ at, on = null, zh, en, ...line }) => ({
    ...line,
    on,
    after: afterMidnight(at) - start,
    text: { 'zh-CN': zh, en },
  }))
  return { begins: onWall(begins), ends: afterMidnight(ends) - start, lines }
}

/** Where a day is played: a room that can be read and written, on a clock that can be waited for. */
export interface Stage {
  lang: 'zh-CN' | 'en'
  /** Resolves when so many milliseconds of the day have passed. */
  until(after: number): Promise<void>
  write(line: { who: string; room: string; text: string; replyTo: string | null }): Promise<void>
  messages(room: string, who: string): Promise<{ id: string; text: string }[]>
  /** Left out where nothing more comes by waiting: resolves after a moment; false when it has been long enough. */
  pause?(tried: number): Promise<boolean>
}

export async function playDay({ lines, ends }: WrittenDay, stage: Stage): Promise<void> {
  for (const { after, who, room, on, text } of lines) {
    await stage.until(after)
    const replyTo = on === null ? null : await threadOf(stage, on, room, who)
    await stage.write({ who, room, text: text[stage.lang], replyTo })
  }
  await stage.until(ends)
}

// The desk's first message about a case in a room stands in the case's thread there.
async function threadOf(stage: Stage, number: number, room: string, who: string): Promise<string> {
  for (let tried = 1; ; tried += 1) {
    const messages = await stage.messages(room, who)
    const card = messages.find(({ text }) => text.includes(`#${number} `))
    if (card !== undefined) return card.id
    if (!(await stage.pause?.(tried))) throw new Error(`the room ${room} has no thread of case #${number} yet`)
  }
}

/** On a slow machine a card comes later than minutes of a day that is played fast. */
const PAUSE_MS = 250
const LONGEST_WAIT_MS = 60_000

/** Plays it over HTTP in a drill that runs at `speed`; speaking as somebody else is allowed nowhere else. */
export function liveStage(url: string, lang: Stage['lang'], speed: number): Stage {
  const began = Date.now()
  const call = async (path: string, who: string, body?: object) => {
    const headers = { 'zhiban-as': who, 'x-zhiban': 'room', 'content-type': 'application/json' }
    const request = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
    const answer = await fetch(`${url}/api/v1/room/${path}`, request)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    lang,
    until: (after) => setTimeout(Math.max(0, began + after / speed - Date.now())),
    write: async ({ who, room, text, replyTo }) => {
      await call('messages', who, replyTo === null ? { room, text } : { room, text, replyTo })
    },
    messages: async (room, who) => (await call(`messages?room=${room}&limit=1000`, who)).messages,
    pause: async (tried) => {
      await setTimeout(PAUSE_MS)
      return tried * PAUSE_MS < LONGEST_WAIT_MS
    },
  }
}

/** The day's plan is for one time zone. */
const onWall = (text: string): Instant => new Date(`${text.replace(' ', 'T')}:00+08:00`).toISOString()

function afterMidnight(text: string): number {
  const [, days = '0', hours, minutes] = TIME.exec(text) ?? []
  return Number(days) * DAY + (Number(hours) * 60 + Number(minutes)) * MINUTE
}
