// The tables as drizzle sees them; migrations/ is what makes them. Instants are ISO 8601 text in UTC on both engines.
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core'

/** `timestamptz` read as the domain's Instant (the drivers hand back text in different dress, or a Date). */
export const instant = customType<{ data: string; driverData: string | Date }>({
  dataType: () => 'timestamptz',
  fromDriver: (value) => (value instanceof Date ? value : new Date(value)).toISOString(),
})

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
const serial = () => integer('id').primaryKey().generatedAlwaysAsIdentity()

export const policies = pgTable('policies', {
  id: serial(),
  name: text('name').notNull(),
  sha256: text('sha256').notNull(),
  source: text('source').notNull(),
  body: jsonb('body').notNull(),
  publishedAt: instant('published_at').notNull(),
})

export const orgVersions = pgTable('org_versions', {
  version: integer('version').primaryKey().generatedAlwaysAsIdentity(),
  body: jsonb('body').notNull(),
  importedAt: instant('imported_at').notNull(),
})

export const institution = pgTable('institution', {
  id: integer('id').primaryKey().default(1),
  drill: boolean('drill').notNull().default(false),
  realAnchor: instant('real_anchor').notNull(),
  domainAnchor: instant('domain_anchor').notNull(),
  speed: doublePrecision('speed').notNull().default(1),
  policyId: integer('policy_id'),
  orgVersion: integer('org_version'),
})

export const cases = pgTable('cases', {
  number: integer('number').primaryKey(),
  status: text('status').notNull(),
  level: integer('level').notNull(),
  leadDepartment: text('lead_department'),
  policyId: integer('policy_id').notNull(),
  openedAt: instant('opened_at').notNull(),
  /** The earliest due instant of its living clocks. */
  dueAt: instant('due_at'),
  /** The role whose decision a draft awaits. */
  turn: text('turn'),
  version: integer('version').notNull(),
  head: text('head').notNull(),
  checkpointed: integer('checkpointed').notNull().default(0),
  state: jsonb('state').notNull(),
})

export const events = pgTable(
  'events',
  {
    /** What the event is about, by kind; `caseNumber` is its number. */
    subject: text('subject').notNull().default('case'),
    caseNumber: integer('case_number').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    v: smallint('v').notNull(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    data: jsonb('data').notNull(),
    private: jsonb('private'),
    hash: text('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseNumber, t.seq, t.subject] })],
)

export const clocks = pgTable('clocks', {
  id: text('id').primaryKey(),
  subject: text('subject').notNull().default('case'),
  caseNumber: integer('case_number').notNull(),
  kind: text('kind').notNull(),
  status: text('status').notNull(),
  dueAt: instant('due_at').notNull(),
  generation: integer('generation').notNull(),
  nextAt: instant('next_at'),
  /** The role that owes it. */
  owner: text('owner'),
  /** The case's lead and level when the clock last changed. */
  department: text('department'),
  level: integer('level'),
  startedAt: instant('started_at'),
  metAt: instant('met_at'),
  /** Past its due instant when it ended; null as long as it lives. */
  late: boolean('late'),
})

/** One row from the case's opening, one from each reopening: for ledgers. */
export const caseRounds = pgTable(
  'case_rounds',
  {
    caseNumber: integer('case_number').notNull(),
    round: integer('round').notNull(),
    begunAt: instant('begun_at').notNull(),
    cause: text('cause').notNull(),
    level: integer('level').notNull(),
    leadDepartment: text('lead_department'),
    assignedAt: instant('assigned_at'),
    claimedAt: instant('claimed_at'),
    respondedAt: instant('responded_at'),
    draftedAt: instant('drafted_at'),
    drafts: integer('drafts').notNull(),
    sentBack: integer('sent_back').notNull(),
    approvedAt: instant('approved_at'),
    answeredAt: instant('answered_at'),
    answeredBy: text('answered_by'),
    endedAt: instant('ended_at'),
    ending: text('ending'),
  },
  (t) => [primaryKey({ columns: [t.caseNumber, t.round] })],
)

export const posts = pgTable('posts', {
  id: id(),
  key: text('key').notNull(),
  caseNumber: integer('case_number'),
  url: text('url'),
  canonicalUrl: text('canonical_url'),
  platform: text('platform'),
  title: text('title').notNull(),
  publishedAt: instant('published_at'),
  discoveredAt: instant('discovered_at').notNull(),
  /** Whether it waits to be compared with others; `learn`: only so that others are compared with it. */
  compared: text('compared').$type<'waiting' | 'learn' | 'again' | 'done' | 'failed'>().notNull().default('waiting'),
})

export const sightings = pgTable('sightings', {
  id: id(),
  postId: bigint('post_id', { mode: 'number' }).notNull(),
  caseNumber: integer('case_number').notNull(),
  channel: text('channel').notNull(),
  room: text('room'),
  messageId: text('message_id'),
  person: text('person').notNull(),
  at: instant('at').notNull(),
  metrics: jsonb('metrics'),
  /** Whoever made it took it back. */
  undoneAt: instant('undone_at'),
})

export const checkpoints = pgTable('checkpoints', {
  id: serial(),
  at: instant('at').notNull(),
  previous: text('previous').notNull(),
  hash: text('hash').notNull(),
})

export const checkpointHeads = pgTable(
  'checkpoint_heads',
  {
    checkpointId: integer('checkpoint_id').notNull(),
    caseNumber: integer('case_number').notNull(),
    seq: integer('seq').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.checkpointId, t.caseNumber] })],
)

