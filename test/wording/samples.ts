// Realistic notices, refusals and card facts: every kind at least once, by its type.
import type { CardFacts } from '../../src/domain/card-facts.ts'
import type { NoticeOf, Subject } from '../../src/domain/notice/notice.ts'
import type { RefusalOf, RefusalReason } from '../../src/domain/refusal.ts'
import type { SpokenKind } from '../../src/wording/wording.ts'

/** A time of day in Shanghai on a day of October 2026 (9 October 2026 is a Friday). */
export const on = (day: number, time: string): string =>
  new Date(`2026-10-${String(day).padStart(2, '0')}T${time}${time.length > 5 ? '' : ':00'}+08:00`).toISOString()

export const subject: Subject = {
  number: 23,
  title: '幼儿园门口积水无人处理',
  level: 2,
  levelName: { zh: '重大', en: 'Major' },
  url: 'https://weibo.com/1234567890/Nabc',
}

export const reminder: NoticeOf<'reminder'> = {
  kind: 'reminder',
  subject,
  clock: 'reply',
  owes: '城管局',
  dueAt: on(10, '09:20'),
  at: on(10, '03:20'),
  step: 1,
  repeat: 0,
  rungs: 1,
  told: ['陈明'],
  toldBefore: [],
  vacant: [],
  document: null,
  todo: 'draft',
}

/** The rungs of one ladder, from the first word before the due instant to a repeat. */
export const ladder: NoticeOf<'reminder'>[] = [
  reminder,
  { ...reminder, at: on(10, '09:20'), step: 2, told: ['陈明', '林峰'], toldBefore: ['陈明'] },
  { ...reminder, at: on(10, '10:20'), step: 3, told: ['林峰'], toldBefore: ['陈明', '林峰'] },
  {
    ...reminder,
    at: on(10, '13:20'),
    step: 4,
    told: ['赵军'],
    toldBefore: ['陈明', '林峰'],
    document: 'reminder-notice',
  },
  {
    ...reminder,
    at: on(12, '08:30'),
    step: 5,
    told: ['孙立'],
    toldBefore: ['陈明', '林峰', '赵军'],
    document: 'supervision',
  },
  { ...reminder, at: on(13, '08:30'), step: 5, repeat: 1, told: ['孙立'], toldBefore: ['陈明', '林峰', '赵军'] },
]

export const afterDowntime: NoticeOf<'reminder'> = {
  ...reminder,
  clock: 'claim',
  todo: 'claim',
  dueAt: on(9, '10:20'),
  at: on(9, '14:50'),
  step: 4,
  rungs: 4,
  told: ['陈明', '林峰', '赵军'],
}

export const draftText = '网友您好：\n经现场核查，积水系雨水篦子堵塞所致，已于10月9日15时清理完毕。感谢监督。\n城管局'

export const notices: { [K in SpokenKind]: NoticeOf<K> } = {
  'already-known': {
    kind: 'already-known',
    subject,
    status: 'handling',
    department: '城管局',
    claimedBy: ['陈明'],
    openedAt: on(9, '09:20'),
    sightings: 3,
  },
  assigned: {
    kind: 'assigned',
    subject,
    department: '城管局',
    co: ['交通局'],
    by: '王芳',
    due: [
      { kind: 'claim', dueAt: on(9, '10:20') },
      { kind: 'first-response', dueAt: on(9, '14:20') },
      { kind: 'reply', dueAt: on(10, '09:20') },
    ],
    lead: true,
  },
  'taken-away': { kind: 'taken-away', subject, department: '城管局', to: '交通局', by: '王芳' },
  'level-changed': {
    kind: 'level-changed',
    subject,
    from: { zh: '一般', en: 'Ordinary' },
    by: '王芳',
    reason: '主流媒体已跟进',
    moved: [{ kind: 'reply', from: on(10, '09:20'), to: on(9, '21:20') }],
  },
  'level-suggested': { kind: 'level-suggested', subject, level: { zh: '特别重大', en: 'Gravest' }, setBy: '王芳' },
  noted: { kind: 'noted', subject, by: '陈明', text: '已派人到场，预计下午清理完毕。' },
  responded: { kind: 'responded', subject, by: '陈明', department: '城管局', text: '已派员到场核查。' },
  committed: {
    kind: 'committed',
    subject,
    by: '陈明',
    department: '城管局',
    until: on(14, '17:30'),
    text: '管网改造须待天晴后施工。',
  },
  'draft-for-approval': {
    kind: 'draft-for-approval',
    subject,
    draft: 2,
    by: '陈明',
    department: '城管局',
    text: draftText,
    role: 'head',
    approvers: ['林峰'],
    dueAt: on(9, '17:20'),
    turn: 1,
    turns: 2,
  },
  'sent-back': {
    kind: 'sent-back',
    subject,
    draft: 2,
    by: '林峰',
    role: 'head',
    reason: '请补充整改时间。',
    due: [{ kind: 'reply', dueAt: on(10, '09:20') }],
  },
  approved: { kind: 'approved', subject, by: '孙立', role: 'office', text: draftText, dueAt: on(9, '19:20') },
  published: {
    kind: 'published',
    subject,
    department: '城管局',
    publication: { way: 'link', url: 'https://weibo.com/9876543210/Nxyz', at: on(9, '18:05'), by: 'chen' },
    byName: '陈明',
    text: draftText,
  },
  reminder,
  overtaken: {
    kind: 'overtaken',
    subject,
    clock: 'first-response',
    owes: '城管局',
    dueAt: on(9, '08:00'),
    at: on(9, '09:20'),
    rungs: 3,
    cause: 'started',
    todo: 'claim',
  },
  vacant: {
    kind: 'vacant',
    subject,
    clock: 'reply',
    roles: ['head'],
    department: '城管局',
    instead: ['赵军'],
  },
  undelivered: {
    kind: 'undelivered',
    subject,
    to: ['陈明'],
    place: '城管局工作群',
    error: 'HTTP 400: 230002 bot not in chat',
    instead: ['林峰'],
    what: 'reminder',
  },
  refused: { kind: 'refused', refusal: { reason: 'own-draft' }, case: 23 },
  done: {
    kind: 'done',
    subject,
    command: 'claim',
    status: 'handling',
    next: { kind: 'reply', dueAt: on(10, '09:20') },
  },
  help: { kind: 'help', commands: ['claim', 'draft', 'note'], forwards: true },
}

