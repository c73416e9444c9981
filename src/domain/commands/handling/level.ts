// A person sets the level: from then on a rule only suggests. Where the policy asks for a second person, a gentler one is a request
// (lowering.ts).

import type { Instant } from '../../calendar/instant.ts'
import { DESK, DESK_ROOMS, type EventSpec, no, type PersonsCapability } from '../../capability/capability.ts'
import { level as levelField, reason } from '../../capability/fields.ts'
import type { Refusal } from '../../capability/refusal.ts'
import { type Core, OWING } from '../../case/case.ts'
import { isAlive } from '../../case/clock-state.ts'
import type { EventOf } from '../../case/events.ts'
import { everywhere } from '../../notice/audience.ts'
import type { NoticeContext } from '../../notice/context.ts'
import { type Envelope, subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'
import { type ClockKind, type Level, levelOf, type Policy } from '../../policy/policy.ts'
import { askLowering, lowering, loweringEvents, loweringRegions } from './lowering.ts'
import { aloneUntil, askedAlready, secondFor } from './second-person.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    /** By number or name. */
    level: { level: string; reason: string }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    'same-level': { level: { zh: string; en: string } }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    'level-set': { level: number; from: number; by: Core['levelSetBy']; reason: string }
  }
}
declare module '../../notice/notice.ts' {
  interface Meanings {
    'level-changed': {
      subject: Subject
      from: { zh: string; en: string }
      /** Null: a rule did it. */
      by: string | null
      reason: string
      moved: { kind: ClockKind; from: Instant; to: Instant }[]
    }
  }
}

const levelSet: EventSpec<'level-set'> = {
  fields: { level: 'plain', from: 'plain', by: 'plain', reason: 'personal' },
  apply: (state, { data }) => ({ ...state, level: data.level, levelSetBy: data.by }),
  clocks: { movesAll: true },
  // What a reopening raised is told with it.
  tells: (context, event, key, events) =>
    events.some(({ type }) => type === 'reopened') ? [] : tellChange(context, event, key),
}

export const level = {
  names: { en: ['sev', 'level'], zh: ['等级', '定级'] },
  who: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: [...OWING, 'watching'] },
  offered: { triage: 30, waiting: 30, handling: 60, reviewing: 50, approved: 40 },
  forms: [{ key: 'level', fields: { level: levelField(), reason: reason({ optional: true, lines: 1, aliases: [] }) } }],
  decide(story, command) {
    const { policy, actor } = story.context
    const wanted = levelCalled(policy, command.level)
    if (wanted === undefined) return no(unknownLevel(policy, command.level))
    const { level: from, levelSetBy } = story.state
    // Setting the level that a rule has set makes it a person's, and sticky.
    if (wanted.number === from && typeof levelSetBy === 'object')
      return no({ reason: 'same-level', level: wanted.name })
    const second = wanted.number > from ? secondFor(story.context, story.state, 'lower') : null
    if (second === null) {
      const by = { person: actor.person }
      return story.happen('level-set', { level: wanted.number, from, by, reason: command.reason })
    }
    if ('reason' in second) return no(second)
    if (command.reason === '') return no({ reason: 'missing', command: 'level', what: 'reason' })
    const waiting = askedAlready(story.context, story.state, 'lowering')
    if (waiting !== null) return no(waiting)
    const asked = { level: wanted.number, reason: command.reason }
    return askLowering(story, second, asked, aloneUntil(story.context))
  },
  events: { 'level-set': levelSet, ...loweringEvents },
  regions: loweringRegions,
  approvals: { lowering },
} satisfies PersonsCapability<'level'>

/** The level that is called so, by number or by name in either language. */
export function levelCalled(policy: Policy, called: string): Level | undefined {
  const asked = called.trim()
  if (/^[0-9]{1,2}$/.test(asked)) return levelOf(policy, Number(asked))
  return policy.levels.find(({ name }) => name.zh === asked || name.en.toLowerCase() === asked.toLowerCase())
}

export const unknownLevel = (policy: Policy, called: string): Refusal => ({
  reason: 'unknown-level',
  called,
  known: policy.levels.map(({ number, name }) => ({ number, ...name })),
})

function tellChange(context: NoticeContext, event: EventOf<'level-set'>, key: string): Envelope[] {
  const { after, before, facts } = context
  const from = levelOf(facts.policy, event.data.from)?.name
  if (from === undefined || event.data.from === event.data.level) return []
  const by = typeof event.data.by === 'object' ? namesOf(facts.org, [event.data.by.person]).join('') : null
  const moved = after.clocks.filter(isAlive).flatMap((clock) => {
    const was = before?.clocks.find(({ id }) => id === clock.id)?.dueAt
    return was && was !== clock.dueAt ? [{ kind: clock.kind, from: was, to: clock.dueAt }] : []
  })
  const subject = subjectOf(after, facts.policy)
  return everywhere(context, key, { kind: 'level-changed', subject, from, by, reason: event.data.reason, moved })
}
