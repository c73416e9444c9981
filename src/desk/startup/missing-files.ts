// Files that the configuration names and that are not there, in words.
import { existsSync } from 'node:fs'
import { nearestWord } from '../../domain/text/spelling.ts'
import { commandLineWords } from '../../wording/cli-words.ts'
import type { Lang } from '../../wording/wording.ts'
import { shippedPolicies } from './shipped-policies.ts'

export interface NamedFiles {
  policy: string | undefined
  orgFile: string | undefined
  webhooks: string | undefined
  lang: Lang
}

/** Sentences as a ConfigError has them; none where all are there. What is not named is not missed. */
export function missingFiles({ policy, orgFile, webhooks, lang }: NamedFiles): string[] {
  const { problem, noFile, noPolicy } = commandLineWords(lang, '').settings
  const shipped = shippedPolicies()
  const isAway = (file: string | undefined): file is string => file !== undefined && file !== '' && !existsSync(file)
  return [
    ...(isAway(policy) && !shipped.includes(policy)
      ? [problem('ZHIBAN_POLICY', noPolicy(policy, nearestWord(policy, shipped), shipped))]
      : []),
    ...(isAway(orgFile) ? [problem('ZHIBAN_ORG', noFile(orgFile))] : []),
    ...(isAway(webhooks) ? [problem('ZHIBAN_WEBHOOKS', noFile(webhooks))] : []),
  ]
}
