// What happens to requests by themselves: one whose matter is settled otherwise is void.
import type { EventSpec } from '../../capability/capability.ts'
import type { RequestKind } from '../../case/case.ts'
import { openRequestCalled, without } from '../../case/requests.ts'
import { saying } from '../../notice/context.ts'
import { dutyRoom, subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'

declare module '../../case/events.ts' {
  interface EventPayloads {
    /** What it asks for has no meaning any more, as the case is now. */
    'request-lapsed': { request: string; kind: RequestKind }
  }
}
declare module '../../notice/notice.ts' {
  interface Meanings {
    'request-lapsed': { subject: Subject; request: RequestKind; by: string }
  }
}

const lapsed: EventSpec<'request-lapsed'> = {
  fields: { request: 'plain', kind: 'plain' },
  byDesk: true,
  apply: (state, { data }) => ({ ...state, requests: without(state.requests, data.request) }),
  clocks: { of: ({ data }) => ({ kind: 'request', request: data.request }), ends: ['review'] },
  tells({ before, after, facts }, { data }, key) {
    const asker = before && openRequestCalled(before, data.request)?.by
    if (!asker) return []
    const subject = subjectOf(after, facts.policy)
    const by = namesOf(facts.org, [asker]).join('')
    return saying(`${key}:lapsed`, dutyRoom(facts.org), { kind: 'request-lapsed', subject, request: data.kind, by }, [
      asker,
    ])
  },
}

export const requestEvents = { 'request-lapsed': lapsed }
