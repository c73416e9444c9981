// Reads an org file from the disk.
import { readFile } from 'node:fs/promises'
import type { Org } from '../../domain/org/org.ts'
import { readOrg } from '../../domain/org/org-file.ts'
import { formatProblem } from '../../domain/yaml/yaml-document.ts'

/** Throws with every problem, each with file, line and column. */
export async function readOrgFile(file: string): Promise<Org> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`The org file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  })
  const read = readOrg(text, file)
  if (read.ok) return read.org
  throw new Error(`The org file is not right:\n${read.problems.map((each) => `  ${formatProblem(each)}`).join('\n')}`)
}
