// The accounts of all reminders summed up: in their rooms, or withdrawn unsent, and what ended their clocks.
import type { Told } from './account.ts'
import type { Texts } from './texts.ts'

export interface Said {
  events: number
  /** Of the events: in each of their places, in some, in none. */
  whole: number
  partly: number
  unsaid: number
  messages: number
  /** Of what is missing, by what ended the clock before it could be sent; and how long it had waited at most. */
  ended: Record<'met' | 'held' | 'moved' | 'cancelled', number>
  waitedMs: number
}

export interface Accounts {
  reminded: Said
  overtaken: Said
  /** Cases that have a notice of what was overtaken by their reply clock: a message more than `reminded` events. */
  overtakenReplies: number
  /** Cases whose last `reminded` event is in no room. */
  lastUnsaid: number
  texts: Omit<Texts, 'findings'>
}

export function sumOf(told: Told[], { compared, atOtherInstants }: Texts): Accounts {
  const reminded = told.filter(({ type }) => type === 'reminded')
  const overtaken = told.filter(({ type }) => type === 'overtaken')
  const last = new Map(reminded.map((each) => [each.case, each]))
  const replies = overtaken.filter(({ clock, shown }) => clock.startsWith('reply-') && shown > 0)
  return {
    reminded: saidOf(reminded),
    overtaken: saidOf(overtaken),
    overtakenReplies: new Set(replies.map((each) => each.case)).size,
    lastUnsaid: [...last.values()].filter(({ shown }) => shown === 0).length,
    texts: { compared, atOtherInstants },
  }
}

function saidOf(told: Told[]): Said {
  const said: Said = {
    events: told.length,
    whole: 0,
    partly: 0,
    unsaid: 0,
    messages: 0,
    ended: { met: 0, held: 0, moved: 0, cancelled: 0 },
    waitedMs: 0,
  }
  for (const { places, shown, unsent } of told) {
    said.messages += shown
    if (shown === places) said.whole += 1
    else if (shown > 0) said.partly += 1
    else said.unsaid += 1
    if (unsent === null) continue
    said.ended[unsent.end] += 1
    said.waitedMs = Math.max(said.waitedMs, unsent.waitedMs)
  }
  return said
}

export function linesOf({ reminded, overtaken, overtakenReplies, lastUnsaid, texts }: Accounts): [string, string][] {
  return [
    ['reminded events', sentence(reminded)],
    ['overtaken events', `${sentence(overtaken)}; ${overtakenReplies} cases have one of their reply clock`],
    ['last reminder unsaid', `${lastUnsaid} cases`],
    ['texts', `${texts.compared} compared; ${texts.atOtherInstants} there again of other instants`],
  ]
}

function sentence({ events, whole, partly, unsaid, messages, ended, waitedMs }: Said): string {
  const whys = Object.entries(ended).filter(([, count]) => count > 0)
  const why = whys.map(([end, count]) => `${count} ${end}`).join(', ')
  const missing = why === '' ? '' : `; withdrawn since the clock was ${why}, after ${waitedMs} ms at most`
  return `${events}, ${messages} messages: ${whole} in all their places, ${partly} in some, ${unsaid} in none${missing}`
}
