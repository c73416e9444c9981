// Ends the process where it takes too much memory, or whoever started it has died. In a thread: it works while the main one is busy.
import { Worker } from 'node:worker_threads'

export function endBeyond(megabytes: number, parent: number): void {
  const worker = new Worker(WATCH, { eval: true, workerData: { bytes: megabytes * 1024 * 1024, parent } })
  worker.unref()
}

const WATCH = `
const { workerData: { bytes, parent } } = require('node:worker_threads')
setInterval(() => {
  if (process.memoryUsage.rss() > bytes || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, 100)
`
