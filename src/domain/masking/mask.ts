// Personal data in captured text: where it stands, and the text with it masked.

import { idSpans } from '../post/find-links.ts'
import { emailsIn } from './email.ts'
import { mobilesInNumerals, numbersIn } from './numbers.ts'
import { addressesIn, blank, fold, type Hit, maskedNumbersIn, parametersIn, type Span } from './search-text.ts'

export type PersonalKind = 'phone' | 'id-card' | 'bank-card' | 'email'

/** Where it stands: `text.slice(start, end)`. What it says is deliberately not repeated. */
export type Found = { kind: PersonalKind; start: number; end: number }

/**
 * The text with personal data masked as offices usually do, keeping what a duty officer needs to tell two apart:
 * `138****5678` and `0571-****8888`; ID card `330*************34`; bank card `6222********1234`; `z***@example.com`.
 * Addresses of pages keep working: in them only parameters named for such data are masked. Masking twice changes nothing.
 * Linear in the length of the text.
 */
export function mask(text: string): { text: string; found: Found[] } {
  const hits = hitsIn(text)
  return { text: withMasks(text, hits), found: hits.map(foundOf) }
}

/**
 * What a text for the public must not hold. Unlike `mask`, it lets landlines pass: a department may give the number of
 * its office to whom it answers, but nobody's mobile.
 */
export function hasPersonalData(text: string): Found[] {
  return hitsIn(text)
    .filter(({ form }) => form !== 'landline')
    .map(foundOf)
}

const foundOf = ({ form, start, end }: Hit): Found => ({
  kind: form === 'mobile' || form === 'landline' ? 'phone' : form,
  start,
  end,
})

/** Every step blanks what it has settled, so that a later one sees a barrier there: each character is judged once. */
function hitsIn(text: string): Hit[] {
  const folded = fold(text)
  const parameters = parametersIn(folded, plainHits)
  let rest = blank(blank(folded, parameters.settled), idSpans(text))
  const emails = emailsIn(rest)
  rest = blank(rest, emails.settled)
  // Host names are looked for after the e-mail addresses that end in one.
  rest = blank(rest, addressesIn(text, rest))
  return inOrder([...parameters.hits, ...emails.hits, ...numberHits(rest)])
}

function plainHits(text: string): Hit[] {
  const emails = emailsIn(text)
  return inOrder([...emails.hits, ...numberHits(blank(text, emails.settled))])
}

function numberHits(text: string): Hit[] {
  const rest = blank(text, maskedNumbersIn(text))
  const digits = untilNothing(rest, numbersIn)
  return [...digits, ...untilNothing(blank(rest, digits), mobilesInNumerals)]
}

/** A number may be told from its surroundings only when its neighbour is settled; two or three rounds end it. */
function untilNothing(text: string, find: (text: string) => Hit[]): Hit[] {
  const all: Hit[] = []
  let rest = text
  for (;;) {
    const hits = find(rest)
    if (hits.length === 0) return all
    all.push(...hits)
    rest = blank(rest, hits)
  }
}

const inOrder = <T extends Span>(spans: T[]): T[] => spans.sort((a, b) => a.start - b.start)

function withMasks(text: string, hits: Hit[]): string {
  // Pieces, because looking at the end of a string that grows costs its whole length each time.
  const pieces: string[] = []
  let from = 0
  for (const { start, end, masked } of hits) {
    pieces.push(text.slice(from, start))
    const before = start > from ? text.charAt(start - 1) : (pieces.at(-2)?.at(-1) ?? '')
    // Two numbers that stood glued together would read as one.
    if (/\d/.test(before) && /^\d/.test(masked)) pieces.push(' ')
    pieces.push(withBracketsOf(text.slice(start, end), masked))
    from = end
  }
  return pieces.join('') + text.slice(from)
}

function withBracketsOf(written: string, masked: string): string {
  const opened = written.includes('（') ? masked.replace('(', '（') : masked
  return written.includes('）') ? opened.replace(')', '）') : opened
}
