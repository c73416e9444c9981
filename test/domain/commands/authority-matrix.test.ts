// Every cell of who may do what, where and when, decided on cases that were really brought there, against a table by hand.
import { describe, expect, it } from 'vitest'
import type { PersonsCommand, PersonsCommandType } from '../../../src/domain/capability/command.ts'
import type { Refusal } from '../../../src/domain/capability/refusal.ts'
import { PERSONS_COMMANDS } from '../../../src/domain/commands/index.ts'
import { takesRegistration } from '../../../src/domain/commands/intake/open.ts'
import { allowedIn } from '../../../src/domain/decide/authority.ts'
import { decide } from '../../../src/domain/decide/index.ts'
import { mayNotAsk, QUERIES, queriesFor } from '../../../src/domain/input/questions.ts'
import { actorOf } from '../../../src/domain/org/org.ts'
import { type Lang, wordingOf } from '../../../src/wording/index.ts'
import { ALL_SPECS, SPECS } from '../../support/capability-specs.ts'
import { facts } from '../../support/sample.ts'
import {
  INSTITUTION,
  isPrivate,
  PLACES,
  PLAN,
  SECOND_POST,
  SITUATIONS,
  type Situation,
} from '../../support/situations.ts'

/**
 * Who may, in which rooms (private ones and the API are open to all), and in which statuses. `department`: contact and head
 * of the department that leads the case; in the column of rooms: the rooms of the departments that the case is with.
 */
const TABLE = `
assign    | desk                   | duty leaders                     | triage waiting handling
claim     | department             | duty department                  | waiting handling reviewing approved
note      | all                    | duty department leaders superior | triage waiting handling reviewing approved watching closed dismissed
progress  | department             | duty department                  | handling reviewing approved
respond   | department spokesperson | duty department                 | handling reviewing approved
commit    | department             | duty department                  | handling watching
draft     | department             | duty department                  | handling
approve   | turn                   | duty department leaders superior | reviewing
send-back | turn                   | duty department leaders superior | reviewing
publish   | department spokesperson | duty department                 | approved
close     | desk                   | duty leaders                     | watching
reopen    | desk                   | duty leaders                     | watching closed dismissed
drop      | desk monitor           | duty leaders                     | triage waiting handling
`

/** The duty officers and the leaders. */
const DESK = [
  'officer', 'officer-and-contact', 'supervisor', 'lead-supervisor', 'other-supervisor', 'principal', 'group',
] // biome-ignore format: a list of people
const LEADERS = [...DESK, 'office', 'auditor', 'admin']

/** What each command is tried with, and what it makes happen first. */
const TRIED: Record<string, [PersonsCommand, string]> = {
  ...Object.fromEntries(SPECS.map(({ command, tried }) => [command, tried])),
  assign: [{ type: 'assign', department: 'other', co: [] }, 'assigned'],
  claim: [{ type: 'claim' }, 'claimed'],
  note: [{ type: 'note', text: '已电话了解' }, 'noted'],
  progress: [{ type: 'progress', text: '已清淤' }, 'progressed'],
  respond: [{ type: 'respond', text: '已在评论区说明' }, 'statement-drafted'],
  commit: [{ type: 'commit', date: '1d', text: '等雨停' }, 'statement-drafted'],
  draft: [{ type: 'draft', text: '已安排排水。' }, 'drafted'],
  approve: [{ type: 'approve' }, 'approved'],
  'send-back': [{ type: 'send-back', reason: '写明时间' }, 'sent-back'],
  publish: [{ type: 'publish', url: 'https://city.example/reply/1' }, 'published'],
  close: [{ type: 'close', reason: '' }, 'closed'],
  reopen: [{ type: 'reopen', reason: '核实属实' }, 'reopened'],
  drop: [{ type: 'drop', posts: [SECOND_POST.key] }, 'dropped'],
}

interface Row {
  who: string[]
  rooms: string[]
  statuses: string[]
}
const ROWS = new Map<string, Row>(
  [...TABLE.trim().split('\n'), ...SPECS.map(({ command, authority }) => `${command} | ${authority}`)].map(
    (line): [string, Row] => {
      const [command = '', who = '', rooms = '', statuses = ''] = line.split('|').map((cell) => cell.trim())
      return [command, { who: who.split(' '), rooms: rooms.split(' '), statuses: statuses.split(' ') }]
    },
  ),
)
const rowOf = (command: string): Row => ROWS.get(command) ?? { who: [], rooms: [], statuses: [] }

