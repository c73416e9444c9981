// A long text as messages of their own: as letters only, cut between characters, at a line's end where one is near.
import { bytesOf } from './encode.ts'

/** The platform's 30 KB for a post are of the request, in which it stands as a string within JSON. */
const MOST_BYTES = 26_000

/** The content of a post each. Joined, their texts are the whole. A text message would make tags and links of its letters. */
export function posts(text: string, titled: (number: number, of: number) => string): string[] {
  const pieces = cut(text)
  return pieces.map((piece, index) => postOf(titled(index + 1, pieces.length), piece))
}

/** Pieces that joined are the text again. */
export function cut(text: string, most = MOST_BYTES): string[] {
  const pieces: string[] = []
  let piece = ''
  let size = 0
  for (const line of text.split(/(?<=\n)/)) {
    for (const part of bytesIn(line) > most ? graphemesOf(line) : [line]) {
      const bytes = bytesIn(part)
      if (size + bytes > most && piece !== '') {
        pieces.push(piece)
        piece = ''
        size = 0
      }
      piece += part
      size += bytes
    }
  }
  return piece === '' ? pieces : [...pieces, piece]
}

const postOf = (title: string, text: string): string =>
  JSON.stringify({ zh_cn: { title, content: [[{ tag: 'text', text }]] } })

/** As it stands in the request: within two strings of JSON. */
const bytesIn = (text: string): number => bytesOf(JSON.stringify(JSON.stringify(text))) - 6

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' })

const graphemesOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment)
