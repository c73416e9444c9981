// One Chinese sentence that explains a due instant.
import { type Stretch, stretchesOf } from '../stretches.ts'
import type { Times } from '../times.ts'
import type { ExplainedClock } from '../wording.ts'
import { names } from './names.ts'

export function why({ kind, dueAt, why }: ExplainedClock, times: Times): string {
  const { base, baseAt, fallback, within, passedOver, uncoveredYears, committed, ordered, dayOnly } = why
  const head = `${names.clock[kind]} ${times.exact(dueAt)}：`
  const from = `${times.bare(baseAt, dueAt)}（${names.base[fallback ? 'discovered' : base]}）`
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
