// What may have been unsaid when its clock ended: fallen due just then, nobody there to say it, or behind in the queue.
import type { CaseRecord } from './compare.ts'
import type { Span } from './fleet.ts'

/** A restarted instance has to find out what is due; its neighbour, that a lock is free. */
export const RECOVERY_MS = 1_000
/** A reminder may take so long while somebody is there to say it. */
const SLACK_MS = 2_000
/** Workers say what is longest due first, a batch at a time: what is so much younger is said in a later batch. */
const BATCH_MS = 5_000

/**
 * Whether a rung that was due at `from` may have been unsaid at `until`. On a machine that cannot keep up it may, as long
 * as nothing that fell due clearly later was said by then: late is not forgotten, passed over is.
 */
export function excusesOf(
  downs: (Span & { name: string })[],
  instances: number,
  cases: CaseRecord[],
): (from: number, until: number) => boolean {
  const nobody = awayOf(downs, instances)
  const front = frontOf(cases)
  return (from, until) => {
    const away = nobody.reduce((sum, { fromMs, toMs }) => sum + shared({ fromMs: from, toMs: until }, fromMs, toMs), 0)
    return until - from - away <= SLACK_MS || front(until) < from + BATCH_MS
  }
}

const shared = (span: Span, fromMs: number, toMs: number) =>
  Math.max(0, Math.min(span.toMs, toMs) - Math.max(span.fromMs, fromMs))

/** When no instance was up, or just back. */
function awayOf(downs: (Span & { name: string })[], instances: number): Span[] {
  const names = [...new Set(downs.map(({ name }) => name))]
  if (names.length < instances) return []
  const perName = names.map((name) =>
    downs.filter((down) => down.name === name).map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs + RECOVERY_MS })),
  )
  const [first = [], ...others] = perName
  return others.reduce(overlaps, first)
}

const overlaps = (one: Span[], two: Span[]): Span[] =>
  one.flatMap((a) =>
    two
      .map((b) => ({ fromMs: Math.max(a.fromMs, b.fromMs), toMs: Math.min(a.toMs, b.toMs) }))
      .filter(({ fromMs, toMs }) => fromMs < toMs),
  )

/** How far the workers had come by a given instant: the latest nominal instant, of any case, at which they had begun. */
function frontOf(cases: CaseRecord[]): (ms: number) => number {
  const said = cases
    .flatMap(({ events }) => events.filter(({ type }) => type === 'reminded'))
    .map(({ at, data }) => ({ atMs: Date.parse(at), nominalMs: firstOf(data.steps as Step[]) }))
    .sort((a, b) => a.atMs - b.atMs)
  let front = Number.NEGATIVE_INFINITY
  const fronts = said.map(({ atMs, nominalMs }) => {
    front = Math.max(front, nominalMs)
    return { atMs, front }
  })
  return (ms) => fronts.findLast(({ atMs }) => atMs <= ms)?.front ?? Number.NEGATIVE_INFINITY
}

interface Step {
  first: number
  last: number
  at: string
}

// A clock stands in the queue by its first rung that is due; several repeats in one entry give only the last instant.
function firstOf(steps: Step[]): number {
  const [step] = steps
  return step === undefined || step.first < step.last ? Number.NEGATIVE_INFINITY : Date.parse(step.at)
}
