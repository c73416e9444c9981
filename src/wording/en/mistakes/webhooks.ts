// What is wrong with a file of webhooks, or with the secrets that it names.
import { formatDuration } from '../../../domain/calendar/duration.ts'
import type { MistakeSentences } from '../../mistakes/words.ts'
import { shown } from './parts.ts'

export const webhooks = {
  author: ({ found }) => `${shown(found)} tells who posted, and that is not recorded, on principle: remove it`,
  'webhook-name-twice': ({ name }) => `"${name}" is the name of another too: give each its own`,
  'own-secret': ({ variable }) => `${variable} is the desk's own: name another variable`,
  'nothing-known-by': () => 'neither url nor text is mapped: a post is known by one of them',
  'tolerance-unfit': ({ tolerance }) =>
    `"${formatDuration(tolerance)}" is too long or not on the clock: write 5m, at most 1h`,
  'no-secret': ({ variable }) => `the environment has no ${variable}: set it`,
  'short-secret': ({ variable, least }) => `${variable} is short: at least ${least} characters`,
} satisfies Partial<MistakeSentences>
