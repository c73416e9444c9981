// Files of cases: looked at before anything is written, kept once by their bytes, encrypted.
import type { Incoming, IncomingFile } from '../../channel.ts'
import { drawEvidenceNumber, keepAttachment, keepOfCase } from '../../db/cases/attachments.ts'
import { sha256 } from '../../db/cases/chain.ts'
import type { Db } from '../../db/engine/connect.ts'
import { readCurrent } from '../../db/institution/institution.ts'
import { localDate } from '../../domain/calendar/calendar.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { CasePost } from '../../domain/case/case.ts'
import { EVIDENCE_CLASSES, evidenceClass } from '../../domain/case/evidence.ts'
import type { CaseFile } from '../../domain/commands/intake/attach.ts'
import { cleanText } from '../../domain/text/text.ts'
import type { Wording } from '../../wording/index.ts'
import { runCaseIn } from '../cases/run-case.ts'
import type { Desk } from '../desk.ts'
import type { ForwardedMessage } from './forwards/forwarded-message.ts'
import { masked } from './masking.ts'
import { decodedText } from './tables/csv.ts'

/** Bytes of a file that is kept. */
export const LARGEST_FILE = 20 * 1024 * 1024

/** What is kept: pictures, sound, video, PDF, office documents, plain text. By what the bytes are, not by what they are called. */
const KEPT = new RegExp(
  `^(${[
    'image/(png|jpeg|gif|webp|bmp|heic|heif|tiff)',
    'audio/(mpeg|mp4|x-m4a|aac|amr|wav|ogg|ogg; codecs=opus|flac|silk)',
    'video/(mp4|quicktime|webm|3gpp|3gpp2|matroska|vnd\\.avi|x-m4v)',
    'application/pdf|application/vnd\\.openxmlformats.*|application/x-cfb|text/(plain|csv)',
  ].join('|')})$`,
)

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
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? typeOfText(bytes) ?? (isCsv(name, bytes) ? 'text/csv' : null)
  return mime !== null && KEPT.test(mime) ? { ...file, name, mime } : { kind, name, missing: 'type' }
}

/** WeChat's voices, which begin with their name, and text; null for anything else. */
function typeOfText(bytes: Uint8Array): string | null {
  // With or without the byte that WeChat puts before it.
  if ([0, 1].some((at) => SILK.equals(bytes.subarray(at, at + SILK.length)))) return 'audio/silk'
  return isText(bytes) ? 'text/plain' : null
}

const SILK = Buffer.from('#!SILK_V3')

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    // Other encodings look like anything: such a file is converted before it is sent, unless it says what it is.
    return false
  }
}

/** As offices' programs save it: in GBK, or in UTF-16. */
const isCsv = (name: string | null, bytes: Uint8Array): boolean =>
  /\.(?:csv|tsv)$/iu.test(name ?? '') && decodedText(bytes) !== null

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
  const taken = { at: said.at, by: scene.person.key }
  const { calendar } = await desk.versions.policy(tx, (await readCurrent(tx)).policyId)
  const year = Number(localDate(calendar, desk.time.now()).slice(0, 4))
  const kept: CaseFile[] = []
  // In the order of their classes: two messages that draw numbers of the same classes wait for each other in one order.
  for (const { bytes, mime, kind, name } of files.toSorted(byClass)) {
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
    if (!(await keepOfCase(tx, { ...row, at: said.at }))) continue
    const evidence = await drawEvidenceNumber(tx, evidenceClass(mime), year)
    kept.push({ sha256: digest, name: called, mime, size: bytes.length, number: evidence, taken })
  }
  if (kept.length === 0) return
  await runCaseIn(
    tx,
    desk,
    number,
    { type: 'attach', files: kept },
    { by: { person: scene.person.key }, place: scene.place },
  )
}

const byClass = (a: KeptFile, b: KeptFile): number =>
  EVIDENCE_CLASSES.indexOf(evidenceClass(a.mime)) - EVIDENCE_CLASSES.indexOf(evidenceClass(b.mime))
