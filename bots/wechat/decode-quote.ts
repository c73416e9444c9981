// A quote is only text here: `「李敏：原文」`, a line of hyphens, then what was said.

import { lacksCase } from '../../src/domain/input/command-text.ts'

export interface Quoted {
  /** What was said under the quote. */
  text: string
  /** What was quoted, without its author; null where nothing was. */
  original: string | null
}

// The hyphens stand alone in their line; the quote itself may have several lines and brackets.
const QUOTE = /^「[^：:\n]{0,64}[：:]([\s\S]*)」\n *[-—–－](?: ?[-—–－]){2,} *\n([\s\S]*)$/u

export function unquoted(text: string): Quoted {
  const match = QUOTE.exec(text)
  return match === null
    ? { text, original: null }
    : { text: (match[2] ?? '').trim(), original: (match[1] ?? '').trim() }
}

const NUMBERS = /[#＃]\s*([0-9０-９]{1,9})(?![0-9０-９])/gu
/** How the desk begins what it says of a case: `（重发）@陈宇 【#23 一般】`. */
const HEAD = /^(?:（重发）|\(again\) )?(?:[@＠]\S+\s+)*【[#＃]([0-9]{1,9})[ 】]/u

/** A command under a quote is about the case that the quote names, where it names none itself. */
export function withCaseOf({ text, original }: Quoted): string {
  const number = original === null ? null : caseIn(original)
  if (number === null || !lacksCase(text)) return text
  return `${text.trimEnd()} #${number}`
}

/** The one at its head, or the only one. Of several nobody knows which was meant: the desk asks. */
function caseIn(original: string): string | null {
  const head = HEAD.exec(original)?.[1]
  if (head !== undefined) return head
  const [only, ...others] = new Set([...original.matchAll(NUMBERS)].map(([, number]) => number))
  return others.length === 0 ? (only ?? null) : null
}
