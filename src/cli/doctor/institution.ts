// doctor, the institution: calendar, policy and org, and whether whoever must be told can be.
import { eq } from 'drizzle-orm'
import type { Config } from '../../config.ts'
import type { Database } from '../../db/engine/connect.ts'
import { readInstitution, Versions } from '../../db/institution/institution.ts'
import { policies } from '../../db/schema/schema.ts'
import { coveredYears, officialHolidays } from '../../desk/startup/holidays.ts'
import { holders, type Org } from '../../domain/org/org.ts'
import { orgGaps } from '../../domain/org/org-gaps.ts'
import type { Policy, Role } from '../../domain/policy/policy.ts'
import { readPolicy } from '../../domain/policy/policy-file.ts'
import { formatProblem } from '../../domain/yaml/yaml-document.ts'
import { realNow } from '../open.ts'
import { type Check, few, ok, problem, warning } from './check.ts'

export async function institutionChecks({ db }: Database, config: Config): Promise<Check[]> {
  const institution = await readInstitution(db)
  if (institution === null || institution.policyId === null || institution.orgVersion === null)
    return [problem('institution', 'there is none yet: start the service once, with ZHIBAN_ORG set')]
  const versions = new Versions(officialHolidays())
  const { policy } = await versions.policy(db, institution.policyId)
  const org = await versions.org(db, institution.orgVersion)
  const [published] = await db.select().from(policies).where(eq(policies.id, institution.policyId))
  return [
    ...policyChecks(policy, published?.source ?? ''),
    ...orgChecks(org, policy),
    ...reachChecks(org, configuredChannels(config)),
  ]
}

/** Null where there is none yet. */
export async function currentOrg({ db }: Database): Promise<Org | null> {
  const { orgVersion } = (await readInstitution(db)) ?? { orgVersion: null }
  return orgVersion === null ? null : new Versions(officialHolidays()).org(db, orgVersion)
}

export function calendarCheck(): Check {
  const table = officialHolidays()
  const years = coveredYears(table)
  const now = realNow()
  const year = Number(now.slice(0, 4))
  const what = `official holidays (${table.version}), ${years[0]} to ${years.at(-1)}`
  const consequence = 'deadlines in working time that reach there count plain weekdays, and say so; update the package'
  if (!years.includes(year)) return problem(what, `${year} is not covered: ${consequence}`)
  // The State Council announces a year's holidays in the November before: until December nobody need have them.
  if (now.slice(5, 7) === '12' && !years.includes(year + 1))
    return warning(what, `${year + 1} is not covered: ${consequence}`)
  return ok(what)
}

/** As main.ts puts them together. */
const configuredChannels = ({ feishu, wecom, wechat, room }: Config): string[] => [
  ...(feishu === null ? [] : ['feishu']),
  ...(wecom === null ? [] : ['wecom']),
  ...(wechat === null ? [] : ['wechat']),
  ...(room ? ['room'] : []),
]

function policyChecks(policy: Policy, source: string): Check[] {
  const what = `policy ${policy.name}`
  const read = readPolicy(source, policy.name)
  // Its text was right when it was published; of one that was not made from a file nothing more is known.
  if (!read.ok) return [ok(what)]
  const assumed = read.assumed.length
  return [
    ok(what),
    ...read.warnings.map((each) => warning(what, formatProblem(each))),
    ...(assumed === 0
      ? []
      : [warning(what, `${assumed} values are assumed, not decided: zhiban policy check ${policy.name} lists them`)]),
  ]
}

function orgChecks(org: Org, policy: Policy): Check[] {
  const gaps = orgGaps(org)
  const told = toldRoles(policy).filter((role) => !isHeld(org, role) && !gaps.includes(`nobody has the role ${role}`))
  const checks = [
    ...gaps.map((gap) => (gap.startsWith('there is no duty room') ? problem('org', gap) : warning('org', gap))),
    ...told.map((role) => warning('org', `the policy tells the role ${role}, and nobody has it: the next is told`)),
  ]
  return checks.length > 0
    ? checks
    : [ok('org', `${org.departments.length} departments, ${org.people.length} people, ${org.rooms.length} rooms`)]
}

/** Whoever a rung tells, owns a clock or approves. */
function toldRoles({ levels }: Policy): Role[] {
  const roles = levels.flatMap(({ approvers, clocks }) => [
    ...approvers,
    ...clocks.flatMap(({ owner, ladder }) => [owner, ...ladder.flatMap(({ tell }) => tell)]),
  ])
  return [...new Set(roles)].filter((role): role is Role => role !== 'owner')
}

const isHeld = (org: Org, role: Role): boolean =>
  [null, ...org.departments.map(({ key }) => key)].some((department) => holders(org, role, department).length > 0)

function reachChecks(org: Org, channels: string[]): Check[] {
  const isAway = ({ channel }: { channel: string }) => !channels.includes(channel)
  const duty = org.rooms.find((room) => room.purpose === 'duty')
  const away = org.rooms
    .filter((room) => room !== duty && isAway(room))
    .map(({ name, channel }) => `${name} (${channel})`)
  const unreachable = org.people.filter(({ ids }) => !channels.some((name) => ids[name] !== undefined))
  const wechatOnly = org.people.filter(
    ({ ids, roles }) =>
      roles.length > 0 && ids.wechat !== undefined && !channels.some((name) => name !== 'wechat' && ids[name]),
  )
  const configure = 'set up that channel, or give them another in the org file'
  return [
    ...(duty && isAway(duty)
      ? [problem('channels', `the duty room's channel ${duty.channel} is not set up here: nobody sees a case`)]
      : []),
    ...(away.length > 0
      ? [warning('channels', `rooms whose channel is not set up here: ${few(away)}; ${configure}`)]
      : []),
    ...(unreachable.length > 0
      ? [
          warning(
            'people',
            `on no channel that is set up here: ${few(unreachable.map(({ name }) => name))}; ${configure}`,
          ),
        ]
      : []),
    ...(wechatOnly.length > 0
      ? [
          warning(
            'people',
            `reached by WeChat alone, which may be banned at any time: ${few(wechatOnly.map(({ name }) => name))}; give them a second channel`,
          ),
        ]
      : []),
    ok('channels set up', channels.join(', ') || 'none'),
  ]
}
