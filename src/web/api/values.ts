// Single values that routes read or answer: whole numbers in addresses, instants, dates.
import { z } from 'zod'
import { shownAs } from '../spoken.ts'

// As it is written in an address: no sign, no exponent, no hexadecimal digits.
export const digits = shownAs(
  z
    .string()
    .regex(/^\d{1,15}$/, 'write a whole number')
    .transform(Number),
  { type: 'integer', minimum: 0 },
)
export const between = (least: number, most: number) =>
  shownAs(digits.pipe(z.number().min(least).max(most)), { type: 'integer', minimum: least, maximum: most })

/** With what is taken where it is left out. */
export const betweenOr = (least: number, most: number, otherwise: number) =>
  shownAs(between(least, most).default(otherwise), {
    type: 'integer',
    minimum: least,
    maximum: most,
    default: otherwise,
  })

/** The greatest that the database can hold: above it there is nothing to look for. */
export const LAST_NUMBER = 2_147_483_647

export const count = () => z.int().min(0)
/** UTC, ISO 8601 with milliseconds. */
export const instant = () =>
  shownAs(z.iso.datetime({ precision: 3 }), {
    type: 'string',
    format: 'date-time',
    examples: ['2026-10-09T01:20:00.000Z'],
  })
/** Any ISO 8601 instant with its offset, read into UTC. */
export const instantGiven = () =>
  shownAs(
    z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString()),
    { type: 'string', format: 'date-time', examples: ['2026-10-09T09:20:00+08:00'] },
  )
export const date = () => shownAs(z.iso.date('write a date: 2026-10-09'), { type: 'string', format: 'date' })
