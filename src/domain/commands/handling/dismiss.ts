// Not for this institution, or no matter for a reply: the reason stays on record, and the case may be reopened.
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
import { inPhase } from '../../case/case.ts'
import { departmentsOf, unclaimed } from '../../case/parts.ts'
import { did, toDepartments } from '../../notice/audience.ts'
import { saying } from '../../notice/context.ts'
import { dutyRoom } from '../../notice/envelope.ts'
import { refusedByPromise } from '../answering/open-promise.ts'
import { withdrawAll } from '../answering/withdraw.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    dismiss: { reason: string }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    dismissed: { reason: string }
  }
}
declare module '../../notice/notice.ts' {
  interface DidNotices {
    dismissed: true
  }
}

const dismissed: EventSpec<'dismissed'> = {
  fields: { reason: 'personal' },
  apply(state, { at, actor, data }) {
    if (!BEFORE_DRAFT.includes(state.status)) throw contradiction(state, 'dismissed')
    const dismissal = { by: actor, reason: data.reason }
    const partedFrom = unclaimed(state.parts)
    return inPhase({ ...state, parts: [] }, { status: 'dismissed', dismissedAt: at, dismissal, partedFrom })
  },
  clocks: { ends: 'all' },
  tells(context, event, key) {
    const { after, facts } = context
    if (after.status !== 'dismissed') return []
    const notice = did(context, event, { text: event.data.reason })
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
    return refused === null ? withdrawAll(story, 'dismissed').happen('dismissed', { reason: said }) : no(refused)
  },
  events: { dismissed },
} satisfies PersonsCapability<'dismiss'>
