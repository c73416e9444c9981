// English sentences that explain a due instant, how late it was, and how long a case took.
import type { Instant } from '../../domain/calendar/instant.ts'
import type { ExplainedRung, NamedHolder, WholeTime } from '../../domain/notice/explained.ts'
import { type Stretch, stretchesOf } from '../stretches.ts'
import type { Times } from '../times.ts'
import type { ExplainedClock } from '../wording.ts'
import { clockName, list } from './base.ts'
import { names } from './names.ts'

export function why({ kind, dueAt, why, about }: ExplainedClock, times: Times, seenFrom?: Instant): string {
  const { base, baseAt, fallback, within, passedOver, uncoveredYears, committed, ordered, dayOnly } = why
  const head = `${clockName({ kind, ...(about ? { about } : {}) })} ${seenFrom === undefined ? times.exact(dueAt) : times.bare(dueAt, seenFrom)}:`
  const from = `${times.bare(baseAt, seenFrom ?? dueAt)} (${names.base[fallback ? 'discovered' : base]})`
  if (committed && kind === 'promise')
    return `${head} the department has promised it in public by then (on ${times.bare(baseAt, seenFrom ?? dueAt)}); what fulfils it is to be recorded.`
  if (ordered) {
    const otherwise = committed ? 'the date that the department committed to' : `${times.within(within)} from ${from}`
    return `${head} the superior body wants the answer by then, and the reply is due no later (otherwise ${otherwise}, which is after it).`
  }
  if (committed) {
    const cap = times.within(within)
    return `${head} the department has committed to this date (at most ${cap} ahead); it is no longer counted from ${from}.`
  }
  const counted = `${times.within(within)} from ${from}`
  const day = dayOnly ? ['only the day of its publication is known: counted from 00:00'] : []
  const unknown = fallback ? ['the post’s time of publication is not known'] : day
  const days = stretchesOf(passedOver).map((stretch) => said(stretch, times))
  const years = list(uncoveredYears.map(String))
  const assumed = years ? [`the official holidays of ${years} are not on record, so plain weekdays were assumed`] : []
  return `${head} ${[counted, ...unknown, ...days, ...assumed].join('; ')}.`
}

/** How late the clock is, or was: also against a due instant that was moved after it had passed. */
export function howLate({ dueAt, late, struck }: ExplainedRung, times: Times, at: Instant): string[] {
  const before =
    struck === undefined
      ? []
      : [`  ${times.span(struck)} had been counted as overdue before the time of publication was corrected; no longer.`]
  if (late === null) return before
  const moved = dueAt > late.from ? ` (since ${times.bare(late.from, at)}; a later date does not undo it)` : ''
  const charged = late.holder === null ? '' : `, mostly with ${holderName(late.holder)}`
  return [`  Overdue by ${times.span(late.millis)}${moved}${charged}.`, ...before]
}

/** From the discovery to the answer on record, and in whose hands. */
export function wholeTime(whole: WholeTime | null, times: Times, at: Instant): string[] {
  if (whole === null) return []
  const { from, until, millis, shares } = whole
  const told = shares.map(
    ({ holder, millis: each }) => `${holder === null ? 'not on record' : holderName(holder)} ${times.span(each)}`,
  )
  const end = until === null ? 'until now' : `until ${times.bare(until, at)}`
  const hands = told.length > 0 ? ` (${list(told)})` : ''
  return [`Whole time: ${times.span(millis)} from the discovery on ${times.bare(from, at)} ${end}${hands}.`]
}

const holderName = (holder: NamedHolder): string => ('name' in holder ? holder.name : names.role[holder.role])

const HOLIDAYS: Record<string, string> = {
  元旦: 'New Year’s Day',
  春节: 'Spring Festival',
  清明: 'Tomb-sweeping Day',
  劳动节: 'Labour Day',
  端午: 'Dragon Boat Festival',
  中秋: 'Mid-Autumn Festival',
  国庆节: 'National Day',
}

function said({ first, last, why, names: holidays }: Stretch, times: Times): string {
  const days = times.dates(first, last)
  const called = holidays.length > 0 ? ` (${holidays.map((name) => HOLIDAYS[name] ?? name).join(', ')})` : ''
  switch (why) {
    case 'holiday':
      return `${days}${called} not counted`
    case 'make-up':
      return `${days} worked to make up, counted`
    case 'closure':
      return `${days} closed here, not counted`
    case 'opening':
      return `${days} worked here, counted`
    case 'weekend':
      return `${days} not worked, not counted`
    case 'workday':
      return `${days} worked, counted`
  }
}
