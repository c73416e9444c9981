// zhiban sign-in PERSON: a one-time link to the built-in room.
import { defineCommand } from 'citty'
import type { Config } from '../../config.ts'
import { later } from '../../domain/calendar/instant.ts'
import { LINK_MS, newSecret } from '../../web/auth.ts'
import { withTasks } from '../local/ask.ts'
import { readSettings } from '../settings.ts'
import { realNow, say } from '../terminal.ts'
import { words } from '../words.ts'

export const signInCommand = defineCommand({
  args: { person: { type: 'positional', required: true } },
  async run({ args: { person } }) {
    const secret = newSecret()
    const expiresAt = later(realNow(), LINK_MS)
    const made = await withTasks((ask) => ask('sign-in', { secret, person, expiresAt }))
    if (!made.ok) throw new Error(words().tasks.errors.noPerson(person))
    say(`${addressOf(readSettings())}/sign-in/${secret}`)
  },
})

/** Where a browser of this machine finds the service. */
export const addressOf = ({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string =>
  publicUrl ??
  `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`
