// Whoever asked for something that another person must agree to takes the request back, or somebody of the same role on duty does.
import { DESK, DESK_ROOMS, no, type PersonsCapability, type Story } from '../../capability/capability.ts'
import { reason, statement } from '../../capability/fields.ts'
import { type Case, type OpenRequest, STATUSES } from '../../case/case.ts'
import { lastLeadOf } from '../../case/parts.ts'
import { openRequests } from '../../case/requests.ts'
import { namesOf } from '../../notice/recipients.ts'
import { actorOf, holders, isSamePerson, personOf } from '../../org/org.ts'
import { requestMeant } from '../answering/which-request.ts'
import { withdrawDismissal } from './dismissal.ts'
import { withdrawLowering } from './lowering.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    /** `statement`: which request, where several wait. */
    withdraw: { statement?: string; reason: string }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** Nothing waits for another person's agreement. */
    'nothing-asked': object
    /** Neither asked by them, nor of the role of whoever asked. */
    'not-yours-to-withdraw': { by: string; others: string[] }
  }
}

export const withdrawRequest = {
  names: { en: ['withdraw'], zh: ['撤回', '撤回申请'] },
  who: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: STATUSES },
  hasObject: (state) => askedOfOthers(state).length > 0,
  offered: { triage: 97, waiting: 97, handling: 97, reviewing: 97, approved: 97, watching: 97, dismissed: 97 },
  forms: [{ key: 'withdraw', fields: { statement: statement(), reason: reason({ optional: true, lines: 1 }) } }],
  decide(story, { statement: called = '', reason: said }) {
    const waiting = askedOfOthers(story.state)
    if (waiting.length === 0) return no({ reason: 'nothing-asked' })
    const meant = requestMeant(waiting, called, 'withdraw')
    if ('refused' in meant) return meant
    const { request } = meant
    if (!isTheirs(story, request)) return no(notTheirs(story, request))
    return request.kind === 'dismissal'
      ? withdrawDismissal(story, request, said)
      : withdrawLowering(story, request, said)
  },
} satisfies PersonsCapability<'withdraw'>

type AskedOfOthers = Extract<OpenRequest, { kind: 'dismissal' | 'lowering' }>

const askedOfOthers = (state: Case): AskedOfOthers[] =>
  openRequests(state).filter(
    (request): request is AskedOfOthers => request.kind === 'dismissal' || request.kind === 'lowering',
  )

const isTheirs = ({ state, context: { org, actor } }: Story, request: OpenRequest): boolean =>
  isSamePerson(org, actor.person, request.by) || colleagues({ state, org }, request).includes(actor.person)

/** Who holds a role of the asker's at the desk; of duty officers those who have the shift. */
function colleagues({ state, org }: { state: Case; org: Story['context']['org'] }, { by }: OpenRequest): string[] {
  const asker = personOf(org, by)
  const roles = asker === undefined ? [] : actorOf(org, asker).roles.filter((role) => DESK.includes(role))
  return [...new Set(roles.flatMap((role) => holders(org, role, lastLeadOf(state))))]
}

function notTheirs({ state, context: { org } }: Story, request: OpenRequest) {
  const others = colleagues({ state, org }, request).filter((key) => !isSamePerson(org, key, request.by))
  const by = namesOf(org, [request.by]).join('')
  return { reason: 'not-yours-to-withdraw' as const, by, others: namesOf(org, others) }
}
