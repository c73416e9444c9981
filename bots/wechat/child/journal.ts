// A file of JSON lines that survives a death at any instant: what is written is on the disk before anybody is told.
import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

export class Journal {
  private file: number

  constructor(private readonly path: string) {
    this.file = openSync(path, 'a', 0o600)
    // A death in the middle of a line leaves it without an end: what is written next must not join it.
    const before = readFileSync(path)
    if (before.length > 0 && before.at(-1) !== 10) writeSync(this.file, '\n')
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

  append(value: object, { durably }: { durably: boolean }): void {
    writeSync(this.file, `${JSON.stringify(value)}\n`)
    if (durably) fsyncSync(this.file)
  }

  empty(): void {
    ftruncateSync(this.file)
  }

  /** Whole or not at all. */
  replace(values: object[]): void {
    const next = `${this.path}.new`
    const file = openSync(next, 'w', 0o600)
    writeSync(file, values.map((value) => `${JSON.stringify(value)}\n`).join(''))
    fsyncSync(file)
    closeSync(file)
    renameSync(next, this.path)
    closeSync(this.file)
    this.file = openSync(this.path, 'a', 0o600)
  }
}
