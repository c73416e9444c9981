// Cases brought to every situation of their life, in an institution that has one person of each kind: for the matrix of
// who may do what.
import type { CasePost, Place } from '../../src/domain/case/case.ts'
import type { Department, Org, Person } from '../../src/domain/org/org.ts'
import { DEFAULT_SECOND_PERSON, type Policy, type Role } from '../../src/domain/policy/policy.ts'
import { Given } from './given.ts'
import { NOON, opening, POLICY, TOLD } from './sample.ts'

const person = (key: string, ...roles: Role[]): Person => ({ key, name: `姓名-${key}`, roles, ids: { room: key } })
const department = (key: string, people: Partial<Department>): Department => ({
  key,
  name: `单位-${key}`,
  aliases: [],
  room: key,
  contact: `${key}-contact`,
  head: `${key}-head`,
  supervisor: `${key}-supervisor`,
  ...people,
})
const room = (key: string, purpose: Org['rooms'][number]['purpose']) => ({
  key,
  purpose,
  name: `群-${key}`,
  channel: 'room',
  id: key,
})

/** `vacant` has no contact of its own, and a leader's other office for a head: `lead-supervisor` heads it. */
export const INSTITUTION: Org = {
  departments: [
    department('lead', {}),
    department('co', { supervisor: 'other-supervisor' }),
    department('other', { supervisor: 'other-supervisor' }),
    department('vacant', { contact: null, head: 'lead-supervisor', supervisor: null }),
    department('watch', { contact: 'officer-and-contact', head: null, supervisor: null }),
  ],
  people: [
    person('plain'),
    person('monitor', 'monitor'),
    person('officer', 'duty-officer'),
    person('officer-and-contact', 'duty-officer'),
    person('contact', 'contact'),
    person('supervisor', 'supervisor'),
    person('principal', 'principal'),
    person('group', 'leading-group'),
    person('office', 'office'),
    person('spokesperson', 'spokesperson'),
    person('auditor', 'auditor'),
    person('admin', 'admin'),
    ...['lead-contact', 'lead-head', 'lead-supervisor'].map((key) => person(key)),
    ...['co-contact', 'co-head', 'other-contact', 'other-head', 'other-supervisor'].map((key) => person(key)),
  ],
  rooms: [
    room('duty', 'duty'),
    room('leaders', 'leaders'),
    room('superior', 'superior'),
    ...['lead', 'co', 'other', 'vacant'].map((key) => room(key, 'department')),
  ],
}
export const PLAN: Policy = {
  ...POLICY,
  levels: POLICY.levels.map((each) =>
    each.number === 1 ? { ...each, approvers: ['head', 'office', 'principal'] } : each,
  ),
}

export const PLACES: Record<string, Place> = {
  duty: { purpose: 'duty', department: null },
  leaders: { purpose: 'leaders', department: null },
  superior: { purpose: 'superior', department: null },
  ...Object.fromEntries(
    ['lead', 'co', 'other', 'vacant'].map((key) => [key, { purpose: 'department', department: key }]),
  ),
  'a room of nobody': { purpose: 'department', department: null },
  direct: { purpose: 'direct' },
  api: { purpose: 'api' },
}
export const isPrivate = (place: string) => ['direct', 'api'].includes(place)

export interface Situation {
  given: Given
  /** Departments that the case is with, and of the first of them contact and head. */
  with: string[]
  department: string[]
  claimed?: string[]
  /** Whose turn it is and who is above them in their line, and who wrote what they decide on. */
  turn?: string[]
  drafter?: string
  /** What they decide on stands beside the case's way, whatever its status. */
  beside?: true
}

const [FIRST_POST] = opening().posts
if (FIRST_POST === undefined) throw new Error('a case is opened with a post')
/** One may be taken out: the case has another. */
export const SECOND_POST: CasePost = { ...FIRST_POST, key: 'url:https://news.example/second' }

const opened = Given.opened({ ...opening(), posts: [FIRST_POST, SECOND_POST] }, 'monitor', NOON, {
  org: INSTITUTION,
  policy: PLAN,
})
const waiting = opened.when('officer', { type: 'assign', department: 'lead', co: ['co'] })
const handling = waiting.when('lead-contact', { type: 'claim' })
const both = handling.when('lead-head', { type: 'claim' })
const draft = { type: 'draft', text: '已安排排水。' } as const
const reviewing = handling.when('lead-contact', draft)
const grave = handling.when('officer', { type: 'level', level: '1', reason: '' }).when('lead-contact', draft)
const atOffice = grave.when('lead-head', { type: 'approve' })
const approved = reviewing.when('lead-head', { type: 'approve' })
const watching = approved.when('lead-contact', { type: 'publish', ...TOLD })
const vacant = opened.when('officer', { type: 'assign', department: 'vacant', co: [] })
const vacantHandled = vacant.when('lead-supervisor', { type: 'claim' })

