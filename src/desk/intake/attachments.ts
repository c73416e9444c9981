// Files of cases: looked at before anything is written, kept once by their bytes, encrypted.
import type { Incoming, IncomingFile } from '../../channel.ts'
import { keepAttachment, keepOfCase } from '../../db/cases/attachments.ts'
import { sha256 } from '../../db/cases/chain.ts'
import type { Db } from '../../db/engine/connect.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { CasePost } from '../../domain/case/case.ts'
import type { CaseFile } from '../../domain/commands/intake/attach.ts'
import { cleanText } from '../../domain/text/text.ts'
import type { Wording } from '../../wording/index.ts'
import { runCaseIn } from '../cases/run-case.ts'
import type { Desk } from '../desk.ts'
import type { ForwardedMessage } from './forwards/forwarded-message.ts'
import { masked } from './masking.ts'

/** Bytes of a file that is kept. */
export const LARGEST_FILE = 20 * 1024 * 1024

/** What is kept: pictures, PDF, office documents, plain text. By what the bytes are, not by what they are called. */
const KEPT =
  /^(image\/(png|jpeg|gif|webp|bmp|heic|heif|tiff)|application\/pdf|application\/vnd\.openxmlformats.*|application\/x-cfb|text\/plain)$/

type KeptFile = IncomingFile & { bytes: Uint8Array; mime: string }

export const isKept = (file: IncomingFile): file is KeptFile =>
  file.bytes !== undefined && file.mime !== undefined && file.missing === undefined

/** Each file with what it is, or why it is not kept. */
export async function inspectAttachments(incoming: Incoming): Promise<Incoming> {
  if (incoming.kind !== 'message' || incoming.files === undefined) return incoming
  return { ...incoming, files: await Promise.all(incoming.files.map(lookAt)) }
}

async function lookAt(file: IncomingFile): Promise<IncomingFile> {
  const { bytes, kind } = file
  // A name that shows nothing is none.
  const name = file.name === null || cleanText(file.name) === '' ? null : file.name
  if (file.missing !== undefined || bytes === undefined) return { kind, name, missing: file.missing ?? 'gone' }
  if (bytes.length === 0) return { kind, name, missing: 'empty' }
  if (bytes.length > LARGEST_FILE) return { kind, name, missing: 'too-big' }
  // Loaded with the first file: most desks never see one.
  const { fileTypeFromBuffer } = await import('file-type')
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? (isText(bytes) ? 'text/plain' : null)
  return mime !== null && KEPT.test(mime) ? { ...file, name, mime } : { kind, name, missing: 'type' }
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    // Other encodings look like anything: such a file is converted before it is sent.
    return false
  }
}

/** A screenshot as a post: the same bytes again are the same post. */
export function pictureOf({ bytes }: KeptFile, wording: Wording, at: Instant, title: string): CasePost {
  const post = { url: null, canonicalUrl: null, platform: null, publishedAt: null, discoveredAt: at }
  return { ...post, key: `image:${sha256(bytes)}`, title: title || wording.screenshot(at) }
}

/** Within the caller's transaction: a file that is there already is not kept twice. */
export async function attachFiles(
  tx: Db,
  desk: Desk,
  number: number,
  files: KeptFile[],
  said: ForwardedMessage,
): Promise<void> {
  const { scene, incoming } = said
  if (files.length === 0 || scene.person === undefined) return
  const kept: CaseFile[] = []
  for (const { bytes, mime, kind, name } of files) {
    const digest = sha256(bytes)
    const called = masked(cleanText(name ?? '')).slice(0, 120) || desk.wording.fileName(kind, said.at)
    await keepAttachment(tx, { sha256: digest, mime, bytes, seal: desk.cipher.seal, at: desk.time.realNow() })
    const row = {
      caseNumber: number,
      sha256: digest,
      name: called,
      person: scene.person.key,
      messageId: incoming.messageId,
    }
    await keepOfCase(tx, { ...row, at: said.at })
    kept.push({ sha256: digest, name: called, mime, size: bytes.length })
  }
  await runCaseIn(
    tx,
    desk,
    number,
    { type: 'attach', files: kept },
    { by: { person: scene.person.key }, place: scene.place },
  )
}
