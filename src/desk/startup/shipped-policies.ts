// The policies that ship with the product, and any other file of the same format.
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Policy } from '../../domain/policy/policy.ts'
import { readPolicy } from '../../domain/policy/policy-file.ts'
import { formatProblem, type Problem } from '../../domain/yaml/yaml-document.ts'
import type { Log } from '../desk.ts'

const FOLDER = new URL('../../../policies/', import.meta.url)

/** Names, in alphabetical order. */
export const shippedPolicies = (): string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace(/\.yaml$/, ''))
    .sort()

export interface LoadedPolicy {
  policy: Policy
  source: string
  file: string
  warnings: Problem[]
  /** Where the file says `assumed: true`. */
  assumed: Problem[]
}

/** The file of a shipped policy by its name, else what was given: a file. */
export const policyFile = (nameOrFile: string): string =>
  shippedPolicies().includes(nameOrFile) ? fileURLToPath(new URL(`${nameOrFile}.yaml`, FOLDER)) : nameOrFile

/** A shipped policy by its name, or a file. Throws with every problem, each with file, line and column. */
export async function loadPolicy(nameOrFile: string): Promise<LoadedPolicy> {
  const shipped = shippedPolicies()
  const file = policyFile(nameOrFile)
  const source = await readFile(file, 'utf8').catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`There is no policy "${nameOrFile}" (${why}). Shipped are: ${shipped.join(', ')}.`)
  })
  const read = readPolicy(source, file)
  if (!read.ok)
    throw new Error(`The policy is not right:\n${read.problems.map((each) => `  ${formatProblem(each)}`).join('\n')}`)
  return { policy: read.policy, source, file, warnings: read.warnings, assumed: read.assumed }
}

/** What a policy says and this version does not run is never passed over in silence. */
export async function loadAndWarn(policy: string, log: Log): Promise<LoadedPolicy> {
  const loaded = await loadPolicy(policy)
  for (const warning of loaded.warnings) log.warn({ policy }, formatProblem(warning))
  return loaded
}
