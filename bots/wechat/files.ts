// Files that the child has put beside itself, fetched by their slots: bytes, or why there are none.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { IncomingFile } from '../../src/channel.ts'
import type { FileRefused } from '../../src/domain/capability/refusal.ts'

export const MAX_FILE_BYTES = 20 * 1024 * 1024

export const missingName = (slot: string): string => `${slot}.missing`

/** Null where the child has not fetched it yet. */
export async function fileIn(folder: string, slot: string): Promise<Pick<IncomingFile, 'bytes' | 'missing'> | null> {
  // A slot becomes a path.
  if (!/^[0-9a-f]{32}$/.test(slot)) return { missing: 'gone' }
  const bytes = await readOrNull(join(folder, 'files', slot))
  if (bytes !== null) return { bytes }
  const why = await readOrNull(join(folder, 'files', missingName(slot)))
  return why === null ? null : { missing: REASONS.find((reason) => reason === why.toString()) ?? 'gone' }
}

const REASONS: FileRefused[] = ['too-big', 'gone', 'forbidden']

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
