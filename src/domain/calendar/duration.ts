// How long a clock runs and how far a ladder step lies from its due instant: the grammar of policy files and chat.

/** `s m h d` are elapsed time, holidays included (1d = 24h); `wh` and `wd` are working hours and working days. */
export type Unit = 's' | 'm' | 'h' | 'd' | 'wh' | 'wd'

/** `amount` is a positive integer. */
export interface Duration {
  amount: number
  unit: Unit
}

/** Of a ladder step, from the due instant. `percent` (1 to 99) is how much of the clock's whole time is left then. */
export type Offset =
  | { kind: 'percent'; percent: number }
  | { kind: 'span'; sign: -1 | 1; duration: Duration }
  | { kind: 'due' }

/** `30m`, `24h`, `5wd`; null for anything else, blanks and leading zeros among it. */
export const parseDuration = (text: string): Duration | null => {
  const [, amount, unit] = DURATION.exec(text) ?? []
  return amount === undefined ? null : { amount: Number(amount), unit: unit as Unit }
}

export const formatDuration = ({ amount, unit }: Duration): string => `${amount}${unit}`

/** `0`, `-30m`, `+1wd`, `-25%`; null for anything else. A percentage is only ever before the due instant. */
export const parseOffset = (text: string): Offset | null => {
  if (text === '0') return { kind: 'due' }
  const [, percent] = PERCENT.exec(text) ?? []
  return percent === undefined ? parseSpan(text) : { kind: 'percent', percent: Number(percent) }
}

/** Writes what `parseOffset` reads. */
export const formatOffset = (offset: Offset): string => {
  switch (offset.kind) {
    case 'due':
      return '0'
    case 'percent':
      return `-${offset.percent}%`
    case 'span':
      return `${offset.sign < 0 ? '-' : '+'}${formatDuration(offset.duration)}`
  }
}

// Five digits, so that nobody's typing error is counted day by day for minutes, nor leaves the years that dates have.
const DURATION = /^([1-9]\d{0,4})(s|m|h|d|wh|wd)$/
const PERCENT = /^-([1-9]\d?)%$/

const parseSpan = (text: string): Offset | null => {
  const sign = text.startsWith('+') ? 1 : text.startsWith('-') ? -1 : null
  const duration = parseDuration(text.slice(1))
  return sign === null || duration === null ? null : { kind: 'span', sign, duration }
}
