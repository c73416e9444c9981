// Whoever had forwarded or said it took the message back. The record stands: what was forwarded is out in public.
import { CARD_ONLY, type EventSpec, type ServiceCapability, unchanged } from '../../capability/capability.ts'

declare module '../../capability/command.ts' {
  interface ServiceCommands {
    'record-recall': { message: string }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    recalled: { message: string }
  }
}

const recalled: EventSpec<'recalled'> = { fields: { message: 'plain' }, apply: unchanged, tells: CARD_ONLY }

export const recordRecall = {
  decide: (story, { message }) => story.add('recalled', { message }),
  events: { recalled },
} satisfies ServiceCapability<'record-recall'>
