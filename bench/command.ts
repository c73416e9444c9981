// A full command (a note) on a case with 1,000 events, against the same on a case with 10.

import { runCase } from '../src/desk/cases/run-case.ts'
import type { Desk } from '../src/desk/desk.ts'
import { longCase, modelCase } from './cases.ts'
import { atMost, type Figure, median, stated } from './figure.ts'
import type { Stage } from './stage.ts'

/** So many cases of each length, so that a short one stays short. */
const CASES = 40
const ROUNDS = 10
const SHORT = 10
const LONG = 1_000

export async function command(stage: Stage): Promise<Figure[]> {
  const desk = await stage.quietDesk(await stage.newDatabase())
  const model = await modelCase(desk)
  for (let number = 1; number <= CASES; number += 1) {
    await longCase(desk, model, number, SHORT)
    await longCase(desk, model, CASES + number, LONG)
  }
  for (let number = 1; number <= 2 * CASES; number += 1) await note(desk, number)
  const short: number[] = []
  const long: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let number = 1; number <= CASES; number += 1) {
      short.push(await note(desk, number))
      long.push(await note(desk, CASES + number))
    }
  }
  stage.tell(`command: ${median(short).toFixed(2)} ms on ${SHORT} events, ${median(long).toFixed(2)} ms on ${LONG}`)
  return [
    atMost('command', median(long) / median(short), 1.2, 'times the same on a case with 10 events'),
    stated('command-10-events', median(short), 'ms'),
    stated('command-1000-events', median(long), 'ms'),
  ]
}

async function note(desk: Desk, number: number): Promise<number> {
  const began = performance.now()
  const asking = { by: { person: 'zhou' }, place: { purpose: 'api' } } as const
  const outcome = await runCase(desk, number, { type: 'note', text: '已电话联系社区，答复正在核实。' }, asking)
  if (!outcome.ok) throw new Error(`the note was refused: ${outcome.refusal.reason}`)
  return performance.now() - began
}
