// What a right policy file should still tell its writer: what is not run yet, and what is only assumed.
import { CLOCKS } from '../clock/kinds.ts'
import { type Misplaced, misplaced } from '../yaml/mistake.ts'
import { CLOCK_KINDS, type ClockKind } from './policy.ts'
import { clocksOf, PROMISE_LADDER, WATCH_LADDER } from './policy-mistakes.ts'
import type { PolicyFile } from './policy-schema.ts'

/** Kinds of clock whose rules stand at a policy's levels and that this version runs. */
export const RUN_CLOCKS: ClockKind[] = CLOCK_KINDS.filter((kind) => CLOCKS[kind].rule === 'level')

declare module '../yaml/mistake.ts' {
  interface Mistakes {
    'clock-not-run': object
    'owner-not-read': object
    'unused-ladder': object
    assumed: object
  }
}

export function policyWarnings(file: PolicyFile): Misplaced[] {
  const kinds = clocksOf(file).filter(({ kind }) => !RUN_CLOCKS.includes(kind))
  return [
    ...kinds.map(({ kind }) => misplaced(['clocks', kind], { code: 'clock-not-run' })),
    ...(file.clocks.review?.owner ? [misplaced(['clocks', 'review', 'owner'], { code: 'owner-not-read' })] : []),
    ...unusedLadders(file),
  ]
}

/** Where the plan leaves something open and a default stands in the file. */
export function policyAssumptions(file: PolicyFile): Misplaced[] {
  const marks: [path: (string | number)[], assumed: boolean | undefined][] = [
    [['working-time'], file['working-time'].assumed],
    ...file.levels.flatMap((level, index): typeof marks => [
      [['levels', index], level.assumed],
      [['levels', index, 'approvers'], level.approvers.assumed],
    ]),
    [['opens-at'], file['opens-at'].assumed],
    [['commit'], file.commit?.assumed],
    ...(['first-response', 'interim'] as const).map((kind): (typeof marks)[number] => [
      ['statements', kind, 'approvers'],
      file.statements?.[kind]?.approvers.assumed,
    ]),
    ...clocksOf(file).flatMap(({ kind, clock }): typeof marks => [
      [['clocks', kind], clock.assumed],
      ...Object.entries(clock.levels).map(([level, { assumed }]): (typeof marks)[number] => [
        ['clocks', kind, 'levels', level],
        assumed,
      ]),
    ]),
    ...Object.entries(file.ladders).map(([name, { assumed }]): (typeof marks)[number] => [['ladders', name], assumed]),
    [['watch'], file.watch?.assumed],
    [['quiet-hours'], file['quiet-hours']?.assumed],
    [['checks'], file.checks?.assumed],
    [['second-person'], file['second-person']?.assumed],
    [['confirm-subsided'], file['confirm-subsided']?.assumed],
  ]
  return marks.filter(([, assumed]) => assumed).map(([path]) => misplaced(path, { code: 'assumed' }))
}

function unusedLadders(file: PolicyFile): Misplaced[] {
  const used = clocksOf(file).flatMap(({ clock }) => [
    clock.ladder,
    ...Object.values(clock.levels).map(({ ladder }) => ladder),
  ])
  return Object.keys(file.ladders)
    .filter((name) => name !== WATCH_LADDER && name !== PROMISE_LADDER && !used.includes(name))
    .map((name) => misplaced(['ladders', name], { code: 'unused-ladder' }))
}
