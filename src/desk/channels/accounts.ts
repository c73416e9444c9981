// People whom the org file names by e-mail address or mobile number become accounts of the channel as soon as it knows them.
import { type Channel, TryLater } from '../../channel.ts'
import { importOrg, lockInstitution, readCurrent } from '../../db/institution/institution.ts'
import { givenAs, isGiven, type Org } from '../../domain/org/org.ts'
import type { Desk } from '../desk.ts'
import { currentOrg } from '../outbox/service-notice.ts'

const PATIENCE_MS = 10_000

/** At a start and each minute; asks the platform only while somebody is not matched. Answers how many were. */
export async function matchAccounts(desk: Desk): Promise<number> {
  let matched = 0
  for (const channel of desk.channels.values()) {
    if (channel.accounts === undefined) continue
    const org = await currentOrg(desk.database.db, desk)
    const given = [...new Set(org.people.flatMap(({ ids }) => ids[channel.name] ?? []).filter(isGiven))]
    if (given.length > 0) matched += await match(desk, channel, channel.accounts, given)
  }
  return matched
}

async function match(
  desk: Desk,
  channel: Channel,
  ask: NonNullable<Channel['accounts']>,
  given: string[],
): Promise<number> {
  try {
    const accounts = await ask.call(channel, given, AbortSignal.timeout(PATIENCE_MS))
    if (accounts.size > 0) await write(desk, channel.name, accounts)
    const unknown = given.length - accounts.size
    if (unknown > 0)
      desk.log.warn({ channel: channel.name, unknown }, 'people of the org are not found on the platform')
    return accounts.size
  } catch (error) {
    if (!(error instanceof TryLater)) throw error
    desk.log.warn({ channel: channel.name, err: error }, 'people could not be looked up; the next minute tries again')
    return 0
  }
}

/** Under the institution's lock, upon what the org is by then. */
const write = ({ database: { db }, versions, time }: Desk, channel: string, accounts: Map<string, string>) =>
  db.transaction(async (tx) => {
    await lockInstitution(tx)
    const { orgVersion } = await readCurrent(tx)
    const org = await versions.org(tx, orgVersion)
    await importOrg(tx, withAccounts(org, channel, accounts), time.realNow())
  })

function withAccounts(org: Org, channel: string, accounts: Map<string, string>): Org {
  const people = org.people.map((person) => {
    const given = person.ids[channel]
    const account = given === undefined ? undefined : accounts.get(given)
    // An account that is somebody's already stays theirs: the file names one person twice.
    const taken = org.people.some((other) => other !== person && other.ids[channel] === account)
    if (given === undefined || account === undefined || taken) return person
    return { ...person, ids: { ...person.ids, [channel]: account, [givenAs(channel)]: given } }
  })
  return { ...org, people }
}
