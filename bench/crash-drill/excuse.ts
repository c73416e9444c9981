// What may have been unsaid when its clock ended: fallen due just then, nobody there to say it, or all were that late.
import type { CaseRecord } from './compare.ts'
import type { Span } from './fleet.ts'

/** A restarted instance has to find out what is due; its neighbour, that a lock is free. */
export const RECOVERY_MS = 1_000
/** A reminder may take so long while somebody is there to say it. */
const SLACK_MS = 2_000
/** Reminders said so shortly before or after show how late the workers were then. */
const THEN_MS = 10_000

/**
 * Whether a rung that was due at `from` may have been unsaid at `until`. On a machine that cannot keep up it may, as long
 * as other reminders were said just as late at that time: late is not forgotten, left out is.
 */
export function excusesOf(
  downs: (Span & { name: string })[],
  instances: number,
  cases: CaseRecord[],
): (from: number, until: number) => boolean {
  const nobody = awayOf(downs, instances)
  const said = cases.flatMap(({ events }) => events.filter(({ type }) => type === 'reminded')).map(saidOf)
  return (from, until) => {
    const away = nobody.reduce((sum, { fromMs, toMs }) => sum + shared({ fromMs: from, toMs: until }, fromMs, toMs), 0)
    if (until - from - away <= SLACK_MS) return true
    return said.some(({ atMs, lateMs }) => Math.abs(atMs - until) <= THEN_MS && lateMs >= until - from)
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

/** How late a reminder was by the first of its rungs; of several repeats in one entry only the last instant is told. */
function saidOf({ at, data }: CaseRecord['events'][number]): { atMs: number; lateMs: number } {
  const [first] = data.steps as { at: string }[]
  return { atMs: Date.parse(at), lateMs: Date.parse(at) - Date.parse(first?.at ?? at) }
}
