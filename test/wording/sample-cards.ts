// A case's card in several statuses.
import type { CardFacts } from '../../src/domain/case/card-facts.ts'
import { draftText, levels, on, subject } from './samples.ts'

export const opened: CardFacts = {
  subject,
  status: 'triage',
  overdue: false,
  department: null,
  co: [],
  claimedBy: [],
  openedAt: on(9, '09:20'),
  published: null,
  platform: 'weibo',
  source: 'forward',
  order: null,
  said: null,
  place: null,
  learned: { facts: [], text: null, unreadable: null },
  likes: [],
  folded: null,
  posts: [
    { key: 'url:https://weibo.com/1234567890/Nabc', title: '幼儿园门口积水', url: 'https://weibo.com/1234567890/Nabc' },
  ],
  sightings: 1,
  levelSetBy: { by: 'rule' },
  clocks: [
    { kind: 'triage', dueAt: on(9, '09:50'), state: 'running', owes: '王芳', lateSince: null },
    { kind: 'first-response', dueAt: on(9, '14:20'), state: 'running', owes: '王芳', lateSince: null },
  ],
  turn: null,
  beside: [],
  promises: [],
  awaiting: [],
  publication: null,
  files: [],
  last: { type: 'opened', at: on(9, '09:20'), by: '李信' },
  allowed: ['assign', 'level', 'note'],
  departments: [
    { key: 'urban', name: '城管局' },
    { key: 'traffic', name: '交通局' },
  ],
  levels,
}

export const reviewing: CardFacts = {
  ...opened,
  status: 'reviewing',
  overdue: true,
  department: '城管局',
  co: ['交通局'],
  claimedBy: ['陈明'],
  sightings: 3,
  levelSetBy: { by: 'person', name: '王芳' },
  clocks: [
    { kind: 'reply', dueAt: on(9, '15:20'), state: 'overdue', owes: '城管局', lateSince: on(9, '15:20') },
    { kind: 'review', dueAt: on(9, '17:20'), state: 'running', owes: '林峰', lateSince: null },
  ],
  turn: { role: 'head', names: ['林峰'], turn: 1, turns: 2, draft: 2, text: draftText },
  last: { type: 'drafted', at: on(9, '15:20'), by: '陈明' },
  allowed: ['approve', 'send-back', 'respond', 'level', 'note'],
}

export const watching: CardFacts = {
  ...reviewing,
  status: 'watching',
  overdue: false,
  clocks: [],
  turn: null,
  publication: { way: 'private', how: '10月9日18时电话答复，录音存档', at: on(9, '18:05'), by: 'chen' },
  last: { type: 'published', at: on(9, '18:05'), by: '陈明' },
  allowed: ['close', 'note'],
}
