// A refusal of every reason: what the sentences in both languages are tried on.
import type { RefusalOf, RefusalReason } from '../../src/domain/capability/refusal.ts'
import { SPECS } from '../support/capability-specs.ts'
import { formulas } from './sample-findings.ts'
import { levels, on } from './samples.ts'

type Refusals = { [R in RefusalReason]: RefusalOf<R>[] }

export const ownRefusals = {
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
    { reason: 'missing', command: 'publish', what: 'when', also: ['evidence', 'reaction'] },
  ],
  'too-long': [{ reason: 'too-long', max: 5000, length: 5200 }],
  'bad-link': [
    { reason: 'bad-link', text: 'ftp://example.com/a', why: 'not-http' },
    { reason: 'bad-link', text: 'http://10.0.0.8/reply', why: 'private-address' },
    { reason: 'bad-link', text: 'https://www.example.gov.cn/art/2026/…', why: 'cut-off' },
  ],
  'front-page': [{ reason: 'front-page', text: 'https://www.example.gov.cn/' }],
  'no-link': [
    { reason: 'no-link', what: 'code', text: '抖音' },
    { reason: 'no-link', what: 'code', text: '' },
    { reason: 'no-link', what: 'address', text: 'www.example.gov.cn/art/12' },
  ],
  'too-many-links': [{ reason: 'too-many-links', max: 20, left: 5, first: 'https://news.example/21' }],
  'not-here': [
    { reason: 'not-here', rooms: ['值班群', '夜班群'] },
    { reason: 'not-here', rooms: [] },
  ],
  'unknown-source': [
    { reason: 'unknown-source', called: '', nearest: [] },
    { reason: 'unknown-source', called: '来店', nearest: ['call', 'letter'] },
    { reason: 'unknown-source', called: '幼儿园门口积水', nearest: [] },
  ],
  'order-of-superior': [{ reason: 'order-of-superior', source: 'call' }],
  'register-lacks': [
    { reason: 'register-lacks', source: 'call', what: ['text'] },
    { reason: 'register-lacks', source: 'superior', what: ['number', 'deadline'] },
  ],
  'bad-deadline': [{ reason: 'bad-deadline', text: '11-31' }],
  'bad-date': [{ reason: 'bad-date', text: '下周某天' }],
  'date-past': [{ reason: 'date-past', until: on(8, '17:30') }],
  'date-too-far': [{ reason: 'date-too-far', latest: on(16, '17:30'), cap: '5wd' }],
  'past-order': [{ reason: 'past-order', deadline: on(12, '18:00'), number: '〔2026〕15号' }],
  'may-not-commit': [{ reason: 'may-not-commit' }],
  'already-responded': [{ reason: 'already-responded', by: '陈明', at: on(9, '11:05') }],
  'unknown-command': [
    { reason: 'unknown-command', text: '/签受', nearest: ['claim'] },
    { reason: 'unknown-command', text: '/天气', nearest: [] },
  ],
  'stale-version': [{ reason: 'stale-version', version: 12 }],
  'which-case': [{ reason: 'which-case', query: 'why' }],
  'unknown-list': [{ reason: 'unknown-list', text: '全家', known: ['open', 'mine', 'overdue', 'new'] }],
  'unknown-person': [
    { reason: 'unknown-person', called: '王方', known: ['王芳'] },
    { reason: 'unknown-person', called: '某人', known: [] },
  ],
  'not-duty-officer': [{ reason: 'not-duty-officer', called: '陈明', known: ['王芳'] }],
  'bad-shift': [{ reason: 'bad-shift', text: '今晚' }],
  'unknown-target': [
    { reason: 'unknown-target', called: '城关局', known: ['城管局'] },
    { reason: 'unknown-target', called: '', known: [] },
  ],
  'room-bound': [{ reason: 'room-bound', room: '值班群', to: '城管局' }],
  'account-taken': [{ reason: 'account-taken', by: '陈明' }],
  'may-not-ask': [{ reason: 'may-not-ask', query: 'bind', may: ['admin'] }],
  'no-direct-way': [{ reason: 'no-direct-way' }],
  'unbound-room': [{ reason: 'unbound-room' }],
  'unbound-forward': [
    { reason: 'unbound-forward', belongs: ['值班群', '值班群 2'] },
    { reason: 'unbound-forward', belongs: [] },
  ],
  'not-understood': [
    { reason: 'not-understood', what: 'audio' },
    { reason: 'not-understood', what: 'hologram' },
  ],
  'empty-record': [
    { reason: 'empty-record' },
    { reason: 'empty-record', unfit: [{ text: 'http://10.0.0.8/reply', why: 'private-address' }] },
    {
      reason: 'empty-record',
      unfit: Array.from({ length: 6 }, (_, i) => ({ text: `https://s${i}.example/`, why: 'front-page' as const })),
    },
  ],
  'file-not-kept': [
    { reason: 'file-not-kept', name: '现场.exe', why: 'type' },
    { reason: 'file-not-kept', name: '现场.pdf', why: 'too-big' },
    { reason: 'file-not-kept', name: '现场.jpg', why: 'gone' },
    { reason: 'file-not-kept', name: '现场.jpg', why: 'forbidden' },
    { reason: 'file-not-kept', name: '空.txt', why: 'empty' },
    { reason: 'file-not-kept', name: '', why: 'gone', what: 'image' },
  ],
  'bad-table': [
    { reason: 'bad-table', name: '今日舆情.xlsx', table: { why: 'no-columns', headings: ['序号', '备注'] } },
    { reason: 'bad-table', name: '', table: { why: 'too-many-rows', rows: 1_024 } },
    { reason: 'bad-table', name: '今日舆情.xlsx', table: { why: 'no-rows' } },
    { reason: 'bad-table', name: '今日舆情.xlsx', table: { why: 'damaged' } },
    { reason: 'bad-table', name: '今日舆情.xlsx', table: { why: 'too-big' } },
    { reason: 'bad-table', name: '今日舆情.xls', table: { why: 'old-format' } },
  ],
  'file-needs-case': [
    { reason: 'file-needs-case', name: '情况说明.docx' },
    { reason: 'file-needs-case', name: '', what: 'file' },
  ],
  'not-your-forward': [{ reason: 'not-your-forward', title: '幼儿园门口积水' }],
  'last-post': [{ reason: 'last-post' }],
  'unknown-post': [{ reason: 'unknown-post', called: 'https://weibo.com/1/a' }],
  'left-over': [
    { reason: 'left-over', command: 'claim', text: '马上', numbers: [] },
    { reason: 'left-over', command: 'approve', text: '但请改一处', numbers: [23] },
    { reason: 'left-over', command: 'why', text: '还没处理', numbers: [] },
  ],
  'one-case': [
    { reason: 'one-case', command: 'note', numbers: [5, 6] },
    { reason: 'one-case', command: 'why', numbers: [5, 6, 7, 8] },
  ],
  'too-many-cases': [{ reason: 'too-many-cases', max: 20, count: 32 }],
  'unclear-number': [{ reason: 'unclear-number', command: 'note', text: '#12号楼漏水' }],
  'personal-data': [
    { reason: 'personal-data', kinds: ['phone', 'id-card'] },
    {
      reason: 'personal-data',
      kinds: ['email'],
      places: [{ kind: 'email', offset: 11, length: 20 }],
      command: 'interim',
    },
  ],
  'draft-findings': [
    { reason: 'draft-findings', command: 'draft', findings: formulas, claims: [] },
    { reason: 'draft-findings', command: 'respond', findings: formulas, claims: [] },
  ],
  'findings-stand': [
    { reason: 'findings-stand', findings: formulas, claims: [] },
    { reason: 'findings-stand', findings: formulas, claims: [], statement: { kind: 'interim', number: 2 } },
  ],
} satisfies Partial<Refusals>

/** Every reason: these, and those of the capabilities' specifications. */
export const refusals = {
  ...ownRefusals,
  ...Object.fromEntries(SPECS.flatMap((spec) => spec.refusals.map(({ sample }) => [sample.reason, [sample]]))),
} as unknown as Refusals
