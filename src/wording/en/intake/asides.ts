// What is added to messages in English: who did it when it was the service, what else is late, what became of them.
import type { Asides } from '../../wording.ts'
import { names } from '../names.ts'

export const asides: Asides = {
  service: 'the duty desk',
  late: ({ clock, dueAt, at }, times) => `${names.clock[clock]} due ${times.due(dueAt, at)}.`,
  settled: (did, { by, at }, times) => `What this asked for has an outcome: ${did} by ${by}, ${times.dated(at)}.`,
  whole: (characters) => ` (${characters} characters in full: see the draft in this thread)`,
  failure: {
    'no-way': 'no channel reaches it',
    stranger: 'the account is somebody else’s by now',
    'no-answer': 'the platform did not answer',
    refused: 'the platform did not deliver it; the service’s log says more',
  },
}
