// Which instance has the one connection that the platform allows, and what it says of it to the others.
import type { Lease, LeaseNote } from '../../../src/channel-lease.ts'
import { timingOf, type WecomDeps } from '../deps.ts'

export interface ConnectionNote {
  connected: boolean
  /** Why it is not; '' where it is, or the reason is unknown. */
  why: string
}

/** Does not expire for its holder: the platform itself ends the older of two connections. */
export const leaseOf = (deps: Pick<WecomDeps, 'lease' | 'timing'>): Lease =>
  deps.lease({ key: 'connection', leaseMs: timingOf(deps).leaseMs, expiresForHolder: false })

export const noteIn = ({ connected, why }: LeaseNote): ConnectionNote => ({
  connected: connected === true,
  why: String(why ?? ''),
})
