// The service's side: does what commands of this machine ask, while it has the embedded database.
//
// Who may ask is settled by the file: the socket is its owner's alone (0600), in the folder that holds the database itself,
// so that nobody gets in who could not read and write all that there is anyhow. Nothing of it is on the network.
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Log } from '../../desk/desk.ts'
import { socketPath } from './socket.ts'
import { type Holder, TASKS, type TaskName } from './tasks.ts'

/** An org file has at most a million characters. */
const LONGEST_BODY = 8_000_000

/** Resolves with what closes it. Without a socket (a file system that has none) the service runs as well. */
export async function answerLocally(holder: Holder, log: Log): Promise<() => Promise<void>> {
  const folder = holder.config.dataFolder
  const socket = socketPath(folder)
  if (socket === null) {
    log.warn({ folder }, 'the path of the data folder is too long for commands to reach the running service')
    return async () => {}
  }
  const { path, release } = socket
  const server = createServer((request, response) => void answer(holder, log, request, response))
  try {
    // Whoever had it before is dead: this process holds the folder.
    rmSync(path, { force: true })
    await listen(server, path)
    chmodSync(path, 0o600)
  } catch (error) {
    log.warn({ err: error, folder }, 'commands of this machine cannot reach the running service')
  }
  return async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
    release()
  }
}

/** The socket must at no time be open to others: its mode is what the mask leaves at the moment it is made. */
function listen(server: Server, path: string): Promise<void> {
  const before = process.umask(0o177)
  try {
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, resolve)
    })
  } finally {
    process.umask(before)
  }
}

async function answer(holder: Holder, log: Log, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const name = request.url?.slice(1) ?? ''
  const send = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  try {
    if (request.method !== 'POST' || !Object.hasOwn(TASKS, name)) return send(404, { why: name })
    const task = TASKS[name as TaskName]
    const read = task.asked.safeParse(JSON.parse(await bodyOf(request)))
    // Another version's command asks for something else under the same name.
    if (!read.success) return send(404, { why: name })
    const run = task.run as (holder: Holder, asked: unknown) => Promise<unknown>
    const done = await run(holder, read.data)
    log.info({ task: name }, 'a command of this machine was carried out')
    send(200, { answer: done })
  } catch (error) {
    log.error({ err: error, task: name }, 'a command of this machine failed')
    send(500, { why: error instanceof Error ? error.message : String(error) })
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > LONGEST_BODY) throw new Error(`more than ${LONGEST_BODY} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
