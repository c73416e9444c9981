// A list that was pasted or a table that was dropped into the duty room: kept as a batch in the message's own transaction, so that
// none of it is lost, and registered row by row behind it.
import type { IncomingFile } from '../../../channel.ts'
import { sha256 } from '../../../db/cases/chain.ts'
import { keepBatch, type NewBatch } from '../../../db/messages/batches.ts'
import type { Refusal } from '../../../domain/capability/refusal.ts'
import type { CasePost } from '../../../domain/case/case.ts'
import { keyOfUrl } from '../../../domain/post/post.ts'
import { sharedIn } from '../../../domain/post/share-texts/share-text.ts'
import type { Sheet } from '../../../domain/post/tables/cells.ts'
import { listIn } from '../../../domain/post/tables/lists.ts'
import { type PostRow, type Reading, readTable, type TableRead } from '../../../domain/post/tables/rows.ts'
import type { BadTable } from '../../../domain/post/tables/told.ts'
import { cleanText, titleOf } from '../../../domain/text/text.ts'
import type { ForwardedMessage, Handled } from '../forwards/forwarded-message.ts'
import { titleOfShared } from '../forwards/post-of.ts'
import { masked } from '../masking.ts'
import { readCsv } from './csv.ts'
import { readXlsx } from './xlsx.ts'

/** Bytes of a table. */
export const LARGEST_TABLE = 5 * 1024 * 1024

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Workbooks of before 2007, and those with a password. */
const CFB = 'application/x-cfb'

/** By what its bytes are; text by what it is called. */
export const isTable = ({ mime = '', name }: IncomingFile): boolean =>
  mime === XLSX ||
  mime === 'text/csv' ||
  (mime === 'text/plain' && /\.(?:csv|tsv)$/iu.test(name ?? '')) ||
  (mime === CFB && /\.(?:xls|et)$/iu.test(name ?? ''))

/** Of a file whose bytes are all that is known. */
export const typeOf = (bytes: Uint8Array): string =>
  bytes[0] === 0x50 && bytes[1] === 0x4b ? XLSX : bytes[0] === 0xd0 && bytes[1] === 0xcf ? CFB : 'text/csv'

type List = ReturnType<typeof listIn>

/** Null where the text is no list. */
export const listOf = async (said: ForwardedMessage, text: string): Promise<List> =>
  text.includes('\n') ? listIn(text, await readingOf(said)) : null

export async function takeList(said: ForwardedMessage, list: NonNullable<List>): Promise<Handled> {
  if (!list.ok) return refused('', list)
  const { channel, incoming } = said
  await keep(said, { key: `${channel}:${incoming.messageId}`, kind: 'list', name: '' }, list)
  return { kind: 'done' }
}

/** In the thread of a case a list's posts are the case's: each with what its own line says of it. */
export function asListed(posts: CasePost[], list: List): CasePost[] {
  if (list === null || !list.ok) return posts
  const rows = new Map(
    keptOf(list).rows.flatMap((row) => (row.url === null ? [] : [[keyOfUrl(row.url), row] as const])),
  )
  return posts.map((post) => {
    const row = rows.get(`url:${post.canonicalUrl}`)
    const title = row === undefined ? '' : titleOf(row.title)
    return row === undefined || title === ''
      ? post
      : { ...post, title, publishedAt: row.publishedAt ?? post.publishedAt }
  })
}

/** Each by itself: what is wrong with one does not hold up the others. */
export async function takeTables(said: ForwardedMessage, files: IncomingFile[]): Promise<Refusal[]> {
  const refusals: Refusal[] = []
  for (const file of files) {
    const name = masked(cleanText(file.name ?? '')).slice(0, 120)
    const bytes = file.bytes ?? new Uint8Array()
    const read = readFile({ bytes, mime: file.mime ?? '' }, await readingOf(said))
    if (read.ok) await keep(said, { key: fileKey(bytes, said.scene.person?.key ?? ''), kind: 'file', name }, read)
    else refusals.push({ reason: 'bad-table', name, table: read })
  }
  return refusals
}

export const fileKey = (bytes: Uint8Array, person: string): string => `${person}:${sha256(bytes)}`

/** The posts of a file. */
export function readFile(
  { bytes, mime }: { bytes: Uint8Array; mime: string },
  reading: Reading,
): TableRead | ({ ok: false } & BadTable) {
  if (mime === CFB) return { ok: false, why: 'old-format' }
  if (bytes.length > LARGEST_TABLE) return { ok: false, why: 'too-big' }
  const read: { ok: true; sheet: Sheet } | { ok: false; why: 'damaged' | 'too-big' } =
    mime === XLSX ? readXlsx(bytes) : readCsv(bytes)
  return read.ok ? readTable(read.sheet, reading) : read
}

async function readingOf({ tx, desk, scene, at }: ForwardedMessage): Promise<Reading> {
  const { calendar } = await desk.versions.policy(tx, scene.policyId)
  return { now: at, calendar }
}

async function keep(
  said: ForwardedMessage,
  what: Pick<NewBatch, 'key' | 'kind' | 'name'>,
  read: TableRead,
): Promise<void> {
  const { tx, desk, channel, incoming, scene, at } = said
  const { room, messageId } = incoming
  const batch = {
    ...what,
    origin: { channel, room, messageId },
    person: scene.person?.key ?? '',
    place: scene.place,
    source: scene.room?.key ?? channel,
    at,
  }
  await keepBatch(tx, { ...batch, ...keptOf(read) }, desk.time.realNow())
}

/** Masked: nothing else is kept. */
export function keptOf({ rows, problems, authors, others }: TableRead): Pick<NewBatch, 'rows' | 'found'> {
  const cells = problems.map((problem) => ({ ...problem, text: masked(problem.text) }))
  const headings = (given: string[]) => given.map((each) => masked(cleanText(each)).slice(0, 20))
  return {
    rows: rows.map(maskedRow),
    found: {
      opened: [],
      joined: [],
      again: 0,
      problems: cells,
      authors: headings(authors),
      others: headings(others),
    },
  }
}

/** Without the poster whom an app's words name. */
function maskedRow(row: PostRow): PostRow {
  const { url, title, text, platform, metrics } = row
  const shared = sharedIn(`${title} ${url ?? ''}`.trim())
  return {
    ...row,
    url: url === null ? null : masked(url),
    title: shared === null ? masked(title) : titleOfShared(shared),
    text: masked(sharedIn(text)?.text ?? text),
    platform: platform === null ? null : masked(platform),
    metrics: { ...shared?.metrics, ...metrics },
  }
}

const refused = (name: string, table: BadTable): Handled => ({
  kind: 'refused',
  refusal: { reason: 'bad-table', name, table: tableFault(table) },
})

/** Without what it was read with. */
export function tableFault(table: BadTable): BadTable {
  if (table.why === 'no-columns') return { why: table.why, headings: table.headings.map(masked) }
  return table.why === 'too-many-rows' ? { why: table.why, rows: table.rows } : { why: table.why }
}
