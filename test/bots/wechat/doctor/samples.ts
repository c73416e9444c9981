// A finding of every kind, with the facts that its sentence needs: complete by type.
import type { Findings } from '../../../../bots/wechat/doctor/findings.ts'

export const samples: Findings = {
  'not-installed': { packages: ['wechaty', 'wechaty-puppet-wechat4u'], isOurs: true },
  unreadable: { error: 'the database is away' },
  'account-unseen': {},
  'account-unknown': {},
  'account-old': { minutes: 12 },
  'account-away': {
    state: 'scan',
    since: '2026-10-09T01:20:00Z',
    why: 'login timeout',
    qr: 'http://weixin.qq.com/x/abc',
  },
  'said-twice': { count: 3 },
  unfound: { names: ['城管局工作群', '陈宇'] },
}
