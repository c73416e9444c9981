// What is wrong within a ladder: rungs out of order, repeats at the wrong place.
import { formatOffset, type Offset } from '../calendar/duration.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../calendar/instant.ts'
import type { RungEntry } from './policy-schema.ts'

export interface Mistake {
  path: (string | number)[]
  message: string
}

export function rungMistakes(rungs: RungEntry[], path: (string | number)[]): Mistake[] {
  const last = rungs.length - 1
  return rungs.flatMap((rung, index): Mistake[] => {
    const at = [...path, index]
    const later = rungs.slice(0, index).find((above) => isCertainlyBefore(rung.at, above.at))
    return [
      ...(later ? [{ path: [...at, 'at'], message: `${formatOffset(rung.at)} ${comesBefore(later)}` }] : []),
      ...(index === last && rung.repeat === undefined
        ? [{ path: at, message: 'the last rung must repeat, or a case could be forgotten: add repeat: 1wd' }]
        : []),
      ...(index < last && rung.repeat !== undefined
        ? [{ path: [...at, 'repeat'], message: 'only the last rung repeats: remove it here' }]
        : []),
    ]
  })
}

const comesBefore = ({ at }: RungEntry) =>
  `comes before ${formatOffset(at)}, which stands above it: list rungs from the earliest to the latest`

/**
 * Only what is certain without a calendar and without knowing how long the clock runs. Percentages and lengths of time,
 * calendar time and working time are left alone: at run time a rung never speaks before the one above it.
 */
function isCertainlyBefore(one: Offset, other: Offset): boolean {
  if (side(one) !== side(other)) return side(one) < side(other)
  const [a, b] = [measure(one), measure(other)]
  return a.in === b.in && a.length < b.length
}

/** Before the due instant, at it, after it. */
const side = (offset: Offset): number => (offset.kind === 'due' ? 0 : offset.kind === 'percent' ? -1 : offset.sign)

const ELAPSED = { s: SECOND, m: MINUTE, h: HOUR, d: DAY } as const

/** Lengths of the same measure compare; those before the due instant are negative. */
function measure(offset: Offset): { in: string; length: number } {
  if (offset.kind === 'due') return { in: 'elapsed', length: 0 }
  if (offset.kind === 'percent') return { in: 'percent', length: -offset.percent }
  const { sign, duration } = offset
  const { amount, unit } = duration
  return unit === 'wh' || unit === 'wd'
    ? { in: unit, length: sign * amount }
    : { in: 'elapsed', length: sign * amount * ELAPSED[unit] }
}
