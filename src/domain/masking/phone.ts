// Which digits are a mainland telephone number of a person. Public hotlines (12345, 110, 95588, 400 and 800) are none.

import type { Run } from './digit-groups.ts'
import { contextOf, isAmount, isInWord } from './number-context.ts'

/** `138****5678`, after the prefix it was written with; null if it is no mobile. */
export function mobileMask(run: Run): string | null {
  const parts = MOBILE.exec(run.digits)
  if (parts === null) return null
  const [, prefix = '', number = ''] = parts
  if (isInWord(run)) return null
  const context = contextOf(run, NAMED, AGAINST)
  if (context === 'against') return null
  if (context === 'neither' && !looksLikeMobile(run, prefix, number)) return null
  const gap = run.shape.startsWith(`${prefix.length}-`) ? firstGap(run) : ''
  return `${prefix}${gap}${number.slice(0, 3)}****${number.slice(7)}`
}

/** `0571-****8888`; null if it is no landline. */
export function landlineMask(run: Run): string | null {
  const parts = (run.shape.includes('-') ? LANDLINE_APART : LANDLINE).exec(run.digits)
  if (parts === null || isInWord(run)) return null
  const [, area = '', local = ''] = parts
  if (!apartAsOffered(run, area, local)) return null
  const context = contextOf(run, NAMED, AGAINST)
  if (context === 'against') return null
  if (context === 'neither' && (isAmount(run) || (run.shape === `${area.length}-4-4` && YEAR.test(local)))) return null
  return `${area}${run.shape.includes('-') ? firstGap(run) : ''}****${local.slice(-4)}`
}

const MOBILE = /^(0|86|086|0086)?(1[3-9]\d{9})$/
const SHAPES = new Set(
  '11 singles 3-4-4 3-8 7-4 3-3-5 3-5-3 3-3-3-2 3-4-2-2 3-2-2-2-2 3-2-3-3 3-4-3-1 5-6 6-5 5-3-3 4-7 1-2-4-4 1-10'.split(
    ' ',
  ),
)
// Written with spaces these may be three amounts side by side.
const DASHED_SHAPES = new Set(['4-3-4', '4-4-3', '2-4-5', '2-3-3-3', '2-9'])

const AREA = '0(?:10|2[0-57-9]|[3-9]\\d{2})'
const LANDLINE = new RegExp(`^((?:86)?(?:${AREA}))([2-8]\\d{6,7})$`)
// After +86 the area code has no 0.
const LANDLINE_APART = new RegExp(`^(${AREA}|10|2[0-57-9]|[3-9]\\d{2})([2-8]\\d{6,7})$`)
const LOCAL_SHAPES = new Set(['8', '7', '4-4', '3-4', '4-3', '3-5', '2-2-2-2', '3-2-2', '3-3-2'])

const YEAR = /^(?:19|20)\d\d/
const DATE = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/

const NAMED =
  /电话|手机|联系|号码|致电|拨打|微信|来电|短信|座机|热线|加我|固话|传真|電話|手機|tel|phone|mobile|call|wechat|whatsapp|contact|fax|\b[vw]x/gi
const AGAINST =
  /订单号?|单号|编号|流水号?|案号|文号|批号|受理号|条码|票号|工号|学号|序列号|金额|合计|总额|预算|投资额?|isbn|issn|order|invoice|\b[ump]id\b|编码/gi

function looksLikeMobile(run: Run, prefix: string, number: string): boolean {
  const shape = shapeWithoutPrefix(run.shape, prefix)
  if (shape === '11') return !isAmount(run)
  if (DASHED_SHAPES.has(shape)) return !/[ \t]/.test(run.text.slice(run.start, run.end))
  if (!SHAPES.has(shape) || UNIT_AFTER.test(run.text.slice(run.end, run.end + 2))) return false
  if (shape === '3-8') return !DATE.test(number.slice(3))
  return !(shape === '3-4-4' && YEAR.test(number.slice(3)) && YEAR.test(number.slice(7)))
}

const UNIT_AFTER = /^ ?[元万亿年月吨次]/

function shapeWithoutPrefix(shape: string, prefix: string): string {
  if (prefix === '') return shape
  const [first = '', ...others] = shape.split('-')
  const rest = Number(first) - prefix.length
  return [...(rest > 0 ? [String(rest)] : []), ...others].join('-')
}

function apartAsOffered({ shape, text, start }: Run, area: string, local: string): boolean {
  if (!shape.includes('-')) return true
  const [first, ...others] = shape.split('-')
  if (Number(first) !== area.length || !LOCAL_SHAPES.has(others.join('-'))) return false
  return area.startsWith('0') || (COUNTRY_CODE.test(text.slice(Math.max(0, start - 5), start)) && local.length >= 7)
}

const COUNTRY_CODE = /86[ )-]{0,2}\(?$/

/** What divides prefix and number, as one character; a bracket that was opened before the prefix is closed. */
function firstGap({ text, start, end }: Run): string {
  const gap = /[^\d\u200B]+/.exec(text.slice(start, end))?.[0] ?? ''
  return gap.includes(')') ? ')' : /^\s/.test(gap) ? ' ' : '-'
}
