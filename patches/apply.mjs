// Run by npm after an install: mends the PostgreSQL driver, whose released version ends the whole process when a
// connection is lost in the middle of a transaction (porsager/postgres #1154, #1208), or leaves it deaf for ever; and lets
// a transaction wait less often. Remove the first once a release has the fix.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const VERSION = '3.4.9'
/** Another number for other changes: a file that was changed by an earlier version of this one is not changed again. */
const MARK = '// mended by patches/apply.mjs, 2'

/** What a lost connection does. Each text must stand in its file exactly so often as it is replaced. */
const LOST = [
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
  {
    // What the server said as it ended a connection would be told to whoever first uses the next one.
    from: `      statements = {}
      needsTypes`,
    to: `      statements = {}
      errorResponse = null
      needsTypes`,
  },
]

/** What is sent within one turn of the event loop goes in one write, and no write waits until the one before is acknowledged. */
const WRITES = [
  { from: `if (fn || chunk.length >= 1024)`, to: `if (fn || chunk.length >= 16384)` },
  {
    from: `      keep_alive && socket.setKeepAlive`,
    to: `      socket.setNoDelay && socket.setNoDelay(true)
      keep_alive && socket.setKeepAlive`,
  },
]

/**
 * `sql.begin('pipelined', …)`: the first statements are sent with BEGIN, not after its answer; and `commit()` of its handle
 * sends COMMIT with the last ones: where one of them fails PostgreSQL makes a ROLLBACK of it. What is sent after a COMMIT or
 * ROLLBACK is refused: by then the connection may be another transaction's.
 */
const PIPELINED = [
  {
    from: `      , prepare = null

    try {
      await sql.unsafe('begin ' + options.replace(/[^a-z ]/ig, ''), [], { onexecute }).execute()
      return`,
    to: `      , prepare = null
      , beginError = null
      , committing = null
      , undoing = null
      , closed = false
      , taken

    const pipelined = options === 'pipelined'
    pipelined && (options = '')

    try {
      const opening = sql.unsafe('begin ' + options.replace(/[^a-z ]/ig, ''), [], { onexecute }).execute()
      if (pipelined) {
        opening.catch(e => beginError = e)
        await Promise.race([new Promise(r => taken = r), opening])
        connection.queue === full && move(connection, reserved)
      } else {
        await opening
      }
      return`,
  },
  {
    from: `      sql.savepoint = savepoint
`,
    to: `      sql.savepoint = savepoint
      pipelined && !name && (sql.commit = () => { committing = sql.unsafe('commit').execute() })
`,
  },
  {
    from: `        if (uncaughtError)
          throw uncaughtError
      } catch (e) {
        await (name
          ? sql\`rollback to \${ sql(name) }\`
          : sql\`rollback\`
        )`,
    to: `        if (uncaughtError || beginError)
          throw uncaughtError || beginError
      } catch (e) {
        await (name
          ? sql\`rollback to \${ sql(name) }\`
          : committing
            ? committing.catch(() => {})
            : (undoing = sql\`rollback\`)
        )`,
  },
  {
    from: `          : await sql\`commit\``,
    to: `          : await committed(committing || (committing = sql\`commit\`))`,
  },
  {
    from: `      function handler(q) {
        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full`,
    to: `      async function committed(q) {
        if ((await q).command !== 'COMMIT')
          throw uncaughtError || Errors.generic('ROLLED_BACK', 'The transaction was rolled back')
      }

      function handler(q) {
        q.catch(e => uncaughtError || (uncaughtError = e))
        if (beginError || closed)
          return q.reject(beginError || Errors.generic('TRANSACTION_OVER', 'The transaction is over'))
        closed = q === committing || q === undoing

        c.queue === full`,
  },
  {
    from: `    function onexecute(c) {
      connection = c
      move(c, reserved)`,
    to: `    function onexecute(c) {
      connection = c
      taken && taken()
      move(c, reserved)`,
  },
]

const folder = driverFolder()
change('connection.js', [...LOST, ...WRITES])
change('index.js', PIPELINED)

function driverFolder() {
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
  return join(folder, 'src')
}

function change(name, changes) {
  const file = join(folder, name)
  const text = readFileSync(file, 'utf8')
  if (text.startsWith(`${MARK}\n`)) return
  if (text.startsWith('// mended')) throw new Error(`${file} was changed by another version: install afresh (npm ci)`)
  const changed = changes.reduce((before, { from, to }) => {
    if (before.split(from).length !== 2) throw new Error(`${file} does not look as patches/apply.mjs expects it`)
    return before.replace(from, () => to)
  }, text)
  writeFileSync(file, `${MARK}\n${changed}`)
}
