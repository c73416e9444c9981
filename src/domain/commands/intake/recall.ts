// Whoever had forwarded or said it took the message back. The record stands: what was forwarded is out in public.
import { type EventSpec, type ServiceCapability, unchanged } from '../../capability/capability.ts'
import { saying } from '../../notice/context.ts'
import { dutyRoom, subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'

declare module '../../capability/command.ts' {
  interface ServiceCommands {
    /** `by`: who had forwarded it, by key. */
    'record-recall': { message: string; by?: string }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** `by` is left out where that is not known, and by earlier versions. */
    recalled: { message: string; by?: string }
  }
}

const recalled: EventSpec<'recalled'> = {
  fields: { message: 'plain', by: 'plain' },
  apply: unchanged,
  /** The desk is told, in the case's thread: the matter may have been settled, or somebody may want it forgotten. */
  tells({ after, facts }, { data }, key) {
    const by = data.by === undefined ? null : namesOf(facts.org, [data.by]).join('')
    // Whoever took the message back may want what it brought taken back as well.
    const offers = after.status === 'triage' && data.by !== undefined
    const notice = {
      kind: 'recalled' as const,
      subject: subjectOf(after, facts.policy),
      by,
      ...(offers ? { undo: true as const } : {}),
    }
    return saying(key, dutyRoom(facts.org), notice, offers && data.by ? [data.by] : [])
  },
}

export const recordRecall = {
  decide: (story, { message, by }) => story.add('recalled', { message, ...(by === undefined ? {} : { by }) }),
  events: { recalled },
} satisfies ServiceCapability<'record-recall'>
