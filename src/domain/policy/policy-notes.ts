// What a right policy file should still tell its writer: what is not run yet, and what is only assumed.
import { CLOCKS } from '../clock/kinds.ts'
import { CLOCK_KINDS, type ClockKind } from './policy.ts'
import { clocksOf, PROMISE_LADDER, WATCH_LADDER } from './policy-mistakes.ts'
import type { PolicyFile } from './policy-schema.ts'
import type { Mistake } from './rung-mistakes.ts'

/** Kinds of clock whose rules stand at a policy's levels and that this version runs. */
export const RUN_CLOCKS: ClockKind[] = CLOCK_KINDS.filter((kind) => CLOCKS[kind].rule === 'level')

export type NoteKind = 'not-run' | 'not-read' | 'unused-ladder'

/** `kind`: for whoever says it in another language. */
export type Note = Mistake & { kind: NoteKind }

export function policyWarnings(file: PolicyFile): Note[] {
  const notRun = (path: string[]) => ({
    kind: 'not-run' as const,
    path,
    message: 'is read, but not run by this version: nobody is reminded of it',
  })
  const kinds = clocksOf(file).filter(({ kind }) => !RUN_CLOCKS.includes(kind))
  return [
    ...kinds.map(({ kind }) => notRun(['clocks', kind])),
    ...(file.clocks.review?.owner
      ? [
          {
            kind: 'not-read' as const,
            path: ['clocks', 'review', 'owner'],
            message: 'is not read: whose turn it is follows from approvers',
          },
        ]
      : []),
    ...unusedLadders(file),
  ]
}

/** Where the plan leaves something open and a default stands in the file. */
export function policyAssumptions(file: PolicyFile): Mistake[] {
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
  return marks.filter(([, assumed]) => assumed).map(([path]) => ({ path, message: 'assumed' }))
}

function unusedLadders(file: PolicyFile): Note[] {
  const used = clocksOf(file).flatMap(({ clock }) => [
    clock.ladder,
    ...Object.values(clock.levels).map(({ ladder }) => ladder),
  ])
  return Object.keys(file.ladders)
    .filter((name) => name !== WATCH_LADDER && name !== PROMISE_LADDER && !used.includes(name))
    .map((name) => ({ kind: 'unused-ladder', path: ['ladders', name], message: 'no clock uses this ladder' }))
}
