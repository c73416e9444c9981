// The institution whose cases are played: the sample org with a second channel, its changes, the policies, the holidays.
import { fileURLToPath } from 'node:url'
import { officialHolidays } from '../../../src/desk/startup/holidays.ts'
import { readOrgFile } from '../../../src/desk/startup/org-file.ts'
import { loadPolicy } from '../../../src/desk/startup/shipped-policies.ts'
import type { HolidayTable } from '../../../src/domain/calendar/calendar.ts'
import type { Duration } from '../../../src/domain/calendar/duration.ts'
import type { Instant } from '../../../src/domain/calendar/instant.ts'
import type { Org, Person } from '../../../src/domain/org/org.ts'
import {
  type ClockRule,
  NO_SECOND_PERSON,
  type Policy,
  type Rung,
  type Thresholds,
} from '../../../src/domain/policy/policy.ts'

const SAMPLE = fileURLToPath(new URL('../../../docs/sample-org.yaml', import.meta.url))

/** 2026 alone, so that what falls into the next year is counted without a table. Kept in the file of histories. */
export function holidaysOf2026(): HolidayTable {
  const { version, years } = officialHolidays()
  const year = years[2026]
  if (year === undefined) throw new Error('the table of holidays has no 2026')
  return { version, years: { 2026: year } }
}

/** The sample; the health department, a duty officer and a supervisor can be reached by WeChat, too. */
export async function sampleOrg(): Promise<Org> {
  const org = await readOrgFile(SAMPLE)
  const second = ['zheng', 'feng', 'zhou', 'qian']
  const people = org.people.map((each) =>
    second.includes(each.key) ? { ...each, ids: { ...each.ids, wechat: `wx-${each.key}` } } : each,
  )
  const late: Person = { key: 'ma', name: '马骏', roles: ['duty-officer'], ids: { room: 'ma' } }
  return { ...org, people: [...people, late] }
}

/** For some days nobody is in the office, the principal is away, and a department has neither contact nor room. */
export const shortHanded = (org: Org): Org => ({
  ...org,
  people: org.people.filter(({ key }) => !['xu', 'gao', 'tang'].includes(key)),
  departments: org.departments.map((each) =>
    each.key === 'education' ? { ...each, contact: null, room: null, supervisor: null } : each,
  ),
})

/** A department that is dissolved later: its cases keep its key. */
export const withTraffic = (org: Org): Org => ({
  ...org,
  departments: [
    ...org.departments,
    { key: 'traffic', name: '交通局', aliases: ['交通'], room: null, contact: 'yu', head: 'hu', supervisor: 'zhao' },
  ],
  people: [
    ...org.people,
    { key: 'yu', name: '于洋', roles: ['contact'], ids: { room: 'yu' } },
    { key: 'hu', name: '胡波', roles: ['head'], ids: { room: 'hu' } },
  ],
})

/** One of the duty officers has the shift. */
export const onShift = (org: Org, person: string, from: Instant): Org => ({
  ...org,
  rota: [{ person, from, until: null }],
})

export const shipped = async (name: string): Promise<{ policy: Policy; source: string }> => {
  const { policy, source } = await loadPolicy(name)
  return { policy, source }
}

/** How long a reply may take at the levels of the night plan. */
const REPLIES: Record<number, Duration> = {
  1: { amount: 2, unit: 'h' },
  2: { amount: 3, unit: 'h' },
  3: { amount: 4, unit: 'h' },
  4: { amount: 2, unit: 'wd' },
}

/** The bureau's plan with quiet hours, thresholds of forwards, a day off, no commitments, documents and firmer ways. */
export async function nightPolicy(): Promise<{ policy: Policy; source: string }> {
  const { policy, source } = await shipped('bureau-4-level')
  const levels = policy.levels.map((level) => ({
    ...level,
    thresholds: THRESHOLDS[level.number] ?? null,
    clocks: level.clocks.map((clock) => (clock.kind === 'reply' ? nightly(clock, level.number) : clock)),
  }))
  const night: Policy = {
    ...policy,
    name: 'night',
    title: { zh: '夜间预案', en: 'Night plan' },
    work: { ...policy.work, closures: ['2026-10-28'] },
    levels,
    quiet: { from: '22:00', to: '07:00', exempt: [1, 3] },
    commitAtMost: null,
    secondPerson: NO_SECOND_PERSON,
    confirmSubsided: 0,
  }
  return { policy: night, source: `night: ${source}` }
}

const THRESHOLDS: Record<number, Thresholds> = {
  1: { reads: 100_000, comments: 5_000, outlets: 10, sightings: 6 },
  3: { reads: 10_000, comments: null, outlets: null, sightings: 3 },
}

function nightly(clock: ClockRule, level: number): ClockRule {
  const firmer = (rung: Rung, index: number): Rung => {
    if (index === 1) return { ...rung, how: 'dm', document: 'reminder-notice' }
    return index === 3 ? { ...rung, how: 'urgent-phone', document: 'supervision' } : rung
  }
  return { ...clock, within: REPLIES[level] ?? clock.within, ladder: clock.ladder.map(firmer) }
}
