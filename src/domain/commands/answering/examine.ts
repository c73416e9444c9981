// A statement is examined before it goes to an approver: what the checks found, and what its writer says of that.
import { localDate } from '../../calendar/calendar.ts'
import { no, type Story } from '../../capability/capability.ts'
import type { PersonsCommandType } from '../../capability/command.ts'
import type { Refusal } from '../../capability/refusal.ts'
import type { Case, OpenRequest } from '../../case/case.ts'
import { leadOf } from '../../case/parts.ts'
import type { RequestFace } from '../../case/request-names.ts'
import { openRequests } from '../../case/requests.ts'
import type { StatementKind } from '../../case/statement-kind.ts'
import type { Submitted } from '../../case/submitted.ts'
import { type CheckFacts, checkStatement, claimsIn, type Finding, type PostClaim } from '../../checks/index.ts'
import { latestPromise } from '../../clock/promise-cap.ts'
import type { PersonalKind } from '../../masking/mask.ts'
import { departmentOf } from '../../org/org.ts'

declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** What the checks have against the text; who drafted it may insist (`/拟稿 仍报：理由`). */
    'draft-findings': { command: DraftingCommand; findings: Finding[]; claims: PostClaim[] }
    /** The approver must say why it is let pass (`/审定 准予：理由`). `statement`: where others wait, too. */
    'findings-stand': { findings: Finding[]; claims: PostClaim[]; statement?: Pick<RequestFace, 'kind' | 'number'> }
  }
}

/** By which a statement is drafted. */
export const DRAFTED_BY = {
  'first-response': 'respond',
  interim: 'interim',
  commitment: 'commit',
  reply: 'draft',
} as const satisfies Record<StatementKind, PersonsCommandType>
export type DraftingCommand = (typeof DRAFTED_BY)[StatementKind]
export const isDrafting = (command: string): command is DraftingCommand =>
  (Object.values(DRAFTED_BY) as string[]).includes(command)

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
  const command = DRAFTED_BY[kind]
  const { text, note, insists } = withoutNote(said)
  if (insists && note === '') return no({ reason: 'missing', command, what: 'reason' })
  if (text === '') return no({ reason: 'missing', command, what: 'text' })
  const facts = factsOf(story, kind, note)
  const findings = checkStatement(text, facts)
  const personal = findings.filter(({ check }) => check === 'personal-data')
  if (personal.length > 0) {
    const places = personal.map(({ why, offset, length }) => ({ kind: why as PersonalKind, offset, length }))
    return no({ reason: 'personal-data', kinds: [...new Set(places.map(({ kind }) => kind))], places, command })
  }
  const claims = facts.checks.claims === 'off' ? [] : claimsIn(facts.posted, text, facts.explained)
  const against = findings.filter(({ severity }) => severity === 'refuse')
  if (against.length > 0 && !insists) return no({ reason: 'draft-findings', command, findings: against, claims })
  return { text, findings, claims, note }
}

/** As it goes on record: only what there is. */
export const recorded = ({ text, findings, claims, note }: Examined): Submitted => ({
  text,
  ...(findings.length > 0 ? { findings: findings.map(({ excerpt: _excerpt, ...place }) => place) } : {}),
  ...(claims.length > 0 ? { claims } : {}),
  ...(note === '' ? {} : { note }),
})

/** Who approves says why, while something is refused that nobody has let pass. */
export function refusedWhileStanding(state: Case, request: OpenRequest, reason: string): Refusal | null {
  if (reason !== '' || !isStatement(request) || !standing(request)) return null
  const { kind, number, wanted } = request
  const several = openRequests(state).length > 1
  return { reason: 'findings-stand', ...shown(wanted), ...(several ? { statement: { kind, number } } : {}) }
}

/** Of the requests that wait those that are texts to the public. */
export const isStatement = (request: OpenRequest): request is Extract<OpenRequest, { wanted: Submitted }> =>
  'text' in request.wanted

type Wanted = Pick<Submitted, 'text' | 'findings' | 'claims'>

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
  const latest = latestPromise(state, context)
  const lead = departmentOf(org, leadOf(state))
  const begun = [state.publishedAt, state.discoveredAt].flatMap((at) => (at === null ? [] : [localDate(calendar, at)]))
  return {
    kind,
    checks: policy.checks,
    today: localDate(calendar, now),
    begun: begun.sort()[0] ?? localDate(calendar, now),
    latest: latest === null ? null : localDate(calendar, latest),
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
