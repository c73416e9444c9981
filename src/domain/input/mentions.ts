// Who is called by name before a command: `@值班台 /签收`, `＠Zhang San/list`.
import type { Lexicon } from '../text/lexicon.ts'
import { isCommand } from './command-name.ts'

/** What is said after the names with which it begins. */
export function afterMentions(text: string, called: Lexicon): string {
  let rest = text
  for (let count = 0; count < MOST; count += 1) {
    const next = afterOne(rest, called)
    if (next === null) return rest
    rest = next
  }
  return rest.replace(PLAIN, '')
}

/** Null where no name stands first. */
function afterOne(text: string, called: Lexicon): string | null {
  const sign = SIGN.exec(text)
  if (sign === null) return null
  const from = sign[0].length
  const known = called.longest(text.slice(from, from + LONGEST))
  const behind = known === null ? null : text.slice(from + known.end).replace(CLOSING, '')
  if (behind !== null && FOLLOWS.test(behind)) return behind.replace(MARK, '')
  // Of a name that is not known the command behind it tells where it ends.
  const unknown = UNKNOWN.exec(text.slice(from, from + LONGEST))?.[0]
  const after = unknown === undefined ? '' : text.slice(from + unknown.length)
  if (isCommand(after.slice(0, LONGEST))) return after
  const plain = PLAIN_ONE.exec(text)?.[0]
  return plain === undefined ? null : text.slice(plain.length)
}

// As many as a message may sensibly call; those behind are skipped up to their first blank, at once.
const MOST = 60
const LONGEST = 200

const SIGN = /^[\s\p{Cf}]*[@＠][\s\p{Cf}]*["“「『]?/u
const CLOSING = /^["”」』]/u
const FOLLOWS = /^(?:$|[\s\p{Cf}/／@＠：:，,、])/u
const MARK = /^[：:，,、](?=\s*[/／@＠])/u
/** One word, or several that are written as a person's or a service's name is: `Zhang San`, `Duty Desk`. */
const UNKNOWN = /^[^\s/／@＠]+(?:[ \u00a0\u2005]+\p{Lu}[\p{L}\p{M}.'’-]*){0,3}(?=\s*[/／])/u
const PLAIN_ONE = /^\s*[@＠]\S+(?:\s+|$)/u
const PLAIN = /^(?:\s*[@＠]\S+\s+)+/u
