// A child whose parent is gone must not go on: another one is about to be started on the same folder and account.
import { Worker } from 'node:worker_threads'

/** In a thread, so that it works while this one hangs. */
export function endWithParent(): void {
  const worker = new Worker(WATCH, { eval: true, workerData: process.ppid })
  worker.unref()
  // Without it there is still the pipe, which ends with the parent.
  worker.on('error', () => {})
}

const WATCH = `
const { workerData } = require('node:worker_threads')
setInterval(() => { if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL') }, 500)
`