/** The reasons of which a refusal may give one; none where it must be allowed. */
function expected(command: string, by: string, place: string, situation: Situation): string[] {
  const { who, statuses } = rowOf(command)
  const { status } = situation.given.state
  const { turn, drafter, claimed = [], beside } = situation
  if (!takes(command, place, situation)) return ['wrong-room']
  if (who.includes('turn') && turn !== undefined && !turn.includes(by))
    return [by === drafter ? 'own-draft' : 'not-your-turn']
  if (!who.some((group) => isOf(group, by, situation))) return ['not-authorised']
  if (!statuses.includes(status) && !(beside && who.includes('turn')))
    return [status === 'waiting' && statuses.includes('handling') ? 'not-claimed-yet' : 'wrong-status']
  if (command === 'claim' && claimed.includes(by)) return ['already-claimed']
  if (command === 'unclaim' && !claimed.includes(by)) return ['not-claimed-by-you']
  if (command === 'fulfil') return ['no-promise']
  // What they are tried with is no case here, and nothing is asked about it.
  if (command === 'same') return ['unknown-case']
  if (command === 'different') return ['nothing-alike']
  if (command === 'withdraw' && !beside) return ['nothing-asked']
  if (command === 'withdraw' && !withdraws(by, situation)) return ['not-yours-to-withdraw']
  if (command === 'unclaim' && claimed.length === 1 && status !== 'handling') return ['last-claim']
  return []
}

/** Who asked, or has the same role at the desk: the officers of an officer's, nobody else of a principal's. */
const withdraws = (by: string, { drafter }: Situation): boolean =>
  by === drafter || (drafter === 'officer' && ['officer', 'officer-and-contact'].includes(by))

function takes(command: string, place: string, { with: departments }: Situation): boolean {
  const { rooms } = rowOf(command)
  return isPrivate(place) || rooms.includes(place) || (rooms.includes('department') && departments.includes(place))
}

function isOf(group: string, by: string, { department, turn }: Situation): boolean {
  switch (group) {
    case 'all':
      return true
    case 'desk':
      return DESK.includes(by)
    case 'department':
      return department.includes(by)
    // Without a draft there is nobody's turn: everybody is told so.
    case 'turn':
      return turn === undefined || turn.includes(by)
    default:
      return by === group
  }
}

const found: Refusal[] = []

function outcome(command: string, by: string, place: string, { given }: Situation): { did: string[] } | Refusal {
  const [tried] = TRIED[command] as [PersonsCommand, string]
  // Whoever asks has forwarded it just now.
  const sighted = [{ id: 1, post: SECOND_POST.key, message: 'room:m1', person: by, at: given.now }]
  const asked = { org: INSTITUTION, policy: PLAN, place: PLACES[place] ?? { purpose: 'api' as const }, sighted }
  const decision = decide(given.state, tried, facts(by, given.now, asked))
  if (!decision.ok) return decision.refusal
  return { did: decision.events.map(({ type }) => type) }
}

/** What is not as it should be, a line a cell. */
function wrongCells(situation: Situation): string[] {
  const wrong: string[] = []
  for (const command of PERSONS_COMMANDS)
    for (const { key } of INSTITUTION.people)
      for (const place of Object.keys(PLACES)) {
        const reasons = expected(command, key, place, situation)
        const result = outcome(command, key, place, situation)
        if (!('did' in result)) found.push(result)
        const says = 'did' in result ? didWell(command, result.did) : result.reason
        const should = reasons.length === 0 ? 'done' : reasons.join(' or ')
        if (says !== should) wrong.push(`${command} by ${key} in ${place}: ${says}, should be ${should}`)
      }
  return wrong
}

/** The last turn approves; those before it hand the draft on. */
function didWell(command: string, did: string[]): string {
  const [, first] = TRIED[command] as [PersonsCommand, string]
  const isDone = did.some((type) => type === first || (ALSO[command] ?? []).includes(type))
  return isDone ? 'done' : `nothing of it (${did.join(' ')})`
}

/** What it makes happen where it is not a draft that is decided on, or no new round that begins. */
const ALSO: Record<string, string[]> = {
  approve: ['turn-approved', 'dismissal-agreed', 'lowering-agreed'],
  'send-back': ['dismissal-refused', 'lowering-refused'],
  reopen: ['dismissal-withdrawn'],
  withdraw: ['dismissal-withdrawn'],
}

it('the table by hand names every command, and what each is tried with', () => {
  expect([...ROWS.keys()].sort()).toEqual([...PERSONS_COMMANDS].sort())
  expect(Object.keys(TRIED).sort()).toEqual([...PERSONS_COMMANDS].sort())
})

it('every status is among the situations', () => {
  const reached = Object.values(SITUATIONS).map(({ given }) => given.state.status)
  const named = new Set([...ROWS.values()].flatMap(({ statuses }) => statuses))
  expect(new Set(reached)).toEqual(named)
})

