// Whether a nag ladder makes sense: rungs that come one after another, and a last one that is said again without end.
import { type Duration, formatDuration, formatOffset, type Offset } from './duration.ts'
import { DAY, HOUR, MINUTE, SECOND } from './instant.ts'
import type { Fault } from './policy-file-draft.ts'
import type { RungPart } from './policy-file-schema.ts'
import type { Path } from './policy-file-yaml.ts'

export const ladderFaults = (rungs: RungPart[], path: Path): Fault[] =>
  rungs.flatMap((rung, index) => {
    const at = [...path, index]
    const before = rungs[index - 1]
    const last = index === rungs.length - 1
    return [
      ...(before === undefined ? [] : orderFaults(before, rung, [...at, 'at'])),
      ...(last && rung.repeat === undefined ? [{ path: at, message: NO_REPEAT }] : []),
      ...(!last && rung.repeat !== undefined ? [{ path: [...at, 'repeat'], message: EARLY_REPEAT }] : []),
      ...rung.tell.flatMap((who, person) =>
        rung.tell.indexOf(who) === person
          ? []
          : [{ path: [...at, 'tell', person], message: `${who} is told twice here: write each role once` }],
      ),
    ]
  })

/** What to say of the first rung that lies before the start of a clock of this length; null where none does. */
export function rungBeforeStart(rungs: RungPart[], within: Duration): string | null {
  const whole = elapsed(within)
  const early = rungs.find(({ at }) => {
    const ahead = at.kind === 'span' && at.sign < 0 ? elapsed(at.duration) : null
    return whole !== null && ahead !== null && ahead >= whole
  })
  if (early === undefined) return null
  const [length, rung] = [formatDuration(within), formatOffset(early.at)]
  return `the ladder's rung ${rung} lies before this clock of ${length} begins: write a longer time, or a rung such as -25%`
}

const NO_REPEAT = 'the last rung does not repeat, so that reminders would end: write how often, such as repeat: 1wd'
const EARLY_REPEAT = 'only the last rung may repeat: remove this, or the rungs below it'

function orderFaults(before: RungPart, rung: RungPart, path: Path): Fault[] {
  const [above, here] = [formatOffset(before.at), formatOffset(rung.at)]
  const sameWay = (before.how ?? 'mention') === (rung.how ?? 'mention')
  if (above === here && sameWay) {
    return [{ path, message: `the rung above is at ${above} as well: write everybody whom it tells into one rung` }]
  }
  const message = `the rung at ${here} stands below the one at ${above}: write rungs in the order in which they come`
  return isAfter(before.at, rung.at) ? [{ path, message }] : []
}

/** Certainly after: a working day may come within the hour or in ten days, a percentage depends on the clock. */
function isAfter(one: Offset, other: Offset): boolean {
  if (side(one) !== side(other)) return side(one) > side(other)
  if (one.kind === 'percent' && other.kind === 'percent') return one.percent < other.percent
  if (one.kind !== 'span' || other.kind !== 'span') return false
  return one.sign > 0 ? isLonger(one.duration, other.duration) : isLonger(other.duration, one.duration)
}

const side = (offset: Offset): number => (offset.kind === 'due' ? 0 : offset.kind === 'percent' ? -1 : offset.sign)

/** Certainly longer. The second working day after today is more than one day away; how much more, nobody knows. */
export function isLonger(one: Duration, other: Duration): boolean {
  if (one.unit === other.unit) return one.amount > other.amount
  const most = elapsed(other)
  return most !== null && least(one) > most
}

const MILLIS = { s: SECOND, m: MINUTE, h: HOUR, d: DAY }

const elapsed = ({ amount, unit }: Duration): number | null =>
  unit === 'wh' || unit === 'wd' ? null : amount * MILLIS[unit]

const least = ({ amount, unit }: Duration): number =>
  unit === 'wh' ? amount * HOUR : unit === 'wd' ? (amount - 1) * DAY : amount * MILLIS[unit]
