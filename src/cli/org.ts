// zhiban org import FILE: the institution's people, departments and rooms, in force from now on.
import { defineCommand } from 'citty'
import { importOrg, lockInstitution, readInstitution } from '../db/institution.ts'
import { readOrgFile } from '../desk/org-file.ts'
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
        const version = await importOrg(tx, org, realNow())
        say(
          `Imported as version ${version}: ${org.departments.length} departments, ${org.people.length} people, ${org.rooms.length} rooms.`,
        )
      }),
    )
  },
})

export const orgCommand = defineCommand({
  meta: { name: 'org', description: "The institution's people, departments and rooms" },
  subCommands: { import: importCommand },
})
