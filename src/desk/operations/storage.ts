// Room on the disk of the embedded database. Where its log of changes finds none it hangs for good, process and all: so
// nothing is written any more while there is still some, and everybody is told why.
import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** Four files of its log of changes. */
export const LEAST_FREE_BYTES = 64 * 1024 * 1024
const LOOK_EVERY_MS = 1_000

export interface Storage {
  /** Nothing may be written now. */
  full: boolean
}

export const NEARLY_FULL = 'the disk of the embedded database is nearly full: nothing is taken until there is room'

/** A folder that is still to be made lies on the disk of the one above it. */
export async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch (error) {
    const above = dirname(resolve(folder))
    if (above === resolve(folder) || !(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      throw error
    return freeBytes(above)
  }
}

/** The message says what to do. Sizes in MB. */
export class NoRoomError extends Error {
  constructor(
    readonly folder: string,
    readonly free: number,
    readonly needed: number,
  ) {
    super(
      `The disk of ${folder} has ${free} MB left, and the embedded database needs ${needed} MB ` +
        'to run: free some space (nothing is lost), then start again.',
    )
  }
}

/** Throws a NoRoomError where a start would hang. */
export async function roomToStart(folder: string): Promise<void> {
  const free = await freeBytes(folder)
  if (free >= LEAST_FREE_BYTES) return
  const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024)
  throw new NoRoomError(folder, megabytes(free), megabytes(LEAST_FREE_BYTES))
}

type Log = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>

/** Looks every second; the answer stops it. */
export function watchStorage(folder: string, storage: Storage, log: Log): () => void {
  const look = async () => {
    const full = (await freeBytes(folder)) < LEAST_FREE_BYTES
    if (full !== storage.full) {
      if (full) log.error({ folder }, `${NEARLY_FULL} (No space left on device comes next)`)
      else log.info({ folder }, 'there is room on the disk again')
    }
    storage.full = full
  }
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.warn({ err: error }, 'the room on the disk is not known'))
  }, LOOK_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
