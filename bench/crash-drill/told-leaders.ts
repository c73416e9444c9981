// Whether leaders know already that a clock is late: then nothing that the department does silences it.
import type { DrillEvent, Life } from './oracle.ts'
import type { Rung } from './plan.ts'

/** Of this due instant: by an event of its generations before `seq`, or as past when the last of them began. */
export function hasToldLeaders(
  { lives, said }: { lives: Life[]; said: DrillEvent[] },
  life: Life,
  ladder: Rung[],
  { seq }: DrillEvent,
): boolean {
  const own = lives.filter(({ clock }) => clock === life.clock)
  const first = own.findLastIndex(({ sameGrid }) => !sameGrid)
  const generations = own.slice(first).map(({ generation }) => generation)
  const steps = said
    .filter(({ seq: before, data }) => before < seq && String(data.clock).replace(/^\d+-/, '') === life.clock)
    .filter(({ data }) => generations.includes(Number(data.generation)))
    .flatMap(({ data }) => (data.steps as { step: number }[]).map(({ step }) => step - 1))
  const past = ladder.flatMap((_, index) => (life.nominal(index) <= life.fromMs ? [index] : []))
  return [...steps, ...past].some((index) => ladder[index]?.leaders === true)
}
