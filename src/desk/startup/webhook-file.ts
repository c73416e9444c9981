// Reads the file of webhooks from the disk, with each secret from the environment's variable that the file names.
import { readWebhooks, type WebhookRule } from '../../domain/post/webhook-mapping-file.ts'
import type { Problem } from '../../domain/yaml/mistake.ts'
import { readNamedFile, WrongFileError } from './file-errors.ts'

export type Webhook = Omit<WebhookRule, 'secretEnv'> & { secret: string }

const SHORTEST_SECRET = 16

/** Throws an UnreadableFileError, or a WrongFileError with every mistake. */
export async function readWebhookFile({
  file,
  secretOf,
}: {
  file: string
  secretOf: (variable: string) => string | undefined
}): Promise<Webhook[]> {
  const read = readWebhooks(await readNamedFile('webhooks', file), file)
  if (!read.ok) throw new WrongFileError('webhooks', read.problems)
  const problems: Problem[] = []
  const hooks = read.hooks.map(({ secretEnv, ...rule }, index): Webhook => {
    const secret = secretOf(secretEnv) ?? ''
    if (secret === '') problems.push(read.atSecret(index, { code: 'no-secret', variable: secretEnv }))
    else if (secret.length < SHORTEST_SECRET)
      problems.push(read.atSecret(index, { code: 'short-secret', variable: secretEnv, least: SHORTEST_SECRET }))
    return { ...rule, secret }
  })
  if (problems.length > 0) throw new WrongFileError('webhooks', problems)
  return hooks
}
