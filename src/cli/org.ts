// zhiban org import FILE: the institution's people, departments and rooms, in force from now on.
import { defineCommand } from 'citty'
import type { Db } from '../db/engine/connect.ts'
import { importOrg, lockInstitution, readInstitution, Versions } from '../db/institution/institution.ts'
import { officialHolidays } from '../desk/startup/holidays.ts'
import { readOrgFile } from '../desk/startup/org-file.ts'
import { type Org, personOf } from '../domain/org/org.ts'
import { realNow, say, withDatabase } from './open.ts'

const importCommand = defineCommand({
  meta: { name: 'import', description: 'Import an org file; it replaces the org before it' },
  args: { file: { type: 'positional', required: true, description: 'A YAML file (docs/sample-org.yaml is one)' } },
  async run({ args }) {
    const org = await readOrgFile(args.file)
    await withDatabase(({ db }) =>
      db.transaction(async (tx) => {
        await lockInstitution(tx)
        if ((await readInstitution(tx)) === null)
          throw new Error('There is no institution yet: start the service once, with ZHIBAN_ORG set to this file.')
        const version = await importOrg(tx, await withRota(tx, org), realNow())
        say(
          `Imported as version ${version}: ${org.departments.length} departments, ${org.people.length} people, ${org.rooms.length} rooms.`,
        )
      }),
    )
  },
})

/** The rota is made in the chat: it stays, for those who are still there. */
async function withRota(tx: Db, org: Org): Promise<Org> {
  const before = await readInstitution(tx)
  if (!before?.orgVersion) return org
  const { rota = [] } = await new Versions(officialHolidays()).org(tx, before.orgVersion)
  return { ...org, rota: rota.filter(({ person }) => personOf(org, person) !== undefined) }
}

export const orgCommand = defineCommand({
  meta: { name: 'org', description: "The institution's people, departments and rooms" },
  subCommands: { import: importCommand },
})
