// What somebody may have meant who wrote a duration or an offset as people do: 24小时, 2 hours, 5个工作日, 1.5h, 1h.
import { formatDuration, formatOffset, parseDuration, parseOffset } from './duration.ts'

/** As the file wants it written; null where it is anybody's guess. */
export function durationMeant(text: string): string | null {
  const [, amount, word] = AMOUNT.exec(tidy(text)) ?? []
  const unit = UNITS.find(([, pattern]) => pattern.test(word ?? ''))?.[0]
  if (amount === undefined || unit === undefined) return null
  const smaller = SMALLER[unit]
  const candidate =
    amount.includes('.') && smaller ? `${Number(amount) * smaller.times}${smaller.unit}` : `${Number(amount)}${unit}`
  const read = parseDuration(candidate)
  return read === null ? null : formatDuration(read)
}

export function offsetMeant(text: string): string | null {
  const tidied = tidy(text)
  const percent = /^[-+]?([1-9]\d?)%$/.exec(tidied)?.[1]
  if (percent !== undefined) return `-${percent}%`
  const sign = tidied.startsWith('-') ? '-' : '+'
  const duration = durationMeant(tidied.replace(/^[-+]/, ''))
  const read = duration === null ? null : parseOffset(`${sign}${duration}`)
  return read === null ? null : formatOffset(read)
}

const tidy = (text: string): string =>
  text.slice(0, 40).normalize('NFKC').replaceAll(/\s/g, '').replaceAll(/[−–—]/g, '-').toLowerCase()

const AMOUNT = /^(\d+(?:\.\d+)?)个?(\D+)$/

const UNITS: [unit: string, pattern: RegExp][] = [
  ['s', /^(s|secs?|seconds?|秒钟?)$/],
  ['m', /^(m|mins?|minutes?|分钟?)$/],
  ['wh', /^(wh|workinghours?|工作小时)$/],
  ['h', /^(h|hrs?|hours?|小时|钟头)$/],
  ['wd', /^(wd|work(ing)?days?|工作日|个工作日)$/],
  ['d', /^(d|days?|天|日|自然日)$/],
]

const SMALLER: Record<string, { unit: string; times: number }> = {
  m: { unit: 's', times: 60 },
  h: { unit: 'm', times: 60 },
  d: { unit: 'h', times: 24 },
}