export const inbox = pgTable('inbox', {
  id: id(),
  channel: text('channel').notNull(),
  key: text('key').notNull(),
  lane: text('lane').notNull(),
  raw: bytes('raw'),
  state: text('state').$type<'waiting' | 'working' | 'done' | 'parked'>().notNull().default('waiting'),
  attempts: integer('attempts').notNull().default(0),
  tryAt: instant('try_at').notNull(),
  leaseUntil: instant('lease_until'),
  leaseBy: text('lease_by'),
  receivedAt: instant('received_at').notNull(),
  error: text('error'),
  saidAt: instant('said_at'),
  parkedAt: instant('parked_at'),
  recovered: boolean('recovered').notNull().default(false),
})

export const outbox = pgTable('outbox', {
  id: id(),
  key: text('key').notNull(),
  kind: text('kind').$type<'say' | 'show'>().notNull(),
  channel: text('channel').notNull(),
  address: jsonb('address').notNull(),
  lane: text('lane').notNull(),
  pace: text('pace').notNull(),
  caseNumber: integer('case_number'),
  clockId: text('clock_id'),
  notice: jsonb('notice').notNull(),
  mention: jsonb('mention').notNull(),
  wanted: integer('wanted').notNull().default(1),
  shown: integer('shown').notNull().default(0),
  messageId: text('message_id'),
  state: text('state').$type<'waiting' | 'sending' | 'sent' | 'withdrawn' | 'given-up'>().notNull().default('waiting'),
  attempts: integer('attempts').notNull().default(0),
  tryAt: instant('try_at').notNull(),
  leaseUntil: instant('lease_until'),
  leaseBy: text('lease_by'),
  createdAt: instant('created_at').notNull(),
  sentAt: instant('sent_at'),
  error: text('error'),
  triedAt: instant('tried_at'),
  postedAt: instant('posted_at'),
})

export const pacing = pgTable('pacing', {
  scope: text('scope').primaryKey(),
  tokens: doublePrecision('tokens').notNull(),
  at: instant('at').notNull(),
})

export const caseThreads = pgTable(
  'case_threads',
  {
    caseNumber: integer('case_number').notNull(),
    channel: text('channel').notNull(),
    room: text('room').notNull(),
    root: text('root').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseNumber, t.channel, t.room] })],
)

export const messageRefs = pgTable(
  'message_refs',
  {
    channel: text('channel').notNull(),
    messageId: text('message_id').notNull(),
    caseNumber: integer('case_number').notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.messageId] })],
)

export const roomMessages = pgTable('room_messages', {
  id: id(),
  room: text('room').notNull(),
  threadId: bigint('thread_id', { mode: 'number' }),
  sender: text('sender').notNull(),
  at: instant('at').notNull(),
  text: text('text').notNull(),
  mentions: jsonb('mentions').notNull().default(sql`'[]'`),
  card: jsonb('card'),
  key: text('key'),
  rev: bigint('rev', { mode: 'number' }).notNull(),
})

export const tokens = pgTable('tokens', {
  id: serial(),
  name: text('name').notNull(),
  sha256: text('sha256').notNull(),
  person: text('person'),
  scopes: jsonb('scopes').notNull(),
  createdAt: instant('created_at').notNull(),
  revokedAt: instant('revoked_at'),
  expiresAt: instant('expires_at'),
  lastUsedAt: instant('last_used_at'),
})

export const signInLinks = pgTable('sign_in_links', {
  sha256: text('sha256').primaryKey(),
  person: text('person').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
})

export const sessions = pgTable('sessions', {
  sha256: text('sha256').primaryKey(),
  person: text('person').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
})

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    scope: text('scope').notNull(),
    key: text('key').notNull(),
    request: text('request').notNull(),
    body: jsonb('body').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.key] })],
)
