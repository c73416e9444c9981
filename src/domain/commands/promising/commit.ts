// The department explains in public, and names a date: asked here, decided by its approvers, and in force once it is on record
// as published.

import { addDuration, localDate, type WorkCalendar } from '../../calendar/calendar.ts'
import { dateCalled } from '../../calendar/date-text.ts'
import { formatDuration } from '../../calendar/duration.ts'
import type { Instant } from '../../calendar/instant.ts'
import { DEPARTMENT, DEPARTMENT_ROOMS, no, type PersonsCapability, type Story } from '../../capability/capability.ts'
import { date as dateField, text } from '../../capability/fields.ts'
import type { Refusal } from '../../capability/refusal.ts'
import { underWay } from '../../case/statements.ts'
import { orderedUntil } from '../../clock/ordered.ts'
import { promisesCountFrom } from '../../clock/promise-cap.ts'
import { approvalBy, submitAlone } from '../answering/statement.ts'
import { withdraw } from '../answering/withdraw.ts'
import { commitmentTurns } from './deciding-rank.ts'
import { committed } from './promise-events.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    commit: { date: string; text: string }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    'bad-date': { text: string }
    'date-past': { until: Instant; decided?: true }
    /** `since`: where the latest date has passed already, from when it was counted. */
    'date-too-far': { latest: Instant; cap: string; since?: Instant }
    /** The official days of that year are not on record. */
    'date-uncovered': { until: Instant; year: number }
    'may-not-commit': object
    /** The superior body wants its answer by then. */
    'past-order': { deadline: Instant; number: string }
  }
}

export const commit = {
  names: { en: ['commit'], zh: ['承诺'] },
  who: { roles: DEPARTMENT, of: 'lead', rooms: DEPARTMENT_ROOMS, statuses: ['handling', 'watching'] },
  offered: { handling: 20, watching: 50 },
  fits: (state) => underWay(state, 'commitment')?.status !== 'open',
  reads: 'posted',
  forms: [{ key: 'commit', fields: { date: dateField(), text: text({ lines: 5 }) } }],
  permits: ({ policy }) => (policy.commitAtMost === null ? { reason: 'may-not-commit' } : null),
  decide(story, { date, text: said }) {
    const { calendar, now } = story.context
    const until = dateCalled(date, now, calendar)
    if (until === null) return no({ reason: 'bad-date', text: date })
    const refused = refusedDate(story, until)
    if (refused !== null) return no(refused)
    return submitAlone(withoutLapsed(story), 'commitment', said, { until })
  },
  events: { committed },
  regions: {
    commitment: { begins: null, perRound: true },
    promises: { begins: [], perRound: false },
  },
  approvals: {
    commitment: approvalBy<'commitment'>(commitmentTurns, ({ context }, { wanted: { until } }) =>
      until <= context.now ? { reason: 'date-past', until, decided: true } : null,
    ),
  },
} satisfies PersonsCapability<'commit'>

/** A commitment whose date passes before it is public comes to nothing: another may be asked for. */
export function withoutLapsed(story: Story): Story {
  const pending = underWay(story.state, 'commitment')
  if (pending?.kind !== 'commitment' || pending.wanted.until > story.context.now) return story
  return withdraw(story, pending, 'lapsed')
}

function refusedDate(story: Story, until: Instant): Refusal | null {
  const { policy, calendar, now } = story.context
  const { commitAtMost } = policy
  if (commitAtMost === null) return { reason: 'may-not-commit' }
  if (until <= now) return { reason: 'date-past', until }
  const since = promisesCountFrom(story.state, policy)
  const { at: latest } = addDuration(calendar, since, commitAtMost)
  const cap = formatDuration(commitAtMost)
  if (until > latest) return { reason: 'date-too-far', latest, cap, ...(latest <= now ? { since } : {}) }
  const { order } = story.state
  const ordered = orderedUntil(story.state)
  if (order !== null && ordered !== null && until > ordered)
    return { reason: 'past-order', deadline: ordered, number: order.number }
  const year = yearOf(calendar, until)
  return calendar.official.years[year] === undefined ? { reason: 'date-uncovered', until, year } : null
}

const yearOf = (calendar: WorkCalendar, at: Instant): number => Number(localDate(calendar, at).slice(0, 4))
