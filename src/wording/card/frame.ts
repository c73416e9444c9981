// The frame that every card about a case shares: number, title, level mark, link to the post, at most three buttons.
import type { Subject } from '../../domain/notice/notice.ts'
import { shorten } from '../../domain/text/text.ts'
import { type Button, type Card, type LevelMark, MARKS } from './card.ts'

/** How much of a long text a message shows where it need not be read whole. */
export const EXCERPT = 300
/** Of what somebody typed, quoted back in a refusal. */
export const QUOTE = 30

export interface Body {
  overdue?: boolean
  lines: string[]
  /** A field without a value is left out. */
  fields?: [label: string, value: string | null][]
  next?: string | null
  link?: Card['link']
  buttons?: Button[]
}

export function aboutCase(subject: Subject, level: string, linkLabel: string, body: Body): Card {
  const { number, title, url } = subject
  const buttons = body.buttons ?? []
  return {
    case: number,
    level: levelMark(subject, level),
    overdue: body.overdue ?? false,
    title: `#${number} ${shorten(title.replace(/\s+/g, ' ').trim(), 60)}`.trim(),
    lines: body.lines.filter((line) => line.trim() !== ''),
    fields: (body.fields ?? []).flatMap(([label, value]) => (value ? [{ label, value }] : [])),
    next: body.next ?? null,
    link: body.link ?? (url === null ? null : { label: linkLabel, url }),
    buttons: buttons.slice(0, 3),
    more: buttons.slice(3),
  }
}

function levelMark({ level, levels }: Subject, name: string): LevelMark {
  const grade = gradeAmong(level, levels)
  return { number: level, name, mark: MARKS[grade - 1] ?? '●', grade }
}

export const markOf = (number: number, of?: number): string => MARKS[gradeAmong(number, of) - 1] ?? '●'

/**
 * By a level's place in its plan, not by its number: the gentlest is always ●, and ▲▲ the gravest of three or more. `of`:
 * how many levels there are, 1 being the gravest; a notice of an earlier version does not say.
 */
function gradeAmong(number: number, of = Math.max(number, MARKS.length)): number {
  if (number >= of) return MARKS.length
  return Math.min(of < 3 ? number + 1 : number, MARKS.length - 1)
}
