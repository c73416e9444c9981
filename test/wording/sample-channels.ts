// What the desk says of chats and of what came through them, a sample of each.
import type { SpokenNotice } from '../../src/wording/index.ts'
import { on, subject } from './sample-subject.ts'

export const ofChannels = {
  registered: { kind: 'registered', subject, due: { kind: 'triage', dueAt: on(9, '09:50') } },
  'sent-weaker': {
    kind: 'sent-weaker',
    subject,
    to: ['赵军'],
    asked: 'urgent-phone',
    used: 'urgent-app',
    error: '飞书未能加急，可能是加急额度用尽或对方不在可加急的范围内',
  },
  recalled: { kind: 'recalled', subject, by: '李敏' },
  learned: {
    kind: 'learned',
    subject,
    found: 'preview',
    at: on(9, '09:25'),
    published: { at: on(9, '08:20'), toDay: false },
    moved: [],
    recounted: [{ kind: 'reply', was: 0, is: 3_600_000 }],
  },
  answered: {
    kind: 'answered',
    subject,
    department: '城管局',
    url: 'https://example.gov.cn/reply/23',
    at: on(9, '16:20'),
  },
  'answered-untold': { kind: 'answered-untold', subject, told: 20, others: ['陈明', '赵军'] },
  'room-moved': { kind: 'room-moved', to: '值班群', by: '管理员', stays: true, typed: '值班群' },
  greeting: { kind: 'greeting' },
  'channel-trouble': {
    kind: 'channel-trouble',
    channel: 'wechat',
    state: 'logged-out',
    since: on(9, '09:20'),
    page: 'https://desk.example/channels/wechat',
  },
  'rebinding-uncertain': {
    kind: 'rebinding-uncertain',
    channel: 'wechat',
    lost: [
      { what: 'room', name: '微信值班群', why: 'gone' },
      { what: 'person', name: '陈明', why: 'unconfirmed' },
    ],
  },
  'room-lost': { kind: 'room-lost', room: '城管局工作群', how: 'removed' },
  'member-left': { kind: 'member-left', room: '城管局工作群', names: ['陈明'] },
  'member-unknown': { kind: 'member-unknown', room: '值班群', names: ['新来的同事'] },
  'batch-taken': {
    kind: 'batch-taken',
    what: 'file',
    name: '今日舆情.xlsx',
    by: null,
    opened: {
      count: 2,
      cases: [
        { number: 23, title: '幼儿园门口积水' },
        { number: 24, title: '停电三小时' },
      ],
    },
    joined: { count: 1, cases: [{ number: 12, title: '路灯不亮' }] },
    again: 3,
    refused: 1,
    problems: [
      { cell: 'C5', why: 'malformed', text: '无', taken: false },
      { cell: 'D6', why: 'bad-time', text: '上个月', taken: true },
    ],
    moreProblems: 0,
    authors: ['作者'],
    others: ['备注'],
  },
  'caught-up': { kind: 'caught-up', from: on(9, '09:20'), until: on(9, '09:31'), found: 3 },
} satisfies Partial<{ [K in SpokenNotice['kind']]: Extract<SpokenNotice, { kind: K }> }>
