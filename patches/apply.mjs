// Run by npm after an install: mends the PostgreSQL driver, whose released version ends the whole process when a
// connection is lost in the middle of a transaction (porsager/postgres #1154, #1208), or leaves it deaf for ever.
// Remove it, and "postinstall" in package.json, once a release has the fix.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const VERSION = '3.4.9'
const MARK = '// mended by patches/apply.mjs'

/** Each text must stand there exactly so often as it is replaced. */
const MENDS = [
  {
    // A statement for a connection that is lost: refused, as every other is. `true` keeps it where it is in the pool.
    from: `      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))

    if (stream)`,
    to: `      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))

    if (socket === null) {
      queryError(q, Errors.connection('CONNECTION_CLOSED', options))
      return true
    }

    if (stream)`,
  },
  {
    // What was to be written to a socket that is gone: nobody waits for it any more but whoever asked.
    from: `    const x = socket.write(chunk, fn)
    nextWriteTimer !== null`,
    to: `    if (socket === null) {
      nextWriteTimer !== null && clearImmediate(nextWriteTimer)
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options))
      return true
    }
    const x = socket.write(chunk, fn)
    nextWriteTimer !== null`,
  },
  {
    // A timer that was cleared and not forgotten would keep the next connection from ever writing.
    from: `    incomings = null
    clearImmediate(nextWriteTimer)
`,
    to: `    incomings = null
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
`,
  },
]

const file = connectionFile()
const text = readFileSync(file, 'utf8')
if (!text.startsWith(MARK)) writeFileSync(file, `${MARK}\n${MENDS.reduce(mend, text)}`)

function connectionFile() {
  const entry = createRequire(import.meta.url).resolve('postgres')
  const folder = entry.slice(
    0,
    entry.lastIndexOf(join('node_modules', 'postgres')) + join('node_modules', 'postgres').length,
  )
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (version !== VERSION)
    throw new Error(
      `patches/apply.mjs mends postgres ${VERSION}; ${version} is installed: see whether it still needs it`,
    )
  return join(folder, 'src', 'connection.js')
}

function mend(text, { from, to }) {
  if (text.split(from).length !== 2) throw new Error(`${file} does not look as patches/apply.mjs expects it`)
  return text.replace(from, () => to)
}
