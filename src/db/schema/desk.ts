// The tables of the desk's own lists and bundles as drizzle sees them: migrations/0002_desk.sql and later.
import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from './schema.ts'

export const caseTitles = pgTable('case_titles', {
  caseNumber: integer('case_number').primaryKey(),
  title: text('title').notNull(),
  /** What else it is found by, a line each. */
  also: text('also').notNull().default(''),
  grams: text('grams').array().notNull(),
})

export const bundleItems = pgTable(
  'bundle_items',
  {
    person: text('person').notNull(),
    release: instant('release').notNull(),
    clockId: text('clock_id').notNull(),
    generation: integer('generation').notNull(),
    saying: text('saying').notNull(),
    caseNumber: integer('case_number').notNull(),
    notice: jsonb('notice').notNull(),
  },
  (t) => [primaryKey({ columns: [t.person, t.release, t.clockId, t.generation, t.saying] })],
)
