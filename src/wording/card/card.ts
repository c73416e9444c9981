// The neutral card: what is said, in order, without layout. Channels lay it out; `plainText` says all of it.

export interface Field {
  label: string
  value: string
}

export type Input =
  /** A day and a time of day on the institution's wall: `2026-11-28T09:30`, or as people write it. */
  | { kind: 'instant'; name: string; label: string; required: boolean }
  | { kind: 'text'; name: string; label: string; lines: number; required: boolean }
  | { kind: 'choice'; name: string; label: string; options: { value: string; label: string }[]; required: boolean }
  /** Any number of them: the value is the options' values with commas between. */
  | { kind: 'choices'; name: string; label: string; options: { value: string; label: string }[]; required: boolean }

export interface Button {
  /** The command's type (`claim`, `approve` …). */
  action: string
  label: string
  tone: 'primary' | 'plain' | 'grave'
  /** What must be filled in before it is pressed; none for one tap. */
  inputs: Input[]
  /** What is typed instead, before and after the case's number; null where it must be chosen from a list. */
  typed: { command: string; rest: string } | null
}

export interface Choice {
  value: string
  label: string
}

/** What may be chosen from. Without departments or levels the person types the name, as the command takes names too. */
export interface Choices {
  departments?: Choice[]
  levels?: Choice[]
  /** Several may be chosen. */
  posts?: Choice[]
  /** Of these one: not asked where there is but one. */
  post?: Choice[]
}

export interface LevelMark {
  number: number
  name: string
  /** ▲▲, ▲, ◆ or ●: readable without colour. */
  mark: string
  /** Which of the four colours goes with the mark, 1 the gravest; a card that an earlier version stored does not say. */
  grade?: number
}

/** By grade. */
export const MARKS = ['▲▲', '▲', '◆', '●'] as const

export const gradeOf = ({ grade, number }: LevelMark): number => grade ?? Math.min(number, MARKS.length)

export interface Card {
  case: number | null
  level: LevelMark | null
  overdue: boolean
  title: string
  lines: string[]
  fields: Field[]
  /** The next due instant or the one thing to do: shown bold. */
  next: string | null
  link: { label: string; url: string } | null
  /** At most three, the likeliest first. */
  buttons: Button[]
  more: Button[]
}

/** `/签收 #23`, `/拟稿 #23 〈答复稿全文〉`: what can be typed in place of a button; null where nothing can. */
export const usageOf = ({ typed }: Button, number: number | null): string | null =>
  typed && [typed.command, number === null ? '' : `#${number}`, typed.rest].filter(Boolean).join(' ')

/** A card that is about no case. */
export const answerCard = (
  title: string,
  { lines, fields = [], next = null }: { lines: string[]; fields?: Field[]; next?: string | null },
): Card => ({
  case: null,
  level: null,
  overdue: false,
  title,
  lines,
  fields,
  next,
  link: null,
  buttons: [],
  more: [],
})

/** Everything that the card says, as plain text; buttons are left to `buttons`. */
export function plainText(card: Card): string {
  const mark = card.level ? `${card.level.mark} ${card.level.name} ` : ''
  const link = card.link ? [labelled(card.link.label, card.link.url)] : []
  const fields = card.fields.map(({ label, value }) => labelled(label, value))
  const next = card.next === null ? [] : [card.next]
  return [`${mark}${card.title}`, ...card.lines, ...fields, ...link, ...next].filter((line) => line.trim()).join('\n')
}

/** `状态：办理中`, `Status: in hand`: the label's own script chooses the colon, so that no caller need know the language. */
export const labelled = (label: string, value: string): string =>
  `${label}${/\p{Script=Han}$/u.test(label) ? '：' : ': '}${value}`
