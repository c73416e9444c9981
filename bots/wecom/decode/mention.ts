// The bot's own name, taken out of what is said to it: the platform tells who is called by name in letters only.

import { namesCalled } from '../../../src/domain/input/known-names.ts'
import { afterMentions } from '../../../src/domain/input/mentions.ts'

/** What may stand after a name in a text: spaces, among them the narrow one that clients put there. */
const AFTER = /[\s\u2005\u00a0]/u
/** A command or a mark may follow it without one; a letter makes it another name. */
const ENDS = /[\s\u2005\u00a0/／@＠：:，,。！!？?]/u
const FIRST = /^\s*[@＠][^\s\u2005\u00a0@＠/／]+[\s\u2005\u00a0]*/u
/** `@值班台：/签收` */
const MARKED_COMMAND = /^[：:，,、]\s*[/／]/u
const COMMAND = /^\s*[/／]/u

/** `name`: what the bot is called, where that was told; otherwise the first name at the beginning is taken for its own. */
export function withoutBot(text: string, name: string | undefined): string {
  if (name === undefined) {
    // Of a name with blanks the command behind it tells where it ends.
    const said = afterMentions(text, namesCalled([]))
    return COMMAND.test(said) ? said.trim() : text.replace(FIRST, '').trim()
  }
  const calls = [`@${name}`, `＠${name}`]
  let left = ''
  let from = 0
  for (let at = nextCall(text, calls, from); at !== -1; at = nextCall(text, calls, from)) {
    const end = at + name.length + 1
    const isWhole = end === text.length || ENDS.test(text.charAt(end))
    left += text.slice(from, isWhole ? at : end)
    from = isWhole ? spacesFrom(text, MARKED_COMMAND.test(text.slice(end, end + 9)) ? end + 1 : end) : end
  }
  return (left + text.slice(from)).trim()
}

const nextCall = (text: string, calls: string[], from: number): number =>
  calls.map((call) => text.indexOf(call, from)).reduce((a, b) => (a === -1 || (b !== -1 && b < a) ? b : a), -1)

function spacesFrom(text: string, start: number): number {
  let end = start
  while (end < text.length && text.charAt(end) !== '\n' && AFTER.test(text.charAt(end))) end += 1
  return end
}
