// A child whose parent is gone must not go on: another one is about to be started on the same folder and account.
import { Worker } from 'node:worker_threads'

/** In a thread, so that it works while this one hangs. Answers what to do with each ping: `withinMs` is until the next. */
export function endWithParent(parent: number): (withinMs: number | null) => void {
  const worker = new Worker(WATCH, { eval: true, workerData: parent })
  worker.unref()
  // Without it there is still the pipe, which ends with the parent.
  worker.on('error', () => {})
  return (withinMs) => worker.postMessage(withinMs)
}

// A parent that stands still cannot tell that its turn is over: where another instance waits, silence ends this one.
const WATCH = `
const { parentPort, workerData } = require('node:worker_threads')
const end = () => process.kill(process.pid, 'SIGKILL')
setInterval(() => { if (process.ppid !== workerData) end() }, 500)
let silence
parentPort.on('message', (withinMs) => {
  clearTimeout(silence)
  if (withinMs !== null) silence = setTimeout(end, withinMs)
})
`
