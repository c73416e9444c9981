// Whether a process of this machine is still running: one that was killed may keep its pid for a while, or another may get it.
import { readFile } from 'node:fs/promises'

/** `startedAt`: as `startOf` told it, so that a recycled pid is not mistaken for it; null where unknown. */
export async function isRunning(pid: number, startedAt: string | null): Promise<boolean> {
  if (!exists(pid)) return false
  const stat = await statOf(pid)
  // There is no /proc, or it hides what is others'; or the process has ended just now.
  if (stat === null) return exists(pid)
  if (isOver(stat)) return false
  return startedAt === null || stat.startedAt === startedAt
}

/** Ticks since boot at which the process began; null where there is no /proc, and for a process that is gone. */
export const startOf = async (pid: number): Promise<string | null> => (await statOf(pid))?.startedAt ?? null

export interface ProcessStat {
  /** One letter: `R` runs, `S` sleeps, `Z` is a zombie … */
  state: string
  /** Those that have not ended, and always the first one. */
  threads: number
  /** Ticks since boot at which it began. */
  startedAt: string
}

/** Fields 3, 20 and 22 of /proc/<pid>/stat; the command's name before them may hold blanks and parentheses. */
export function readStat(text: string): ProcessStat | null {
  const behindName = text.slice(text.lastIndexOf(')') + 1).trim()
  const fields = behindName.split(' ')
  const [state, threads, startedAt] = [fields[0], fields[17], fields[19]]
  if (state === undefined || threads === undefined || startedAt === undefined) return null
  return { state, threads: Number(threads), startedAt }
}

/**
 * A zombie (Z) or dead (X): it runs no more, and its parent has not taken note of it yet, which the first process of some
 * containers does late or never. While another thread is still ending, that one may still be writing.
 */
export const isOver = ({ state, threads }: ProcessStat): boolean => ['Z', 'X', 'x'].includes(state) && threads <= 1

const statOf = async (pid: number): Promise<ProcessStat | null> =>
  readStat(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''))

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: unknown }).code !== 'ESRCH'
  }
}
