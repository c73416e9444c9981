// What is added to a card that was made elsewhere: the service's name, clocks that are late, what became of it, a text cut.
import type { LateClock } from '../domain/notice/notice.ts'
import { SERVICE } from '../domain/org/org.ts'
import { shorten } from '../domain/text/text.ts'
import type { Card } from './card/card.ts'
import { EXCERPT } from './card/frame.ts'
import { lateness, type Times } from './times.ts'
import type { Asides } from './wording.ts'

/** Wherever somebody is named, the service itself has a name. */
export function withService(card: Card, service: string): Card {
  const said = (text: string) => text.replaceAll(SERVICE, service)
  return {
    ...card,
    title: said(card.title),
    lines: card.lines.map(said),
    fields: card.fields.map(({ label, value }) => ({ label, value: said(value) })),
    next: card.next === null ? null : said(card.next),
  }
}

export function withLate(card: Card, late: LateClock[] | undefined, { late: said }: Asides, times: Times): Card {
  if (late === undefined || late.length === 0) return card
  const isLate = late.some(({ dueAt, at }) => lateness(dueAt, at) !== 'left')
  const lines = [...card.lines, ...late.map((each) => said(each, times))]
  return { ...card, lines, overdue: card.overdue || isLate }
}

/** Without its buttons; in place of what was asked it says that it is over. */
export const settled = (card: Card, next: string): Card => ({ ...card, next, overdue: false, buttons: [], more: [] })

/** Longer texts are said whole once in a place. */
export const isLong = (text: string): boolean => text.length > EXCERPT

export const abridged = (card: Card, text: string, whole: string): Card => ({
  ...card,
  lines: card.lines.map((line) => (line === text ? `${shorten(text, EXCERPT / 3)}${whole}` : line)),
})
