// A picture decoded as far as reading it needs: looked at by its header first, cut into pieces that fit into memory, hashed.
import type sharp from 'sharp'
import type { Unreadable } from '../../../../domain/commands/intake/learned.ts'

type Sharp = typeof sharp

/** Shorter sides hold no words. */
const SMALLEST = 48
const MOST_PIXELS = 32_000_000
const LONGEST_SIDE = 20_000
/** Of one piece, which is what reading takes memory for. */
const PIECE_PIXELS = 800_000
/** Lower on a picture than so many pieces nothing is read. */
const MOST_PIECES = 12
/** So that a line that is cut by an edge is whole on one side of it. */
const OVERLAP = 64
/** Screens of phones have two or three pixels where one and a half is enough; those of computers have not. */
const WIDTHS = { upright: 600, lying: 1_280 }
const FORMATS = ['png', 'jpeg', 'webp', 'gif']

export class Refused extends Error {
  constructor(readonly why: Unreadable) {
    super(why)
  }
}

export interface Piece {
  png: Buffer
  /** Where it begins on the picture. */
  top: number
}

export interface Decoded {
  pieces: Piece[]
  width: number
  height: number
  hash: string
}

/** Throws Refused. Nothing is decoded before the header was found to be in order. */
export async function decode(picture: Buffer, load: Sharp): Promise<Decoded> {
  const refusal = await refusalOf(picture, load)
  if (refusal !== null) throw new Refused(refusal)
  try {
    const open = () => load(picture, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1, sequentialRead: true })
    // As it is looked at, on white.
    const { data, info } = await open()
      .rotate()
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .resize(WIDTHS.lying, null, { withoutEnlargement: true })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    const raw = () => load(data, { raw: { width, height, channels } })
    return { ...(await piecesOf(load, raw(), { width, height })), hash: await differenceHash(raw()) }
  } catch {
    throw new Refused('corrupt')
  }
}

async function refusalOf(picture: Buffer, load: Sharp): Promise<Unreadable | null> {
  const header = await load(picture, { limitInputPixels: false, failOn: 'none' })
    .metadata()
    .catch(() => null)
  if (header === null) return isHeic(picture) ? 'format' : 'corrupt'
  const { format = '', width = 0, height = 0, pages = 1, pageHeight = height } = header
  if (!FORMATS.includes(format)) return 'format'
  if (pages > 1) return 'animated'
  if (Math.min(width, pageHeight) < SMALLEST) return 'too-small'
  if (width * pageHeight > MOST_PIXELS || Math.max(width, pageHeight) >= LONGEST_SIDE) return 'too-big'
  return null
}

/** Phones' own format, which is known by its mark and not decoded here. */
const isHeic = (picture: Buffer): boolean =>
  /^ftyp(?:hei[cxms]|hev[cm]|mif1|msf1|avif)/.test(picture.subarray(4, 12).toString('latin1'))

async function piecesOf(
  load: Sharp,
  picture: sharp.Sharp,
  given: { width: number; height: number },
): Promise<{ pieces: Piece[]; width: number; height: number }> {
  const most = given.height >= given.width ? WIDTHS.upright : WIDTHS.lying
  const width = Math.min(given.width, most)
  const height = Math.max(1, Math.round((given.height * width) / given.width))
  const scaled = await picture.resize(width, height, { fit: 'fill' }).png({ compressionLevel: 1 }).toBuffer()
  const step = Math.max(OVERLAP * 2, Math.floor(PIECE_PIXELS / width))
  const pieces: Piece[] = []
  for (let top = 0; top < height && pieces.length < MOST_PIECES; top += step - OVERLAP) {
    const tall = Math.min(step, height - top)
    pieces.push({
      png: await load(scaled).extract({ left: 0, top, width, height: tall }).png({ compressionLevel: 1 }).toBuffer(),
      top,
    })
    if (top + tall >= height) break
  }
  return { pieces, width, height }
}

/** Of nine by eight greys: whether each is brighter than the one to its right. Nearly the same pictures differ in few of 64 bits. */
async function differenceHash(picture: sharp.Sharp): Promise<string> {
  const greys = await picture.greyscale().resize(9, 8, { fit: 'fill' }).raw().toBuffer()
  let bits = 0n
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const at = row * 9 + column
      bits = (bits << 1n) | ((greys[at] ?? 0) > (greys[at + 1] ?? 0) ? 1n : 0n)
    }
  }
  return bits.toString(16).padStart(16, '0')
}
