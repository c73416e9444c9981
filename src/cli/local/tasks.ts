// THE list of what commands ask of the database. Each is done by whoever has it open: the command itself, or the service.
import { z } from 'zod'
import type { Config } from '../../config.ts'
import type { Database, Db } from '../../db/engine/connect.ts'
import { addSignInLink, addToken, listTokens, revokeToken, SCOPES } from '../../db/institution/access.ts'
import { importOrg, lockInstitution, readCurrent, readInstitution, Versions } from '../../db/institution/institution.ts'
import { readBatch } from '../../db/messages/batches.ts'
import { keptValue } from '../../db/messages/channel-store.ts'
import { dropParked, parkedMessages, retryParked } from '../../db/messages/inbox.ts'
import { verify } from '../../db/operations/audit.ts'
import { importTable } from '../../desk/intake/tables/import-table.ts'
import { officialHolidays } from '../../desk/startup/holidays.ts'
import { type Org, personOf } from '../../domain/org/org.ts'
import { readOrg } from '../../domain/org/org-file.ts'
import { commandLineWords } from '../../wording/cli-words.ts'
import { policyInForce } from '../doctor/current.ts'
import { lookInto } from '../doctor/look.ts'

export interface Holder {
  database: Database
  /** Of whoever has the database open. */
  config: Config
}

const id = z.number().int().positive()
const instant = z.iso.datetime()
const person = z.string()

/** An expected refusal is an answer, so that it has the asker's language. */
const UNKNOWN_PERSON = { ok: false as const, reason: 'unknown-person' as const }
const NO_INSTITUTION = { ok: false as const, reason: 'no-institution' as const }

export const TASKS = {
  'sign-in': task(
    z.object({ secret: z.string(), person, expiresAt: instant }),
    async ({ database: { db } }, { secret, person, expiresAt }) => {
      if (!(await isKnown(db, person))) return UNKNOWN_PERSON
      await addSignInLink(db, secret, person, expiresAt)
      return { ok: true as const }
    },
  ),

  'org-import': task(
    z.object({ text: z.string(), file: z.string(), at: instant }),
    async ({ database: { db } }, { text, file, at }) => {
      const read = readOrg(text, file)
      if (!read.ok) return { ok: false as const, reason: 'wrong' as const, problems: read.problems }
      return db.transaction(async (tx) => {
        await lockInstitution(tx)
        if ((await readInstitution(tx)) === null) return NO_INSTITUTION
        const { org } = read
        const version = await importOrg(tx, await withRota(tx, org), at)
        const counts = [org.departments.length, org.people.length, org.rooms.length] as const
        return { ok: true as const, version, counts }
      })
    },
  ),

  verify: task(z.object({ expect: z.string().nullable() }), async ({ database: { db } }, { expect }) =>
    (await readInstitution(db)) === null ? NO_INSTITUTION : { ok: true as const, found: await verify(db, expect) },
  ),

  'token-create': task(
    z.object({
      name: z.string(),
      secret: z.string(),
      person: person.nullable(),
      scopes: z.array(z.enum(SCOPES)),
      at: instant,
      expiresAt: instant.nullable(),
    }),
    async ({ database: { db } }, token) => {
      if (token.person !== null && !(await isKnown(db, token.person))) return UNKNOWN_PERSON
      await addToken(db, token)
      return { ok: true as const }
    },
  ),
  'token-list': task(z.object({}), ({ database: { db } }) => listTokens(db)),
  'token-revoke': task(z.object({ id, at: instant }), ({ database: { db } }, { id, at }) => revokeToken(db, id, at)),

  'inbox-list': task(z.object({}), ({ database: { db } }) => parkedMessages(db)),
  'inbox-retry': task(z.object({ only: id.nullable(), at: instant }), async ({ database: { db } }, { only, at }) => {
    const retried = await retryParked(db, at, only ?? undefined)
    const known = (await parkedMessages(db)).some((each) => each.id === only)
    return { retried: retried.length, known }
  }),
  'inbox-drop': task(z.object({ id }), ({ database: { db } }, { id }) => dropParked(db, id)),

  'import-sightings': task(
    z.object({ bytes: z.string(), name: z.string(), person, at: instant, yes: z.boolean() }),
    ({ database: { db } }, { bytes, ...given }) =>
      db.transaction((tx) =>
        importTable(tx, new Versions(officialHolidays()), { ...given, bytes: Buffer.from(bytes, 'base64') }),
      ),
  ),
  'import-progress': task(z.object({ id }), async ({ database: { db } }, { id }) => {
    const batch = await readBatch(db, id)
    if (batch === null) return null
    const { next, total, done, found } = batch
    const refused = found.problems.filter(({ taken }) => !taken).length
    const counts = { opened: found.opened.length, joined: found.joined.length, again: found.again, refused }
    return { next, total, done, ...counts }
  }),

  /** Lines are worded for whoever asks. */
  look: task(
    z.object({ lang: z.enum(['zh-CN', 'en']), zhiban: z.string() }),
    ({ database, config }, { lang, zhiban }) => lookInto(database, config, commandLineWords(lang, zhiban)),
  ),
  kept: task(z.object({ channel: z.string(), key: z.string() }), ({ database: { db } }, { channel, key }) =>
    keptValue(db, channel, key),
  ),
  policy: task(z.object({}), ({ database }) => policyInForce(database)),
}

export type Tasks = typeof TASKS
export type TaskName = keyof Tasks
export type Asked<K extends TaskName> = Parameters<Tasks[K]['run']>[1]
export type Answer<K extends TaskName> = Awaited<ReturnType<Tasks[K]['run']>>

export interface Task<S extends z.ZodType, A> {
  asked: S
  run(holder: Holder, asked: z.output<S>): Promise<A>
}

// A declaration: the list above is made of it.
function task<S extends z.ZodType, A>(asked: S, run: (holder: Holder, asked: z.output<S>) => Promise<A>): Task<S, A> {
  return { asked, run }
}

async function isKnown(db: Db, key: string): Promise<boolean> {
  const { orgVersion } = await readCurrent(db)
  return personOf(await new Versions(officialHolidays()).org(db, orgVersion), key) !== undefined
}

/** The rota is made in the chat: it stays, for those who are still there. */
async function withRota(tx: Db, org: Org): Promise<Org> {
  const before = await readInstitution(tx)
  if (!before?.orgVersion) return org
  const { rota = [] } = await new Versions(officialHolidays()).org(tx, before.orgVersion)
  return { ...org, rota: rota.filter(({ person }) => personOf(org, person) !== undefined) }
}
