// How cases begin: forwarded in the room, as a record or a picture, pushed over the API or by a monitoring product.
import { HOUR, later, MINUTE } from '../../../src/domain/calendar/instant.ts'
import { Playing } from './playing.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'
import { link, matter } from './texts.ts'

export interface Openings {
  stage: Stage
  random: Random
  /** Numbers for links and ids: none twice. */
  fresh(): number
}

const WATCHERS = ['li', 'wang']

/** A link in the duty room, with some words. */
export async function forwarded(on: Openings): Promise<Playing> {
  const { stage, random } = on
  const before = await lastNumber(stage)
  const said = `${matter(random)} ${link(random, on.fresh())}`
  await stage.write(random.pick(WATCHERS), 'duty', said)
  return playing(on, await newAfter(stage, before))
}

/** Pushed over the API: with figures, a text alone, a level, a department, found earlier or published before. */
export async function pushed(on: Openings, more: object = {}, as?: string): Promise<Playing> {
  const { random } = on
  const body = { url: link(random, on.fresh()), title: matter(random), ...more }
  return playing(on, await on.stage.push(body, as))
}

export const textOnly = (on: Openings): Promise<Playing> => {
  const text = `${matter(on.random)}，群众反映第${on.fresh()}次，请有关单位尽快处理。`
  return pushed(on, { url: undefined, title: undefined, text }, 'wang')
}

export const foundEarlier = (on: Openings, hours: number, more: object = {}): Promise<Playing> =>
  pushed(on, {
    discoveredAt: later(on.stage.now, -hours * HOUR),
    publishedAt: later(on.stage.now, -(hours * 60 + 95) * MINUTE),
    ...more,
  })

export async function fromProduct(on: Openings, figures: object, more: object = {}): Promise<Playing> {
  const { stage, random } = on
  const n = on.fresh()
  const item = { id: `n-${n}`, link: link(random, n), title: matter(random), site: '新闻网', ...figures, ...more }
  const [number] = await stage.pushHook([item])
  if (number === undefined) throw new Error('the push opened nothing')
  return playing(on, number)
}

/** A chat's record passed on as one message: links and a text are posts of one case. */
export async function fromRecord(on: Openings, who = 'li'): Promise<Playing> {
  const { stage, random } = on
  const before = await lastNumber(stage)
  const parts = [
    { text: `${matter(random)} ${link(random, on.fresh())}` },
    { text: `同一件事 https://news.example/r/${on.fresh()}` },
    { text: `有家长说第${on.fresh()}次看到这里积水，一直没有人来处理` },
    { text: '收到' },
  ]
  await stage.write(who, 'duty', '', { parts })
  return playing(on, await newAfter(stage, before))
}

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** A screenshot by itself. */
export async function fromPicture(on: Openings): Promise<Playing> {
  const { stage } = on
  const before = await lastNumber(stage)
  const bytes = Buffer.concat([Buffer.from(PNG, 'base64'), Buffer.from(String(on.fresh()))])
  await stage.write('li', 'duty', '', { files: [{ kind: 'image', name: null, bytes }] })
  return playing(on, await newAfter(stage, before))
}

/** A file in the case's own thread of the duty room. */
export async function attaches(on: Openings, { number }: Playing, thread: string): Promise<void> {
  const bytes = Buffer.from(`%PDF-1.4\n1 0 obj<<>>endobj\n% ${on.fresh()}\ntrailer<<>>\n%%EOF\n`)
  await on.stage.write('li', 'duty', '', { thread, files: [{ kind: 'file', name: `情况说明${number}.pdf`, bytes }] })
}

const playing = ({ stage, random }: Openings, number: number) => new Playing(stage, random, number)

export async function lastNumber({ database }: Stage): Promise<number> {
  const [row] = await database.plainly((session) => session.query('SELECT max(number) AS last FROM cases'))
  return Number(row?.last ?? 0)
}

export async function newAfter(stage: Stage, before: number): Promise<number> {
  const last = await lastNumber(stage)
  if (last <= before) throw new Error('no case was opened')
  return last
}
