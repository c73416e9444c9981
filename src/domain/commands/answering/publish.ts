// An approved statement is on record: with its public link, or as told privately. With the reply its reminders end, its watch begins.
import type { Instant } from '../../calendar/instant.ts'
import { momentCalled } from '../../calendar/moment-text.ts'
import {
  contradiction,
  DEPARTMENT,
  DEPARTMENT_ROOMS,
  type EventSpec,
  no,
  type PersonsCapability,
  type Result,
  type Story,
} from '../../capability/capability.ts'
import { link, statement } from '../../capability/fields.ts'
import { labelled } from '../../capability/named-fields.ts'
import type { Refusal } from '../../capability/refusal.ts'
import { inPhase, type PrivateWay, type Publication } from '../../case/case.ts'
import type { EventData } from '../../case/events.ts'
import { leadOf } from '../../case/parts.ts'
import { TAKES_NAME } from '../../case/request-names.ts'
import { requestOf } from '../../case/requests.ts'
import { type BesideRequest, type GrantedStatement, toBePublished } from '../../case/statements.ts'
import { leadName } from '../../notice/audience.ts'
import { saying } from '../../notice/context.ts'
import { dutyRoom, subjectOf } from '../../notice/envelope.ts'
import { deciders, namesOf } from '../../notice/recipients.ts'
import type { Role } from '../../policy/policy.ts'
import { identifyUrl } from '../../post/post.ts'
import { nextLookBack } from '../look-back.ts'
import { outranking } from '../promising/deciding-rank.ts'
import { promise } from '../promising/promise-events.ts'
import { ofRequest } from './statement-events.ts'
import { requestMeant } from './which-request.ts'
import { withdrawAll } from './withdraw.ts'

/** All of it is asked for; `when` as it is typed. */
interface ToldPrivately {
  how: string
  when: string
  handledBy: string
  evidence: string
  reaction: string
}

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    /** `statement`: which of those that are approved, where several wait. */
    publish: { statement?: string; url: string } | ({ statement?: string } & ToldPrivately)
  }
  interface ExtraForms {
    publish: 'publish-private'
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    'bad-moment': { text: string }
    /** `opened`: left out where it is in the future. */
    'moment-out': { when: Instant; opened?: Instant }
    /** Since it was approved the reply's ladder has told a higher rank, who must decide as well. */
    'commitment-outranked': { role: Role; names: string[] }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** Of what was told privately before more was asked, `how` alone is known. */
    published: { way: 'link'; url: string } | ({ way: 'private' } & PrivateWay)
  }
}
declare module '../../notice/notice.ts' {
  interface Meanings {
    published: { subject: Subject; department: string; publication: Publication; byName: string; text: string }
  }
}

const published: EventSpec<'published'> = {
  fields: {
    way: 'plain',
    url: 'plain',
    how: 'personal',
    when: 'plain',
    handledBy: 'personal',
    evidence: 'personal',
    reaction: 'personal',
  },
  apply(state, { at, actor, data }) {
    if (state.status !== 'approved') throw contradiction(state, 'published')
    return inPhase(state, { status: 'watching', publication: { ...data, at, by: actor } })
  },
  // With the reply on record nobody waits to hear how far it has come.
  clocks: { meets: ['first-response', 'reply', 'publish'], ends: ['progress'] },
  tells(context, event, key) {
    const { after, facts } = context
    if (after.status !== 'watching') return []
    const byName = namesOf(facts.org, [event.actor]).join('')
    const notice = {
      kind: 'published' as const,
      subject: subjectOf(after, facts.policy),
      department: leadName(context),
      publication: after.publication,
      byName,
      text: requestOf(after, 'reply')?.wanted.text ?? '',
    }
    return saying(key, dutyRoom(facts.org), notice)
  },
}

// Perhaps after the name of the statement, which stays.
const PRIVATELY = new RegExp(`^(${TAKES_NAME}?)(?:点对点|點對點|private(?:ly)?)[\\s：:，,]*`, 'iu')

export const publish = {
  names: { en: ['publish'], zh: ['发布'] },
  who: { roles: [...DEPARTMENT, 'spokesperson'], of: 'lead', rooms: DEPARTMENT_ROOMS, statuses: ['approved'] },
  hasObject: (state) => toBePublished(state).length > 0,
  offered: { handling: 8, reviewing: 25, approved: 10, watching: 9 },
  forms: [
    { key: 'publish', fields: { statement: statement(), url: link() } },
    {
      key: 'publish-private',
      fields: {
        statement: statement(),
        how: labelled('how', { zh: ['方式'], en: ['how', 'way'], aliases: ['private'] }),
        when: labelled('when', { zh: ['时刻', '时间'], en: ['when', 'at'] }),
        handledBy: labelled('handledBy', { zh: ['经办', '经办人'], en: ['by'], aliases: ['by'] }),
        evidence: labelled('evidence', { zh: ['凭证'], en: ['evidence'] }),
        reaction: labelled('reaction', { zh: ['反应', '反馈'], en: ['reaction'] }),
      },
      typedAfter: PRIVATELY,
    },
  ],
  decide(story, command) {
    const meant = requestMeant(toBePublished(story.state), command.statement ?? '', 'publish')
    if ('refused' in meant) return meant
    const way = 'url' in command ? linked(command.url) : privately(story, command)
    return 'reason' in way ? no(way) : recorded(story, meant.request, way)
  },
  events: { published },
} satisfies PersonsCapability<'publish'>

type Way = EventData<'published'>

function linked(url: string): Way | Refusal {
  const identity = identifyUrl(url)
  return identity.ok ? { way: 'link', url } : { reason: 'bad-link', text: url, why: identity.reason }
}

function privately({ state, context }: Story, given: ToldPrivately): Way | Refusal {
  const { how, when: typed, handledBy, evidence, reaction } = given
  const when = momentCalled(typed, context.now, context.calendar)
  if (when === null) return { reason: 'bad-moment', text: typed }
  if (when > context.now) return { reason: 'moment-out', when }
  if (when < state.discoveredAt) return { reason: 'moment-out', when, opened: state.discoveredAt }
  return { way: 'private', how, when, handledBy, evidence, reaction }
}

function recorded(story: Story, request: GrantedStatement, way: Way): Result {
  if (request.kind === 'reply') return answered(story, way)
  const refused = request.kind === 'commitment' ? outOfForce(story, request) : null
  if (refused !== null) return no(refused)
  const public_ = story.happen('statement-published', { ...ofRequest(request as BesideRequest), ...way })
  return request.kind === 'commitment' ? promise(public_, request) : public_
}

/** A commitment counts only as long as its date is to come, and for those who were told no more than its approvers were. */
function outOfForce({ state, context }: Story, request: GrantedStatement & { kind: 'commitment' }): Refusal | null {
  const { until } = request.wanted
  if (until <= context.now) return { reason: 'date-past', until, decided: true }
  const role = outranking(context, state, request)
  if (role === null) return null
  const { people } = deciders(context.org, role, leadOf(state), request.by)
  return { reason: 'commitment-outranked', role, names: namesOf(context.org, people) }
}

function answered(story: Story, publication: Way): Story {
  const told = withdrawAll(story.happen('published', publication), 'answered')
  const watched = nextLookBack(told)
  if (watched === null) throw new Error('a policy without look-backs: a published case would be forgotten')
  return watched
}
