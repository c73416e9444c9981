// What an org import may take away in the middle of a case, and who then goes on with it.
import type { Status } from '../../src/domain/case/case.ts'
import type { Org } from '../../src/domain/org/org.ts'
import { ORG } from './sample.ts'

const ADMIN = { key: 'admin', name: '管理员', roles: ['admin' as const], ids: { room: 'admin' } }
export const WANG = { key: 'wang', name: '王宁', roles: ['duty-officer' as const], ids: { room: 'wang' } }
export const WHOLE: Org = { ...ORG, people: [...ORG.people, ADMIN] }

/** The org without these people, as a file would be that names them nowhere. */
export const withoutPeople = (org: Org, ...keys: string[]): Org => ({
  ...org,
  people: org.people.filter(({ key }) => !keys.includes(key)),
  departments: org.departments.map((each) => ({
    ...each,
    contact: gone(keys, each.contact),
    head: gone(keys, each.head),
    supervisor: gone(keys, each.supervisor),
  })),
})
const gone = (keys: string[], key: string | null) => (key !== null && keys.includes(key) ? null : key)
export const withoutRoom = (org: Org, room: string): Org => ({
  ...org,
  rooms: org.rooms.filter(({ key }) => key !== room),
  departments: org.departments.map((each) => (each.room === room ? { ...each, room: null } : each)),
})
const withoutDepartment = (org: Org, department: string): Org => ({
  ...withoutRoom(org, department),
  departments: org.departments.filter(({ key }) => key !== department),
})

export interface Loss {
  what: string
  org: Org
  /** Who goes on with it from there, in what words. */
  goesOn: Partial<Record<Status, [string, string, Status]>>
  /** Somebody of whom one is reminded instead. */
  told: Partial<Record<Status, string[]>>
  /** Who can do nothing any more. */
  lost: string[]
}

export const LOSSES: Loss[] = [
  {
    what: 'the head',
    org: withoutPeople(WHOLE, 'lin'),
    goesOn: { reviewing: ['zhao', '/审定 #1', 'approved'], handling: ['chen', '/拟稿 #1 已排水。', 'reviewing'] },
    told: { reviewing: ['zhao'] },
    lost: ['lin'],
  },
  {
    what: 'the head and who would stand in',
    org: withoutPeople(WHOLE, 'lin', 'zhao'),
    goesOn: { reviewing: ['gao', '/退改 #1 写明时间', 'handling'] },
    told: { reviewing: ['gao'] },
    lost: ['lin', 'zhao'],
  },
  {
    what: 'the contact, who drafts',
    org: withoutPeople(WHOLE, 'chen'),
    goesOn: {
      waiting: ['lin', '/签收 #1', 'handling'],
      handling: ['lin', '/拟稿 #1 已排水。', 'reviewing'],
      reviewing: ['lin', '/审定 #1', 'approved'],
      approved: [
        'lin',
        '/发布 #1 点对点 方式：电话；时刻：10-09 12:00；经办：陈宇；凭证：录音；反应：表示理解',
        'watching',
      ],
    },
    told: { waiting: ['lin'], handling: ['lin'], reviewing: ['lin'], approved: ['lin'] },
    lost: ['chen'],
  },
  {
    what: 'the only duty officer',
    org: withoutPeople(WHOLE, 'zhou'),
    goesOn: { triage: ['zhao', '/分办 城管 #1', 'waiting'], watching: ['gao', '/办结 #1', 'closed'] },
    told: { triage: ['gao'], watching: ['xu'] },
    lost: ['zhou'],
  },
  {
    what: 'the department’s room',
    org: withoutRoom(WHOLE, 'urban'),
    goesOn: {
      waiting: ['chen', '/签收 #1', 'handling'],
      reviewing: ['lin', '/审定 #1', 'approved'],
      approved: [
        'chen',
        '/发布 #1 点对点 方式：电话；时刻：10-09 12:00；经办：陈宇；凭证：录音；反应：表示理解',
        'watching',
      ],
    },
    told: { waiting: ['chen'], handling: ['chen'], reviewing: ['lin'], approved: ['chen'] },
    lost: [],
  },
  {
    what: 'the duty room',
    org: withoutRoom(WHOLE, 'duty'),
    goesOn: { triage: ['zhou', '/分办 城管 #1', 'waiting'], waiting: ['chen', '/签收 #1', 'handling'] },
    told: { triage: ['zhou'], waiting: ['chen'] },
    lost: [],
  },
  {
    what: 'the department with its people',
    org: withoutPeople(withoutDepartment(WHOLE, 'urban'), 'chen', 'lin'),
    goesOn: {
      waiting: ['zhou', '/分办 卫健 #1', 'waiting'],
      handling: ['zhou', '/分办 卫健 #1', 'waiting'],
      reviewing: ['gao', '/退改 #1 改由卫健委答复', 'handling'],
      approved: [
        'xu',
        '/发布 #1 点对点 方式：电话；时刻：10-09 12:00；经办：陈宇；凭证：录音；反应：表示理解',
        'watching',
      ],
    },
    told: { waiting: ['gao'], handling: ['gao'], reviewing: ['gao'], approved: ['gao'], watching: ['zhou'] },
    lost: ['chen', 'lin'],
  },
  {
    what: 'everybody but the monitor and the principal',
    org: withoutPeople(WHOLE, ...WHOLE.people.map(({ key }) => key).filter((key) => !['li', 'gao'].includes(key))),
    goesOn: {
      triage: ['gao', '/分办 城管 #1', 'waiting'],
      waiting: ['gao', '/不办 #1 机构调整', 'dismissed'],
      reviewing: ['gao', '/审定 #1', 'approved'],
      watching: ['gao', '/办结 #1', 'closed'],
    },
    told: { triage: ['gao'], waiting: ['gao'], handling: ['gao'], reviewing: ['gao'] },
    lost: ['zhou', 'chen', 'lin'],
  },
]
