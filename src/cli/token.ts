// zhiban token create: an API token, shown once.
import { defineCommand } from 'citty'
import { addToken, SCOPES, type Scope } from '../db/access.ts'
import { newSecret } from '../web/auth.ts'
import { knownPerson, realNow, say, withDatabase } from './open.ts'
import { UsageError } from './usage.ts'

const createCommand = defineCommand({
  meta: { name: 'create', description: 'Make an API token; it is shown once and kept only as a hash' },
  args: {
    name: { type: 'string', required: true, description: 'What it is for' },
    scopes: { type: 'string', default: 'sightings', description: `Of ${SCOPES.join(', ')}, separated by commas` },
    person: { type: 'string', description: 'The person (key) as whom it acts' },
  },
  async run({ args }) {
    const scopes = args.scopes.split(',').map((each) => each.trim())
    const unknown = scopes.find((each) => !(SCOPES as readonly string[]).includes(each))
    if (unknown !== undefined) throw new UsageError(`There is no scope "${unknown}": use ${SCOPES.join(', ')}.`)
    const secret = newSecret()
    const token = { name: args.name, secret, person: args.person ?? null, scopes: scopes as Scope[], at: realNow() }
    await withDatabase(async ({ db }) => {
      if (args.person !== undefined) await knownPerson(db, args.person)
      await addToken(db, token)
    })
    say(secret)
  },
})

export const tokenCommand = defineCommand({
  meta: { name: 'token', description: 'API tokens' },
  subCommands: { create: createCommand },
})
