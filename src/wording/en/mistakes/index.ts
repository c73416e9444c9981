// Mistakes in files that people write, in English.
import type { MistakeWords } from '../../mistakes/words.ts'
import { org } from './org.ts'
import { policy } from './policy.ts'
import { shape } from './shape.ts'
import { webhooks } from './webhooks.ts'

export const mistakes: MistakeWords = {
  at: (path) => `${path}: `,
  says: { ...shape, ...policy, ...org, ...webhooks },
}
