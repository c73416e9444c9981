// Refuses arguments that a command does not have: a misspelt option must not pass for one that was left out.
import type { ArgsDef } from 'citty'
import { UsageError } from './usage.ts'

/** `given`: what follows the command's name. Throws a UsageError. */
export function checkArguments(known: ArgsDef, given: string[]): void {
  const left = [...given]
  const places = Object.values(known).filter(({ type }) => type === 'positional').length
  let taken = 0
  for (let each = left.shift(); each !== undefined; each = left.shift()) {
    if (!each.startsWith('-')) {
      taken += 1
      if (taken > places) throw new UsageError(`There is one argument too many: ${each}`)
      continue
    }
    const [option = each, value] = each.split('=', 2)
    const { type } = known[option.replace(/^--/, '')] ?? {}
    if (type === undefined || type === 'positional') throw new UsageError(`There is no option ${option}.`)
    if (type === 'boolean') continue
    const follows = value ?? left.shift()
    if (follows === undefined || follows === '') throw new UsageError(`The option ${option} needs a value.`)
  }
}
