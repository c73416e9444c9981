// What things are called here: names may hold blanks, so that what was typed is read by those that are known.
import { type Lexicon, NO_LEXICON } from '../text/lexicon.ts'

export interface Names {
  /** By key, name and alias. */
  departments: Lexicon
  people: Lexicon
  /** Of the case's own policy, in both languages. */
  levels: Lexicon
  /** Whoever and whatever may be called with `@`. */
  called: Lexicon
}

/** Names up to the first blank, quotation marks left aside. */
export const NO_NAMES: Names = {
  departments: NO_LEXICON,
  people: NO_LEXICON,
  levels: NO_LEXICON,
  called: NO_LEXICON,
}
