// zhiban migrate: brings the database to this version's schema, which `serve` does by itself, too.
import { defineCommand } from 'citty'
import { withDatabase } from '../open.ts'
import { say } from '../terminal.ts'
import { words } from '../words.ts'

export const migrateCommand = defineCommand({
  run: () => withDatabase(async ({ engine }) => say(words().tasks.migrated(engine)), { makes: true }),
})
