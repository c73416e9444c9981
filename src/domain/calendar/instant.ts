// Instants as the domain keeps them: text that sorts, survives JSON unchanged and is what the API shows.

/** A UTC instant in ISO 8601 with milliseconds, exactly as `Date.prototype.toISOString` writes it; compares with `<`. */
export type Instant = string

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const millisOf = (at: Instant): number => Date.parse(at)

/** The instant of so many milliseconds since 1970-01-01T00:00:00Z. Throws a RangeError on what is no instant. */
export const instantOf = (millis: number): Instant => new Date(millis).toISOString()

/** The instant `millis` later (earlier where negative). */
export const later = (at: Instant, millis: number): Instant => instantOf(millisOf(at) + millis)

/** Milliseconds from `from` to `to`; negative where `to` is earlier. */
export const millisBetween = (from: Instant, to: Instant): number => millisOf(to) - millisOf(from)

export const earliest = (instants: Instant[]): Instant | null =>
  instants.reduce<Instant | null>((least, each) => (least === null || each < least ? each : least), null)
