// Many stories at once on one clock: each says how long it waits, and the earliest goes on.
import { type Instant, later } from '../../../src/domain/calendar/instant.ts'
import type { Stage } from './stage.ts'

/** Yields the milliseconds until it goes on. */
export type Story = AsyncGenerator<number, void>

interface Turn {
  at: Instant
  order: number
  name: string
  story: Story
}

export interface Planned {
  at: Instant
  name: string
  story: () => Story
}

/** Plays them to their ends, or to the instant at which all is left as it stands. What goes wrong in one names it. */
export async function playAll(stage: Stage, planned: Planned[], ends: Instant): Promise<void> {
  const turns: Turn[] = planned.map(({ at, name, story }, order) => ({ at, order, name, story: story() }))
  for (let next = takeEarliest(turns); next !== undefined && next.at <= ends; next = takeEarliest(turns)) {
    await stage.until(next.at)
    const step = await next.story.next().catch((error: unknown) => {
      throw new Error(`${next?.name} at ${stage.now}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      })
    })
    if (!step.done) turns.push({ ...next, at: later(stage.now, step.value) })
  }
  await stage.until(ends)
}

function takeEarliest(turns: Turn[]): Turn | undefined {
  let first = 0
  for (const [index, { at, order }] of turns.entries()) {
    const best = turns[first]
    if (best !== undefined && (at < best.at || (at === best.at && order < best.order))) first = index
  }
  return turns.splice(first, 1)[0]
}
