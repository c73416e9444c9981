// Every code that an error of the API may have, by its status. A test holds the answers to this table.
import { z } from 'zod'
import { refusals } from '../wording/en/refusals.ts'

/** Refused by the rules: the reasons that wording has sentences for. `unknown-case` and `too-long` have their own status. */
const REASONS = Object.keys(refusals).filter((reason) => reason !== 'unknown-case' && reason !== 'too-long')

export const CODES = {
  400: [
    'malformed', 'missing', 'bad-link', 'unknown-command', 'unknown-field', 'empty', 'required', 'not-a-choice',
    'unknown-person', 'too-early',
  ],
  401: ['no-token', 'bad-token', 'expired-token', 'signed-out', 'bad-signature', 'stale'],
  403: ['out-of-scope', 'not-an-administrator', 'unknown-person', 'no-person', 'forged'],
  404: ['not-found', 'unknown-case', 'unknown-person', 'unknown-token', 'unknown-webhook'],
  409: [...REASONS, 'already-revoked'],
  413: ['too-large', 'too-long', 'too-many'],
  422: ['key-reused', 'too-long'],
  429: ['too-many-requests'],
  500: ['failed'],
  503: ['storage-full'],
} satisfies Record<number, string[]> // biome-ignore format: lists of words

export type ErrorStatus = keyof typeof CODES

/** The body of every error of that status. */
export const errorSchema = (status: ErrorStatus) =>
  z.strictObject({
    error: z.strictObject({ code: z.enum(CODES[status]), message: z.string(), path: z.string().optional() }),
  })
