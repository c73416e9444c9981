// Codes that an app puts around a link when something is shared: `G@I.ip`, `01/07`, `daa:/`. They only look like addresses.

import type { Span } from './search-text.ts'

/**
 * Whether what looks like an e-mail address is such a code, known by its form and its place: one letter, one letter and two,
 * by itself, in a text that tells to open an app, behind that app's link, or beside its other codes.
 */
export function isShareCode(text: string, { start, end }: Span): boolean {
  if (!CODE.test(text.slice(start, end)) || !isAlone(text, start, end)) return false
  const before = text.slice(Math.max(0, start - NEAR), start)
  const after = text.slice(end, end + NEAR)
  if (BEHIND_LINK.test(before)) return true
  return LABEL_BEFORE.test(before) || LABEL_AFTER.test(after) || TELLS_TO_OPEN.test(before) || TELLS_TO_OPEN.test(after)
}

const CODE = /^[a-z]@[a-z]\.[a-z]{2}$/i
const NEAR = 400
// A day, a time, or letters with `:/`: at most one other code between.
const LABEL = String.raw`(?:\d\d\/\d\d|:\d{1,2}[ap]m|[a-z]{2,4}:\/|\d{1,2}\.\d\d)`
const LABEL_BEFORE = new RegExp(String.raw`(?:^|[\s\0])${LABEL}\s+(?:\S{1,8}\s+)?$`, 'i')
const LABEL_AFTER = new RegExp(String.raw`^\s+(?:\S{1,8}\s+)?${LABEL}(?=[\s\0]|$)`, 'i')
// Links are blank where e-mail addresses are looked for.
const BEHIND_LINK = /\0[)\]]?\s+(?:\S{1,8}\s+){0,2}$/
const TELLS_TO_OPEN =
  /复制(?:此|本条|这条)?(?:链接|消息|信息|口令)?[，, ]{0,2}打开|打开[【[]?(?:抖音|快手|小红书|今日头条|西瓜视频|哔哩哔哩)/

function isAlone(text: string, start: number, end: number): boolean {
  const isEdge = (each: string) => !/[\w.%+-]/.test(each)
  return isEdge(text.charAt(start - 1)) && isEdge(text.charAt(end))
}
