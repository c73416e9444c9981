// Chinese sentences that explain a due instant, how late it was, and how long a case took.
import type { Instant } from '../../domain/calendar/instant.ts'
import type { ExplainedRung, NamedHolder, WholeTime } from '../../domain/notice/explained.ts'
import { type Stretch, stretchesOf } from '../stretches.ts'
import type { Times } from '../times.ts'
import type { ExplainedClock } from '../wording.ts'
import { clockName, list } from './base.ts'
import { names } from './names.ts'

export function why({ kind, dueAt, why, about }: ExplainedClock, times: Times, seenFrom?: Instant): string {
  const { base, baseAt, fallback, within, passedOver, uncoveredYears, committed, ordered, dayOnly } = why
  const head = `${clockName({ kind, ...(about ? { about } : {}) })} ${seenFrom === undefined ? times.exact(dueAt) : times.bare(dueAt, seenFrom)}：`
  const from = `${times.bare(baseAt, seenFrom ?? dueAt)}（${names.base[fallback ? 'discovered' : base]}）`
  if (committed && kind === 'promise')
    return `${head}责任单位已于${times.bare(baseAt, seenFrom ?? dueAt)}公开承诺在此时间前兑现；兑现后请登记。`
  if (ordered) {
    const otherwise = committed ? '责任单位承诺的日期' : `自${from}起${times.within(within)}`
    return `${head}上级要求在此时间前反馈，答复不得迟于该时限（原按${otherwise}，晚于该时限）。`
  }
  if (committed)
    return `${head}责任单位已承诺在此时间前答复（承诺期限最长${times.within(within)}）；原自${from}起算的时限不再适用。`
  const known = fallback ? '帖文发布时间不详，' : dayOnly ? '帖文发布时间只知日期，从当日0时起算，' : ''
  const counted = `${known}自${from}起${times.within(within)}`
  const days = stretchesOf(passedOver).map((stretch) => said(stretch, times))
  const years =
    uncoveredYears.length > 0 ? [`${uncoveredYears.join('、')}年法定节假日安排尚未收录，暂按平常工作日推算`] : []
  return `${head}${[counted, ...days, ...years].join('；')}。`
}

/** How late the clock is, or was: also against a due instant that was moved after it had passed. */
export function howLate({ dueAt, late, struck }: ExplainedRung, times: Times, at: Instant): string[] {
  const before = struck === undefined ? [] : [`　　更正发布时间前曾计逾期${times.span(struck)}，已不计。`]
  if (late === null) return before
  const moved = dueAt > late.from ? `（自${times.bare(late.from, at)}起，改期不免除）` : ''
  const charged = late.holder === null ? '' : `，主要在${holderName(late.holder)}手中`
  return [`　　已逾期${times.span(late.millis)}${moved}${charged}。`, ...before]
}

/** From the discovery to the answer on record, and in whose hands. */
export function wholeTime(whole: WholeTime | null, times: Times, at: Instant): string[] {
  if (whole === null) return []
  const { from, until, millis, shares } = whole
  const told = shares.map(
    ({ holder, millis: each }) => `${holder === null ? '未记录' : holderName(holder)}${times.span(each)}`,
  )
  const end = until === null ? '至今' : `至${times.bare(until, at)}`
  return [
    `全程用时：自${times.bare(from, at)}发现${end}，共${times.span(millis)}${told.length > 0 ? `（${list(told)}）` : ''}。`,
  ]
}

const holderName = (holder: NamedHolder): string => ('name' in holder ? holder.name : names.role[holder.role])

function said({ first, last, why, names: holidays }: Stretch, times: Times): string {
  const days = times.dates(first, last)
  const called = holidays.length > 0 ? `（${holidays.join('、')}）` : ''
  switch (why) {
    case 'holiday':
      return `${days}${called}放假，不计`
    case 'make-up':
      return `${days}调休上班，计入`
    case 'closure':
      return `${days}本单位休息，不计`
    case 'opening':
      return `${days}本单位上班，计入`
    case 'weekend':
      return `${days}休息，不计`
    case 'workday':
      return `${days}上班，计入`
  }
}
