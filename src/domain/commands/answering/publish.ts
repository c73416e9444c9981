// The approved reply is on record: with its public link, or as delivered privately. Its reminders end, its watch begins.
import {
  contradiction,
  DEPARTMENT,
  DEPARTMENT_ROOMS,
  type EventSpec,
  no,
  type PersonsCapability,
  type Story,
} from '../../capability/capability.ts'
import { link, text } from '../../capability/fields.ts'
import { inPhase, type Publication } from '../../case/case.ts'
import type { EventData } from '../../case/events.ts'
import { requestOf } from '../../case/requests.ts'
import { leadName } from '../../notice/audience.ts'
import { saying } from '../../notice/context.ts'
import { dutyRoom, subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'
import { identifyUrl } from '../../post/post.ts'
import { nextLookBack } from '../look-back.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    publish: { url: string } | { private: string }
  }
  interface ExtraForms {
    publish: 'publish-private'
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    published: { way: 'link'; url: string } | { way: 'private'; how: string }
  }
}
declare module '../../notice/notice.ts' {
  interface Meanings {
    published: { subject: Subject; department: string; publication: Publication; byName: string; text: string }
  }
}

const published: EventSpec<'published'> = {
  fields: { way: 'plain', url: 'plain', how: 'personal' },
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

const PRIVATELY = /^(?:点对点|點對點|private(?:ly)?)[\s：:，,]*/iu

export const publish = {
  names: { en: ['publish'], zh: ['发布'] },
  who: { roles: [...DEPARTMENT, 'spokesperson'], of: 'lead', rooms: DEPARTMENT_ROOMS, statuses: ['approved'] },
  offered: { approved: 10 },
  forms: [
    { key: 'publish', fields: { url: link() } },
    { key: 'publish-private', fields: { private: text({ lines: 2 }) }, typedAfter: PRIVATELY },
  ],
  decide(story, command) {
    if ('private' in command) return answered(story, { way: 'private', how: command.private })
    const url = identifyUrl(command.url)
    if (!url.ok) return no({ reason: 'bad-link', text: command.url, why: url.reason })
    return answered(story, { way: 'link', url: command.url })
  },
  events: { published },
} satisfies PersonsCapability<'publish'>

function answered(story: Story, publication: EventData<'published'>): Story {
  const watched = nextLookBack(story.happen('published', publication))
  if (watched === null) throw new Error('a policy without look-backs: a published case would be forgotten')
  return watched
}
