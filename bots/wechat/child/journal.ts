// A file of JSON lines that survives a crash at any instant: a line is on the disk before anybody is told of it.
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export class Journal {
  private file: number

  constructor(private readonly path: string) {
    this.file = openSync(path, 'a', 0o600)
    // A crash while writing leaves half a line, which nobody was told of: the next line must not be appended to it.
    const before = readFileSync(path)
    const whole = before.lastIndexOf(10) + 1
    if (whole < before.length) ftruncateSync(this.file, whole)
  }

  /** Everything that can be read of it, oldest first; half a line was never told to anybody. */
  lines(): unknown[] {
    return readFileSync(this.path, 'utf8')
      .split('\n')
      .flatMap((line) => {
        try {
          return line === '' ? [] : [JSON.parse(line) as unknown]
        } catch {
          return []
        }
      })
  }

  /** The whole line or nothing of it; throws where the disk has no room. */
  append(value: object, { durably }: { durably: boolean }): void {
    const { size } = fstatSync(this.file)
    try {
      writeWhole(this.file, `${JSON.stringify(value)}\n`)
    } catch (error) {
      ftruncateSync(this.file, size)
      throw error
    }
    if (durably) fsyncSync(this.file)
  }

  empty(): void {
    ftruncateSync(this.file)
  }

  /** Whole or not at all: where it throws everything is as it was. */
  replace(values: object[]): void {
    const next = `${this.path}.new`
    const file = openSync(next, 'w', 0o600)
    try {
      writeWhole(file, values.map((value) => `${JSON.stringify(value)}\n`).join(''))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(next, this.path)
    const before = this.file
    this.file = openSync(this.path, 'a', 0o600)
    closeSync(before)
    syncFolder(dirname(this.path))
  }
}

/** A full disk takes a part and says so by the number of bytes alone. */
function writeWhole(file: number, text: string): void {
  let rest = Buffer.from(text)
  while (rest.length > 0) rest = rest.subarray(writeSync(file, rest))
}

/** A rename is durable once its folder is synced. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
