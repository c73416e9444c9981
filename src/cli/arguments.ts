// Refuses arguments that a command does not have, and asks for those it lacks: a misspelt option must not pass for one
// that was left out.
import type { ArgsDef } from 'citty'
import { nearestWord } from '../domain/text/spelling.ts'
import { UsageError } from './usage.ts'
import { words } from './words.ts'

/** `given`: what follows the command's name; `about`: what its arguments are, by their names. Throws a UsageError. */
export function checkArguments(known: ArgsDef, given: string[], about: Record<string, string>): void {
  const { errors } = words().usage
  const places = Object.entries(known).filter(([, { type }]) => type === 'positional')
  const { taken, options } = sorted(known, given)
  const [surplus] = taken.slice(places.length)
  if (surplus !== undefined) throw new UsageError(errors.tooMany(surplus))
  const missing =
    places.find(([, { required }], index) => required !== false && taken[index] === undefined) ??
    Object.entries(known).find(([name, { type, required }]) => type !== 'positional' && required && !options.has(name))
  if (missing === undefined) return
  const [name, { type }] = missing
  throw new UsageError(errors.missing(type === 'positional' ? name.toUpperCase() : `--${name}`, about[name] ?? name))
}

function sorted(known: ArgsDef, given: string[]): { taken: string[]; options: Set<string> } {
  const { errors } = words().usage
  const left = [...given]
  const taken: string[] = []
  const options = new Set<string>()
  for (let each = left.shift(); each !== undefined; each = left.shift()) {
    if (!each.startsWith('-')) {
      taken.push(each)
      continue
    }
    const [option = each, value] = each.split('=', 2)
    const name = option.replace(/^--/, '')
    const { type } = known[name] ?? {}
    if (type === undefined || type === 'positional') throw new UsageError(errors.noOption(option, nearest(known, name)))
    options.add(name)
    if (type === 'boolean') continue
    const follows = value ?? left.shift()
    if (follows === undefined || follows === '') throw new UsageError(errors.needsValue(option))
  }
  return { taken, options }
}

function nearest(known: ArgsDef, name: string): string | null {
  const options = Object.entries(known).flatMap(([each, { type }]) => (type === 'positional' ? [] : [each]))
  const near = nearestWord(name, options)
  return near === null ? null : `--${near}`
}
