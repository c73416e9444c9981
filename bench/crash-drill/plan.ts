// The oracle's own reading of a policy file: which clocks a level has, how long they run, when each rung speaks.
import { parse } from 'yaml'

export interface Rung {
  /** Milliseconds from the due instant, or the share of the clock's whole time that is left then. */
  at: { ms: number } | { percent: number }
  how: string
  /** Whether it tells anybody above the department. */
  leaders: boolean
  /** Milliseconds; null on every rung but the last. */
  repeatMs: number | null
}

export interface Rule {
  kind: string
  base: string
  withinMs: number
  ladder: Rung[]
}

export interface Plan {
  /** By level number; then by the clock's kind. */
  levels: Map<number, Map<string, Rule>>
  /** The look-backs after a publication, in order; the same at every level. */
  watch: Rule[]
  /** How a promised date reminds; null: as the reply's clock of the level does. */
  promise: Rung[] | null
}

/** Throws on what a drill's policy does not have and this reader does not know: the oracle never guesses. */
export function readPlan(text: string): Plan {
  const file = parse(text) as PolicyFile
  const levels = file.levels.map(({ level }): [number, Map<string, Rule>] => {
    const rules = Object.entries(file.clocks).map(([kind, clock]) => ruleOf(file, kind, clock, level))
    return [level, new Map(rules.map((rule) => [rule.kind, rule]))]
  })
  return { levels: new Map(levels), watch: watchOf(file), promise: file.ladders.promise?.map(rungOf) ?? null }
}

interface RungEntry {
  at: string | number
  tell: string[]
  how?: string
  repeat?: string
}

interface ClockEntry {
  base: string
  within: string
  ladder: string
  'not-at'?: number[]
  levels?: Record<string, { within?: string; ladder?: string }>
}

interface PolicyFile {
  levels: { level: number }[]
  clocks: Record<string, ClockEntry>
  ladders: Record<string, RungEntry[]>
  watch?: string[]
}

/** Without a ladder of their own the product has one for them, which this reader does not know. */
function watchOf({ watch = [], ladders }: PolicyFile): Rule[] {
  const ladder = ladders.watch
  if (watch.length > 0 && ladder === undefined) throw new Error('the oracle finds no ladder "watch"')
  return watch.map((within) => ({
    kind: 'watch',
    base: 'replied',
    withinMs: millisOf(within),
    ladder: (ladder ?? []).map(rungOf),
  }))
}

function ruleOf(file: PolicyFile, kind: string, clock: ClockEntry, level: number): Rule {
  if (clock['not-at'] !== undefined) throw new Error(`clock ${kind}: the oracle does not know "not-at"`)
  const own = clock.levels?.[String(level)] ?? {}
  const ladder = file.ladders[own.ladder ?? clock.ladder]
  if (ladder === undefined) throw new Error(`clock ${kind}: the oracle finds no ladder "${clock.ladder}"`)
  return { kind, base: clock.base, withinMs: millisOf(own.within ?? clock.within), ladder: ladder.map(rungOf) }
}

const LEADERS = ['office', 'supervisor', 'principal', 'leading-group']

const rungOf = ({ at, tell, how, repeat }: RungEntry): Rung => ({
  at: offsetOf(String(at)),
  how: how ?? 'mention',
  leaders: tell.some((role) => LEADERS.includes(role)),
  repeatMs: repeat === undefined ? null : millisOf(repeat),
})

function offsetOf(text: string): Rung['at'] {
  if (text === '0') return { ms: 0 }
  if (text.endsWith('%')) return { percent: -Number(text.slice(0, -1)) }
  return { ms: (text.startsWith('-') ? -1 : 1) * millisOf(text.slice(1)) }
}

const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

function millisOf(text: string): number {
  const unit = UNITS[text.slice(-1)]
  const amount = Number(text.slice(0, -1))
  if (unit === undefined || !Number.isInteger(amount) || amount < 1) {
    throw new Error(`the oracle does not know the duration "${text}"`)
  }
  return amount * unit
}
