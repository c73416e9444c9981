// The tables of the desk's own lists, bundles and comparisons as drizzle sees them: migrations/0002_desk.sql and later.
import { bigint, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
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

export const lookups = pgTable('lookups', {
  postId: bigint('post_id', { mode: 'number' }).primaryKey(),
  kind: text('kind').$type<'preview' | 'picture'>().notNull(),
  state: text('state').$type<'waiting' | 'working' | 'done' | 'given-up'>().notNull().default('waiting'),
  attempts: integer('attempts').notNull().default(0),
  tryAt: instant('try_at').notNull(),
  leaseUntil: instant('lease_until'),
  leaseBy: text('lease_by'),
  doneAt: instant('done_at'),
  error: text('error'),
  targetKey: text('target_key'),
  textKey: text('text_key'),
  /** Sixteen hexadecimal digits. */
  pictureHash: text('picture_hash'),
})

/** Marks by which a post is found that is like another (post/likeness/marks.ts). */
export const postLikeness = pgTable('post_likeness', {
  postId: bigint('post_id', { mode: 'number' }).primaryKey(),
  /** The event that told its text. */
  toldIn: integer('told_in').notNull(),
  toldSeq: integer('told_seq').notNull(),
  wide: integer('wide').array().notNull(),
  close: integer('close').array().notNull(),
})
