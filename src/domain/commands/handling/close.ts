// An answered case is at its end: said by the desk, or by the watch that ended quietly.
import {
  CARD_ONLY,
  contradiction,
  DESK,
  DESK_ROOMS,
  type EventSpec,
  no,
  type PersonsCapability,
} from '../../capability/capability.ts'
import { reason } from '../../capability/fields.ts'
import { inPhase } from '../../case/case.ts'
import type { Obstacle } from '../../case/closing.ts'
import { withdrawAll } from '../answering/withdraw.ts'
import { refusedClosing } from '../promising/open-promise.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    close: { reason: string }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** What must be settled before the case closes. */
    'not-closable': { obstacles: Obstacle[] }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** `quiet`: the watch ended without a rebound. */
    closed: { reason: string; quiet?: true }
  }
}

const closed: EventSpec<'closed'> = {
  fields: { reason: 'personal', quiet: 'plain' },
  apply(state, { at }) {
    if (state.status !== 'watching') throw contradiction(state, 'closed')
    return inPhase(state, { status: 'closed', publication: state.publication, closedAt: at })
  },
  clocks: { ends: 'all' },
  tells: CARD_ONLY,
}

/** Only from `watching`: closing needs a published reply. */
export const close = {
  names: { en: ['close'], zh: ['办结'] },
  who: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: ['watching'] },
  offered: { watching: 30 },
  grave: true,
  forms: [{ key: 'close', fields: { reason: reason({ optional: true, lines: 2 }) } }],
  decide(story, { reason: said }) {
    const refused = refusedClosing(story)
    return refused === null ? withdrawAll(story, 'closed').happen('closed', { reason: said }) : no(refused)
  },
  events: { closed },
} satisfies PersonsCapability<'close'>
