// A long text as several: cut between whole characters, at a line's end where one is near.

export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8')

/** At least one piece, none of more than `most` bytes; joined, and but for spaces at their ends, they are the text. */
export function piecesOf(text: string, most: number): string[] {
  const pieces: string[] = []
  let piece = ''
  let size = 0
  for (const part of partsOf(text, most)) {
    const bytes = bytesOf(part)
    if (size + bytes > most && piece !== '') {
      pieces.push(piece.trimEnd())
      piece = ''
      size = 0
    }
    piece += part
    size += bytes
  }
  return piece === '' && pieces.length > 0 ? pieces : [...pieces, piece.trimEnd()]
}

/** Lines; of a line that is too long its characters, and of a heap of marks that is too long for any piece its code points. */
function* partsOf(text: string, most: number): Generator<string> {
  for (const line of text.split(/(?<=\n)/u)) {
    if (bytesOf(line) <= most) yield line
    else
      for (const { segment } of graphemes.segment(line))
        if (bytesOf(segment) <= most) yield segment
        else yield* segment
  }
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })
