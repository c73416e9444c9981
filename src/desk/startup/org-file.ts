// Reads an org file from the disk.
import type { Org } from '../../domain/org/org.ts'
import { readOrg } from '../../domain/org/org-file.ts'
import { readNamedFile, WrongFileError } from './file-errors.ts'

/** Throws an UnreadableFileError, or a WrongFileError with every mistake. */
export async function readOrgFile(file: string): Promise<Org> {
  const read = readOrg(await readNamedFile('org', file), file)
  if (read.ok) return read.org
  throw new WrongFileError('org', read.problems)
}
