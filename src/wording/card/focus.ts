// What both languages' case cards choose from the facts: the clock that is waited for, and how much of a draft to show.
import type { CardFacts } from '../../domain/case/card-facts.ts'
import { shorten } from '../../domain/text/text.ts'
import { EXCERPT } from './frame.ts'

export type FacedClock = CardFacts['clocks'][number]

/** The clocks, the next due first; while a draft is being reviewed it is the approver who is waited for. */
export function nextFirst({ clocks, status }: CardFacts): FacedClock[] {
  const review = status === 'reviewing' ? clocks.filter(({ kind }) => kind === 'review') : []
  return [...review, ...clocks.filter((clock) => !review.includes(clock))]
}

/** Whole where it may be approved, since whoever decides must have read it whole; the beginning elsewhere. */
export function draftToShow({ turn, allowed }: CardFacts): string {
  const text = turn?.text ?? ''
  return allowed.includes('approve') ? text : shorten(text, EXCERPT / 3)
}
