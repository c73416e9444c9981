// A statement as the checks read it: traditional characters as simplified, full-width digits as ASCII, each character where it
// stood, so that what is found in it has its place in the text as given.
import { toSimplified, urlSpans } from '../text/text.ts'
import { type Pairs, pairsIn } from './pairs.ts'

export interface Reading {
  /** As given. */
  text: string
  /** Of the same length. */
  folded: string
  /** `folded` without what is quoted and without links: the statement's own words. */
  own: string
  /** Quotation marks and brackets. */
  pairs: Pairs
}

/** Stands where something is left out: no word goes across it. */
export const BARRIER = '\0'

export function readingOf(text: string): Reading {
  const folded = fold(text)
  const links = urlSpans(text)
  const plain = blanked(folded, links)
  const pairs = pairsIn(plain)
  const own = blanked(plain, pairs.quotes)
  // Who puts the whole of a statement into quotation marks quotes nobody.
  return { text, folded, own: SAYS_SOMETHING.test(own) ? own : plain, pairs }
}

/** Character by character: the converter's phrases could change lengths, and few words differ by them. */
export function fold(text: string): string {
  return text.replace(FOLDED, foldCharacter).replace(REPLY, '复')
}

function foldCharacter(each: string): string {
  const known = FOLDS.get(each)
  if (known !== undefined) return known
  const simple = each >= '\uFF00' ? String.fromCharCode(each.charCodeAt(0) - 0xfee0) : toSimplified(each)
  const same = simple.length === each.length ? simple : each
  FOLDS.set(each, same)
  return same
}

/** The text with these stretches left out, in its length. They are in order and do not overlap. */
export function blanked(text: string, spans: readonly { start: number; end: number }[]): string {
  if (spans.length === 0) return text
  const pieces: string[] = []
  let from = 0
  for (const { start, end } of spans) {
    pieces.push(text.slice(from, start), BARRIER.repeat(end - start))
    from = end
  }
  return pieces.join('') + text.slice(from)
}

export interface Stretch {
  start: number
  end: number
  words: string
}

/** Sentences, lines too, without the mark at their end. */
export const sentencesOf = (text: string): Stretch[] => stretches(text, SENTENCE)
/** Parts of sentences, between commas. */
export const clausesOf = (text: string): Stretch[] => stretches(text, CLAUSE)

const SENTENCE = /[^。！？!?；;\n]+/gu
const CLAUSE = /[^，,。！？!?；;：:\n]+/gu

const stretches = (text: string, pattern: RegExp): Stretch[] =>
  [...text.matchAll(pattern)].map(({ 0: words, index }) => ({ start: index, end: index + words.length, words }))

const SAYS_SOMETHING = /[\p{L}\p{N}]/u
// Of the common plane only: each is one unit, and stays one.
const FOLDED = /[\u3400-\u9FFF\uF900-\uFAFF\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g
// 回覆, 答覆: by itself the character has another sense, and the converter leaves it.
const REPLY = /(?<=[回答])覆/g
/** The converter costs microseconds a call; a text has the same few hundred characters again and again. */
const FOLDS = new Map<string, string>()
