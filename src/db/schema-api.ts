// The tables of the API as drizzle sees them, with what migration 0004 added.
import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './schema.ts'

/** `tokens`, which schema.ts knows as the first migration made it. */
export const tokens = pgTable('tokens', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  sha256: text('sha256').notNull(),
  person: text('person'),
  scopes: jsonb('scopes').notNull(),
  createdAt: instant('created_at').notNull(),
  revokedAt: instant('revoked_at'),
  expiresAt: instant('expires_at'),
  lastUsedAt: instant('last_used_at'),
})