const levels = [
  { number: 1, zh: '特别重大', en: 'Gravest' },
  { number: 2, zh: '重大', en: 'Major' },
  { number: 3, zh: '较大', en: 'Serious' },
  { number: 4, zh: '一般', en: 'Ordinary' },
]

export const refusals: { [R in RefusalReason]: RefusalOf<R>[] } = {
  'not-registered': [{ reason: 'not-registered' }],
  'not-authorised': [
    { reason: 'not-authorised', command: 'claim', may: ['contact', 'head'], department: '城管局' },
    { reason: 'not-authorised', command: 'publish', may: ['contact', 'head', 'spokesperson'], department: '城管局' },
    {
      reason: 'not-authorised',
      command: 'assign',
      may: ['duty-officer', 'supervisor', 'principal', 'leading-group'],
      department: null,
    },
  ],
  'wrong-room': [
    { reason: 'wrong-room', command: 'claim', belongs: ['值班群', '城管局工作群'] },
    { reason: 'wrong-room', command: 'assign', belongs: [] },
  ],
  'wrong-status': [
    { reason: 'wrong-status', command: 'draft', status: 'triage', needs: ['handling'] },
    { reason: 'wrong-status', command: 'draft', status: 'reviewing', needs: ['handling'] },
    { reason: 'wrong-status', command: 'publish', status: 'closed', needs: ['approved'] },
  ],
  'not-claimed-yet': [{ reason: 'not-claimed-yet', department: '城管局' }],
  'already-assigned': [{ reason: 'already-assigned', department: '城管局' }],
  'already-claimed': [{ reason: 'already-claimed', by: '陈明', at: on(9, '09:40') }],
  'own-draft': [{ reason: 'own-draft' }],
  'not-your-turn': [{ reason: 'not-your-turn', role: 'office', names: ['孙立'] }],
  'no-approver': [
    { reason: 'no-approver', roles: ['head'] },
    { reason: 'no-approver', roles: [] },
  ],
  'no-case': [{ reason: 'no-case', command: 'claim' }],
  'unknown-case': [{ reason: 'unknown-case', number: 99 }],
  'unknown-department': [{ reason: 'unknown-department', called: '城关局', known: ['城管局', '交通局', '教育局'] }],
  'unknown-level': [{ reason: 'unknown-level', called: '9', known: levels.slice(0, 2) }],
  'same-level': [{ reason: 'same-level', level: { zh: '重大', en: 'Major' } }],
  missing: [
    { reason: 'missing', command: 'note', what: 'text' },
    { reason: 'missing', command: 'commit', what: 'date' },
    { reason: 'missing', command: 'publish', what: 'link' },
    { reason: 'missing', command: 'publish', what: 'text' },
  ],
  'too-long': [{ reason: 'too-long', max: 5000, length: 5200 }],
  'bad-link': [
    { reason: 'bad-link', text: 'ftp://example.com/a', why: 'not-http' },
    { reason: 'bad-link', text: 'http://10.0.0.8/reply', why: 'private-address' },
  ],
  'bad-date': [{ reason: 'bad-date', text: '下周某天' }],
  'date-past': [{ reason: 'date-past', until: on(8, '17:30') }],
  'date-too-far': [{ reason: 'date-too-far', latest: on(16, '17:30'), cap: '5wd' }],
  'may-not-commit': [{ reason: 'may-not-commit' }],
  'already-responded': [{ reason: 'already-responded', by: '陈明', at: on(9, '11:05') }],
  'unknown-command': [
    { reason: 'unknown-command', text: '/签受', nearest: ['claim'] },
    { reason: 'unknown-command', text: '/天气', nearest: [] },
  ],
  'stale-version': [{ reason: 'stale-version', version: 12 }],
}

export const opened: CardFacts = {
  subject,
  status: 'triage',
  overdue: false,
  department: null,
  co: [],
  claimedBy: [],
  openedAt: on(9, '09:20'),
  platform: 'weibo',
  sightings: 1,
  levelSetBy: { by: 'rule' },
  clocks: [
    { kind: 'triage', dueAt: on(9, '09:50'), state: 'running', owes: '王芳' },
    { kind: 'first-response', dueAt: on(9, '14:20'), state: 'running', owes: '王芳' },
  ],
  turn: null,
  publication: null,
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
    { kind: 'reply', dueAt: on(9, '15:20'), state: 'overdue', owes: '城管局' },
    { kind: 'review', dueAt: on(9, '17:20'), state: 'running', owes: '林峰' },
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
