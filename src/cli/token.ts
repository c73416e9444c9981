// zhiban token create, list and revoke: API tokens. A token is shown once, when it is made.
import { defineCommand } from 'citty'
import { environmentVariables, readConfig } from '../config.ts'
import type { Database } from '../db/engine/connect.ts'
import { addToken, type ListedToken, listTokens, revokeToken, SCOPES, type Scope } from '../db/institution/access.ts'
import { DAY, type Instant, later } from '../domain/calendar/instant.ts'
import { LONGEST_LIFE_DAYS } from '../web/api/contracts/administration.ts'
import { newSecret } from '../web/auth.ts'
import { knownPerson, realNow, say, withDatabase } from './open.ts'
import { UsageError } from './usage.ts'

const createCommand = defineCommand({
  meta: { name: 'create', description: 'Make an API token; it is shown once and kept only as a hash' },
  args: {
    name: { type: 'string', required: true, description: 'What it is for' },
    scopes: { type: 'string', default: 'sightings', description: `Of ${SCOPES.join(', ')}, separated by commas` },
    person: { type: 'string', description: 'The person (key) as whom it acts' },
    days: { type: 'string', description: 'How many days it is good for; left out: until it is revoked' },
  },
  async run({ args }) {
    const scopes = scopesOf(args.scopes)
    const at = realNow()
    const expiresAt = args.days === undefined ? null : later(at, daysOf(args.days) * DAY)
    const secret = newSecret()
    const token = { name: args.name, secret, person: args.person ?? null, scopes, at, expiresAt }
    await withTokens('-X POST', '/api/v1/tokens', async ({ db }) => {
      if (args.person !== undefined) await knownPerson(db, args.person)
      await addToken(db, token)
    })
    say(secret)
  },
})

const listCommand = defineCommand({
  meta: { name: 'list', description: 'All tokens, with what they may do and when they were last used' },
  async run() {
    const tokens = await withTokens('', '/api/v1/tokens', ({ db }) => listTokens(db))
    if (tokens.length === 0) return say('There are no tokens.')
    for (const line of table(tokens, realNow())) say(line)
  },
})

const revokeCommand = defineCommand({
  meta: { name: 'revoke', description: 'Revoke a token, at once on every instance' },
  args: { id: { type: 'positional', required: true, description: 'Its id (zhiban token list shows it)' } },
  async run({ args }) {
    const id = /^\d{1,9}$/.test(args.id) ? Number(args.id) : null
    if (id === null) throw new UsageError(`"${args.id}" is not the id of a token: zhiban token list shows them.`)
    const outcome = await withTokens('-X DELETE', `/api/v1/tokens/${id}`, ({ db }) => revokeToken(db, id, realNow()))
    if (outcome.ok) return say(`Token ${id} is revoked.`)
    throw new Error(
      outcome.reason === 'revoked'
        ? `Token ${id} was revoked at ${outcome.at}; nothing was changed.`
        : `There is no token ${id}: zhiban token list shows them.`,
    )
  },
})

export const tokenCommand = defineCommand({
  meta: { name: 'token', description: 'API tokens' },
  subCommands: { create: createCommand, list: listCommand, revoke: revokeCommand },
})

function scopesOf(text: string): Scope[] {
  const scopes = text.split(',').map((each) => each.trim())
  const unknown = scopes.find((each) => !(SCOPES as readonly string[]).includes(each))
  if (unknown !== undefined) throw new UsageError(`There is no scope "${unknown}": use ${SCOPES.join(', ')}.`)
  return [...new Set(scopes)] as Scope[]
}

function daysOf(text: string): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (days >= 1 && days <= LONGEST_LIFE_DAYS) return days
  throw new UsageError(`--days: a whole number from 1 to ${LONGEST_LIFE_DAYS}`)
}

/** While the service has the embedded database, it is asked over the API instead: the error says how. */
async function withTokens<T>(how: string, path: string, work: (database: Database) => Promise<T>): Promise<T> {
  return withDatabase(work).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'FolderInUseError')) throw error
    const { publicUrl, host, port } = readConfig(environmentVariables())
    const command = ['curl', how, '-H "Authorization: Bearer $ZHIBAN_API_TOKEN"']
      .filter((each) => each !== '')
      .join(' ')
    const url = `${publicUrl ?? `http://${host}:${port}`}${path}`
    throw new Error(
      `${error.message}\nWhile the service runs, ask it: ${command} ${url} (${url.replace(path, '')}/api/docs)`,
    )
  })
}

function table(tokens: ListedToken[], now: Instant): string[] {
  const rows = [
    ['id', 'name', 'scopes', 'person', 'created', 'last used', 'state'],
    ...tokens.map((token) => [
      String(token.id),
      token.name,
      token.scopes.join(','),
      token.person ?? '-',
      minute(token.createdAt),
      token.lastUsedAt === null ? 'never' : minute(token.lastUsedAt),
      stateOf(token, now),
    ]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? '')))) ?? []
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  )
}

function stateOf({ revokedAt, expiresAt }: ListedToken, now: Instant): string {
  if (revokedAt !== null) return `revoked ${minute(revokedAt)}`
  if (expiresAt === null) return 'good'
  return `${expiresAt <= now ? 'expired' : 'good until'} ${minute(expiresAt)}`
}

const minute = (at: Instant) => `${at.slice(0, 16).replace('T', ' ')}Z`

/** Columns of a terminal: a Chinese character takes two. */
const width = (text: string) =>
  [...text].reduce((sum, each) => sum + (/[\u1100-\u115f\u2e80-\uffe6]/u.test(each) ? 2 : 1), 0)
