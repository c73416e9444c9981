// What was handed over to a body that may lawfully ask for it: which body, by which paper, approved by whom, and what. A record of
// the handing over; nothing is exported.
import type { Instant } from '../../calendar/instant.ts'
import { DESK, DESK_ROOMS, type EventSpec, no, type PersonsCapability } from '../../capability/capability.ts'
import { labelled } from '../../capability/named-fields.ts'
import { STATUSES } from '../../case/case.ts'
import { saying } from '../../notice/context.ts'
import { dutyRoom, subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'

export interface Disclosed {
  /** The body that has asked. */
  body: string
  /** The number of its paper. */
  document: string
  /** Who of the institution has approved, as it was typed. */
  approver: string
  /** What was handed over. */
  given: string
}

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    disclose: Disclosed
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** Nobody approves what they hand over. */
    'own-disclosure': { name: string }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    disclosures: (Disclosed & { at: Instant; by: string })[]
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    disclosed: Disclosed
  }
}
declare module '../../notice/notice.ts' {
  interface Meanings {
    disclosed: { subject: Subject; by: string; disclosure: Disclosed }
  }
}

const disclosed: EventSpec<'disclosed'> = {
  fields: { body: 'plain', document: 'plain', approver: 'personal', given: 'personal' },
  apply: (state, { at, actor, data }) => ({
    ...state,
    disclosures: [...state.disclosures, { ...data, at, by: actor }],
  }),
  tells(context, { actor, data }, key) {
    const { after, facts } = context
    // There it stands as it was typed, with its receipt.
    if (facts.place.purpose === 'duty') return []
    const notice = {
      kind: 'disclosed' as const,
      subject: subjectOf(after, facts.policy),
      by: namesOf(facts.org, [actor]).join(''),
      disclosure: data,
    }
    return saying(key, dutyRoom(facts.org), notice)
  },
}

export const disclose = {
  names: { en: ['disclose'], zh: ['调取', '依法调取'] },
  who: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: STATUSES },
  // It is rare, and takes a paper: typed, or over the API.
  offered: {},
  forms: [
    {
      key: 'disclose',
      fields: {
        body: labelled('body', { zh: ['机关', '调取机关'], en: ['body', 'authority'] }),
        document: labelled('document', { zh: ['文书号', '文书'], en: ['document', 'paper'] }),
        approver: labelled('approver', { zh: ['批准人', '批准'], en: ['approver', 'approved by'] }),
        given: labelled('given', { zh: ['内容', '材料'], en: ['given', 'what'] }),
      },
    },
  ],
  decide(story, command) {
    const { name } = story.context.actor
    if (command.approver === name) return no({ reason: 'own-disclosure', name })
    const { body, document, approver, given } = command
    return story.happen('disclosed', { body, document, approver, given })
  },
  events: { disclosed },
  regions: { disclosures: { begins: [], perRound: false } },
} satisfies PersonsCapability<'disclose'>
