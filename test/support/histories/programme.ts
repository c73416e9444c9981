// What is played when: under each policy its stories, some weeks apart, with what changes in the institution between them.
import { DAY, HOUR, type Instant, later, MINUTE } from '../../../src/domain/calendar/instant.ts'
import type { Org } from '../../../src/domain/org/org.ts'
import { nightPolicy, onShift, sampleOrg, shipped, shortHanded, withTraffic } from './institution.ts'
import * as lives from './lives.ts'
import { forwarded, lastNumber, type Openings } from './openings.ts'
import { Playing } from './playing.ts'
import * as rounds from './rounds.ts'
import type { Planned } from './schedule.ts'
import type { Stage } from './stage.ts'
import * as unreached from './unreached.ts'
import { wanders } from './wandering.ts'

/** Tuesday, 08:30 in China. */
export const BEGINS: Instant = '2026-09-22T00:30:00.000Z'
/** Friday, 20 November, 18:00 in China: as of then all is said. */
export const ENDS: Instant = '2026-11-20T10:00:00.000Z'

const STOP_NAMES = ['triage', 'waiting', 'handling', 'reviewing', 'approved', 'watching', 'closed'] as const
const STOPS = STOP_NAMES.map((to) => lives.stopsAt(to))

const LIVES: lives.Telling[] = [
  lives.lateEverywhere, lives.reassigned, lives.claimedByMany, lives.manyTurns, lives.heldTooLong, lives.record, lives.thread,
] // biome-ignore format: a list of stories
const ROUNDS: lives.Telling[] = [
  rounds.endsQuietly, rounds.lookedAtLate, rounds.rebounds(null), rounds.reopenedFrom('watching'), rounds.reopenedFrom('closed'),
  rounds.dismissedAt('triage', true), rounds.dismissedAt('waiting', false), rounds.dismissedAt('handling', true), rounds.sticky,
] // biome-ignore format: a list of stories
const LATE: lives.Telling[] = [rounds.foundLate(null), rounds.foundLate(null, { level: 1 })]
const PROMISES: lives.Telling[] = [lives.promises(true), lives.promises(false)]
const UNREACHED: lives.Telling[] = [
  unreached.roomLost, unreached.toldPrivately(false), unreached.toldPrivately(true), unreached.nowhere, unreached.leaderLost,
  unreached.weaker,
] // biome-ignore format: a list of stories
const LEVELS: lives.Telling[] = [rounds.rebounds('1'), rounds.lowered, rounds.raisedLate(null, '1')]
const NIGHT: lives.Telling[] = [
  rounds.foundLate('23:10'), rounds.foundLate('05:30'), rounds.foundLate('22:40'), rounds.raisedLate('23:30', '2'),
  rounds.raisedLate('23:40', '3'), rounds.raisedLate('23:50', '1'), rounds.raisedLate('01:10', '3'), rounds.raisedLate('02:10', '2'),
  rounds.sentBackAtNight, rounds.sentBackAtNight, rounds.sentBackAtNight, unreached.bundleLost, rounds.growing,
] // biome-ignore format: a list of stories

const times = (count: number, ...tellings: lives.Telling[]): lives.Telling[] =>
  Array.from({ length: count }, () => tellings).flat()

/** Begun some minutes apart. */
function spread(on: Openings, name: string, from: Instant, apart: number, tellings: lives.Telling[]): Planned[] {
  return tellings.map((telling, index) => ({
    at: later(from, index * apart + on.random.between(0, apart - 1)),
    name: `${name} ${index + 1} (${telling.name})`,
    story: () => telling(on),
  }))
}

const once = (name: string, at: Instant, work: () => Promise<unknown>): Planned => ({
  at,
  name,
  story: async function* () {
    await work()
    yield 0
  },
})

export async function programme(on: Openings): Promise<Planned[]> {
  const org = await sampleOrg()
  return [
    ...first(on),
    ...(await schools(on, org)),
    ...(await thresholds(on, org)),
    ...(await nights(on)),
    ...(await bureau(on, org)),
    ...(await drill(on)),
    ...housekeeping(on),
  ]
}

const day = (date: string, time = '08:40'): Instant => new Date(`2026-${date}T${time}:00+08:00`).toISOString()

const publish = ({ stage }: Openings, at: Instant, policy: Parameters<Stage['publish']>[0]): Planned =>
  once(`publish ${policy.policy.name}`, at, () => stage.publish(policy))

/** Under the policy that a new institution begins with. */
function first(on: Openings): Planned[] {
  const tellings = [...STOPS, ...LIVES.slice(0, 4), ...ROUNDS.slice(2, 6), ...UNREACHED.slice(0, 4)]
  return spread(on, 'first', day('09-22'), 9 * MINUTE, tellings)
}

