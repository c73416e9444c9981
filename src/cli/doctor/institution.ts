// doctor, the institution: calendar, policy and org, and whether whoever must be told can be.
import type { Config } from '../../config.ts'
import type { Database } from '../../db/engine/connect.ts'
import { readInstitution, Versions } from '../../db/institution/institution.ts'
import { coveredYears, officialHolidays } from '../../desk/startup/holidays.ts'
import { shippedPolicies } from '../../desk/startup/shipped-policies.ts'
import { holders, type Org } from '../../domain/org/org.ts'
import { type Gap, gapsOf } from '../../domain/org/org-gaps.ts'
import type { Policy, Role } from '../../domain/policy/policy.ts'
import { readPolicy } from '../../domain/policy/policy-file.ts'
import type { CommandLine } from '../../wording/cli.ts'
import { problemLine } from '../../wording/mistakes/index.ts'
import { realNow } from '../terminal.ts'
import { type Check, few, ok, problem, warning } from './check.ts'
import { policyInForce } from './current.ts'

export async function institutionChecks(database: Database, config: Config, words: CommandLine): Promise<Check[]> {
  const { what, institution: says } = words.doctor
  const institution = await readInstitution(database.db)
  if (institution === null || institution.policyId === null || institution.orgVersion === null)
    return [problem(what.institution, says.none)]
  const versions = new Versions(officialHolidays())
  const { policy } = await versions.policy(database.db, institution.policyId)
  const org = await versions.org(database.db, institution.orgVersion)
  const source = (await policyInForce(database))?.source ?? ''
  return [
    ...policyChecks(policy, source, words),
    ...orgChecks(org, policy, words),
    ...reachChecks(org, configuredChannels(config), words),
  ]
}

export function calendarCheck({ what: names, institution: says }: CommandLine['doctor']): Check {
  const table = officialHolidays()
  const years = coveredYears(table)
  const now = realNow()
  const year = Number(now.slice(0, 4))
  const what = names.holidays(table.version, years[0], years.at(-1))
  if (!years.includes(year)) return problem(what, says.yearNotCovered(year))
  // The State Council announces a year's holidays in the November before: until December nobody need have them.
  if (now.slice(5, 7) === '12' && !years.includes(year + 1)) return warning(what, says.yearNotCovered(year + 1))
  return ok(what)
}

/** As main.ts puts them together. */
const configuredChannels = ({ feishu, wecom, wechat, room }: Config): string[] => [
  ...(feishu === null ? [] : ['feishu']),
  ...(wecom === null ? [] : ['wecom']),
  ...(wechat === null ? [] : ['wechat']),
  ...(room ? ['room'] : []),
]

function policyChecks(policy: Policy, source: string, { doctor, lang }: CommandLine): Check[] {
  const what = doctor.what.policy(policy.name)
  const read = readPolicy(source, policy.name)
  // Its text was right when it was published; of one that was not made from a file nothing more is known.
  if (!read.ok) return [ok(what)]
  const assumed = read.assumed.length
  // One that ships can be looked at without the database; what an institution wrote is nowhere else for certain.
  const command = `policy check ${shippedPolicies().includes(policy.name) ? policy.name : '--published'}`
  return [
    ok(what),
    ...read.warnings.map((each) => warning(what, problemLine(each, lang))),
    ...(assumed === 0 ? [] : [warning(what, doctor.institution.assumed(assumed, command))]),
  ]
}

function orgChecks(org: Org, policy: Policy, words: CommandLine): Check[] {
  const { what, institution: says } = words.doctor
  const gaps = gapsOf(org)
  const missing = gaps.flatMap((gap) => (gap.kind === 'no-role' ? [gap.role] : []))
  const told = toldRoles(policy).filter((role) => !isHeld(org, role) && !missing.includes(role))
  const checks = [
    ...gaps.map((gap) => (gap.kind === 'no-duty-room' ? problem : warning)(what.org, gapText(gap, words))),
    ...told.map((role) => warning(what.org, says.toldNobody(words.policy.role(role)))),
  ]
  return checks.length > 0
    ? checks
    : [ok(what.org, says.counts(org.departments.length, org.people.length, org.rooms.length))]
}

function gapText(gap: Gap, { doctor: { institution: says }, policy }: CommandLine): string {
  switch (gap.kind) {
    case 'no-duty-room':
      return says.noDutyRoom
    case 'no-role':
      return says.nobodyHas(policy.role(gap.role))
    case 'no-contact':
      return says.noContact(gap.department)
    case 'no-head':
      return says.noHead(gap.department)
    case 'no-room':
      return says.noRoom(gap.department)
  }
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

function reachChecks(org: Org, channels: string[], { doctor }: CommandLine): Check[] {
  const { what, institution: says } = doctor
  const isAway = ({ channel }: { channel: string }) => !channels.includes(channel)
  const duty = org.rooms.find((room) => room.purpose === 'duty')
  const away = org.rooms
    .filter((room) => room !== duty && isAway(room))
    .map(({ name, channel }) => what.room(name, channel))
  const unreachable = org.people.filter(({ ids }) => !channels.some((name) => ids[name] !== undefined))
  const wechatOnly = org.people.filter(
    ({ ids, roles }) =>
      roles.length > 0 && ids.wechat !== undefined && !channels.some((name) => name !== 'wechat' && ids[name]),
  )
  const namesOf = (people: Org['people']) =>
    few(
      people.map(({ name }) => name),
      doctor,
    )
  return [
    ...(duty && isAway(duty) ? [problem(what.channels, says.dutyAway(duty.channel))] : []),
    ...(away.length > 0 ? [warning(what.channels, says.roomsAway(few(away, doctor)))] : []),
    ...(unreachable.length > 0 ? [warning(what.people, says.unreachable(namesOf(unreachable)))] : []),
    ...(wechatOnly.length > 0 ? [warning(what.people, says.wechatOnly(namesOf(wechatOnly)))] : []),
    ok(what.channelsSetUp, doctor.list(channels.map(what.channel)) || says.noChannels),
  ]
}
