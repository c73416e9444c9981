// What is wrong within a ladder: rungs out of order, repeats at the wrong place.
import type { Offset } from '../calendar/duration.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../calendar/instant.ts'
import { type Misplaced, misplaced } from '../yaml/mistake.ts'
import type { RungEntry } from './policy-schema.ts'

declare module '../yaml/mistake.ts' {
  interface Mistakes {
    /** `above`: the rung that stands above it. */
    'rung-order': { at: Offset; above: Offset }
    'last-must-repeat': object
    'only-last-repeats': object
  }
}

export function rungMistakes(rungs: RungEntry[], path: Misplaced['path']): Misplaced[] {
  const last = rungs.length - 1
  return rungs.flatMap((rung, index): Misplaced[] => {
    const at = [...path, index]
    const later = rungs.slice(0, index).find((above) => isCertainlyBefore(rung.at, above.at))
    return [
      ...(later ? [misplaced([...at, 'at'], { code: 'rung-order', at: rung.at, above: later.at })] : []),
      ...(index === last && rung.repeat === undefined ? [misplaced(at, { code: 'last-must-repeat' })] : []),
      ...(index < last && rung.repeat !== undefined
        ? [misplaced([...at, 'repeat'], { code: 'only-last-repeats' })]
        : []),
    ]
  })
}

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
