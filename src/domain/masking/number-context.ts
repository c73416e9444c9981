// What stands around a number, and whether that speaks for or against its being personal data.

import type { Run } from './digit-groups.ts'

export type Context = 'for' | 'against' | 'neither'

/** What the words just before a number call it; the nearest counts. Looks no further back than another number. */
export function contextOf({ text, start }: Run, named: RegExp, against: RegExp): Context {
  const before = text.slice(Math.max(0, start - WINDOW), start).replace(BEFORE_LAST_NUMBER, '')
  if (!WORD.test(before)) return 'neither'
  const pro = lastIndex(before, named)
  const contra = lastIndex(before, against)
  if (pro === -1 && contra === -1) return 'neither'
  return pro > contra ? 'for' : 'against'
}

/** Whether Latin letters touch it: then it is part of a code, unless they are a label (`tel138…`, `138…wx`). */
export function isInWord({ text, start, end }: Run): boolean {
  const before = LETTERS_BEFORE.exec(text.slice(Math.max(0, start - LONGEST_LABEL - 1), start))?.[0] ?? ''
  const after = LETTERS_AFTER.exec(text.slice(end, end + LONGEST_LABEL + 1))?.[0] ?? ''
  return (before !== '' && !LABEL.test(before)) || (after !== '' && !LABEL.test(after))
}

/** Whether it counts money or anything else, or is part of a decimal. */
export function isAmount({ text, start, end }: Run): boolean {
  if (UNIT.test(text.slice(end, end + 4)) || DECIMALS.test(text.slice(end, end + 5))) return true
  const before = text.slice(Math.max(0, start - 6), start)
  return MONEY.test(before) || (WHOLE.test(before) && !NUMBERED_LINE.test(before))
}

const WINDOW = 16
const BEFORE_LAST_NUMBER = /^.*[\d\n\0]/s
const WORD = /[a-z\u3400-\u9FFF]/i
const LONGEST_LABEL = 12
const LETTERS_BEFORE = /[A-Za-z0-9_]+$/
const LETTERS_AFTER = /^[A-Za-z0-9_]+/
const LABEL =
  /^(?:t|m|p|v|tel|te|phone|mobile|mob|cell|call|wx|vx|wechat|weixin|whatsapp|qq|sms|dh|sj|dianhua|shouji|hm|or|and|card|id|idcard|sfz|kh)$/i
const UNIT = /^ ?(?:元|万|亿|美元|吨|次|年|人次|平方|公里|公斤|㎡|%|％|km|kg|[KMGT]?B\b|ms\b|bytes)/
const DECIMALS = /^\.\d{1,3}(?!\d)/
const MONEY = /[¥￥$€] ?$/
const WHOLE = /\d\.$/
// `1.138…` at the head of a line is the first of a list.
const NUMBERED_LINE = /(?:^|\n) ?\d{1,2}\.$/

function lastIndex(text: string, pattern: RegExp): number {
  let last = -1
  for (const each of text.matchAll(pattern)) last = each.index + each[0].length
  return last
}
