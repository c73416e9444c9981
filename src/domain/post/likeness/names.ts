// Names of places and things in a text, and the days that it speaks of: what two reports of one matter share in other words.
import { DAY } from '../../calendar/instant.ts'
import { toHalfWidth, toSimplified } from '../../text/text.ts'

/** What such names end in. */
const KINDS =
  '大道|路|街|巷|胡同|桥|隧道|村|镇|乡|小区|社区|景区|园区|花园|公寓|家园|新城|小学|中学|学校|大学|学院|幼儿园|医院|卫生院|广场|公园|市场|菜场|超市|商场|大厦|工地|车站|地铁站|水库|河|湖|工厂|公司|酒店|饭店|食堂|电影院|体育馆|图书馆'
const NAME = new RegExp(`(\\p{Script=Han}{2})(${KINDS})`, 'gu')
/** Two characters before that are no name: of a sentence, or of a common word. */
const NO_NAME = /[的在到了是我你他她它这那有个与及从去来把被让给为就都也还很每各某该条段]|[道马公铁线电走网修农乡逛]$/u

/** A name is what it ends in with the two characters before: the same in every text, wherever the name begins. */
export const namesIn = (words: string): Set<string> =>
  new Set([...placesIn(words)].filter((name) => !NO_NAME.test(name.slice(0, 2))))

/** With what only looks like one: in two texts that say the same it is the same, too. */
export const placesIn = (words: string): Set<string> =>
  new Set([...plain(words).matchAll(NAME)].map(([, before = '', kind = '']) => before + kind))

const DATED = /(\d{1,2})月(\d{1,2})(?=[日号])|\d{4}[-./](\d{1,2})[-./](\d{1,2})(?!\d)/gu
const SPOKEN: readonly [RegExp, number][] = [
  [/今天|今日|今早|今晨|今晚/u, 0],
  [/昨天|昨日|昨晚|昨夜|昨早/u, -1],
  [/前天|前晚/u, -2],
]

/** `11-28`; `on`: the day (2026-11-29) from which 昨天 and the like are counted. */
export function daysIn(words: string, on: string): Set<string> {
  const text = plain(words)
  const days = new Set<string>()
  for (const [, ...figures] of text.matchAll(DATED)) {
    const [month = 0, day = 0] = figures.filter(Boolean).map(Number)
    if (month >= 1 && month <= 12 && day >= 1 && day <= 31) days.add(`${month}-${day}`)
  }
  for (const [said, away] of SPOKEN) if (said.test(text)) days.add(dayFrom(on, away))
  return days
}

/** Figures as they stand: a house, a date, a sum. */
export const figuresIn = (words: string): Set<string> => new Set(toHalfWidth(words).match(/\d+/gu) ?? [])

function dayFrom(on: string, away: number): string {
  const day = new Date(Date.parse(`${on}T00:00:00Z`) + away * DAY)
  return `${day.getUTCMonth() + 1}-${day.getUTCDate()}`
}

const plain = (words: string): string => toSimplified(toHalfWidth(words)).replace(/[^\S\n]+/gu, '')
