// The institution's one row: which policy and org are current, and how its time runs. Versions are immutable, so each is
// read once a process.
import { and, eq, isNotNull, isNull, notInArray, sql } from 'drizzle-orm'
import type { HolidayTable, WorkCalendar } from '../../domain/calendar/calendar.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import { type Org, withKnownAccounts } from '../../domain/org/org.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { upcastPolicy } from '../../domain/policy/upcast-policy.ts'
import { sha256 } from '../cases/chain.ts'
import type { Db } from '../engine/connect.ts'
import { composed } from '../engine/prepared-statements.ts'
import { institution, orgVersions, policies, sessions, signInLinks, tokens } from '../schema/schema.ts'

export interface Institution {
  drill: boolean
  realAnchor: Instant
  domainAnchor: Instant
  speed: number
  policyId: number | null
  orgVersion: number | null
}

/** The row; null before the first start. */
export async function readInstitution(db: Db): Promise<Institution | null> {
  const [row] = await db.select().from(institution)
  return row ?? null
}

/**
 * Makes the institution where there is none; a second instance that starts at the same time finds it made. `begins`: what a
 * drill's clock shows then.
 */
export async function foundInstitution(tx: Db, at: Instant, drill: boolean, begins = at): Promise<void> {
  await tx.insert(institution).values({ realAnchor: at, domainAnchor: begins, drill }).onConflictDoNothing()
}

/** From now on a drill's time runs at another speed; it does not jump. */
export async function setSpeed(tx: Db, realAnchor: Instant, domainAnchor: Instant, speed: number): Promise<void> {
  await tx.update(institution).set({ realAnchor, domainAnchor, speed })
}

export async function publishPolicy(tx: Db, policy: Policy, source: string, at: Instant): Promise<number> {
  const row = { name: policy.name, sha256: sha256(source), source, body: policy, publishedAt: at }
  await tx.insert(policies).values(row).onConflictDoNothing({ target: policies.sha256 })
  const [found] = await tx.select({ id: policies.id }).from(policies).where(eq(policies.sha256, row.sha256))
  if (found === undefined) throw new Error('a policy that was just written is not there')
  await tx.update(institution).set({ policyId: found.id })
  return found.id
}

export async function importOrg(tx: Db, given: Org, at: Instant): Promise<number> {
  const org = withKnownAccounts(given, await orgBefore(tx))
  const [row] = await tx
    .insert(orgVersions)
    .values({ body: org, importedAt: at })
    .returning({ version: orgVersions.version })
  if (row === undefined) throw new Error('an org that was just written is not there')
  await tx.update(institution).set({ orgVersion: row.version })
  await shutOut(tx, org, at)
  return row.version
}

async function orgBefore(tx: Db): Promise<Org | null> {
  const [row] = await tx
    .select({ body: orgVersions.body })
    .from(institution)
    .innerJoin(orgVersions, eq(orgVersions.version, institution.orgVersion))
  return (row?.body as Org | undefined) ?? null
}

// A key that is given to somebody else later must not let them in with what the one before had.
async function shutOut(tx: Db, { people }: Org, at: Instant): Promise<void> {
  const keys = people.map(({ key }) => key)
  await tx.delete(sessions).where(notInArray(sessions.person, keys))
  await tx.delete(signInLinks).where(notInArray(signInLinks.person, keys))
  await tx
    .update(tokens)
    .set({ revokedAt: at })
    .where(and(isNull(tokens.revokedAt), isNotNull(tokens.person), notInArray(tokens.person, keys)))
}

/** Locks the row, for changes that must not race (a first start, an import). */
export const lockInstitution = (tx: Db) => tx.select({ id: institution.id }).from(institution).for('update')

export class NoInstitutionError extends Error {
  constructor() {
    super('there is no institution yet: start the service once, or import an org file')
  }
}

export interface Current {
  policyId: number
  orgVersion: number
}

export async function readCurrent(db: Db): Promise<Current> {
  const [row] = await selectCurrent(db).execute()
  if (!row?.policy_id || !row.org_version) throw new NoInstitutionError()
  return { policyId: row.policy_id, orgVersion: row.org_version }
}

const selectCurrent = composed<{ policy_id: number | null; org_version: number | null }>((db) =>
  db.select({ policyId: institution.policyId, orgVersion: institution.orgVersion }).from(institution),
)

/** Reads policies and orgs by version, each once. `official` is the table of holidays that new clocks are set by. */
export class Versions {
  readonly #policies = new Map<number, { policy: Policy; calendar: WorkCalendar }>()
  readonly #orgs = new Map<number, Org>()
  readonly #official: HolidayTable

  constructor(official: HolidayTable) {
    this.#official = official
  }

  async policy(db: Db, id: number): Promise<{ policy: Policy; calendar: WorkCalendar }> {
    const known = this.#policies.get(id)
    if (known) return known
    const [row] = await db.select({ body: policies.body }).from(policies).where(eq(policies.id, id))
    if (row === undefined) throw new Error(`policy ${id} is not in the database`)
    const policy = upcastPolicy(row.body)
    const calendar = { ...policy.work, timeZone: policy.timeZone, official: this.#official }
    this.#policies.set(id, { policy, calendar })
    return { policy, calendar }
  }

  async org(db: Db, version: number): Promise<Org> {
    const known = this.#orgs.get(version)
    if (known) return known
    const [row] = await db.select({ body: orgVersions.body }).from(orgVersions).where(eq(orgVersions.version, version))
    if (row === undefined) throw new Error(`org version ${version} is not in the database`)
    this.#orgs.set(version, row.body as Org)
    return row.body as Org
  }
}

/** The database's own clock, for `doctor` to compare with ours; nothing else may ask it. */
export async function databaseClock(db: Db): Promise<Instant> {
  const [row] = await db
    .select({ at: sql<string>`to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` })
    .from(institution)
  return row?.at ?? ''
}
