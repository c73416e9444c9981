// A line of `zhiban doctor`: what was looked at, how it is, and what to do about it.
import type { CommandLine } from '../../wording/cli.ts'
import { padEnd } from '../columns.ts'

export interface Check {
  level: 'ok' | 'WARNING' | 'PROBLEM'
  what: string
  /** For what is not well: what is wrong and what to do. */
  says: string | null
}

export const ok = (what: string, says: string | null = null): Check => ({ level: 'ok', what, says })
/** The service runs, and something should be done. */
export const warning = (what: string, says: string): Check => ({ level: 'WARNING', what, says })
/** The service does not run, or does not do what it is for. */
export const problem = (what: string, says: string): Check => ({ level: 'PROBLEM', what, says })

const LEVEL_COLUMNS = 9

export const lineOf = ({ level, what, says }: Check, words: CommandLine['doctor']): string =>
  `${padEnd(words.levels[level], LEVEL_COLUMNS)}${says === null ? what : words.line(what, says)}`

/** The first few, and how many more there are. */
export const few = (names: string[], words: CommandLine['doctor'], most = 10): string =>
  words.few(names.slice(0, most), Math.max(0, names.length - most))
