// Files by their bytes: encrypted chunks that are written once, and which case has which.
import { and, asc, eq, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { EvidenceClass, EvidenceNumber } from '../../domain/case/evidence.ts'
import type { Db } from '../engine/connect.ts'
import { attachmentChunks, attachments, caseAttachments, evidenceNumbers } from '../schema/channels.ts'

const CHUNK = 1024 * 1024

export interface NewAttachment {
  sha256: string
  mime: string
  bytes: Uint8Array
  seal(bytes: Uint8Array): Uint8Array
  at: Instant
}

export async function keepAttachment(tx: Db, { sha256, mime, bytes, seal, at }: NewAttachment): Promise<void> {
  const fresh = await tx
    .insert(attachments)
    .values({ sha256, mime, size: bytes.length, keptAt: at })
    .onConflictDoNothing()
    .returning({ sha256: attachments.sha256 })
  if (fresh.length === 0) return
  for (let part = 0; part * CHUNK < bytes.length; part += 1) {
    const chunk = seal(bytes.subarray(part * CHUNK, (part + 1) * CHUNK))
    await tx.insert(attachmentChunks).values({ sha256, part, bytes: chunk })
  }
}

/** The same file in the same case is there once: false where it was. */
export async function keepOfCase(tx: Db, row: Omit<typeof caseAttachments.$inferInsert, 'id'>): Promise<boolean> {
  const fresh = await tx.insert(caseAttachments).values(row).onConflictDoNothing().returning({ id: caseAttachments.id })
  return fresh.length > 0
}

/** The next number of a class in a year. Until the transaction ends, others of that class wait: none is left out. */
export async function drawEvidenceNumber(tx: Db, kind: EvidenceClass, year: number): Promise<EvidenceNumber> {
  const [row] = await tx
    .insert(evidenceNumbers)
    .values({ class: kind, year, last: 1 })
    .onConflictDoUpdate({
      target: [evidenceNumbers.class, evidenceNumbers.year],
      set: { last: sql`${evidenceNumbers.last} + 1` },
    })
    .returning({ seq: evidenceNumbers.last })
  if (row === undefined) throw new Error('no number was drawn')
  return { class: kind, year, seq: row.seq }
}

export interface StoredFile {
  name: string
  mime: string
  size: number
}

/** Null where the case has no such file. */
export async function fileOfCase(db: Db, caseNumber: number, sha256: string): Promise<StoredFile | null> {
  const [row] = await db
    .select({ name: caseAttachments.name, mime: attachments.mime, size: attachments.size })
    .from(caseAttachments)
    .innerJoin(attachments, eq(attachments.sha256, caseAttachments.sha256))
    .where(and(eq(caseAttachments.caseNumber, caseNumber), eq(caseAttachments.sha256, sha256)))
  return row ?? null
}

/** The encrypted chunks, in order. */
export async function chunksOf(db: Db, sha256: string): Promise<Uint8Array[]> {
  const rows = await db
    .select({ bytes: attachmentChunks.bytes })
    .from(attachmentChunks)
    .where(eq(attachmentChunks.sha256, sha256))
    .orderBy(asc(attachmentChunks.part))
  return rows.map(({ bytes }) => bytes)
}
