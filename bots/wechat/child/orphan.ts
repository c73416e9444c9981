// Ends a child whose parent has died: another one is about to be started on the same folder and account.
import { Worker } from 'node:worker_threads'

/** In a thread, so that it works while the main one hangs. Returns what to call at each ping, with its `withinMs`. */
export function endWithParent(parent: number): (withinMs: number | null) => void {
  const worker = new Worker(WATCH, { eval: true, workerData: parent })
  worker.unref()
  // Without the thread there is still the pipe, which closes with the parent.
  worker.on('error', () => {})
  return (withinMs) => worker.postMessage(withinMs)
}

// A parent that is suspended does not notice that its lease expires: without a ping in time the child ends itself.
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
