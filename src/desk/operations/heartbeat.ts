// A sign to somebody outside that all is well; when it stays away, whoever watches it calls somebody.
import type { Log } from '../desk.ts'

const PATIENCE_MS = 10_000

/**
 * One GET. True where it was taken. The address is a secret: it is never logged but for its host, and no redirect is
 * followed, which might carry it elsewhere.
 */
export async function sendHeartbeat(log: Log, url: string): Promise<boolean> {
  const { host } = new URL(url)
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) })
    await answer.body?.cancel()
    if (!answer.ok) log.warn({ host, status: answer.status }, 'the heartbeat was not taken')
    return answer.ok
  } catch (error) {
    log.warn({ host, code: codeOf(error) }, 'the heartbeat could not be sent')
    return false
  }
}

// What fetch throws may quote the address in its message.
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (typeof cause !== 'object' || cause === null) return 'unknown'
  if ('code' in cause && typeof cause.code === 'string') return cause.code
  return 'name' in cause ? String(cause.name) : 'unknown'
}
