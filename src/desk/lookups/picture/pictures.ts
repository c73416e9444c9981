// Reads the words of a picture that was forwarded as a post.
import { chunksOf } from '../../../db/cases/attachments.ts'
import { sha256 } from '../../../db/cases/chain.ts'
import type { Claimed } from '../../../db/cases/lookups.ts'
import { keyOfUrl, textIdentity } from '../../../domain/post/post.ts'
import { readScreen } from '../../../domain/post/screenshot/read-screen.ts'
import { cleanText } from '../../../domain/text/text.ts'
import type { Desk } from '../../desk.ts'
import { masked } from '../../intake/masking.ts'
import type { Learns, Look, Looking } from '../lookups.ts'
import type { PictureReader } from './reader.ts'

/** Longer than starting the reader and reading one picture may take. */
const LEASE_MS = 90_000

export const pictures = (desk: Desk, reader: PictureReader): Looking => ({
  kind: 'picture',
  // The reader has one in hand at a time.
  most: 1,
  leaseMs: LEASE_MS,
  look: (post) => lookAt(desk, post, reader),
  close: () => reader.close(),
})

async function lookAt(desk: Desk, post: Claimed, reader: PictureReader): Promise<Look> {
  const placeholder = desk.wording.screenshot(post.discoveredAt)
  const unread = (unreadable: NonNullable<Learns['unreadable']>): Learns => ({ ...EMPTY, placeholder, unreadable })
  const chunks = await chunksOf(desk.database.db, post.key.slice('image:'.length))
  if (chunks.length === 0) return { kind: 'failed', error: 'the picture is not kept', again: false }
  const bytes = Buffer.concat(chunks.map((chunk) => desk.cipher.open(chunk)))
  try {
    const read = await reader.read(bytes)
    if (read.kind === 'refused')
      return { kind: 'found', learns: unread(read.why), knownBy: [], kept: { error: read.why } }
    const { title, text, published, platform, metrics, links } = readScreen(
      read.lines.map((line) => ({ ...line, text: cleanText(line.text) })),
    )
    const words = masked(text)
    const identity = textIdentity(words)
    const textKey = identity.ok ? `text:${sha256(identity.normal)}` : null
    const known = links.flatMap((link) => keyOfUrl(masked(link)) ?? [])
    const kept = { textKey, pictureHash: read.hash }
    if (words === '') return { kind: 'found', learns: unread('no-words'), knownBy: known, kept }
    const learns: Learns = {
      placeholder,
      title: masked(title),
      published,
      platform,
      metrics,
      text: words,
      unreadable: null,
    }
    return { kind: 'found', learns, knownBy: [...known, ...(textKey === null ? [] : [textKey])], kept }
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error)
    // Told on the card once it was tried often enough; till then it may still be read.
    return { kind: 'failed', error: says, again: true, learns: unread('gave-up') }
  }
}

const EMPTY: Learns = {
  placeholder: '',
  title: '',
  published: '',
  platform: '',
  metrics: {},
  text: '',
  unreadable: null,
}
