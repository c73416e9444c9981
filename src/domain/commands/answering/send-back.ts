// Whoever's turn it is sends the request back, with what is wrong with it.
import { ALL_ROOMS, type PersonsCapability } from '../../capability/capability.ts'
import { reason } from '../../capability/fields.ts'
import { awaited } from './approve.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    'send-back': { reason: string }
  }
}

export const sendBack = {
  names: { en: ['sendback', 'send-back'], zh: ['退改'] },
  who: { roles: [], of: 'turn', rooms: ALL_ROOMS, statuses: ['reviewing'] },
  offered: { reviewing: 20 },
  forms: [{ key: 'send-back', fields: { reason: reason({ missing: 'text' }) } }],
  decide(story, { reason: said }) {
    const { request, spec } = awaited(story)
    return spec.refused(story, request, said)
  },
} satisfies PersonsCapability<'send-back'>
