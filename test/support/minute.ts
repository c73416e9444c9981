// The round of a minute, as a desk goes through it whose machine's clock was never set back.
import type { Desk } from '../../src/desk/desk.ts'
import { runMaintenance } from '../../src/desk/operations/maintenance.ts'

export interface Minute {
  /** Workers that stand still. */
  idle?: string[]
  heartbeatUrl?: string
}

export const minuteOf = (desk: Desk, { idle = [], heartbeatUrl }: Minute = {}): Promise<void> =>
  runMaintenance(desk, { idle: () => idle, clock: { wasSetBack: () => false, caughtUp: () => {} }, heartbeatUrl })
