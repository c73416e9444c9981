// zhiban sign-in PERSON: a one-time link to the built-in room.
import { defineCommand } from 'citty'
import { environmentVariables, readConfig } from '../config.ts'
import { addSignInLink } from '../db/institution/access.ts'
import { later } from '../domain/calendar/instant.ts'
import { LINK_MS, newSecret } from '../web/auth.ts'
import { knownPerson, realNow, say, withDatabase } from './open.ts'

export const signInCommand = defineCommand({
  meta: { name: 'sign-in', description: 'Make a one-time sign-in link to the built-in room (10 minutes)' },
  args: { person: { type: 'positional', required: true, description: 'The person (key in the org file)' } },
  async run({ args }) {
    const config = readConfig(environmentVariables())
    const secret = newSecret()
    await withDatabase(async ({ db }) => {
      await knownPerson(db, args.person)
      await addSignInLink(db, secret, args.person, later(realNow(), LINK_MS))
    }).catch((error: unknown) => {
      if (!(error instanceof Error && error.name === 'FolderInUseError')) throw error
      throw new Error(
        `${error.message}\nWhile the service runs, ask it: curl -X POST -H "Authorization: Bearer $ZHIBAN_API_TOKEN" ` +
          `-H "Content-Type: application/json" -d '{"person":"${args.person}"}' ${publicUrl(config)}/api/v1/sign-in-links`,
      )
    })
    say(`${publicUrl(config)}/sign-in/${secret}`)
  },
})

const publicUrl = ({ publicUrl: url, host, port }: { publicUrl: string | undefined; host: string; port: number }) =>
  url ?? `http://${host}:${port}`
