// Whoever's turn it is sends the request back, with what is wrong with it.
import { ALL_ROOMS, type PersonsCapability } from '../../capability/capability.ts'
import { reason, statement } from '../../capability/fields.ts'
import { openRequests } from '../../case/requests.ts'
import { awaited } from './which-request.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    /** `statement`: which request, where several wait. */
    'send-back': { statement?: string; reason: string }
  }
}

export const sendBack = {
  names: { en: ['sendback', 'send-back'], zh: ['退改'] },
  who: { roles: [], of: 'turn', rooms: ALL_ROOMS, statuses: ['reviewing'] },
  hasObject: (state) => openRequests(state).length > 0,
  offered: { triage: 6, waiting: 6, handling: 6, reviewing: 20, approved: 6, watching: 6, dismissed: 6 },
  forms: [{ key: 'send-back', fields: { statement: statement(), reason: reason({ missing: 'text' }) } }],
  decide(story, { statement: called = '', reason: said }) {
    const meant = awaited(story, called, 'send-back')
    if ('refused' in meant) return meant
    return story.approvalOf(meant.request.kind).refused(story, meant.request, said)
  },
} satisfies PersonsCapability<'send-back'>
