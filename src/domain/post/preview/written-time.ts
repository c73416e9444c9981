// A time as pages write it for machines, as people would: `2026-11-28T09:30:00+08:00`, `1732757400`, `2026年11月28日 09:30`.

/** As `dateBehind` reads it, with its offset where it has one; '' for what is no time, or not of a whole day. */
export function writtenTime(given: string): string {
  const text = given.trim()
  if (/^\d{10}(?:\d{3})?$/.test(text)) {
    const at = new Date(Number(text) * (text.length === 10 ? 1_000 : 1))
    return `${at.toISOString().slice(0, 16).replace('T', ' ')}Z`
  }
  const found = WRITTEN.exec(text)
  if (found === null) return ''
  const [, year, month = '', day = '', hour, minute, zone] = found
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (hour === undefined) return date
  return `${date} ${hour.padStart(2, '0')}:${minute}${offsetOf(zone)}`
}

const WRITTEN =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:(?:T|\s+)(\d{1,2})[:：](\d{2})(?:[:：]\d{2}(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i

const offsetOf = (zone: string | undefined): string =>
  zone === undefined ? '' : zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`
