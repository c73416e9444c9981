// zhiban serve: the service, until it is told to stop.
import { defineCommand } from 'citty'
import { type Service, startService } from '../../main.ts'
import { answerLocally } from '../local/answer.ts'
import { readSettings } from '../settings.ts'
import { words } from '../words.ts'

export const serveCommand = defineCommand({
  async run() {
    const starting = startService(readSettings(), { answerLocally })
    stopOnSignal(starting)
    await starting
  },
})

/** A send in hand takes up to 11 seconds. Past this the leases of whatever hangs run out by themselves. */
const LONGEST_STOP_MS = 25_000

/**
 * SIGTERM and SIGINT stop gracefully, while it still starts, too (as the first process of a container it would not be
 * ended by them otherwise); a second one at once.
 */
export function stopOnSignal(starting: Promise<Pick<Service, 'stop'>>): void {
  let asked = false
  const stop = () => {
    if (asked) process.exit(1)
    asked = true
    setTimeout(() => giveUp(words().tasks.errors.notStopped(LONGEST_STOP_MS / 1_000)), LONGEST_STOP_MS).unref()
    starting.then((service) => service.stop()).then(() => process.exit(0), failed)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function failed(reason: unknown): never {
  return giveUp(words().tasks.errors.stopFailed(String(reason)))
}

function giveUp(says: string): never {
  process.stderr.write(`${says}\n`)
  process.exit(1)
}