async function schools(on: Openings, org: Org): Promise<Planned[]> {
  const tellings = [...STOPS, ...LIVES, ...ROUNDS, ...LATE.slice(0, 1), ...PROMISES, ...times(6, wanders(10))]
  return [
    publish(on, day('09-28', '08:00'), await shipped('school-5-24')),
    ...spread(on, 'school', day('09-28'), 11 * MINUTE, tellings),
    once('short-handed', day('10-09', '18:30'), () => on.stage.changeOrg(shortHanded(org))),
    ...spread(on, 'short-handed', day('10-09', '18:40'), 9 * MINUTE, times(4, unreached.neglected('triage', 4))),
  ]
}

async function thresholds(on: Openings, org: Org): Promise<Planned[]> {
  const grave = [{ reads: 5_000 }, { reads: 1_200, comments: 20 }, { reads: 10, outlets: 2 }].map(rounds.opensGrave)
  const tellings = [
    ...[...STOPS, ...LIVES, ...ROUNDS, rounds.growing, ...LEVELS, ...LATE, ...grave, lives.stopsAt('handling')],
    ...[unreached.neglected('handling', 3), ...times(8, wanders(12))],
  ]
  return [
    once('traffic', day('10-12', '07:30'), () => on.stage.changeOrg(withTraffic(org))),
    publish(on, day('10-12', '08:00'), await shipped('school-thresholds')),
    ...spread(on, 'thresholds', day('10-12'), 11 * MINUTE, tellings),
    ...spread(on, 'traffic', day('10-13', '10:00'), 9 * MINUTE, [
      inTraffic('waiting'),
      inTraffic('handling'),
      inTraffic('watching'),
    ]),
  ]
}

async function nights(on: Openings): Promise<Planned[]> {
  const tellings = [...NIGHT, ...STOPS, ...LEVELS, ...UNREACHED, ...ROUNDS.slice(0, 5), lives.manyTurns]
  const more = [...times(3, rounds.raisedLate(null, '1'), rounds.lowered), ...times(3, wanders(10))]
  return [
    publish(on, day('10-26', '08:00'), await nightPolicy()),
    ...spread(on, 'night', day('10-26'), 9 * MINUTE, [...tellings, ...more]),
    ...outage(on, day('11-04', '19:00')),
  ]
}

async function bureau(on: Openings, org: Org): Promise<Planned[]> {
  const tellings = [...LIVES, ...ROUNDS, ...PROMISES, ...LEVELS, ...LATE, ...UNREACHED, ...times(10, wanders(12))]
  const late = [...STOPS, ...STOPS, ...PROMISES, lives.manyTurns, lives.lateEverywhere, ...times(10, wanders(9, 0.4))]
  return [
    publish(on, day('11-09', '08:00'), await shipped('bureau-4-level')),
    ...spread(on, 'bureau', day('11-09'), 12 * MINUTE, tellings),
    ...spread(on, 'late', day('11-18'), 10 * MINUTE, late),
    once('shift', day('11-19', '08:00'), () => on.stage.changeOrg(onShift(org, 'zhou', on.stage.now))),
  ]
}

/** Its clocks are seconds: it comes last. */
async function drill(on: Openings): Promise<Planned[]> {
  const tellings = [...STOP_NAMES.map((to) => lives.stopsAt(to, 2_000)), ...times(8, wanders(14, 1 / 400))]
  return [
    publish(on, later(ENDS, -110_000), await shipped('drill-seconds')),
    ...spread(on, 'drill', later(ENDS, -100_000), 4_000, tellings),
    once('an outage of seconds', later(ENDS, -25_000), async () => on.stage.outUntil(later(ENDS, -8_000))),
  ]
}

function housekeeping(on: Openings): Planned[] {
  const at = (time: string, dates: string[], name: string, work: () => Promise<unknown>) =>
    dates.map((date) => once(name, day(date, time), work))
  return [
    ...at('10:00', ['09-27', '10-08', '10-23', '11-07'], 'the desk is cleared', () => clearDesk(on)),
    ...at('06:00', ['09-26', '10-09', '10-20', '11-08', '11-15'], 'checkpoint', on.stage.checkpoint),
    once('last checkpoint', later(ENDS, -4_000), on.stage.checkpoint),
  ]
}

/** With a department that is dissolved later. */
const inTraffic = (to: lives.Reached): lives.Telling =>
  async function* (on) {
    yield* lives.bring(on, await forwarded(on), to, '交通局')
  }

/** The service is out over an evening and a night: what fell due is said afterwards, once. */
function outage({ stage }: Openings, from: Instant): Planned[] {
  return [
    once('outage', from, async () => stage.outUntil(later(from, 13 * HOUR))),
    once('second outage', later(from, DAY), async () => stage.outUntil(later(from, 4 * DAY))),
  ]
}

/** What nobody will handle is not kept open for months: most of it is dismissed, every fifth case is left. */
async function clearDesk({ stage, random }: Openings): Promise<void> {
  const last = await lastNumber(stage)
  for (let number = 1; number <= last; number += 1) {
    const { status } = await stage.state(number)
    if (number % 5 === 0 || !['triage', 'waiting', 'handling'].includes(status)) continue
    await new Playing(stage, random, number).does('zhou', 'dismiss', { reason: '已线下办结，不再答复' })
  }
}
