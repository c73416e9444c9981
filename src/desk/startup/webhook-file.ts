// Reads the file of webhooks from the disk, with each secret from the environment's variable that the file names.
import { readFile } from 'node:fs/promises'
import { readWebhooks, type WebhookRule } from '../../domain/post/webhook-mapping-file.ts'
import { formatProblem, type Problem } from '../../domain/yaml/yaml-document.ts'

export type Webhook = Omit<WebhookRule, 'secretEnv'> & { secret: string }

const SHORTEST_SECRET = 16

/** Throws with every problem, each with file, line and column. */
export async function readWebhookFile({
  file,
  secretOf,
}: {
  file: string
  secretOf: (variable: string) => string | undefined
}): Promise<Webhook[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(
      `ZHIBAN_WEBHOOKS: ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  })
  const read = readWebhooks(text, file)
  if (!read.ok) throw notRight(read.problems)
  const problems: Problem[] = []
  const hooks = read.hooks.map(({ secretEnv, ...rule }, index): Webhook => {
    const secret = secretOf(secretEnv) ?? ''
    if (secret === '') problems.push(read.atSecret(index, `the environment has no ${secretEnv}: set it`))
    else if (secret.length < SHORTEST_SECRET)
      problems.push(read.atSecret(index, `${secretEnv} is short: at least ${SHORTEST_SECRET} characters`))
    return { ...rule, secret }
  })
  if (problems.length > 0) throw notRight(problems)
  return hooks
}

const notRight = (problems: Problem[]) =>
  new Error(`The file of webhooks is not right:\n${problems.map((each) => `  ${formatProblem(each)}`).join('\n')}`)
