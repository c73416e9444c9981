// What the checks found in a draft: one finding of every reason, and the public's claims.
import type { Finding, PostClaim, Why } from '../../src/domain/checks/index.ts'

const at = (offset: number, excerpt: string): Pick<Finding, 'offset' | 'length' | 'excerpt'> => ({
  offset,
  length: excerpt.length,
  excerpt,
})

/** As they are refused. */
export const formulas: Finding[] = [
  { check: 'formula', severity: 'refuse', why: 'formula', ...at(2, '高度重视') },
  { check: 'formula', severity: 'refuse', why: 'formula', ...at(12, '请耐心等待') },
]

export const findings: Finding[] = [
  { check: 'typing', severity: 'warn', why: 'confusion', right: '截至', ...at(4, '截止') },
  { check: 'dates', severity: 'warn', why: 'wrong-weekday', right: '7', ...at(20, '11月29日（星期一') },
  { check: 'signature', severity: 'warn', why: 'no-phone', ...at(60, '') },
  { check: 'claims', severity: 'warn', why: 'unanswered', claim: 2, ...at(60, '') },
]

const one = (why: Why, check: Finding['check'], right?: string): Finding => ({
  check,
  severity: 'warn',
  why,
  ...at(0, '某处'),
  ...(right === undefined ? {} : { right }),
})

/** One of every reason, so that none is without words. */
export const EVERY: Record<Why, Finding> = {
  formula: one('formula', 'formula'),
  unanswered: { ...one('unanswered', 'claims'), claim: 1, severity: 'refuse' },
  phone: one('phone', 'personal-data'),
  'id-card': one('id-card', 'personal-data'),
  'bank-card': one('bank-card', 'personal-data'),
  email: one('email', 'personal-data'),
  'no-such-date': one('no-such-date', 'dates'),
  'wrong-weekday': one('wrong-weekday', 'dates', '7'),
  'before-case': one('before-case', 'dates', '2026-11-25'),
  'promise-past': one('promise-past', 'dates', '2026-11-29'),
  'beyond-cap': one('beyond-cap', 'dates', '2026-12-04'),
  'no-unit': one('no-unit', 'signature', '城管局'),
  'no-phone': one('no-phone', 'signature'),
  cause: one('cause', 'cause'),
  judgement: one('judgement', 'cause'),
  confusion: one('confusion', 'typing', '截至'),
  doubled: one('doubled', 'typing', '的'),
  punctuation: one('punctuation', 'typing', '，'),
  'not-closed': one('not-closed', 'typing', '”'),
  'not-opened': one('not-opened', 'typing', '“'),
  reproach: one('reproach', 'reproach'),
}

export const claims: PostClaim[] = [
  { text: '积水何时排干', kind: 'question', met: 'words' },
  { text: '谁来赔偿损失', kind: 'demand', met: null },
]
