// The tables of operation as drizzle sees them (migrations/0003_operation.sql makes them): alive, outages, the auditor's.
import { bigint, date, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from './schema.ts'

export const serviceAlive = pgTable('service_alive', {
  id: integer('id').primaryKey().default(1),
  realAt: instant('real_at').notNull(),
  domainAt: instant('domain_at').notNull(),
})

export const outages = pgTable('outages', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  state: text('state').$type<'waiting' | 'told'>().notNull().default('waiting'),
  realFrom: instant('real_from').notNull(),
  realTo: instant('real_to').notNull(),
  domainFrom: instant('domain_from').notNull(),
  domainTo: instant('domain_to').notNull(),
  inboxBefore: bigint('inbox_before', { mode: 'number' }).notNull(),
  leftWaiting: integer('left_waiting').notNull(),
})

export const auditRound = pgTable('audit_round', {
  id: integer('id').primaryKey().default(1),
  at: instant('at').notNull(),
  walked: integer('walked').notNull().default(0),
  verified: integer('verified').notNull().default(0),
  checkpoint: integer('checkpoint').notNull().default(0),
})

export const auditFindings = pgTable(
  'audit_findings',
  {
    kind: text('kind').notNull(),
    subject: text('subject').notNull(),
    about: jsonb('about').notNull(),
    since: instant('since').notNull(),
    seenAt: instant('seen_at').notNull(),
    wellAt: instant('well_at'),
    toldOn: date('told_on', { mode: 'string' }),
  },
  (t) => [primaryKey({ columns: [t.kind, t.subject] })],
)
