// The tables of many posts at once as drizzle sees them: migrations/0011_batches.sql.
import { bigint, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './schema.ts'

export const batches = pgTable('batches', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  key: text('key').notNull(),
  kind: text('kind', { enum: ['list', 'file'] }).notNull(),
  name: text('name').notNull(),
  channel: text('channel'),
  room: text('room'),
  messageId: text('message_id'),
  person: text('person').notNull(),
  place: jsonb('place').notNull(),
  source: text('source').notNull(),
  at: instant('at').notNull(),
  rows: jsonb('rows'),
  total: integer('total').notNull(),
  next: integer('next').notNull().default(0),
  attempts: integer('attempts').notNull().default(0),
  tryAt: instant('try_at').notNull(),
  found: jsonb('found').notNull(),
  doneAt: instant('done_at'),
})

export const batchRows = pgTable('batch_rows', {
  digest: text('digest').primaryKey(),
  batch: bigint('batch', { mode: 'number' }).notNull(),
  caseNumber: integer('case_number').notNull(),
  at: instant('at').notNull(),
})