/** Under a policy that asks for a second person. */
const guarded = (given: Given) => given.with({ policy: { ...PLAN, secondPerson: DEFAULT_SECOND_PERSON } })
const dismiss = { type: 'dismiss', reason: '重复' } as const
// Two are on duty: only a rota leaves one alone.
const night = guarded(handling)
  .with({ org: { ...INSTITUTION, onDuty: ['officer'] } })
  .after(8 * 3_600_000)

const LEAD = { with: ['lead', 'co'], department: ['lead-contact', 'lead-head'] }
const VACANT = { with: ['vacant'], department: ['contact', 'lead-supervisor'] }
// Where no department has the case, any department's people are told what must come first.
const NOBODY = {
  with: [],
  department: [
    'contact', 'officer-and-contact', 'lead-contact', 'lead-head', 'co-contact', 'co-head', 'other-contact', 'other-head',
    'lead-supervisor',
  ], // biome-ignore format: a list of people
}
const mine = { claimed: ['lead-contact'], drafter: 'lead-contact' }

export const SITUATIONS: Record<string, Situation> = {
  'waits for triage': { given: opened, ...NOBODY },
  'waits for its department': { given: waiting, ...LEAD },
  'is in hand': { given: handling, ...LEAD, ...mine },
  'is in the hands of two': { given: both, ...LEAD, claimed: ['lead-contact', 'lead-head'] },
  'is with the head': {
    given: reviewing,
    ...LEAD,
    ...mine,
    turn: ['lead-head', 'lead-supervisor', 'principal', 'group'],
  },
  'is with the office': {
    given: atOffice,
    ...LEAD,
    ...mine,
    turn: ['office', 'lead-supervisor', 'principal', 'group'],
  },
  'is with the principal': {
    given: atOffice.when('office', { type: 'approve' }),
    ...LEAD,
    ...mine,
    turn: ['principal', 'group'],
  },
  'was drafted by the head, whose leader stands in': {
    given: both.when('lead-head', draft),
    ...LEAD,
    claimed: ['lead-contact', 'lead-head'],
    drafter: 'lead-head',
    turn: ['lead-supervisor', 'principal', 'group'],
  },
  'was sent back': { given: reviewing.when('lead-head', { type: 'send-back', reason: '写明时间' }), ...LEAD, ...mine },
  'is approved': { given: approved, ...LEAD, ...mine },
  'is watched': { given: watching, ...LEAD, ...mine },
  'is watched, and its look-back is late': { given: watching.after(4 * 86_400_000).tick(), ...LEAD, ...mine },
  'is closed': { given: watching.when('officer', { type: 'close', reason: '' }), ...LEAD, ...mine },
  'was reopened': { given: watching.when('officer', { type: 'reopen', reason: '又起' }), ...LEAD },
  'was dismissed from triage': { given: opened.when('officer', { type: 'dismiss', reason: '重复' }), ...NOBODY },
  'was dismissed from its department': {
    given: handling.when('officer', { type: 'dismiss', reason: '重复' }),
    ...NOBODY,
  },
  'is to be dismissed from triage': {
    given: guarded(opened).when('officer', dismiss),
    ...NOBODY,
    drafter: 'officer',
    turn: ['office', 'supervisor', 'principal', 'group'],
    beside: true,
  },
  'is to be dismissed from its department': {
    given: guarded(handling).when('principal', dismiss),
    ...LEAD,
    claimed: ['lead-contact'],
    drafter: 'principal',
    turn: ['office', 'lead-supervisor', 'group'],
    beside: true,
  },
  'was dismissed at night, and waits to be confirmed': {
    given: night.when('officer', dismiss),
    ...NOBODY,
    drafter: 'officer',
    turn: ['office', 'lead-supervisor', 'principal', 'group'],
    beside: true,
  },
  'waits for a department without a contact': { given: vacant, ...VACANT },
  'is in the hand of one who speaks for a vacancy': {
    given: vacant.when('contact', { type: 'claim' }),
    ...VACANT,
    claimed: ['contact'],
  },
  'was drafted for a vacancy': {
    given: vacantHandled.when('contact', draft),
    ...VACANT,
    claimed: ['lead-supervisor'],
    drafter: 'contact',
    turn: ['lead-supervisor', 'supervisor', 'principal', 'group'],
  },
  'was drafted by the head of a department without a leader': {
    given: vacantHandled.when('lead-supervisor', draft),
    ...VACANT,
    claimed: ['lead-supervisor'],
    drafter: 'lead-supervisor',
    turn: ['supervisor', 'principal', 'group'],
  },
}
