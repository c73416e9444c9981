// What questions are answered with, a sample of each.
import type { SpokenNotice } from '../../src/wording/index.ts'
import { on, subject } from './sample-subject.ts'

export const ofQuestions = {
  'case-list': {
    kind: 'case-list',
    which: 'mine',
    at: on(9, '16:00'),
    lines: [
      {
        subject,
        status: 'handling',
        department: '城管局',
        due: { kind: 'reply', dueAt: on(9, '15:20') },
        overdue: true,
      },
      { subject: { ...subject, number: 24 }, status: 'triage', department: null, due: null, overdue: false },
    ],
    total: 12,
    more: false,
  },
  why: {
    kind: 'why',
    subject,
    status: 'handling',
    at: on(9, '16:00'),
    clocks: [
      {
        kind: 'reply',
        dueAt: on(10, '09:20'),
        why: {
          base: 'assigned',
          baseAt: on(9, '09:20'),
          fallback: false,
          within: '24h',
          passedOver: [],
          uncoveredYears: [],
          committed: false,
        },
        owes: '城管局',
        late: { from: on(10, '09:20'), millis: 2 * 3_600_000, holder: { name: '城管局' } },
        next: {
          at: on(10, '03:20'),
          speaksAt: on(10, '07:00'),
          step: 1,
          repeat: 0,
          told: ['陈明'],
          vacant: [],
          how: 'mention',
        },
      },
    ],
    whole: {
      from: on(9, '08:50'),
      until: null,
      millis: 26 * 3_600_000,
      shares: [
        { holder: { name: '城管局' }, millis: 24 * 3_600_000 },
        { holder: { role: 'duty-officer' }, millis: 2 * 3_600_000 },
      ],
    },
  },
  duty: {
    kind: 'duty',
    at: on(9, '16:00'),
    on: ['王芳'],
    shifts: [
      { name: '王芳', from: on(9, '08:00'), until: on(9, '20:00') },
      { name: '周宁', from: on(9, '20:00'), until: null },
    ],
    set: null,
  },
  bound: { kind: 'bound', what: 'oc_1', to: '城管局' },
  'sign-in-link': { kind: 'sign-in-link', person: 'chen', minutes: 10, url: 'https://desk.example/sign-in/abc' },
  'link-sent': { kind: 'link-sent' },
} satisfies Partial<{ [K in SpokenNotice['kind']]: Extract<SpokenNotice, { kind: K }> }>
