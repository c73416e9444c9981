// Where the service that has an embedded database listens for commands of the same machine, and how it is reached.
import { closeSync, openSync } from 'node:fs'
import { resolve } from 'node:path'
import { relative } from 'node:path/posix'

export const SOCKET = 'zhiban.sock'

/** The kernel's limit is 108 bytes on Linux and 104 elsewhere, with the 0 at the end. */
const LONGEST_PATH = 103

/** A path to the socket that the kernel takes, and what lets go of it; null where there is none. */
export function socketPath(folder: string): { path: string; release: () => void } | null {
  const whole = `${resolve(folder)}/${SOCKET}`
  const near = relative(process.cwd(), whole)
  const short = [whole, near].find((each) => Buffer.byteLength(each) <= LONGEST_PATH)
  if (short !== undefined) return { path: short, release: () => {} }
  if (process.platform !== 'linux') return null
  const handle = openSync(folder, 'r')
  return { path: `/proc/self/fd/${handle}/${SOCKET}`, release: () => closeSync(handle) }
}
