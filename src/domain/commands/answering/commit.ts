// The department explains, and names the date by which the reply will come; the policy caps it.

import { addDuration } from '../../calendar/calendar.ts'
import { dateCalled } from '../../calendar/date-text.ts'
import { formatDuration } from '../../calendar/duration.ts'
import type { Instant } from '../../calendar/instant.ts'
import {
  DEPARTMENT,
  DEPARTMENT_ROOMS,
  type EventSpec,
  no,
  type PersonsCapability,
} from '../../capability/capability.ts'
import { date as dateField, text } from '../../capability/fields.ts'
import { orderedUntil } from '../../clock/ordered.ts'
import { everywhere, leadName } from '../../notice/audience.ts'
import { subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    commit: { date: string; text: string }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    'bad-date': { text: string }
    'date-past': { until: Instant }
    'date-too-far': { latest: Instant; cap: string }
    'may-not-commit': object
    /** The superior body wants its answer by then. */
    'past-order': { deadline: Instant; number: string }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    commitment: { until: Instant; text: string } | null
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    committed: { until: Instant; text: string }
  }
}
declare module '../../notice/notice.ts' {
  interface Meanings {
    committed: { subject: Subject; by: string; department: string; until: Instant; text: string }
  }
}

const committed: EventSpec<'committed'> = {
  fields: { until: 'plain', text: 'personal' },
  apply: (state, { data }) => ({ ...state, commitment: { until: data.until, text: data.text } }),
  tells(context, event, key) {
    const { after, facts } = context
    const by = namesOf(facts.org, [event.actor]).join('')
    const { until, text: said } = event.data
    const subject = subjectOf(after, facts.policy)
    return everywhere(context, key, {
      kind: 'committed',
      subject,
      by,
      department: leadName(context),
      until,
      text: said,
    })
  },
}

export const commit = {
  names: { en: ['commit'], zh: ['承诺'] },
  who: { roles: DEPARTMENT, of: 'lead', rooms: DEPARTMENT_ROOMS, statuses: ['handling'] },
  offered: { handling: 20 },
  forms: [{ key: 'commit', fields: { date: dateField(), text: text() } }],
  permits: ({ policy }) => (policy.commitAtMost === null ? { reason: 'may-not-commit' } : null),
  decide(story, { date, text: said }) {
    const { policy, calendar, now } = story.context
    const cap = policy.commitAtMost
    if (cap === null) return no({ reason: 'may-not-commit' })
    const until = dateCalled(date, now, calendar)
    if (until === null) return no({ reason: 'bad-date', text: date })
    if (until <= now) return no({ reason: 'date-past', until })
    const latest = addDuration(calendar, now, cap).at
    if (until > latest) return no({ reason: 'date-too-far', latest, cap: formatDuration(cap) })
    const { order } = story.state
    const ordered = orderedUntil(story.state)
    if (order !== null && ordered !== null && until > ordered)
      return no({ reason: 'past-order', deadline: ordered, number: order.number })
    return story.happen('committed', { until, text: said }).setDue('reply', until, formatDuration(cap))
  },
  events: { committed },
  regions: { commitment: { begins: null, perRound: true } },
} satisfies PersonsCapability<'commit'>
