// A line of `zhiban doctor`: what was looked at, how it is, and what to do about it.

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

export const lineOf = ({ level, what, says }: Check): string =>
  `${level.padEnd(9)}${what}${says === null ? '' : `: ${says}`}`

/** The first few, and how many more there are. */
export const few = (names: string[], most = 10): string =>
  `${names.slice(0, most).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`
