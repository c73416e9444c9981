// Not for this institution, or no matter for a reply: the reason stays on record, and the case may be reopened. Where the policy
// asks for a second person it is a request (dismissal.ts).
import {
  BEFORE_DRAFT,
  contradiction,
  DESK,
  DESK_ROOMS,
  type EventSpec,
  no,
  type PersonsCapability,
} from '../../capability/capability.ts'
import { reason } from '../../capability/fields.ts'
import { inPhase, isOwing } from '../../case/case.ts'
import { departmentsOf, unclaimed } from '../../case/parts.ts'
import { did, toDepartments } from '../../notice/audience.ts'
import { saying } from '../../notice/context.ts'
import { dutyRoom } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'
import { withdrawAll } from '../answering/withdraw.ts'
import { refusedByPromise } from '../promising/open-promise.ts'
import { askDismissal, dismissal, dismissalEvents, dismissalRegions } from './dismissal.ts'
import { aloneUntil, askedAlready, secondFor } from './second-person.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    dismiss: { reason: string }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** `asked`: who had asked for it, where the actor is who agreed. `undone`: whoever had forwarded it took it back. */
    dismissed: { reason: string; asked?: string; undone?: true }
  }
}
declare module '../../notice/notice.ts' {
  interface DidNotices {
    dismissed: true
  }
}

const dismissed: EventSpec<'dismissed'> = {
  fields: { reason: 'personal', asked: 'plain', undone: 'plain' },
  apply(state, { at, actor, data }) {
    // Agreed to, it ends the case also where a draft has come meanwhile, or where it had been set aside.
    const open = data.asked === undefined ? BEFORE_DRAFT.includes(state.status) : isOwing(state)
    if (!open && state.setAside === null) throw contradiction(state, 'dismissed')
    const dismissal = { by: actor, reason: data.reason }
    const partedFrom = unclaimed(state.setAside?.parts ?? state.parts)
    const after = { ...state, parts: [], setAside: null }
    return inPhase(after, { status: 'dismissed', dismissedAt: at, dismissal, partedFrom })
  },
  clocks: { ends: 'all' },
  tells(context, event, key) {
    const { after, facts } = context
    // What was taken back is told by whoever did.
    if (after.status !== 'dismissed' || event.data.undone) return []
    const { reason: text, asked } = event.data
    const both = asked === undefined ? {} : { by: namesOf(facts.org, [asked, event.actor]).join('、') }
    const notice = { ...did(context, event, { text }), ...both }
    const departments = departmentsOf({ parts: after.partedFrom })
    return [...saying(`${key}:desk`, dutyRoom(facts.org), notice), ...toDepartments(context, key, departments, notice)]
  },
}

export const dismiss = {
  names: { en: ['dismiss'], zh: ['不办', '不予受理'] },
  who: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: BEFORE_DRAFT },
  offered: { triage: 20, waiting: 50, handling: 80 },
  grave: true,
  forms: [{ key: 'dismiss', fields: { reason: reason() } }],
  decide(story, { reason: said }) {
    const refused = refusedByPromise(story)
    if (refused !== null) return no(refused)
    const { state, context } = story
    const second = secondFor(context, state, 'dismiss')
    if (second === null) return withdrawAll(story, 'dismissed').happen('dismissed', { reason: said })
    if ('reason' in second) return no(second)
    const waiting = askedAlready(context, state, 'dismissal')
    return waiting ? no(waiting) : askDismissal(story, second, said, aloneUntil(context))
  },
  events: { dismissed, ...dismissalEvents },
  regions: dismissalRegions,
  approvals: { dismissal },
} satisfies PersonsCapability<'dismiss'>
