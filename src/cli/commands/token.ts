// zhiban token create, list and revoke: API tokens. A token is shown once, when it is made.
import { defineCommand } from 'citty'
import { type ListedToken, SCOPES, type Scope } from '../../db/institution/access.ts'
import { DAY, type Instant, later } from '../../domain/calendar/instant.ts'
import { LONGEST_LIFE_DAYS } from '../../web/api/contracts/administration.ts'
import { newSecret } from '../../web/auth.ts'
import { padded } from '../columns.ts'
import { withTasks } from '../local/ask.ts'
import { realNow, say } from '../terminal.ts'
import { UsageError } from '../usage.ts'
import { words } from '../words.ts'

const createCommand = defineCommand({
  args: {
    name: { type: 'string', required: true },
    scopes: { type: 'string', default: 'sightings' },
    person: { type: 'string' },
    days: { type: 'string' },
  },
  async run({ args }) {
    const scopes = scopesOf(args.scopes)
    const at = realNow()
    const expiresAt = args.days === undefined ? null : later(at, daysOf(args.days) * DAY)
    const secret = newSecret()
    const token = { name: args.name, secret, person: args.person ?? null, scopes, at, expiresAt }
    const made = await withTasks((ask) => ask('token-create', token))
    if (!made.ok) throw new Error(words().tasks.errors.noPerson(args.person ?? ''))
    say(secret)
  },
})

const listCommand = defineCommand({
  async run() {
    const tokens = await withTasks((ask) => ask('token-list', {}))
    if (tokens.length === 0) return say(words().tasks.tokens.none)
    for (const line of table(tokens, realNow())) say(line)
  },
})

const revokeCommand = defineCommand({
  args: { id: { type: 'positional', required: true } },
  async run({ args }) {
    const { tasks, usage } = words()
    const id = /^[1-9]\d{0,8}$/.test(args.id) ? Number(args.id) : null
    if (id === null) throw new UsageError(usage.errors.noTokenId(args.id))
    const outcome = await withTasks((ask) => ask('token-revoke', { id, at: realNow() }))
    if (outcome.ok) return say(tasks.tokens.revoked(id))
    throw new Error(
      outcome.reason === 'revoked' ? tasks.tokens.revokedBefore(id, outcome.at) : tasks.tokens.unknown(id),
    )
  },
})

export const tokenCommand = defineCommand({
  subCommands: { create: createCommand, list: listCommand, revoke: revokeCommand },
})

function scopesOf(text: string): Scope[] {
  const scopes = text.split(/[,，、]/u).map((each) => each.trim())
  const unknown = scopes.find((each) => !(SCOPES as readonly string[]).includes(each))
  if (unknown !== undefined) throw new UsageError(words().usage.errors.noScope(unknown, SCOPES.join(', ')))
  return [...new Set(scopes)] as Scope[]
}

function daysOf(text: string): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (days >= 1 && days <= LONGEST_LIFE_DAYS) return days
  throw new UsageError(words().usage.errors.badDays(LONGEST_LIFE_DAYS))
}

function table(tokens: ListedToken[], now: Instant): string[] {
  const { head, never } = words().tasks.tokens
  return padded([
    head,
    ...tokens.map((token) => [
      String(token.id),
      token.name,
      token.scopes.join(','),
      token.person ?? '-',
      minute(token.createdAt),
      token.lastUsedAt === null ? never : minute(token.lastUsedAt),
      stateOf(token, now),
    ]),
  ])
}

function stateOf({ revokedAt, expiresAt }: ListedToken, now: Instant): string {
  const says = words().tasks.tokens
  if (revokedAt !== null) return says.revokedAt(minute(revokedAt))
  if (expiresAt === null) return says.good
  return expiresAt <= now ? says.expired(minute(expiresAt)) : says.goodUntil(minute(expiresAt))
}

const minute = (at: Instant) => `${at.slice(0, 16).replace('T', ' ')}Z`
