// The card of what the service says of itself: about no case, with nothing to press.
import type { Card } from './card.ts'

/** An empty line is left out. */
export const serviceCard = (title: string, { lines, next }: { lines: string[]; next: string }): Card => ({
  case: null,
  level: null,
  overdue: false,
  title,
  lines: lines.filter((line) => line !== ''),
  fields: [],
  next,
  link: null,
  buttons: [],
  more: [],
})
