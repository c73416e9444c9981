// The WeChat process: wechaty and its puppet, apart from the service, which they may not take down with them.
import { chmodSync, mkdirSync } from 'node:fs'
import { Socket } from 'node:net'
import { type Begin, type FromChild, type FromParent, lineOf, readParent, VERSION } from '../process/protocol.ts'
import { Account } from './account.ts'
import { errorText } from './error-text.ts'
import { endWithParent } from './orphan.ts'
import { loadWechaty, Missing } from './wechaty.ts'

/** What it writes is the login and what people say. */
process.umask(0o077)
// Told by the parent itself: it may be gone before this line is reached.
const pinged = endWithParent(Number(process.argv[2]))

const pipe = new Socket({ fd: 3 })
const tell = (message: FromChild): void => void pipe.write(lineOf(message))
let account: Account | null = null

const leave = (status: number): void => {
  setTimeout(() => process.exit(status), 200).unref()
  pipe.end(() => process.exit(status))
}

const failed = (error: unknown): void => {
  const missing = error instanceof Missing ? error.what : null
  tell({ type: 'failed', missing, error: errorText(error) })
  leave(1)
}

// Puppets leave rejections unhandled and throw from timers. After an uncaught error the state is unknown.
process.on('uncaughtException', failed)
process.on('unhandledRejection', (error) => tell({ type: 'trouble', error: errorText(error) }))
pipe.on('error', () => process.exit(0))
pipe.on('close', () => process.exit(0))
pipe.on('data', readParent(take))
tell({ type: 'hello', version: VERSION })

function take(message: FromParent): void {
  switch (message.type) {
    case 'begin':
      begin(message).catch(failed)
      return
    case 'stop':
      // Not bot.stop(): that would log out, and the next start would need the code scanned again.
      leave(0)
      return
    case 'ping':
      pinged(message.withinMs)
      account?.take(message)
      return
    default:
      account?.take(message)
  }
}

async function begin(settings: Begin): Promise<void> {
  mkdirSync(settings.folder, { recursive: true, mode: 0o700 })
  // It may have been made by somebody else, for everybody to read.
  chmodSync(settings.folder, 0o700)
  const wechaty = await loadWechaty(settings.puppet)
  account = new Account(wechaty, settings, tell)
  await account.start()
}
