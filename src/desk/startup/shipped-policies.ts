// The policies that ship with the product, and any other file of the same format.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Policy } from '../../domain/policy/policy.ts'
import { readPolicy } from '../../domain/policy/policy-file.ts'
import type { Problem } from '../../domain/yaml/mistake.ts'
import { problemLine } from '../../wording/mistakes/index.ts'
import type { Log } from '../desk.ts'
import { readNamedFile, UnreadableFileError, WrongFileError } from './file-errors.ts'

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

/** The name of neither a file nor a policy that ships. */
export class NoPolicyError extends Error {
  constructor(
    readonly given: string,
    readonly shipped: string[],
  ) {
    super(`There is no policy "${given}". Shipped are: ${shipped.join(', ')}.`)
  }
}

/** What a shipped policy's file or another holds. Throws a NoPolicyError or an UnreadableFileError. */
export async function policySource(nameOrFile: string): Promise<{ file: string; source: string }> {
  const file = policyFile(nameOrFile)
  const source = await readNamedFile('policy', file).catch((error: unknown) => {
    const isAway = error instanceof UnreadableFileError && error.cause.code === 'ENOENT'
    throw isAway ? new NoPolicyError(nameOrFile, shippedPolicies()) : error
  })
  return { file, source }
}

/** A shipped policy by its name, or a file. Throws as `policySource` does, or a WrongFileError with every mistake. */
export async function loadPolicy(nameOrFile: string): Promise<LoadedPolicy> {
  const { file, source } = await policySource(nameOrFile)
  const read = readPolicy(source, file)
  if (!read.ok) throw new WrongFileError('policy', read.problems)
  return { policy: read.policy, source, file, warnings: read.warnings, assumed: read.assumed }
}

/** What a policy says and this version does not run is never passed over in silence. */
export async function loadAndWarn(policy: string, log: Log): Promise<LoadedPolicy> {
  const loaded = await loadPolicy(policy)
  for (const warning of loaded.warnings) log.warn({ policy }, problemLine(warning, 'en'))
  return loaded
}
