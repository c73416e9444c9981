// The lives of cases from end to end, and where they may stop: each a story that waits in between.
import { DAY, HOUR, MINUTE } from '../../../src/domain/calendar/instant.ts'
import { attaches, forwarded, fromRecord, type Openings } from './openings.ts'
import { Playing } from './playing.ts'
import type { Story } from './schedule.ts'
import { note, progress, reason, reply, replyLink, toldPrivately } from './texts.ts'

export type Telling = (on: Openings) => Story

/** The steps of an ordinary case, as far as wanted. */
export type Reached = 'triage' | 'waiting' | 'handling' | 'reviewing' | 'approved' | 'watching' | 'closed'
const STEPS: Reached[] = ['triage', 'waiting', 'handling', 'reviewing', 'approved', 'watching', 'closed']

/** Brought on without delay; `unit` is how long a step takes. */
export async function* bring(on: Openings, played: Playing, to: Reached, lead = '城管局', unit = 7 * MINUTE): Story {
  const { random } = on
  const steps: (() => Promise<void>)[] = [
    async () => {},
    () => played.does('zhou', 'assign', { department: lead }),
    () => played.department('contact', 'claim'),
    () => played.department('contact', 'draft', { text: reply(random) }),
    () => played.approved(),
    () => played.department('contact', 'publish', { url: replyLink(on.fresh()) }),
    () => played.does('zhou', 'close', { reason: '已答复，无新情况' }),
  ]
  for (const step of steps.slice(1, STEPS.indexOf(to) + 1)) {
    yield unit
    await step()
  }
}

export const stopsAt = (to: Reached, unit = 7 * MINUTE): Telling =>
  async function* (on) {
    const played = await forwarded(on)
    const lead = on.random.pick(['urban', '住建', '卫健委', 'education'])
    yield* bring(on, played, to, lead, unit)
  }

export async function* lateEverywhere(on: Openings): Story {
  const played = await forwarded(on)
  yield 2 * HOUR
  await played.does('zhou', 'assign', { department: '住建局', co: '城管局,卫健委' })
  yield 3 * HOUR
  await played.department('contact', 'claim')
  yield 5 * HOUR
  await played.states('respond', { text: '已关注，正在核实。' }, replyLink(on.fresh()))
  yield 30 * HOUR
  await played.department('contact', 'draft', { text: reply(on.random) })
  yield 3 * HOUR
  await played.approved()
  yield 4 * HOUR
  await played.does('xu', 'publish', toldPrivately(on.stage, '电话答复来电人'))
}

export async function* reassigned(on: Openings): Story {
  const played = await forwarded(on)
  yield* bring(on, played, 'handling', 'urban')
  yield 5 * MINUTE
  await played.does('zhou', 'assign', { department: '卫健委', co: '城管局' })
  yield 20 * MINUTE
  await played.department('contact', 'claim')
  yield 4 * MINUTE
  await played.does('zhou', 'assign', { department: '卫健委', co: '教育局' })
}

export async function* claimedByMany(on: Openings): Story {
  const played = await forwarded(on)
  yield* bring(on, played, 'handling', '教育局')
  yield 6 * MINUTE
  await played.department('head', 'claim')
  yield 6 * MINUTE
  await played.department('contact', 'unclaim')
  yield 6 * MINUTE
  await played.department('head', 'unclaim')
  yield 90 * MINUTE
  await played.department('head', 'claim')
  await played.department('contact', 'claim')
  yield 6 * MINUTE
  await played.department('head', 'draft', { text: reply(on.random) })
  yield 6 * MINUTE
  await played.department('contact', 'unclaim')
}

/** At the gravest level, sent back in between; its head wrote it, so that somebody stands in. */
export async function* manyTurns(on: Openings): Story {
  const played = await forwarded(on)
  yield* bring(on, played, 'handling', 'urban')
  await played.does('zhou', 'level', { level: '1', reason: reason(on.random) })
  yield 5 * MINUTE
  await played.department('head', 'draft', { text: reply(on.random) })
  yield 5 * MINUTE
  await played.decides('approve')
  yield 15 * MINUTE
  await played.decides('send-back', { reason: '请补充整改时限' })
  yield 10 * MINUTE
  await played.department('contact', 'draft', { text: reply(on.random) })
  yield 10 * MINUTE
  await played.department('contact', 'progress', { text: progress(on.random) })
  await played.approved()
  yield 10 * MINUTE
  await played.department('contact', 'progress', { text: progress(on.random) })
}

export const promises = (kept: boolean): Telling =>
  async function* (on) {
    const played = await forwarded(on)
    yield* bring(on, played, 'handling', '住建局')
    await played.states('commit', { date: '1wd', text: '需协调施工单位' }, replyLink(on.fresh()))
    yield 25 * MINUTE
    await played.states('commit', { date: '2wd', text: '材料未到' }, replyLink(on.fresh()))
    yield 20 * MINUTE
    // The promised date stands whatever the level.
    await played.does('zhou', 'level', { level: '1', reason: reason(on.random) })
    yield kept ? HOUR : 6 * DAY
    if (kept) await played.department('contact', 'draft', { text: reply(on.random) })
  }

/** The draft lies with its approver past the reply's due instant. */
export async function* heldTooLong(on: Openings): Story {
  const played = await forwarded(on)
  yield* bring(on, played, 'reviewing', 'urban')
  yield 40 * HOUR
  await played.decides('send-back', { reason: '事实不清' })
  yield HOUR
  await played.department('contact', 'draft', { text: reply(on.random) })
  yield HOUR
  await played.approved()
}

export async function* record(on: Openings): Story {
  const played = await fromRecord(on)
  const { stage } = on
  yield 3 * MINUTE
  const { posts } = await played.state()
  const url = posts.find((post) => post.url !== null)?.url ?? ''
  await played.does('zhou', 'drop', { posts: encodeURIComponent(url) })
  yield 2 * MINUTE
  const message = await stage.write('wang', 'duty', `补充 https://news.example/w/${on.fresh()}`)
  // Within half a minute of one's own forward: what is typed under it belongs to it.
  await stage.write('wang', 'duty', '这条是同一地点', { thread: message })
  yield 5 * MINUTE
  await stage.happens({ kind: 'recall', room: 'duty', messageId: message, at: stage.now })
  yield 5 * MINUTE
  await played.does('zhou', 'note', { text: note(on.random) })
}

/** Forwarded, commented under, with files and a further post in its thread, then taken back. */
export async function* thread(on: Openings): Story {
  const { stage } = on
  const message = `root${on.fresh()}`
  const url = `https://bbs.example.org/thread-${on.fresh()}-1-1.html`
  await stage.write('li', 'duty', `${url}`, { messageId: message })
  await stage.write('li', 'duty', '评论已过百', { thread: message })
  yield 4 * MINUTE
  const played = await caseOfLink(on, url)
  await attaches(on, played, message)
  yield 4 * MINUTE
  await stage.write('wang', 'duty', `后续 https://news.example/t/${on.fresh()}`, { thread: message })
  await attaches(on, played, message)
  yield 4 * MINUTE
  await stage.happens({ kind: 'recall', room: 'duty', messageId: message, at: stage.now })
  yield* bring(on, played, on.random.pick(['waiting', 'handling', 'watching'] as const), 'urban')
}

async function caseOfLink(on: Openings, url: string): Promise<Playing> {
  const [row] = await on.stage.database.plainly((session) =>
    session.query('SELECT case_number AS number FROM posts WHERE url = $1', [url]),
  )
  if (row === undefined) throw new Error(`nobody knows ${url}`)
  return new Playing(on.stage, on.random, Number(row.number))
}
