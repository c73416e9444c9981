// What is in force in the database: the policy as it was published, and the org.
import { eq } from 'drizzle-orm'
import type { Database } from '../../db/engine/connect.ts'
import { readInstitution, Versions } from '../../db/institution/institution.ts'
import { policies } from '../../db/schema/schema.ts'
import { officialHolidays } from '../../desk/startup/holidays.ts'
import type { Org } from '../../domain/org/org.ts'

/** Null where there is none yet. */
export async function currentOrg({ db }: Database): Promise<Org | null> {
  const { orgVersion } = (await readInstitution(db)) ?? { orgVersion: null }
  return orgVersion === null ? null : new Versions(officialHolidays()).org(db, orgVersion)
}

/** Its name and its text as it was published; null where there is none yet. */
export async function policyInForce({ db }: Database): Promise<{ name: string; source: string } | null> {
  const institution = await readInstitution(db)
  if (institution === null || institution.policyId === null) return null
  const { policy } = await new Versions(officialHolidays()).policy(db, institution.policyId)
  const [published] = await db.select().from(policies).where(eq(policies.id, institution.policyId))
  return { name: policy.name, source: published?.source ?? '' }
}
