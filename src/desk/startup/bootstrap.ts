// The first start: an institution with a policy and an org; later starts find them there.

import type { Db } from '../../db/engine/connect.ts'
import {
  foundInstitution,
  type Institution,
  importOrg,
  lockInstitution,
  publishPolicy,
  readInstitution,
  setSpeed,
} from '../../db/institution/institution.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Org } from '../../domain/org/org.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { timeOf } from '../time.ts'

export interface BootstrapInput {
  /** Read only where none is published yet. */
  policy: () => Promise<{ policy: Policy; source: string }>
  org: () => Promise<Org | null>
  /** A drill's database is marked when it is founded, never afterwards. */
  drill: boolean
  speed: number
  /** What a new drill's clock shows at first; the world's time where it is left out. */
  begins?: Instant | undefined
}

export class BootstrapError extends Error {
  constructor(
    readonly reason: 'in-earnest-use' | 'not-a-drill',
    says: string,
  ) {
    super(says)
  }
}

/** In one transaction, under the row's lock: two instances may start at once. `at`: the world's time. */
export async function bootstrap(db: Db, founding: BootstrapInput, at: Instant): Promise<Institution> {
  return db.transaction(async (tx) => {
    await foundInstitution(tx, at, founding.drill, founding.begins)
    await lockInstitution(tx)
    const before = await known(tx)
    if (founding.drill && !before.drill) {
      throw new BootstrapError(
        'in-earnest-use',
        'This database is in earnest use: a drill never runs on it. Choose another folder with ZHIBAN_DATA.',
      )
    }
    if (founding.speed !== 1 && !before.drill) {
      throw new BootstrapError(
        'not-a-drill',
        'ZHIBAN_SPEED: only a drill may run faster; this database is not marked as a drill.',
      )
    }
    if (before.policyId === null) {
      const { policy, source } = await founding.policy()
      await publishPolicy(tx, policy, source, at)
    }
    const org = before.orgVersion === null ? ((await founding.org()) ?? NOBODY) : null
    if (org !== null) await importOrg(tx, org, at)
    if (before.drill && before.speed !== founding.speed) {
      await setSpeed(tx, at, timeOf(before, () => Date.parse(at)).now(), founding.speed)
    }
    return known(tx)
  })
}

const NOBODY: Org = { departments: [], people: [], rooms: [] }

async function known(tx: Db): Promise<Institution> {
  const row = await readInstitution(tx)
  if (row === null) throw new Error('the institution that was just made is not there')
  return row
}
