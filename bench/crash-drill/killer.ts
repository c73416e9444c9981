// Kills instances with -9 until told to stop: at random moments, and exactly before and after the platform records.
import { type Fleet, type Platform, pause } from './fleet.ts'
import type { Side } from './platform.ts'
import type { Random } from './random.ts'

export interface Pace {
  random: Random
  pauseMs: readonly [number, number]
}

export interface Kills {
  before: number
  after: number
  random: number
}

/** `untilMs`: no kill after that instant, in milliseconds since 1970. */
export async function killUntil(
  untilMs: number,
  fleet: Fleet,
  platform: Platform,
  { random, pauseMs }: Pace,
): Promise<Kills> {
  const kills: Kills = { before: 0, after: 0, random: 0 }
  const moments: (Side | 'random')[] = []
  for (;;) {
    await pause(random.between(...pauseMs))
    if (Date.now() >= untilMs) return kills
    if (fleet.up().length === 0) continue
    if (moments.length === 0) moments.push(...shuffled(random, ['before', 'after', 'random'] as const))
    const moment = moments.pop() ?? 'random'
    if (moment === 'random') kills.random += await killAnywhere(fleet, random)
    else if (await killAtSend(moment, fleet, platform)) kills[moment] += 1
    // Nothing was being sent just then: that side is still owed a kill.
    else moments.push(moment)
  }
}

/** Now and then all of them at once: nobody is left to take over. */
async function killAnywhere(fleet: Fleet, random: Random): Promise<number> {
  const up = fleet.up()
  const chosen = random.chance(0.2) ? up : up.length > 0 ? [random.pick(up)] : []
  const killed = await Promise.all(chosen.map((name) => fleet.kill(name)))
  return killed.filter((each) => each).length
}

async function killAtSend(side: Side, fleet: Fleet, platform: Platform): Promise<boolean> {
  const waiting = platform.held(2_000)
  platform.order({ arm: side })
  const held = await waiting
  if (held === null) {
    platform.order({ arm: null })
    return false
  }
  const killed = await fleet.kill(held.instance)
  platform.order({ go: true })
  return killed
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}
