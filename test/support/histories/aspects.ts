// What stories and checks ask of a state.
import type { Case } from '../../../src/domain/case/case.ts'
import type { ClockKind } from '../../../src/domain/policy/policy.ts'

export const isTicking = ({ clocks }: Case, kind: ClockKind): boolean =>
  clocks.some((clock) => clock.kind === kind && (clock.status === 'running' || clock.status === 'held'))
