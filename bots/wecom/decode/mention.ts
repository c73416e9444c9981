// The bot's own name, taken out of what is said to it: the platform tells who is called by name in letters only.

/** What may stand after a name in a text: spaces, among them the narrow one that clients put there. */
const AFTER = /[\s\u2005\u00a0]/u
const FIRST = /^\s*@[^\s\u2005\u00a0@]+[\s\u2005\u00a0]*/u

/** `name`: what the bot is called, where that was told; otherwise the first name at the beginning is taken for its own. */
export function withoutBot(text: string, name: string | undefined): string {
  if (name === undefined) return text.replace(FIRST, '').trim()
  const call = `@${name}`
  let left = ''
  let from = 0
  for (let at = text.indexOf(call); at !== -1; at = text.indexOf(call, from)) {
    const end = at + call.length
    const isWhole = end === text.length || AFTER.test(text.charAt(end))
    left += text.slice(from, isWhole ? at : end)
    from = isWhole ? spacesFrom(text, end) : end
  }
  return (left + text.slice(from)).trim()
}

function spacesFrom(text: string, start: number): number {
  let end = start
  while (end < text.length && text.charAt(end) !== '\n' && AFTER.test(text.charAt(end))) end += 1
  return end
}
