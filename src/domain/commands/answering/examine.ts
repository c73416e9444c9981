// A statement is examined before it goes to an approver: what the checks found, and what its writer says of that.
import { addDuration, localDate } from '../../calendar/calendar.ts'
import { no, type Story } from '../../capability/capability.ts'
import type { Refusal } from '../../capability/refusal.ts'
import type { OpenRequest } from '../../case/case.ts'
import { leadOf } from '../../case/parts.ts'
import {
  type CheckFacts,
  checkStatement,
  claimsIn,
  type Finding,
  type PostClaim,
  type StatementKind,
} from '../../checks/index.ts'
import { departmentOf } from '../../org/org.ts'

/** A finding as it is recorded: what is quoted stays in the text. */
export type Remark = Omit<Finding, 'excerpt'>

export interface Examined {
  /** Without the words to the approver. */
  text: string
  findings: Finding[]
  claims: PostClaim[]
  /** To the approver, not to the public; empty where none is. */
  note: string
}

/**
 * What is refused goes on only where its writer insists, with a reason (`仍报：…` in the first line); then it is the approver
 * who may let it pass. Personal data never goes on.
 */
export function examine(story: Story, said: string, kind: StatementKind): Examined | { refused: Refusal } {
  const { text, note, insists } = withoutNote(said)
  if (insists && note === '') return no({ reason: 'missing', command: 'draft', what: 'reason' })
  if (text === '') return no({ reason: 'missing', command: 'draft', what: 'text' })
  const facts = factsOf(story, kind, note)
  const findings = checkStatement(text, facts)
  const personal = findings.filter(({ check }) => check === 'personal-data')
  if (personal.length > 0) {
    const kinds = [...new Set(personal.map(({ why }) => why))]
    return no({ reason: 'personal-data', kinds: kinds as (Refusal & { reason: 'personal-data' })['kinds'] })
  }
  const claims = facts.checks.claims === 'off' ? [] : claimsIn(facts.posted, text, facts.explained)
  const against = findings.filter(({ severity }) => severity === 'refuse')
  if (against.length > 0 && !insists) return no({ reason: 'draft-findings', findings: against, claims })
  return { text, findings, claims, note }
}

interface Wanted {
  text: string
  findings?: Remark[]
  claims?: PostClaim[]
}

/** Whether something is refused that nobody has let pass yet. */
export const standing = ({ wanted, approvals }: Pick<OpenRequest, 'approvals'> & { wanted: Wanted }): boolean =>
  (wanted.findings ?? []).some(({ severity }) => severity === 'refuse') &&
  !approvals.some(({ reason }) => reason !== undefined)

/** What was found, with what stands there. */
export const shown = ({ text, findings = [], claims = [] }: Wanted): { findings: Finding[]; claims: PostClaim[] } => ({
  findings: findings.map((each) => ({ ...each, excerpt: text.slice(each.offset, each.offset + each.length) })),
  claims,
})

function factsOf({ state, context }: Story, kind: StatementKind, note: string): CheckFacts {
  const { policy, calendar, now, org, posted } = context
  const lead = departmentOf(org, leadOf(state))
  const begun = [state.publishedAt, state.discoveredAt].flatMap((at) => (at === null ? [] : [localDate(calendar, at)]))
  const cap = policy.commitAtMost
  return {
    kind,
    checks: policy.checks,
    today: localDate(calendar, now),
    begun: begun.sort()[0] ?? localDate(calendar, now),
    latest: cap === null ? null : localDate(calendar, addDuration(calendar, state.discoveredAt, cap).at),
    units: lead === undefined ? [] : [lead.name, ...lead.aliases],
    posted: posted ?? [state.title, ...state.posts.map(({ title }) => title)],
    explained: [...note.matchAll(NUMBERED)].map(({ 1: digits = '' }) => numberOf(digits)),
  }
}

/** The lines before the statement that speak to the approver. */
function withoutNote(said: string): { text: string; note: string; insists: boolean } {
  let text = said.trimStart()
  const notes: string[] = []
  let insists = false
  for (let line = NOTE.exec(text); line !== null; line = NOTE.exec(text)) {
    const [all, called = '', words = ''] = line
    insists ||= INSISTS.test(called)
    notes.push(words.trim())
    text = text.slice(all.length).trimStart()
  }
  return { text, note: notes.filter((each) => each !== '').join('\n'), insists }
}

const NOTE = /^(仍报|仍報|送审说明|送審說明|insist|note to approver)[ \t\u3000]*[：:]([^\n]*)(?:\n|$)/iu
const INSISTS = /^(?:仍|insist)/iu
/** 第2项、诉求2, point 2: claims by their numbers in the list. */
const NUMBERED = /(?:第|诉求|訴求|points? |claims? )\s?(\d{1,2}|[一二三四五六七八九十]{1,2})/giu

const CHINESE = '一二三四五六七八九十'
function numberOf(words: string): number {
  if (/^\d+$/u.test(words)) return Number(words)
  const [first = '', second] = words
  if (second === undefined) return CHINESE.indexOf(first) + 1
  return first === '十' ? 11 + CHINESE.indexOf(second) : 0
}
