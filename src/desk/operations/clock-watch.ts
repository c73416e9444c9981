// Whether this machine's clock was set back: the wall clock is held against one that only goes forward.
import { MINUTE } from '../../domain/calendar/instant.ts'

export interface ClockWatch {
  /** True until `caughtUp`, so that a round that failed is not the end of it. */
  wasSetBack(): boolean
  /** What waits has been brought forward. */
  caughtUp(): void
}

/** Less is the everyday correction of a clock, and what it delays is not worth a look. */
const WORTH_A_LOOK_MS = MINUTE

/** Both in milliseconds. At first it is true: nobody watched the clock while the process was not running. */
export function watchClock(wall: () => number, monotonic: () => number): ClockWatch {
  const lead = () => wall() - monotonic()
  /** The furthest that the wall clock was ever ahead: many small steps back count as one. */
  let furthest = Number.POSITIVE_INFINITY
  let looked = lead()
  return {
    wasSetBack() {
      looked = lead()
      if (furthest - looked > WORTH_A_LOOK_MS) return true
      furthest = Math.max(furthest, looked)
      return false
    },
    // Not as it is now: the clock may have been set back once more meanwhile.
    caughtUp() {
      furthest = looked
    },
  }
}
