// A small institution, a policy of hours and a plain calendar: what domain tests are decided upon.
import type { WorkCalendar } from '../../src/domain/calendar/calendar.ts'
import { type Duration, type Offset, parseDuration, parseOffset } from '../../src/domain/calendar/duration.ts'
import type { Instant } from '../../src/domain/calendar/instant.ts'
import type { CommandOf } from '../../src/domain/capability/command.ts'
import type { CasePost } from '../../src/domain/case/case.ts'
import type { DecisionContext } from '../../src/domain/decide/index.ts'
import { actorOf, CLOCKWORK, type Org, type Person, personOf } from '../../src/domain/org/org.ts'
import {
  type ClockRule,
  DEFAULT_CHECKS,
  DEFAULT_COMMITMENT,
  DEFAULT_STATEMENTS,
  DEFAULT_WATCH,
  type Level,
  NO_SECOND_PERSON,
  type Policy,
  type Role,
  type Rung,
  type Tell,
  type Way,
} from '../../src/domain/policy/policy.ts'

export const NOON: Instant = '2026-10-09T04:00:00.000Z' // Friday, 12:00 in Shanghai

/** All that is asked of what was told privately. */
export const TOLD = {
  how: '电话',
  when: '2026-10-09 12:00',
  handledBy: '陈宇',
  evidence: '录音',
  reaction: '表示理解',
} as const

const person = (key: string, name: string, ...roles: Role[]): Person => ({ key, name, roles, ids: { room: key } })

export const ORG: Org = {
  departments: [
    {
      key: 'urban',
      name: '城管局',
      aliases: ['城管'],
      room: 'urban',
      contact: 'chen',
      head: 'lin',
      supervisor: 'zhao',
    },
    {
      key: 'health',
      name: '卫健委',
      aliases: ['卫健'],
      room: 'health',
      contact: 'zheng',
      head: 'feng',
      supervisor: 'zhao',
    },
  ],
  people: [
    person('li', '李敏', 'monitor'),
    person('zhou', '周洁', 'duty-officer'),
    person('chen', '陈宇', 'contact'),
    person('lin', '林峰', 'head'),
    person('zheng', '郑阳', 'contact'),
    person('feng', '冯涛', 'head'),
    person('xu', '徐航', 'office', 'spokesperson'),
    person('zhao', '赵建国', 'supervisor'),
    person('gao', '高远', 'principal', 'leading-group'),
  ],
  rooms: [
    { key: 'duty', purpose: 'duty', name: '值班群', channel: 'room', id: 'duty' },
    { key: 'urban', purpose: 'department', name: '城管局工作群', channel: 'room', id: 'urban' },
    { key: 'health', purpose: 'department', name: '卫健委工作群', channel: 'room', id: 'health' },
    { key: 'leaders', purpose: 'leaders', name: '领导群', channel: 'room', id: 'leaders' },
  ],
}

export const CALENDAR: WorkCalendar = {
  timeZone: 'Asia/Shanghai',
  workdays: [1, 2, 3, 4, 5],
  spans: [{ from: '09:00', to: '18:00' }],
  official: { version: 'test', years: { 2026: { holidays: {}, makeUpDays: {} } } },
  closures: [],
  openings: [],
}

export function duration(text: string): Duration {
  const read = parseDuration(text)
  if (read === null) throw new Error(`no duration: ${text}`)
  return read
}

function offset(text: string): Offset {
  const read = parseOffset(text)
  if (read === null) throw new Error(`no offset: ${text}`)
  return read
}

export const rung = (at: string, tell: Tell[], repeat: string | null = null, how: Way = 'mention'): Rung => ({
  at: offset(at),
  tell,
  how,
  document: null,
  repeat: repeat === null ? null : duration(repeat),
})

export const LADDER: Rung[] = [
  rung('-25%', ['owner']),
  rung('0', ['owner', 'head']),
  rung('+1h', ['head']),
  rung('+4h', ['supervisor'], null, 'urgent-app'),
  rung('+1d', ['leading-group'], '1d'),
]

export const rule = (
  kind: ClockRule['kind'],
  base: ClockRule['base'],
  within: string,
  owner: Role,
  ladder: Rung[] = LADDER,
): ClockRule => ({ id: kind, kind, base, within: duration(within), owner, ladder, assumed: false })

const clocks = (reply: string): ClockRule[] => [
  rule('triage', 'opened', '30m', 'duty-officer'),
  rule('claim', 'assigned', '1h', 'contact'),
  rule('reply', 'assigned', reply, 'contact'),
  rule('review', 'submitted', '2h', 'head'),
  rule('publish', 'approved', '2h', 'contact'),
]

const level = (number: number, zh: string, en: string, reply: string, approvers: Role[]): Level => ({
  number,
  name: { zh, en },
  thresholds: number === 1 ? { reads: 3000, comments: null, outlets: null, sightings: 5 } : null,
  clocks: clocks(reply),
  approvers,
})

export const POLICY: Policy = {
  name: 'test',
  title: { zh: '测试', en: 'Test' },
  timeZone: 'Asia/Shanghai',
  work: { workdays: CALENDAR.workdays, spans: CALENDAR.spans, closures: [], openings: [] },
  levels: [level(1, '重大', 'Major', '12h', ['head', 'office']), level(2, '一般', 'Ordinary', '24h', ['head'])],
  opensAt: 2,
  watch: DEFAULT_WATCH,
  quiet: null,
  commitAtMost: duration('5wd'),
  commitment: DEFAULT_COMMITMENT,
  statements: DEFAULT_STATEMENTS,
  checks: DEFAULT_CHECKS,
  secondPerson: NO_SECOND_PERSON,
  confirmSubsided: 0,
}

/** Facts for a person (or the clockwork) at an instant; in the API's place, where every room's rule is met. */
export function facts(by: string, now: Instant, more: Partial<DecisionContext> = {}): DecisionContext {
  const org = more.org ?? ORG
  const found = personOf(org, by)
  const actor =
    by === CLOCKWORK.person
      ? CLOCKWORK
      : found
        ? actorOf(org, found)
        : { person: by, name: by, roles: [], departments: [] }
  return { now, actor, place: { purpose: 'api' }, policy: POLICY, policyId: 1, calendar: CALENDAR, org, ...more }
}

export const post = (path = 'a', at: Instant = NOON): CasePost => ({
  key: `url:https://news.example/${path}`,
  url: `https://news.example/${path}`,
  canonicalUrl: `https://news.example/${path}`,
  platform: null,
  title: '幼儿园门口积水',
  publishedAt: null,
  discoveredAt: at,
})

export const opening = (more: Partial<CommandOf<'open'>> = {}): CommandOf<'open'> => ({
  type: 'open',
  number: 7,
  posts: [post()],
  title: '幼儿园门口积水',
  text: '幼儿园门口积水 https://news.example/a',
  source: 'duty',
  metrics: {},
  discoveredAt: NOON,
  level: null,
  department: null,
  ...more,
})
