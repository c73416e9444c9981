// Whether what came back is what was said: kept as a print, and compared by its letters where the platform has changed it.
import { createHash } from 'node:crypto'

/** White space changes on the way, and `<` may come back as `&lt;`. */
export const printOf = (text: string): string =>
  createHash('sha256')
    .update(plain(text).replace(/<br\s*\/?>|[\s\u2005]/gu, ''))
    .digest('hex')

/** So many letters are enough to know the beginning of a text by. */
const ENOUGH = 40

/** The same letters and digits, or the beginning of them: emoji are spelt out by some clients, and long texts cut. */
export function isTheSame(said: string, back: string): boolean {
  const [whole, part] = [lettersOf(said), lettersOf(back)]
  return part !== '' && (whole === part || (part.length >= ENOUGH && whole.startsWith(part)))
}

/** Without `[微笑]` and `<span class="emoji …"></span>`. */
const lettersOf = (text: string): string =>
  plain(text)
    .replace(/<[^<>]{1,200}>|\[[^[\]]{1,12}\]/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, '')

const plain = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
