// How a file that is kept as evidence is called: its class in the language, the year, and its place among those of that year.
import type { EvidenceNumber } from '../domain/case/evidence.ts'
import type { Names } from './wording.ts'

/** 图片-2026-0003 */
export const evidenceName = ({ class: kind, year, seq }: EvidenceNumber, { evidence }: Names): string =>
  `${evidence[kind]}-${year}-${String(seq).padStart(4, '0')}`

/** The first ones that have a number: a card names no more. */
export const evidenceNames = (numbers: (EvidenceNumber | null)[], names: Names): string[] =>
  numbers
    .filter((number) => number !== null)
    .slice(0, MOST_NAMED)
    .map((number) => evidenceName(number, names))

const MOST_NAMED = 3
