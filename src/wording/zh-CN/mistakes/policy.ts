// What is wrong with a policy file: its times, and what its parts are to each other.
import { formatDuration, formatOffset } from '../../../domain/calendar/duration.ts'
import type { Base, ClockKind } from '../../../domain/policy/policy.ts'
import type { Figure } from '../../../domain/policy/policy-mistakes.ts'
import type { MistakeSentences } from '../../mistakes/words.ts'
import { list } from '../base.ts'
import { names } from '../names.ts'
import { quoted, shown } from './parts.ts'

/** As the file has it, with what it is called. */
const clockCalled = (kind: ClockKind): string => `${kind}（${names.clock[kind]}）`
const baseCalled = (base: Base): string => `${base}（${names.base[base]}）`

const FIGURES: Record<Figure, string> = {
  reads: '阅读量',
  comments: '评论数',
  outlets: '媒体数',
  sightings: '转报次数',
}

const values = {
  'no-unit': ({ value }) =>
    `时长须有单位，请写作 ${value}h（小时）、${value}m（分钟）、${value}d（天）、${value}wh（工作小时）或 ${value}wd（工作日），现为 ${value}。`,
  'offset-no-unit': ({ value }) =>
    `距到期的时间须有单位，请写作 ${value}m（分钟）或 ${value}h（小时），现为 ${value.replace(/^\+/, '')}。`,
  'offset-no-sign': ({ text, meant }) =>
    `须写明在到期之前还是之后：之后写作 ${meant}，之前写作 -${meant.slice(1)}，现为${quoted(text)}。`,
  'over-a-year': ({ text, most }) => `不得超过一年，至多写 ${most}，现为${quoted(text)}。`,
  'span-backwards': ({ found }) => `时段的结束须晚于开始，例如 "08:30-12:00"，现为${shown(found)}。`,
} satisfies Partial<MistakeSentences>

const levels = {
  'no-level': ({ number, known }) => `预案中没有等级 ${number}，可选：${known.join('、')}。`,
  'level-gap': ({ right }) => `等级须从1（最重）起依次编号，不能间断，此处应为 ${right}，或调整先后。`,
  'level-name-twice': ({ level, name }) => `等级 ${level} 的名称也是“${name}”，各等级的名称不能相同。`,
  'no-figure': () =>
    `没有写数值，可选：${list((Object.keys(FIGURES) as Figure[]).map((figure) => `${figure}（${FIGURES[figure]}）`))}；不需要的，可删去此项。`,
  'never-reached': ({ level, graver, above, figure }) =>
    `${FIGURES[figure]}达到 ${above} 已属等级 ${graver}，不会再按等级 ${level} 登记，请改为小于 ${above} 的数。`,
} satisfies Partial<MistakeSentences>

const clocks = {
  'base-unfit': ({ kind, base, may }) =>
    `时限 ${clockCalled(kind)}不能自 ${baseCalled(base)}起算，可选：${list(may.map(baseCalled))}。`,
  'no-clock': ({ kind, levels, needed }) =>
    `${levels === null ? '' : `等级 ${list(levels.map(String))} `}缺少时限 ${clockCalled(kind)}，每一等级都须有 ${list(needed.map(clockCalled))}。`,
  'watch-is-no-clock': ({ ladder }) =>
    `回访不作为时限写在此处，请写作 watch: [24h, 72h, 7d]，其提醒写在名为 ${ladder} 的阶梯中。`,
  'promise-is-no-clock': ({ ladder }) =>
    `承诺的时限随承诺产生，不写在此处，请写作 commit: { at-most: 5wd }，其提醒写在名为 ${ladder} 的阶梯中。`,
  'subside-is-no-clock': () => '平息确认不作为时限写在此处，哪几级须由人确认，请写作 confirm-subsided: 2。',
  'watched-progress-only': () => '跟踪期间只有 progress（续报）继续，请删去此项。',
  'level-not-at': ({ level }) => `等级 ${level} 已列入 not-at（没有此时限），请删去其中一处。`,
  'nothing-different': () => '没有写明此等级有何不同，请写明 within（时长）或 ladder（阶梯），或删去此等级。',
} satisfies Partial<MistakeSentences>

const ladders = {
  'no-ladder': ({ name, near, known }) => {
    const one = known.length === 0 ? '请在 ladders 下写明' : `可选：${list(known)}`
    return `没有名为${quoted(name)}的阶梯，${near === null ? `${one}。` : `是否为“${near}”？`}`
  },
  'rung-order': ({ at, above }) => `${formatOffset(at)} 早于上一级的 ${formatOffset(above)}，各级请由早到晚排列。`,
  'last-must-repeat': () => '最后一级须重复提醒，以免案件被遗忘，请加上 repeat: 1wd。',
  'only-last-repeats': () => '只有最后一级可以重复提醒，请删去此处的 repeat。',
  'promise-ladder': () => '本预案不允许承诺，此阶梯用不上，请写明 commit: { at-most: 5wd }，或删去此阶梯。',
} satisfies Partial<MistakeSentences>

/** What a right file is told of, too. */
const notes = {
  'clock-not-run': () => '本版本只读取，不执行，不会因此提醒任何人。',
  'owner-not-read': () => '不起作用，轮到谁审核由 approvers 决定。',
  'unused-ladder': () => '没有时限使用这个阶梯。',
  assumed: () => '预案未写明，由软件暂定。',
} satisfies Partial<MistakeSentences>

export const policy = {
  ...values,
  ...levels,
  ...clocks,
  ...ladders,
  ...notes,
  'spans-overlap': ({ to }) => `开始于上一时段结束（${to}）之前，各时段请依次排列，不要重叠。`,
  'closed-and-open': ({ date }) => `${date} 也列入了放假（closed），请删去其中一处。`,
  'watch-order': ({ after, before }) =>
    `${formatDuration(after)} 不晚于前一次的 ${formatDuration(before)}，各次回访请由早到晚排列。`,
  'quiet-is-nothing': () => '免打扰时段的开始与结束相同，请写较晚的时刻；写较早的时刻，即到次日为止。',
  'personal-data-always': () => '个人信息一律须改，预案不能放宽，请写 refuse，或删去这一行。',
} satisfies Partial<MistakeSentences>
