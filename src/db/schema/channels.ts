// The tables of channels and of what comes through them as drizzle sees them: migrations/0005_channels.sql and later.
import { bigint, customType, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { instant } from './schema.ts'

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

export const channelKeeping = pgTable(
  'channel_keeping',
  {
    channel: text('channel').notNull(),
    key: text('key').notNull(),
    value: text('value'),
    takenUntil: instant('taken_until'),
    /** Null: kept for good. */
    expiresAt: instant('expires_at'),
  },
  (t) => [primaryKey({ columns: [t.channel, t.key] })],
)

export const earlyWords = pgTable(
  'early_words',
  {
    channel: text('channel').notNull(),
    messageId: text('message_id').notNull(),
    under: text('under').notNull(),
    account: text('account').notNull(),
    text: text('text').notNull(),
    saidAt: instant('said_at').notNull(),
    keptAt: instant('kept_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.messageId] })],
)

export const attachments = pgTable('attachments', {
  sha256: text('sha256').primaryKey(),
  mime: text('mime').notNull(),
  size: integer('size').notNull(),
  keptAt: instant('kept_at').notNull(),
})

export const attachmentChunks = pgTable(
  'attachment_chunks',
  { sha256: text('sha256').notNull(), part: integer('part').notNull(), bytes: bytes('bytes').notNull() },
  (t) => [primaryKey({ columns: [t.sha256, t.part] })],
)

export const evidenceNumbers = pgTable(
  'evidence_numbers',
  { class: text('class').notNull(), year: integer('year').notNull(), last: integer('last').notNull() },
  (t) => [primaryKey({ columns: [t.class, t.year] })],
)

export const caseAttachments = pgTable(
  'case_attachments',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    caseNumber: integer('case_number').notNull(),
    sha256: text('sha256').notNull(),
    name: text('name').notNull(),
    person: text('person').notNull(),
    messageId: text('message_id'),
    at: instant('at').notNull(),
  },
  (t) => [unique().on(t.caseNumber, t.sha256)],
)
