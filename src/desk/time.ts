// The institution's clock and the world's: in a drill the first runs from its anchors at the drill's speed.
import { type Instant, instantOf, millisOf } from '../domain/calendar/instant.ts'
import type { Time } from './desk.ts'

export interface Anchors {
  realAnchor: Instant
  domainAnchor: Instant
  speed: number
}

/** `wallClock`: milliseconds since 1970, the process's clock or a test's. */
export function timeOf({ realAnchor, domainAnchor, speed }: Anchors, wallClock: () => number): Time {
  const real = millisOf(realAnchor)
  const domain = millisOf(domainAnchor)
  const domainMillis = (at = wallClock()) => Math.floor(domain + (at - real) * speed)
  return {
    domainAt: (at) => instantOf(domainMillis(millisOf(at))),
    now: () => instantOf(domainMillis()),
    realNow: () => instantOf(wallClock()),
    realMillisUntil: (at) => Math.max(0, Math.ceil((millisOf(at) - domainMillis()) / speed)),
  }
}
