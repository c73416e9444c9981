// zhiban migrate: brings the database to this version's schema, which `serve` does by itself, too.
import { defineCommand } from 'citty'
import { say, withDatabase } from './open.ts'

export const migrateCommand = defineCommand({
  meta: { name: 'migrate', description: 'Bring the database to the schema of this version' },
  run: () =>
    withDatabase(async ({ engine }) => say(`The database (${engine}) has the schema of this version.`), {
      makes: true,
    }),
})