describe('a case that', () => {
  it.each(Object.entries(SITUATIONS))('%s is open to those who should, and to nobody else', (_, situation) => {
    expect(wrongCells(situation)).toEqual([])
  })

  it.each(Object.entries(SITUATIONS))('%s sends nobody to a room that would not take it either', (_, situation) => {
    for (const command of PERSONS_COMMANDS)
      for (const place of Object.keys(PLACES)) {
        const result = outcome(command, 'plain', place, situation)
        if ('did' in result || result.reason !== 'wrong-room') continue
        const keys = result.belongs.map((name) => name.replace('群-', ''))
        expect(keys, `${command} in ${place}`).not.toEqual([])
        for (const key of keys) expect(takes(command, key, situation), `${command} in ${place}: ${key}`).toBe(true)
      }
  })

  it.each(Object.entries(SITUATIONS))('%s offers no button that nobody there may press', (_, situation) => {
    for (const [place, at] of Object.entries(PLACES)) {
      const offered = allowedIn(situation.given.state, at, INSTITUTION)
      const dead = offered.filter((command) =>
        readersOf(place, situation).every((by) => expected(command, by, place, situation).length > 0),
      )
      expect(dead, place).toEqual([])
    }
  })

  it.each(Object.entries(SITUATIONS))('%s has a button for whatever it waits for', (_, situation) => {
    const { status } = situation.given.state
    const offered = Object.values(PLACES).flatMap((at) => allowedIn(situation.given.state, at, INSTITUTION))
    for (const command of AWAITED[status] ?? []) expect(offered, command).toContain(command)
  })
})

/** What brings a case on from a status. */
const AWAITED: Record<string, PersonsCommandType[]> = {
  triage: ['assign', 'dismiss'],
  waiting: ['claim'],
  handling: ['draft'],
  reviewing: ['approve', 'send-back'],
  approved: ['publish'],
  watching: ['note', 'close'],
  closed: ['reopen'],
  dismissed: ['reopen'],
}

/** Those who are in a room: all in the duty room; a department's own with the desk and the leaders; the leaders. */
function readersOf(place: string, { with: [lead], department: own }: Situation): string[] {
  if (isPrivate(place) || place === 'duty') return INSTITUTION.people.map(({ key }) => key)
  const others = INSTITUTION.departments.filter(({ room: key }) => key === place && key !== lead)
  const theirs = others.flatMap(({ contact, head }) => [contact, head]).filter((key) => key !== null)
  return [...LEADERS, ...(place === lead ? own : theirs)]
}

describe.each<Lang>(['zh-CN', 'en'])('every refusal in %s', (lang) => {
  it('says what to do instead', () => {
    const distinct = [...new Map(found.map((refusal) => [JSON.stringify(refusal), refusal])).values()]
    expect(distinct.length).toBeGreaterThan(100)
    const { refusal } = wordingOf(lang, 'Asia/Shanghai')
    const silent = distinct
      .map((each) => [JSON.stringify(each), refusal(each)])
      .filter(([, text = '']) => !NEXT[lang].test(text))
    expect(silent).toEqual([])
  })
})

/** A command to send, a person to ask, or that there is nothing left to do. */
const NEXT: Record<Lang, RegExp> = {
  'zh-CN': /请.*(?:发送|办理|签收|审定|联系)|须先.*（\/|由其发送 \/|无须|\/\p{Script=Han}+/u,
  en: /\/[a-z]+|please |write to|must first|need not|nothing to give up/iu,
}

describe('registering', () => {
  const [spec] = ALL_SPECS.filter(({ command }) => command === 'open')
  const [who, rooms] = (spec?.authority ?? '').split('|').map((cell) => cell.trim().split(' '))

  it('is open to everybody of the institution, where the desk sees it, and in the thread of a case', () => {
    expect(who).toEqual(['all'])
    const [tried] = spec?.tried ?? []
    if (tried?.type !== 'open') throw new Error('nothing is tried')
    for (const [place, at] of Object.entries(PLACES)) {
      expect(takesRegistration(at), place).toBe(isPrivate(place) || (rooms ?? []).includes(place))
      expect(takesRegistration(at, true), place).toBe(true)
      for (const { key } of INSTITUTION.people) {
        const asked = facts(key, '2026-10-09T04:00:00.000Z', { org: INSTITUTION, policy: PLAN, place: at })
        const decision = decide(null, tried, asked)
        expect(decision.ok && decision.events[0]?.type, `${key} in ${place}`).toBe(spec?.tried[1])
      }
    }
  })
})

describe('a question', () => {
  /** Who may ask; what is not named here, all may. */
  const ASKED: Record<string, string[]> = { bind: ['admin'], 'duty, set': [...DESK, 'office', 'admin'] }

  it.each(INSTITUTION.people)('of $key is answered where it should be', (person) => {
    const { key } = person
    const actor = actorOf(INSTITUTION, person)
    for (const query of QUERIES)
      for (const sets of [false, true]) {
        const may = ASKED[sets && query === 'duty' ? 'duty, set' : query]
        const refusal = mayNotAsk(query, actor, sets)
        expect(refusal === null, `${query} ${sets}`).toBe(may === undefined || may.includes(key))
        if (refusal) {
          expect(wordingOf('zh-CN', 'Asia/Shanghai').refusal(refusal)).toMatch(NEXT['zh-CN'])
          expect(wordingOf('en', 'Asia/Shanghai').refusal(refusal)).toMatch(NEXT.en)
        }
      }
    expect(queriesFor(actor)).toEqual(
      QUERIES.filter((query) => query !== 'help' && (ASKED[query]?.includes(key) ?? true)),
    )
  })
})
