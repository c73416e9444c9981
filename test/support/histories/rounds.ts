// What comes after the reply: look-backs, quiet and spoken ends, second rounds; and what is not for us.
import { DAY, HOUR, MINUTE } from '../../../src/domain/calendar/instant.ts'
import { bring, type Telling } from './lives.ts'
import { forwarded, foundEarlier, fromProduct, type Openings, pushed } from './openings.ts'
import type { Story } from './schedule.ts'
import { note, progress, reason, reply, replyLink, toldPrivately } from './texts.ts'

/** Each look-back is on record when it is due, and the watch ends by itself. */
export async function* endsQuietly(on: Openings): Story {
  const played = await forwarded(on)
  yield* bring(on, played, 'watching', on.random.pick(['urban', 'health']))
  for (const wait of [25 * HOUR, 50 * HOUR, 5 * DAY]) {
    yield wait
    if ((await played.state()).status === 'watching') await played.does('zhou', 'note', { text: '回访：无新增评论' })
  }
  const { status } = await played.state()
  if (status !== 'closed') throw new Error(`#${played.number} is ${status} after its last look-back`)
}

/** Nobody looks back: reminded, then late. */
export async function* lookedAtLate(on: Openings): Story {
  const played = await forwarded(on)
  yield* bring(on, played, 'watching', '住建局')
  yield 58 * HOUR
  await played.does('wang', 'note', { text: '回访：略有讨论' })
}

export const rebounds = (level: string | null): Telling =>
  async function* (on) {
    const played = await forwarded(on)
    if (level !== null) await played.does('zhou', 'level', { level, reason: reason(on.random) })
    yield* bring(on, played, 'watching', 'urban')
    yield 3 * HOUR
    await played.sightedAgain('li')
    yield 10 * MINUTE
    await played.department('contact', 'claim')
    yield HOUR
    await played.department('contact', 'draft', { text: reply(on.random) })
  }

export const reopenedFrom = (status: 'watching' | 'closed'): Telling =>
  async function* (on) {
    const played = await forwarded(on)
    yield* bring(on, played, status, '卫健委')
    yield 2 * HOUR
    await played.does('zhou', 'reopen', { reason: '来电人称问题未解决' })
    yield* on.random.chance(0.5) ? again(on, played) : []
  }

async function* again(on: Openings, played: Awaited<ReturnType<typeof forwarded>>): Story {
  yield 20 * MINUTE
  await played.department('head', 'claim')
  yield 20 * MINUTE
  await played.states('respond', { text: '正在再次核查。' }, replyLink(on.fresh()))
  yield 20 * MINUTE
  await played.department('contact', 'draft', { text: reply(on.random) })
  yield 20 * MINUTE
  await played.approved()
  yield 20 * MINUTE
  await played.department('contact', 'publish', toldPrivately(on.stage, '上门答复'))
}

export const dismissedAt = (status: 'triage' | 'waiting' | 'handling', reopened: boolean): Telling =>
  async function* (on) {
    const played = await forwarded(on)
    yield* bring(on, played, status, '教育局')
    yield 3 * MINUTE
    await played.does('zhou', 'dismiss', { reason: '不属本市职责，已转相关单位' })
    yield HOUR
    await played.sightedAgain('wang')
    if (!reopened) return
    await played.does('zhou', 'reopen', { reason: '经核属本市' })
    yield HOUR
    await played.does('zhou', 'note', { text: note(on.random) })
  }

/** Found hours ago: rungs are past before they could be said. */
export const foundLate = (at: string | null, more: object = {}): Telling =>
  async function* (on) {
    if (at !== null) yield on.stage.toWall(at)
    const played = await foundEarlier(on, 9, { ...more, department: 'urban' })
    yield 10 * MINUTE
    await played.department('contact', 'claim')
  }

/** A graver level has less time: what was to come is past. */
export const raisedLate = (at: string | null, to: string): Telling =>
  async function* (on) {
    if (at !== null) yield on.stage.toWall('19:40')
    const played = await foundEarlier(on, 2)
    yield 10 * MINUTE
    await played.does('zhou', 'assign', { department: 'urban' })
    yield at === null ? 170 * MINUTE : on.stage.toWall(at)
    await played.does('zhou', 'level', { level: to, reason: reason(on.random) })
    yield 9 * HOUR
    if (on.random.chance(0.5)) await played.department('contact', 'claim')
  }

/** Back to a level that lacks what the graver one asked for. */
export async function* lowered(on: Openings): Story {
  const played = await forwarded(on)
  await played.does('zhou', 'level', { level: '1', reason: reason(on.random) })
  yield* bring(on, played, 'handling', 'urban')
  await played.department('contact', 'progress', { text: progress(on.random) })
  yield 30 * MINUTE
  await played.department('contact', 'draft', { text: reply(on.random) })
  yield 30 * MINUTE
  await played.does('zhou', 'level', { level: String(on.stage.policy.opensAt), reason: '已平息' })
  yield 30 * MINUTE
  await played.decides('send-back', { reason: '语气生硬' })
}

/** Held at night, past its due instant, and given back before the morning. */
export async function* sentBackAtNight(on: Openings): Story {
  yield on.stage.toWall('20:10')
  const played = await forwarded(on)
  await played.does('zhou', 'level', { level: '2', reason: reason(on.random) })
  yield* bring(on, played, 'reviewing', '卫健委')
  yield on.stage.toWall('23:50')
  await played.decides('send-back', { reason: '补充现场照片说明' })
}

/** Forwarded so often, or with such figures, that a rule raises it. */
export async function* growing(on: Openings): Story {
  const played = await fromProduct(on, { reads: 900, comments: 12 })
  yield 10 * MINUTE
  for (const who of ['li', 'wang', 'zhou']) {
    await played.sightedAgain(who)
    yield 4 * MINUTE
  }
  const [post] = (await played.state()).posts
  await pushed(on, { url: post?.url, title: undefined, metrics: { reads: 12_000, comments: 700, outlets: 6 } })
  yield* bring(on, played, 'handling', 'urban')
  if (typeof (await played.state()).levelSetBy === 'object') throw new Error('no rule has raised it')
}

/** A person's level is sticky: a rule only suggests. */
export async function* sticky(on: Openings): Story {
  const levels = on.stage.policy.levels
  const gentlest = levels.at(-1)?.number ?? 1
  const played = await pushed(on, { level: gentlest, department: '城管局', metrics: { reads: 20 } }, 'zhou')
  yield 10 * MINUTE
  const [post] = (await played.state()).posts
  await pushed(on, { url: post?.url, title: undefined, metrics: { reads: 200_000, comments: 9_000, outlets: 12 } })
  yield* bring(on, played, 'triage')
}

/** Opened graver than usual by its figures alone. */
export const opensGrave = (figures: object): Telling =>
  async function* (on) {
    const played = await fromProduct(on, figures, { published: '2026-09-01T08:00:00+08:00' })
    yield* bring(on, played, on.random.pick(['triage', 'waiting', 'approved'] as const), 'health')
  }
