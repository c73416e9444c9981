// The desk hands a case to a department, which answers; others may contribute.
import {
  BEFORE_DRAFT,
  contradiction,
  DESK,
  DESK_ROOMS,
  type EventSpec,
  no,
  type PersonsCapability,
} from '../../capability/capability.ts'
import { department, departments } from '../../capability/fields.ts'
import { inPhase } from '../../case/case.ts'
import type { EventOf } from '../../case/events.ts'
import { coOf, leadOf, partsOf } from '../../case/parts.ts'
import { dueOf } from '../../notice/audience.ts'
import { type NoticeContext, saying } from '../../notice/context.ts'
import { departmentRoom, type Envelope, subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'
import { departmentCalled, departmentOf } from '../../org/org.ts'
import { withdrawAll } from '../answering/withdraw.ts'
import { underPromise } from '../promising/promise-events.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    /** Departments by key, name or alias. */
    assign: { department: string; co: string[] }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    'already-assigned': { department: string }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    assigned: { lead: string; co: string[] }
  }
}
declare module '../../notice/notice.ts' {
  interface Meanings {
    /** `lead`: said to the department that answers; else to one that contributes. */
    assigned: { subject: Subject; department: string; co: string[]; by: string; due: DueClock[]; lead: boolean }
    'taken-away': { subject: Subject; department: string; to: string; by: string }
  }
}

const assigned: EventSpec<'assigned'> = {
  fields: { lead: 'plain', co: 'plain' },
  // What it leaves must be claimed anew, also where the same department keeps it with others beside it.
  apply(state, { at, data }) {
    if (!BEFORE_DRAFT.includes(state.status)) throw contradiction(state, 'assigned')
    return inPhase({ ...state, parts: partsOf(data.lead, data.co, at) }, { status: 'waiting' })
  },
  clocks: { meets: ['triage'], gives: ['assigned'], again: 'replaces' },
  tells: tellDepartments,
}

export const assign = {
  names: { en: ['assign'], zh: ['分办', '交办'] },
  who: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: BEFORE_DRAFT },
  offered: { triage: 10, waiting: 20, handling: 50 },
  forms: [{ key: 'assign', fields: { department: department(), co: departments() } }],
  decide(story, { department: called, co }) {
    const { org } = story.context
    const found = [called, ...co].map((each) => ({ called: each, found: departmentCalled(org, each) }))
    const unknown = found.find((each) => each.found === undefined)
    const known = org.departments.map(({ name }) => name)
    if (unknown) return no({ reason: 'unknown-department', called: unknown.called, known })
    const [lead = '', ...others] = found.flatMap((each) => each.found?.key ?? [])
    const beside = [...new Set(others)].filter((key) => key !== lead)
    if (leadOf(story.state) === lead && String(coOf(story.state)) === String(beside)) {
      return no({ reason: 'already-assigned', department: departmentOf(org, lead)?.name ?? lead })
    }
    const left = leadOf(story.state) === lead ? story : withdrawAll(story, 'reassigned')
    return underPromise(left.happen('assigned', { lead, co: beside }))
  },
  events: { assigned },
} satisfies PersonsCapability<'assign'>

function tellDepartments(context: NoticeContext, event: EventOf<'assigned'>, key: string): Envelope[] {
  const { after, before, facts } = context
  const { org, policy } = facts
  const subject = subjectOf(after, policy)
  const by = namesOf(org, [event.actor]).join('')
  const nameOf = (department: string) => departmentOf(org, department)?.name ?? department
  const notice = {
    kind: 'assigned' as const,
    subject,
    department: nameOf(event.data.lead),
    co: event.data.co.map(nameOf),
    by,
    due: dueOf(after.clocks),
  }
  const told = [event.data.lead, ...event.data.co].flatMap((each) => {
    const contact = departmentOf(org, each)?.contact
    const room = departmentRoom(org, each) ?? (contact ? { person: contact } : null)
    return saying(`${key}:${each}`, room, { ...notice, lead: each === event.data.lead }, contact ? [contact] : [])
  })
  const left = before && leadOf(before)
  if (left === null || left === event.data.lead) return told
  const away = { kind: 'taken-away' as const, subject, department: nameOf(left), to: notice.department, by }
  return [...saying(`${key}:away`, departmentRoom(org, left), away), ...told]
}
