// How every command speaks, and what the time is for it.

export const realNow = (): string => new Date().toISOString()

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

let readers = false

/** `… | head` reads a few lines and goes: what is said after that has no reader, and is no error. */
export function endQuietlyWithoutReader(): void {
  if (readers) return
  readers = true
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error
  })
}
