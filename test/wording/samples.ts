// Realistic notices, refusals and card facts: every kind at least once, by its type.
import type { NoticeOf } from '../../src/domain/notice/notice.ts'
import type { SpokenKind } from '../../src/wording/wording.ts'
import { SPECS } from '../support/capability-specs.ts'
import { ofQuestions } from './sample-answers.ts'
import { ofChannels } from './sample-channels.ts'
import { claims, findings } from './sample-findings.ts'
import { ofRegistering } from './sample-registering.ts'
import { on, subject } from './sample-subject.ts'

export { on, subject } from './sample-subject.ts'

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

type Notices = { [K in SpokenKind]: NoticeOf<K> }

const own = {
  'already-known': {
    kind: 'already-known',
    subject,
    status: 'handling',
    department: '城管局',
    claimedBy: ['陈明'],
    openedAt: on(9, '09:20'),
    sightings: 3,
    reopened: false,
    dismissed: null,
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
  noted: {
    kind: 'noted',
    subject,
    by: '陈明',
    department: '城管局',
    due: null,
    text: '已派人到场，预计下午清理完毕。',
  },
  responded: { kind: 'responded', subject, by: '陈明', department: '城管局', due: null, text: '已派员到场核查。' },
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
  'draft-checked': { kind: 'draft-checked', subject, draft: 2, findings, claims },
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
    privately: [],
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
    at: on(9, '09:40'),
  },
  'done-each': {
    kind: 'done-each',
    command: 'claim',
    outcomes: [
      { number: 23, ok: true, title: '幼儿园门口积水', status: 'handling' },
      { number: 99, ok: false, refusal: { reason: 'unknown-case', number: 99 } },
    ],
  },
  help: { kind: 'help', commands: ['claim', 'draft', 'note'], queries: ['case', 'list', 'why'], forwards: true },
  progressed: { kind: 'progressed', subject, by: '陈明', department: '城管局', due: null, text: '已安排清淤车到场。' },
  dismissed: { kind: 'dismissed', subject, by: '王芳', department: '', due: null, text: '属邻县管辖，已转告当事人。' },
  reopened: {
    kind: 'reopened',
    subject,
    cause: 'rebound',
    by: '李信',
    reason: '',
    from: { zh: '较大', en: 'Serious' },
    keptBy: null,
    department: '城管局',
    due: [
      { kind: 'claim', dueAt: on(12, '10:20') },
      { kind: 'reply', dueAt: on(13, '09:20') },
    ],
    claims: true,
  },
  ...ofChannels,
  ...ofQuestions,
  ...ofRegistering,
  downtime: {
    kind: 'downtime',
    from: on(9, '09:20'),
    to: on(9, '11:05'),
    came: 3,
    left: 1,
    unhandled: 0,
    behind: false,
    parked: 0,
    recovered: 0,
    reminders: [
      { number: 23, clock: 'claim' },
      { number: 25, clock: 'reply' },
    ],
    moreReminders: 4,
  },
  'audit-finding': {
    kind: 'audit-finding',
    finding: 'unsaid-reminder',
    about: [{ case: 23, clock: 'reply', name: null }],
    more: 0,
  },
  'decided-above': {
    kind: 'decided-above',
    subject,
    by: '赵军',
    role: 'supervisor',
    request: { kind: 'interim', number: 1 },
    agreed: true,
    names: ['林峰'],
  },
} satisfies Partial<Notices>

/** Every kind: these, and those of the capabilities' specifications. */
export const notices = {
  ...own,
  ...Object.fromEntries(SPECS.flatMap((spec) => spec.notices.map(({ sample }) => [sample.kind, sample]))),
} as unknown as Notices

export const levels = [
  { number: 1, zh: '特别重大', en: 'Gravest' },
  { number: 2, zh: '重大', en: 'Major' },
  { number: 3, zh: '较大', en: 'Serious' },
  { number: 4, zh: '一般', en: 'Ordinary' },
]
