// zhiban serve: the service, until it is told to stop.
import { defineCommand } from 'citty'
import { environmentVariables, readConfig } from '../config.ts'
import { type Service, startService } from '../main.ts'

export const serveCommand = defineCommand({
  meta: { name: 'serve', description: 'Run the service (what `npm start` does)' },
  async run() {
    const starting = startService(readConfig(environmentVariables()))
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
    setTimeout(() => giveUp(`not done after ${LONGEST_STOP_MS / 1_000} seconds`), LONGEST_STOP_MS).unref()
    starting.then((service) => service.stop()).then(() => process.exit(0), giveUp)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function giveUp(reason: unknown): never {
  process.stderr.write(`stopping failed: ${String(reason)}\n`)
  process.exit(1)
}
