// zhiban serve: the service, until it is told to stop.
import { defineCommand } from 'citty'
import { environmentVariables, readConfig } from '../config.ts'
import { type Service, startService } from '../main.ts'

export const serveCommand = defineCommand({
  meta: { name: 'serve', description: 'Run the service (what `npm start` does)' },
  async run() {
    const service = await startService(readConfig(environmentVariables()))
    stopOnSignal(service)
  },
})

/** SIGTERM and SIGINT stop gracefully; a second one at once. */
export function stopOnSignal(service: Service): void {
  let asked = false
  const stop = () => {
    if (asked) process.exit(1)
    asked = true
    service.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`stopping failed: ${String(error)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
