// A case that was at its end is handled anew: a person says so, or the matter has come up again in public.
import {
  contradiction,
  DESK,
  DESK_ROOMS,
  type EventSpec,
  type PersonsCapability,
  type Story,
} from '../../capability/capability.ts'
import { reason } from '../../capability/fields.ts'
import { inPhase } from '../../case/case.ts'
import type { CaseEvent, EventOf } from '../../case/events.ts'
import { coOf, leadOf, unclaimed } from '../../case/parts.ts'
import { openRequest } from '../../case/requests.ts'
import { dueOf, leadName, toDepartments } from '../../notice/audience.ts'
import { type NoticeContext, saying } from '../../notice/context.ts'
import { departmentRoom, dutyRoom, type Envelope, subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'
import { departmentOf } from '../../org/org.ts'
import { levelOf } from '../../policy/policy.ts'
import { withdrawAll } from '../answering/withdraw.ts'
import { withdrawDismissal } from './dismissal.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    reopen: { reason: string }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** `rebound`: a new sighting after the reply. */
    reopened: { reason: string; cause: 'person' | 'rebound' }
  }
}
declare module '../../notice/notice.ts' {
  interface Meanings {
    reopened: {
      subject: Subject
      /** `rebound`: forwarded again after the reply; `by` then is who forwarded it. */
      cause: 'person' | 'rebound'
      by: string
      reason: string
      /** The level before it was raised; null where it was not. */
      from: { zh: string; en: string } | null
      /** Who had set the level, so that no rule has raised it. */
      keptBy: string | null
      department: string | null
      due: DueClock[]
      /** Said where the department is to claim it again. */
      claims: boolean
    }
  }
}

const reopened: EventSpec<'reopened'> = {
  fields: { reason: 'personal', cause: 'plain' },
  beginsRound: true,
  // Another round: the department that had the case has it again, to be claimed anew; without one it is for triage.
  apply(state, { at }) {
    if (state.status !== 'dismissed' && state.status !== 'watching' && state.status !== 'closed') {
      throw contradiction(state, 'reopened')
    }
    const parts = state.status === 'dismissed' ? state.partedFrom : unclaimed(state.parts)
    const again = { ...state, parts, requests: [], reopenedAt: at }
    return inPhase(again, { status: parts.length === 0 ? 'triage' : 'waiting' })
  },
  clocks: { ends: 'all', gives: ['reopened'], restarts: true },
  tells: tellRound,
}

export const reopen = {
  names: { en: ['reopen'], zh: ['重办', '重新办理'] },
  who: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: ['watching', 'closed', 'dismissed'] },
  offered: { watching: 20, closed: 10, dismissed: 10 },
  forms: [{ key: 'reopen', fields: { reason: reason() } }],
  // What had been answered is graver now; what was dismissed is not.
  decide(story, { reason: said }) {
    const { status } = story.state
    // What one person alone has set aside needs no new round: it goes on with the deadlines that it had.
    const unconfirmed = story.state.setAside === null ? null : openRequest(story.state, 'dismissal')
    if (unconfirmed !== null) return withdrawDismissal(story, unconfirmed, said)
    const before = unlowered(story)
    const answered = status !== 'dismissed' && before.state.level > 1
    const raised = answered ? raise(before, { person: story.context.actor.person }, said) : before
    return withdrawAll(raised, 'reopened').happen('reopened', { reason: said, cause: 'person' })
  },
  events: { reopened },
} satisfies PersonsCapability<'reopen'>

/** The matter has come up again: the case is handled anew, one level up where no person has set the level. */
export function rebound(story: Story): Story {
  const before = unlowered(story)
  const { level, levelSetBy } = before.state
  const raised = typeof levelSetBy === 'object' || level === 1 ? before : raise(before, 'rule', '')
  return withdrawAll(raised, 'reopened').happen('reopened', { reason: '', cause: 'rebound' })
}

// A level that one person alone has lowered, and nobody has confirmed, does not outlive the round.
function unlowered(story: Story): Story {
  const lowered = openRequest(story.state, 'lowering')
  if (lowered === null || !lowered.wanted.done) return story
  const { level: from } = story.state
  return story.happen('level-set', { level: lowered.wanted.from, from, by: { person: lowered.by }, reason: '' })
}

// Before it is reopened, so that its clocks begin at the new level.
function raise(story: Story, by: 'rule' | { person: string }, said: string): Story {
  const { level } = story.state
  return story.add('level-set', { level: level - 1, from: level, by, reason: said })
}

/** `events`: those of the same decision, for the level that was raised with it. */
function tellRound(context: NoticeContext, event: EventOf<'reopened'>, key: string, events: CaseEvent[]): Envelope[] {
  const { after, facts } = context
  const { org, policy } = facts
  const raised = events.find((each) => each.type === 'level-set')
  const { levelSetBy } = after
  const kept = event.data.cause === 'rebound' && typeof levelSetBy === 'object' && after.level > 1
  const lead = leadOf(after)
  const notice = {
    kind: 'reopened' as const,
    subject: subjectOf(after, policy),
    cause: event.data.cause,
    by: namesOf(org, [event.actor]).join(''),
    reason: event.data.reason,
    from: raised?.type === 'level-set' ? (levelOf(policy, raised.data.from)?.name ?? null) : null,
    keptBy: kept ? namesOf(org, [levelSetBy.person]).join('') : null,
    department: lead === null ? null : leadName(context),
    due: dueOf(after.clocks),
    claims: false,
  }
  const contact = departmentOf(org, lead)?.contact
  const place = departmentRoom(org, lead) ?? (contact ? { person: contact } : null)
  return [
    ...saying(`${key}:desk`, dutyRoom(org), notice),
    ...toDepartments(context, key, coOf(after), notice),
    ...saying(`${key}:lead`, place, { ...notice, claims: true }, contact ? [contact] : []),
  ]
}
